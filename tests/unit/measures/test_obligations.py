"""Measures over the findings: in time, and up to date."""

from collections.abc import Callable
from datetime import date

from one_measure import Take, numbers, written_measure

from compliance.cases.history import snapshot_of
from compliance.cases.model import Case
from compliance.evaluate import evaluate
from compliance.measures import measure_all
from compliance.rulebook.book import Rulebook

IN_TIME = "{window: 12 months, in_time: {standards: review}}"
BY_CHILD = "{window: 12 months, in_time: {standards: review, each: subject}}"
UP_TO_DATE = "{up_to_date: {standards: review}}"

LATE_ONCE = """
- {period: looked_after, from: 2026-01-01}
- {event: lac_review.held, on: 2026-01-29}
- {event: lac_review.held, on: 2026-03-01}
"""
"""Due 29 January: met. Due 26 February: met late on 1 March. Due 29 March: overdue from the 30th."""


def test_in_time_is_met_over_all_that_fell_due_and_is_decided(take: Take) -> None:
    (figure,) = take(IN_TIME, LATE_ONCE)
    assert numbers(figure) == (1, 3, 0)
    assert (figure.first, figure.last) == (date(2025, 4, 1), date(2026, 3, 31))


def test_what_is_due_on_the_day_and_not_done_is_not_decided(take: Take) -> None:
    (figure,) = take(IN_TIME, LATE_ONCE, "2026-03-29")
    assert numbers(figure) == (1, 2, 0)


def test_what_ended_before_it_was_due_is_in_neither_number_and_what_ended_after_is_missed(take: Take) -> None:
    lapsed = "[{period: looked_after, from: 2026-01-01, to: 2026-01-20}]"
    assert numbers(take(IN_TIME, lapsed)[0]) == (0, 0, 0)
    missed = "[{period: looked_after, from: 2026-01-01, to: 2026-02-20}]"
    assert numbers(take(IN_TIME, missed)[0]) == (0, 1, 0)


def test_what_was_due_before_the_window_is_not_counted(take: Take) -> None:
    records = """
    - {period: looked_after, from: 2025-03-03, to: 2025-04-10}
    - {event: lac_review.held, on: 2025-03-30}
    """
    assert numbers(take(IN_TIME, records)[0]) == (0, 0, 0)
    assert numbers(take(IN_TIME, records, "2026-03-30")[0]) == (1, 1, 0)


def test_the_last_whole_month_is_a_window_of_its_own(take: Take) -> None:
    both = "{window: [12 months, calendar month], in_time: {standards: review}}"
    year, month = take(both, LATE_ONCE, "2026-03-30")
    assert numbers(year) == (1, 3, 0)
    assert numbers(month) == (0, 1, 0)
    assert (month.first, month.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert take(both, LATE_ONCE, "2026-03-31")[1].last == date(2026, 3, 31)


def test_a_child_for_whom_one_was_late_is_not_in_time(take: Take) -> None:
    records = (
        f"{LATE_ONCE}- {{period: looked_after, person: b, from: 2026-03-01}}\n"
        + "- {event: lac_review.held, person: b, on: 2026-03-29}"
    )
    assert numbers(take(IN_TIME, records)[0]) == (2, 4, 0)
    assert numbers(take(BY_CHILD, records)[0]) == (1, 2, 0)


def test_what_cannot_be_told_for_want_of_a_record_is_left_out_and_said(take: Take) -> None:
    records = """
    - {period: looked_after, from: "", to: 2026-02-01}
    - {period: looked_after, person: b, from: 2026-01-01, to: 2025-12-01}
    - {period: looked_after, person: c, from: "", to: 2025-01-01}
    """
    assert numbers(take(IN_TIME, records)[0]) == (0, 0, 2)
    assert numbers(take(BY_CHILD, records)[0]) == (0, 0, 2)


def test_an_unknown_start_does_not_count_against_what_is_told_of_later_links(take: Take) -> None:
    records = """
    - {period: looked_after, from: ""}
    - {event: lac_review.held, on: 2026-02-01}
    - {event: lac_review.held, on: 2026-03-01}
    - {event: lac_review.held, on: 2026-03-29}
    """
    (figure,) = take(IN_TIME, records)
    assert numbers(figure) == (2, 2, 0)


def test_up_to_date_are_those_with_nothing_overdue(take: Take) -> None:
    records = (
        f"{LATE_ONCE}- {{period: looked_after, person: b, from: 2026-03-10}}\n"
        + "- {period: looked_after, person: c, from: ''}"
    )
    (figure,) = take(UP_TO_DATE, records)
    assert numbers(figure) == (1, 2, 1)
    assert (figure.first, figure.last) == (date(2026, 3, 31), date(2026, 3, 31))


def test_up_to_date_counts_workers_within_a_load(take: Take) -> None:
    records = """
    - {post: w1, role: social_worker, fte: 1, from: 2026-01-01}
    - {post: w2, role: social_worker, fte: 1, from: 2026-01-01}
    - {post: w3, role: social_worker, from: 2026-01-01}
    - {involvement: social_worker, worker: w1, person: a, children: 2, from: 2026-01-01}
    - {involvement: social_worker, worker: w2, person: b, children: 3, from: 2026-01-01}
    - {involvement: social_worker, worker: w3, person: c, children: 2, from: 2026-01-01}
    """
    assert numbers(take("{up_to_date: {standards: load}}", records)[0]) == (1, 2, 1)


def test_a_standard_that_is_not_run_gives_no_figure(with_status: Callable[[str], Rulebook]) -> None:
    drafts = with_status("draft")
    case = Case(name="", as_of=date(2026, 3, 31), records=(), expect=())
    findings = evaluate(snapshot_of(case, drafts.standards[0], drafts.vocabulary), drafts, case.as_of)
    (figure,) = measure_all(findings, drafts, [written_measure(IN_TIME)])
    assert (figure.value, figure.because) == (None, "no standard was run: review, it is a draft")
