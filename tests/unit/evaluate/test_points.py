"""`points`: several limits that run from one anchor."""

from datetime import date
from typing import Any

LONG_PLAN = """
during: {period: cp_plan}
deadline:
  points: [{within: 9 months}, {within: 12 months}]
  met_by: {event: cp_plan.reviewed_by_senior}
  until: end
warn: [1 month before]
"""
STEPS = """
during: {period: proceedings}
deadline:
  counts_from: the day
  points:
    - {within: 1 working day, met_by: {event: proceedings.directions_given}}
    - {within: 2 working days, met_by: {event: proceedings.guardian_appointed}}
    - {within: 12 working days, met_by: {event: proceedings.cmh_held}}
"""
PLAN = "{period: cp_plan, from: 2025-01-15}"


def _told(told: Any, standard: str, records: str, as_of: str) -> list[tuple[Any, ...]]:
    columns = ("turn", "started_on", "due_on", "outcome")
    return [tuple(str(row[c]) for c in columns) for row in told(standard, f"[{records}]", as_of)]


def _reviewed(day: str) -> str:
    return f"{PLAN}, {{event: cp_plan.reviewed_by_senior, on: {day}}}"


FIRST = ("1", "2025-01-15", "2025-10-15")
SECOND = ("2", "2025-10-15", "2026-01-15")


def test_each_point_is_there_from_the_day_the_one_before_it_was_due(told: Any) -> None:
    assert _told(told, LONG_PLAN, PLAN, "2025-10-14") == [(*FIRST, "due_soon")]
    assert _told(told, LONG_PLAN, PLAN, "2025-10-15") == [(*FIRST, "due_soon"), (*SECOND, "on_track")]
    assert _told(told, LONG_PLAN, PLAN, "2026-01-16") == [(*FIRST, "overdue"), (*SECOND, "overdue")]


def test_a_record_counts_for_the_first_point_only_until_it_is_due(told: Any) -> None:
    assert _told(told, LONG_PLAN, _reviewed("2025-10-15"), "2026-01-16") == [(*FIRST, "met"), (*SECOND, "overdue")]


def test_a_late_record_counts_for_the_next_point_too(told: Any) -> None:
    found = _told(told, LONG_PLAN, _reviewed("2025-10-16"), "2026-01-16")
    assert found == [(*FIRST, "met_late"), (*SECOND, "met")]


def test_a_plan_that_ends_between_two_points_owes_only_the_first(told: Any) -> None:
    ended = PLAN.replace("01-15}", "01-15, to: 2025-10-14}")
    assert _told(told, LONG_PLAN, ended, "2026-01-16") == [(*FIRST, "lapsed")]
    on_the_day = ended.replace("10-14", "10-15")
    assert _told(told, LONG_PLAN, on_the_day, "2026-01-16") == [(*FIRST, "lapsed"), (*SECOND, "lapsed")]


def test_where_the_plans_start_is_unknown_one_point_cannot_be_told(told: Any) -> None:
    assert _told(told, LONG_PLAN, "{period: cp_plan}", "2026-01-16") == [("1", "None", "None", "cannot_tell")]


def test_after_a_point_beyond_the_calendar_there_is_no_other(told: Any) -> None:
    standard = LONG_PLAN.replace("9 months", "90 months")
    assert _told(told, standard, PLAN, "2026-01-16") == [("1", "2025-01-15", "None", "cannot_tell")]


def test_steps_from_one_anchor_are_met_each_by_its_own_record(told: Any) -> None:
    records = """
    {period: proceedings, from: 2026-01-12}, {event: proceedings.directions_given, on: 2026-01-14},
    {event: proceedings.guardian_appointed, on: 2026-01-12}
    """
    assert _told(told, STEPS, records, "2026-01-14") == [
        ("1", "2026-01-12", "2026-01-13", "met_late"),
        ("2", "2026-01-13", "2026-01-14", "met"),
        ("3", "2026-01-14", "2026-01-28", "on_track"),
    ]


def test_an_exempting_record_counts_for_a_point_as_a_meeting_one_would(told: Any) -> None:
    standard = LONG_PLAN.replace("until: end", "until: end\n  exempted_by: {event: cp_review.held}")
    records = f"{PLAN}, {{event: cp_review.held, on: 2025-10-15}}"
    assert _told(told, standard, records, "2026-01-16") == [(*FIRST, "exempt"), (*SECOND, "overdue")]
    later = records.replace("10-15}", "10-16}")
    assert _told(told, standard, later, "2026-01-16") == [(*FIRST, "met_late"), (*SECOND, "exempt")]


def test_the_proof_of_a_later_point_counts_from_the_anchor(told: Any, explained: Any) -> None:
    _, second = explained(LONG_PLAN, f"[{PLAN}]", "2025-10-15")
    assert second[:2] == [
        "It is the 2nd of 2 dates that are all counted from one day.",
        "12 months after 15 January 2025 is 15 January 2026.",
    ]


def test_what_meets_one_step_only_is_booked_for_all_of_them(told: Any) -> None:
    planned = "{event: proceedings.cmh_held, planned_for: 2026-01-20, recorded_on: 2026-01-12}"
    rows = told(STEPS, f"[{{period: proceedings, from: 2026-01-12}}, {planned}]", "2026-01-13")
    assert [row["booked_for"] for row in rows] == [date(2026, 1, 20)] * 2
