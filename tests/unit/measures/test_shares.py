"""Measures over the records: shares, counts, average days."""

import pytest
from one_measure import Take, numbers

AGAIN = "{window: 12 months, share: {of: {period: referral}, with: {earlier: {period: referral, within: 12 months}}}}"


def referrals(*starts: str) -> str:
    return "\n".join(f"- {{period: referral, from: '{start}', to: '{start}'}}" for start in starts)


@pytest.mark.parametrize(("second", "again"), [("2025-06-14", 1), ("2025-06-15", 0), ("2025-06-16", 0)])
def test_a_record_exactly_so_long_before_has_left(take: Take, second: str, again: int) -> None:
    assert numbers(take(AGAIN, referrals("2024-06-15", second))[0]) == (again, 1, 0)


def test_in_a_chain_each_later_record_has_an_earlier_one_and_two_on_a_day_have_not(take: Take) -> None:
    assert numbers(take(AGAIN, referrals("2025-05-01", "2025-09-01", "2026-01-01"))[0]) == (2, 3, 0)
    twice = (
        "[{period: referral, from: 2025-05-01, to: 2025-05-02}, {period: referral, from: 2025-05-01, to: 2025-05-03}]"
    )
    assert numbers(take(AGAIN, twice)[0]) == (0, 2, 0)


def test_another_child_is_not_an_earlier_record(take: Take) -> None:
    records = "[{period: referral, person: a, from: 2025-05-01}, {period: referral, person: b, from: 2025-06-01}]"
    assert numbers(take(AGAIN, records)[0]) == (0, 2, 0)


def test_an_earlier_record_that_nobody_can_date_makes_neither_a_yes_nor_a_no(take: Take) -> None:
    undated = "- {period: referral, from: '', to: 2025-03-01}\n"
    assert numbers(take(AGAIN, undated + referrals("2025-09-01"))[0]) == (0, 0, 1)
    assert numbers(take(AGAIN, undated + referrals("2026-03-02"))[0]) == (0, 1, 0)


def test_without_a_length_an_earlier_record_counts_for_ever(take: Take) -> None:
    ever = "{window: 12 months, share: {of: {period: cp_plan}, with: {earlier: {period: cp_plan}}}}"
    records = "[{period: cp_plan, from: 2016-01-01, to: 2016-06-01}, {period: cp_plan, from: 2026-01-01}]"
    assert numbers(take(ever, records)[0]) == (1, 1, 0)


@pytest.mark.parametrize(("ended", "yes"), [("2024-01-15", 0), ("2024-01-16", 1), ("2026-01-15", 1)])
def test_an_earlier_end_counts_by_the_day_it_ended(take: Take, ended: str, yes: int) -> None:
    lately = "{window: 12 months, share: {of: {period: cp_plan}, with: {earlier: {period: cp_plan, at: end, within: 24 months}}}}"
    records = f"[{{period: cp_plan, from: 2020-01-01, to: {ended}}}, {{period: cp_plan, from: 2026-01-15}}]"
    assert numbers(take(lately, records)[0]) == (yes, 1, 0)


@pytest.mark.parametrize(
    ("help_", "yes", "told"),
    [
        ("from: 2019-01-01, to: 2025-01-10", 0, 1),
        ("from: 2019-01-01, to: 2025-01-11", 1, 1),
        ("from: 2019-01-01", 1, 1),
        ("from: '', to: 2025-02-01", 1, 1),
        ("from: '', to: 2026-02-01", 0, 0),
        ("from: 2026-01-10", 0, 1),
    ],
)
def test_held_at_any_time_before(take: Take, help_: str, yes: int, told: int) -> None:
    held = """
    window: 12 months
    share: {of: {period: referral}, with: {earlier: {period: early_help, at: held, within: 12 months}}}
    """
    records = f"[{{period: early_help, {help_}}}, {{period: referral, from: 2026-01-10}}]"
    assert numbers(take(held, records)[0]) == (yes, told, 1 - told)


BACK = (
    "{window: 12 months, share: {of: {period: cp_plan, at: end}, with: {later: {period: cp_plan, within: 6 months}}}}"
)


@pytest.mark.parametrize(("again", "yes"), [("2025-11-15", 1), ("2025-11-16", 0)])
def test_a_later_record_counts_up_to_the_last_day_of_its_time(take: Take, again: str, yes: int) -> None:
    records = f"[{{period: cp_plan, from: 2024-01-01, to: 2025-05-15}}, {{period: cp_plan, from: {again}}}]"
    assert numbers(take(BACK, records)[0]) == (yes, 1, 0)


def test_a_record_is_counted_when_the_time_to_look_ahead_is_over(take: Take) -> None:
    records = "[{period: cp_plan, from: 2024-01-01, to: 2025-05-15}, {period: cp_plan, from: 2025-06-01}]"
    assert numbers(take(BACK, records, "2025-11-14")[0]) == (0, 0, 0)
    assert numbers(take(BACK, records, "2025-11-15")[0]) == (1, 1, 0)
    assert numbers(take(BACK, records, "2026-11-14")[0]) == (1, 1, 0)
    assert numbers(take(BACK, records, "2026-11-15")[0]) == (0, 0, 0)


def test_a_later_end_is_looked_for_too(take: Take) -> None:
    short = "{window: 12 months, share: {of: {event: icpc.held}, with: {later: {period: cp_plan, at: end, within: 3 months}}}}"
    records = """
    - {event: icpc.held, on: 2025-10-01}
    - {period: cp_plan, from: 2025-10-01, to: 2026-01-01}
    - {event: icpc.held, person: b, on: 2025-10-01}
    - {period: cp_plan, person: b, from: 2025-10-01, to: 2026-01-02}
    """
    assert numbers(take(short, records)[0]) == (1, 2, 0)


def test_a_condition_asks_of_the_record_on_its_day_and_what_is_empty_is_left_out(take: Take) -> None:
    ended = "{window: 12 months, share: {of: {period: section_47, at: end}, with: {where: {outcome: no_conference}}}}"
    records = """
    - {period: section_47, from: 2026-01-01, to: 2026-01-10, outcome: no_conference}
    - {period: section_47, from: 2026-02-01, to: 2026-02-10, outcome: conference}
    - {period: section_47, from: 2026-03-01, to: 2026-03-10}
    - {period: section_47, from: 2026-03-20}
    - {period: section_47, from: 2024-03-20, to: 2025-03-31, outcome: conference}
    """
    assert numbers(take(ended, records)[0]) == (1, 2, 1)


def test_all_that_is_asked_must_hold(take: Take) -> None:
    both = """
    window: 12 months
    share:
      of: {event: health.rha, outcome: done}
      with: {where: {age: {under: 11}}, earlier: {event: health.rha, outcome: [done], within: 6 months}}
    """
    records = """
    - {event: health.rha, on: 2025-06-01, outcome: done}
    - {event: health.rha, on: 2025-09-01, outcome: refused}
    - {event: health.rha, on: 2025-10-01, outcome: done}
    - {event: health.rha, on: 2026-01-01, outcome: done}
    """
    assert numbers(take(both, records, born="2015-06-15")[0]) == (2, 3, 0)
    assert numbers(take(both, records, born="2014-12-01")[0]) == (1, 3, 0)
    assert numbers(take(both, records, born="")[0]) == (0, 1, 2)


def test_the_population_may_be_those_with_a_record_before_or_after(take: Take) -> None:
    stepped_up = """
    window: 12 months
    share:
      of: {period: referral, earlier: {period: early_help, at: end, within: 28 days}, where: {source: school}}
      with: {later: {event: assessment.authorised, outcome: child_in_need, within: 60 days}}
    """
    records = """
    - {period: early_help, from: 2025-01-01, to: 2025-06-01}
    - {period: referral, from: 2025-06-10, to: 2025-09-01, source: school}
    - {event: assessment.authorised, on: 2025-07-01, outcome: child_in_need}
    - {period: referral, from: 2025-10-01, source: school}
    - {period: early_help, person: b, from: 2025-01-01, to: 2025-06-01}
    - {period: referral, person: b, from: 2025-06-10, source: police}
    - {period: early_help, person: c, from: 2025-01-01, to: 2025-06-01}
    - {period: referral, person: c, from: 2025-06-10}
    """
    assert numbers(take(stepped_up, records)[0]) == (1, 1, 1)
    stepped_down = (
        "{window: 12 months, count: {period: referral, at: end, later: {period: early_help, within: 28 days}}}"
    )
    closed = "[{period: referral, from: 2025-06-10, to: 2025-09-01}, {period: early_help, from: 2025-09-20}]"
    assert numbers(take(stepped_down, closed)[0]) == (1, None, 0)


def test_what_is_open_is_asked_on_the_day(take: Take) -> None:
    stable = "{share: {of: {period: looked_after, at: open}, with: {where: {lasted: {period: placement, at_least: 24 months}}}}}"
    records = """
    - {period: looked_after, from: 2023-01-01}
    - {period: placement, from: 2023-01-01, to: 2024-03-31}
    - {period: placement, from: 2024-04-01}
    - {period: looked_after, person: b, from: 2023-01-01}
    - {period: placement, person: b, from: 2024-03-31}
    - {period: looked_after, person: c, from: 2023-01-01, to: 2026-03-31}
    - {period: placement, person: c, from: 2023-01-01, to: 2026-03-31}
    """
    (figure,) = take(stable, records)
    assert numbers(figure) == (1, 2, 0)
    assert figure.window is None


def test_an_event_on_the_day_itself_is_earlier_than_what_is_open_on_it(take: Take) -> None:
    checked = (
        "{share: {of: {period: looked_after, at: open}, with: {earlier: {event: dental.checked, within: 12 months}}}}"
    )
    for day, yes in (("2026-03-31", 1), ("2025-04-01", 1), ("2025-03-31", 0)):
        records = f"[{{period: looked_after, from: 2023-01-01}}, {{event: dental.checked, on: {day}}}]"
        assert numbers(take(checked, records)[0]) == (yes, 1, 0)


def test_two_open_where_there_can_be_one_are_left_out(take: Take) -> None:
    records = """
    - {period: cp_plan, from: 2025-01-01}
    - {period: cp_plan, from: 2025-02-01}
    - {period: cp_plan, person: b, from: 2025-02-01}
    """
    assert numbers(take("{count: {period: cp_plan, at: open}}", records)[0]) == (1, None, 2)


def test_a_period_that_contradicts_itself_or_whose_start_is_unknown_is_left_out_of_a_count(take: Take) -> None:
    records = """
    - {period: cp_plan, from: 2026-01-01, to: 2025-12-01}
    - {period: cp_plan, person: b, from: '', to: 2026-02-01}
    - {period: cp_plan, person: c, from: '', to: 2025-02-01}
    - {period: cp_plan, person: d, from: 2026-02-01}
    """
    assert numbers(take("{window: 12 months, count: {period: cp_plan}}", records)[0]) == (1, None, 2)


def test_average_days_from_its_own_start(take: Take) -> None:
    records = """
    - {period: cp_plan, from: 2025-05-01, to: 2025-05-31}
    - {period: cp_plan, from: 2025-06-01, to: 2025-06-11}
    - {period: cp_plan, person: b, from: '', to: 2025-07-01}
    - {period: cp_plan, person: c, from: 2026-03-01}
    """
    (ended,) = take("{window: 12 months, average_days: {of: {period: cp_plan, at: end}, from: start}}", records)
    assert numbers(ended) == (40, 2, 1)
    assert ended.value == 20
    (still,) = take("{average_days: {of: {period: cp_plan, at: open}, from: start}}", records)
    assert numbers(still) == (30, 1, 0)


def test_average_days_from_the_period_that_holds(take: Take) -> None:
    a1 = "{window: 36 months, average_days: {of: {period: placement, where: {adoptive: true}}, from: {period: looked_after}}}"
    records = """
    - {period: looked_after, from: 2020-01-01, to: 2021-01-01}
    - {period: looked_after, from: 2025-01-01}
    - {period: placement, from: 2025-01-01, to: 2025-01-30}
    - {period: placement, from: 2025-01-31, adoptive: true}
    - {period: placement, person: b, from: 2025-01-31, adoptive: true}
    - {period: looked_after, person: c, from: ''}
    - {period: placement, person: c, from: 2025-01-31, adoptive: true}
    - {period: looked_after, person: d, from: 2022-01-01}
    - {period: placement, person: d, from: 2023-03-31, adoptive: true}
    """
    assert numbers(take(a1, records)[0]) == (30, 1, 2)


def test_average_days_from_an_event_and_none_where_it_comes_after(take: Take) -> None:
    planned = """
    window: 36 months
    average_days: {of: {event: adoption.matched}, from: {event: adoption.planned, nought_if_after: true}}
    """
    records = """
    - {event: adoption.planned, on: 2025-01-01}
    - {event: adoption.planned, on: 2025-02-01}
    - {event: adoption.matched, on: 2025-02-11}
    - {event: adoption.matched, person: b, on: 2025-02-11}
    - {event: adoption.planned, person: b, on: 2025-03-01}
    - {event: adoption.matched, person: c, on: 2025-02-11}
    """
    assert numbers(take(planned, records)[0]) == (10, 2, 1)
    assert numbers(take(planned.replace(", nought_if_after: true", ""), records)[0]) == (10, 1, 2)


def test_a_match_before_the_order_counts_as_no_days(take: Take) -> None:
    a2 = """
    window: 36 months
    average_days:
      of: {event: adoption.matched}
      from: {period: legal_status, where: {status: E1}, nought_if_after: true}
    """
    records = """
    - {event: adoption.matched, on: 2025-02-11}
    - {period: legal_status, from: 2024-01-01, to: 2025-02-28, status: C1}
    - {period: legal_status, from: 2025-03-01, status: E1}
    - {event: adoption.matched, person: b, on: 2025-02-11}
    - {period: legal_status, person: b, from: 2025-01-12, status: E1}
    - {event: adoption.matched, person: c, on: 2025-02-11}
    - {period: legal_status, person: c, from: '', status: E1}
    """
    assert numbers(take(a2, records)[0]) == (30, 2, 1)


@pytest.mark.parametrize(
    ("measure", "missing"),
    [
        (AGAIN, "referral"),
        ("{window: 12 months, count: {period: early_help}}", "early_help"),
        (
            "{window: 12 months, average_days: {of: {event: adoption.matched}, from: {period: legal_status}}}",
            "adoption.matched",
        ),
        (
            "{share: {of: {period: cp_plan, at: open}, with: {where: {holds: {period: looked_after}}}}}",
            "looked_after",
        ),
        (
            "{window: 12 months, share: {of: {period: cp_plan}, with: {earlier: {event: icpc.held}}}}",
            "icpc.held",
        ),
    ],
)
def test_an_extract_without_any_record_of_a_kind_gives_no_figure(take: Take, measure: str, missing: str) -> None:
    (figure,) = take(measure, "[{period: cp_plan, from: 2026-01-01}]")
    assert figure.value is None
    assert figure.because == f"the extract holds no record of {missing}"


def test_one_of_several_kinds_is_enough_to_answer(take: Take) -> None:
    either = """
    share:
      of: {period: cp_plan, at: open}
      with: {where: {any: [{category: neglect}, {holds: {period: looked_after}}]}}
    """
    assert numbers(take(either, "[{period: cp_plan, from: 2026-01-01, category: neglect}]")[0]) == (1, 1, 0)


def test_no_record_in_the_window_is_no_figure_and_no_nought_per_cent(take: Take) -> None:
    (figure,) = take(AGAIN, referrals("2020-01-01"))
    assert (figure.value, figure.rag, figure.because) == (None, None, "there is nothing to count from")
