"""`aged`: an obligation of the part of a period in which the child has an age."""

from datetime import date
from typing import Any

PLAN = """
during: {period: looked_after, aged: {from: 16, under: 18}}
deadline: {within: 3 months, met_by: {event: pathway_plan.made}, until: end}
"""
CHECKS = """
during: {period: looked_after, aged: {from: 4, under: 17}}
recurring: {met_by: {event: sdq.completed}, first: 12 months, then: [{within: 12 months}]}
"""
BOOKED = """
during: {period: pre_proceedings, from: letter_sent_on, aged: {under: 5}}
deadline: {within: 2 weeks, met_by: {event: pre_proceedings.meeting_held}}
"""
CARE = "[{period: looked_after, from: 2020-03-02, id: care}]"


def _one(told: Any, standard: str, records: str, as_of: str, born: str) -> dict[str, Any]:
    (row,) = told(standard, records, as_of, born=born)
    return row


def test_the_clock_starts_on_the_birthday_where_the_period_began_before_it(told: Any) -> None:
    row = _one(told, PLAN, CARE, "2026-01-12", "2009-12-14")
    assert (row["occurrence"], row["period_id"]) == (date(2020, 3, 2), "care")
    assert (row["started_on"], row["due_on"], row["outcome"]) == (date(2025, 12, 14), date(2026, 3, 14), "on_track")


def test_the_clock_starts_with_the_period_where_the_child_is_old_enough_already(told: Any) -> None:
    row = _one(told, PLAN, CARE, "2020-03-20", "2003-12-14")
    assert (row["started_on"], row["due_on"]) == (date(2020, 3, 2), date(2020, 6, 2))


def test_nothing_is_owed_until_the_birthday(told: Any) -> None:
    assert told(PLAN, CARE, "2025-12-13", born="2009-12-14") == []
    assert len(told(PLAN, CARE, "2025-12-14", born="2009-12-14")) == 1


def test_nothing_is_owed_where_the_period_ended_before_the_birthday(told: Any) -> None:
    ended = "[{period: looked_after, from: 2020-03-02, to: 2025-12-13}]"
    assert told(PLAN, ended, "2026-01-12", born="2009-12-14") == []
    assert told(PLAN, CARE, "2026-01-12", born="2001-12-14") == []


def test_it_is_over_on_the_day_before_the_birthday_that_ends_it(told: Any) -> None:
    assert _one(told, PLAN, CARE, "2023-12-12", "2005-12-14")["outcome"] == "overdue"
    row = _one(told, PLAN, CARE, "2023-12-13", "2005-12-14")
    assert (row["outcome"], row["days_over"]) == ("missed", 639)


def test_what_was_done_before_the_birthday_does_not_count(told: Any) -> None:
    early = CARE[:-1] + ", {event: pathway_plan.made, on: 2025-12-13}]"
    assert _one(told, PLAN, early, "2026-01-12", "2009-12-14")["outcome"] == "on_track"
    on_it = early.replace("2025-12-13", "2025-12-14")
    assert _one(told, PLAN, on_it, "2026-01-12", "2009-12-14")["outcome"] == "met"


def test_a_child_born_on_29_february_is_old_enough_on_1_march_of_a_common_year(told: Any) -> None:
    standard = PLAN.replace("from: 16", "from: 15")
    assert told(standard, CARE, "2023-02-28", born="2008-02-29") == []
    assert _one(told, standard, CARE, "2023-03-01", "2008-02-29")["started_on"] == date(2023, 3, 1)


def test_without_a_date_of_birth_it_cannot_be_told(told: Any) -> None:
    row = _one(told, PLAN, CARE, "2026-01-12", "")
    assert (row["outcome"], row["reason"], row["started_on"]) == ("cannot_tell", "date_of_birth", date(2020, 3, 2))
    unknown = "[{period: looked_after}]"
    assert _one(told, PLAN, unknown, "2026-01-12", "")["reason"] == "date_of_birth"


def test_a_contradiction_and_two_open_periods_come_before_the_date_of_birth(told: Any) -> None:
    upside_down = "[{period: looked_after, from: 2025-03-02, to: 2025-01-02}]"
    assert _one(told, PLAN, upside_down, "2026-01-12", "")["reason"] == "contradiction"
    two = "[{period: looked_after, from: 2024-03-04}, {period: looked_after, from: 2025-03-03}]"
    assert {row["reason"] for row in told(PLAN, two, "2026-01-12", born="")} == {"two_open"}


def test_where_the_start_is_unknown_it_cannot_be_told_from_the_birthday_on(told: Any) -> None:
    unknown = "[{period: looked_after}]"
    assert told(PLAN, unknown, "2025-12-13", born="2009-12-14") == []
    assert _one(told, PLAN, unknown, "2025-12-14", "2009-12-14")["reason"] == "start_unknown"
    ended = "[{period: looked_after, to: 2025-12-13}]"
    assert told(PLAN, ended, "2026-01-12", born="2009-12-14") == []


def test_a_chain_is_of_the_years_between_the_birthdays_only(told: Any) -> None:
    records = """
    - {period: looked_after, from: 2018-03-05}
    - {event: sdq.completed, on: 2019-06-03}
    - {event: sdq.completed, on: 2020-06-01}
    """
    rows = told(CHECKS, records, "2020-12-01", born="2016-01-11")
    found = [(row["turn"], row["started_on"], row["outcome"]) for row in rows]
    assert found == [(1, date(2020, 1, 11), "met"), (2, date(2020, 6, 1), "on_track")]
    rows = told(CHECKS, records, "2020-12-01", born="2003-05-12")
    found = [(row["turn"], row["started_on"], row["outcome"]) for row in rows]
    assert found == [(1, date(2018, 3, 5), "met_late"), (2, date(2019, 6, 3), "lapsed")]


def test_the_age_cuts_from_the_date_that_the_standard_counts_from(told: Any) -> None:
    records = "[{period: pre_proceedings, from: 2025-11-03, letter_sent_on: 2025-12-01}]"
    assert _one(told, BOOKED, records, "2026-01-12", "2021-02-01")["due_on"] == date(2025, 12, 15)
    assert told(BOOKED, records, "2026-01-12", born="2020-12-01") == []
    assert len(told(BOOKED, records, "2026-01-12", born="2020-12-02")) == 1
