"""`after`: events of several kinds, and obligations that are over with the period that an event belongs to."""

from datetime import date
from typing import Any

GROUPS = """
after: {event: [icpc.held, cp_review.held], of: cp_plan}
deadline: {within: 10 working days, met_by: {event: core_group.held}, one_each: true}
"""
UNTIL = """
after: {event: cp_review.held, of: cp_plan}
deadline: {within: 10 working days, met_by: {event: core_group.held}, until: end}
"""


def _told(told: Any, standard: str, records: str, as_of: str = "2026-02-16") -> list[tuple[Any, ...]]:
    rows = told(standard, records, as_of)
    return [(str(row["started_on"]), row["period_id"], row["outcome"]) for row in rows]


def test_an_event_of_either_kind_begins_it(told: Any) -> None:
    records = """
    - {event: icpc.held, on: 2025-11-03}
    - {event: cp_review.held, on: 2026-01-12}
    - {event: core_group.held, on: 2025-11-10}
    """
    assert _told(told, GROUPS, records) == [("2025-11-03", None, "met"), ("2026-01-12", None, "overdue")]


def test_events_of_two_kinds_on_one_day_are_one(told: Any) -> None:
    records = "[{event: cp_review.held, on: 2026-01-12}, {event: icpc.held, on: 2026-01-12}]"
    assert _told(told, GROUPS, records) == [("2026-01-12", None, "overdue")]


def test_events_of_two_kinds_at_different_hours_are_two(told: Any) -> None:
    records = '[{event: cp_review.held, at: "2026-01-12T10:00"}, {event: icpc.held, at: "2026-01-12T14:00"}]'
    assert len(_told(told, GROUPS, records)) == 2


def test_the_end_of_the_period_that_the_event_names_ends_it(told: Any) -> None:
    records = """
    - {period: cp_plan, id: old, from: 2025-11-03, to: 2026-01-20}
    - {event: cp_review.held, on: 2026-01-12, of: old}
    """
    assert _told(told, UNTIL, records) == [("2026-01-12", "old", "lapsed")]
    assert _told(told, UNTIL, records, "2026-01-19") == [("2026-01-12", "old", "on_track")]
    assert _told(told, UNTIL, records.replace("01-20", "01-27")) == [("2026-01-12", "old", "missed")]


def test_an_event_that_names_no_period_has_the_latest_begun_that_holds_on_its_day(told: Any) -> None:
    records = """
    - {period: cp_plan, id: first, from: 2025-06-02, to: 2026-01-12}
    - {period: cp_plan, id: second, from: 2025-11-03, to: 2026-01-20}
    - {period: cp_plan, id: third, from: 2026-01-13}
    - {event: cp_review.held, on: 2026-01-12}
    """
    assert _told(told, UNTIL, records) == [("2026-01-12", "second", "lapsed")]


def test_a_period_that_began_before_the_records_is_the_last_to_be_chosen(told: Any) -> None:
    records = "{period: cp_plan, id: unknown, to: 2026-01-20}, {event: cp_review.held, on: 2026-01-12}"
    assert _told(told, UNTIL, f"[{records}]") == [("2026-01-12", "unknown", "lapsed")]
    known = "{period: cp_plan, id: known, from: 2026-01-12, to: 2026-02-10}"
    assert _told(told, UNTIL, f"[{records}, {known}]") == [("2026-01-12", "known", "missed")]


def test_an_event_in_no_period_does_not_end_and_a_contradiction_is_not_chosen(told: Any) -> None:
    outside = "[{period: cp_plan, from: 2025-06-02, to: 2026-01-11}, {event: cp_review.held, on: 2026-01-12}]"
    assert _told(told, UNTIL, outside) == [("2026-01-12", None, "overdue")]
    upside_down = outside.replace("2025-06-02", "2026-01-30")
    assert _told(told, UNTIL, upside_down) == [("2026-01-12", None, "overdue")]


def test_a_record_that_names_the_period_meets_what_began_in_it(told: Any) -> None:
    records = """
    - {period: cp_plan, id: plan, from: 2025-11-03}
    - {event: cp_review.held, on: 2026-01-12}
    - {event: core_group.held, on: 2026-01-19, of: plan}
    """
    assert _told(told, UNTIL, records) == [("2026-01-12", "plan", "met")]


def test_without_until_the_obligation_outlives_the_period(told: Any) -> None:
    records = "[{period: cp_plan, from: 2025-11-03, to: 2026-01-20}, {event: cp_review.held, on: 2026-01-12}]"
    (row,) = told(UNTIL.replace(", until: end", ""), records, "2026-02-16")
    assert (row["outcome"], row["due_on"]) == ("overdue", date(2026, 1, 26))


def test_an_end_with_a_condition_ends_it_only_where_that_holds(told: Any) -> None:
    standard = """
    after: {event: statutory_visit.made, of: placement}
    deadline:
      within: 6 weeks
      met_by: {event: dental.checked}
      until: {end: true, where: {ended_unplanned: true}}
    """
    records = """
    - {period: placement, from: 2025-11-03, to: 2026-01-20, ended_unplanned: true}
    - {event: statutory_visit.made, on: 2026-01-12}
    """
    assert [row["outcome"] for row in told(standard, records, "2026-03-16")] == ["lapsed"]
    planned = records.replace("true", "false")
    assert [row["outcome"] for row in told(standard, planned, "2026-03-16")] == ["overdue"]
