"""A state asked during several kinds of period, or in a part of them by age."""

from datetime import date
from typing import Any

STANDARD = """
during: {period: [cp_plan, looked_after]}
state: {must: {involvement: social_worker}, grace: 5 working days}
"""
AGED = """
during: {period: looked_after, aged: {from: 16, under: 18}}
state: {must: {involvement: personal_adviser}, grace: 3 months}
"""


def _told(told: Any, records: str, standard: str = STANDARD, born: str = "2015-06-15") -> list[tuple[Any, ...]]:
    rows = told(standard, records, "2026-01-12", born=born)
    return [(str(r["occurrence"]), r["period_id"], str(r["started_on"]), r["outcome"]) for r in rows]


def test_periods_of_two_kinds_that_touch_are_one_stretch_without_a_period(told: Any) -> None:
    records = """
    - {period: cp_plan, from: 2025-11-03, to: 2025-11-09}
    - {period: looked_after, from: 2025-11-10}
    """
    assert _told(told, records) == [("2025-11-03", None, "2025-11-03", "overdue")]


def test_periods_apart_are_two(told: Any) -> None:
    records = """
    - {period: looked_after, from: 2025-11-11}
    - {period: cp_plan, from: 2025-11-03, to: 2025-11-09}
    """
    found = _told(told, records)
    assert found == [("2025-11-03", None, "2025-11-03", "lapsed"), ("2025-11-11", None, "2025-11-11", "overdue")]


def test_a_second_stretch_without_is_of_the_same_occurrence(told: Any) -> None:
    records = """
    - {period: looked_after, from: 2025-11-03}
    - {period: cp_plan, from: 2025-10-06}
    - {involvement: social_worker, worker: w1, from: 2025-09-01, to: 2025-12-31}
    """
    found = _told(told, records)
    assert found == [("2025-10-06", None, "2025-10-06", "met"), ("2025-10-06", None, "2026-01-01", "overdue")]


def test_a_kind_whose_start_nobody_knows_is_one_row_and_no_part_of_the_other(told: Any) -> None:
    records = """
    - {period: looked_after}
    - {period: cp_plan, from: 2026-01-05}
    """
    found = _told(told, records)
    assert ("2026-01-05", None, "2026-01-05", "on_track") in found
    assert ("None", None, "None", "cannot_tell") in found


def test_a_state_of_an_age_begins_on_the_birthday_and_belongs_to_the_whole_period(told: Any) -> None:
    records = "[{period: looked_after, from: 2020-03-02, id: care}]"
    assert _told(told, records, AGED, "2009-12-14") == [("2020-03-02", "care", "2025-12-14", "on_track")]
    assert _told(told, records, AGED, "2009-06-14") == [("2020-03-02", "care", "2025-06-14", "overdue")]
    assert _told(told, records, AGED, "2010-06-14") == []


def test_a_state_of_an_age_is_over_on_the_day_before_the_birthday_that_ends_it(told: Any) -> None:
    records = "[{period: looked_after, from: 2020-03-02, id: care}]"
    assert _told(told, records, AGED, "2008-01-12") == [("2020-03-02", "care", "2024-01-12", "missed")]
    row = told(AGED, records, "2026-01-12", born="2008-01-12")[0]
    assert row["due_on"] == date(2024, 4, 12)
    assert told(AGED, records, "2026-01-11", born="2008-01-12")[0]["outcome"] == "overdue"
