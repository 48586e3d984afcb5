"""`each: school term`: owed once in every term that begins while a period lasts."""

from datetime import date
from typing import Any

import pytest

PEPS = """
during: {period: looked_after}
deadline: {each: school term, met_by: {event: pep.held}, until: end}
"""
CARE = "{period: looked_after, from: 2025-03-10}"
SUMMER = ("2025-04-16", "2025-07-31")
AUTUMN = ("2025-09-01", "2025-12-31")
SPRING = ("2026-01-01", "2026-04-15")


def _told(told: Any, records: str, as_of: str, standard: str = PEPS) -> list[tuple[Any, ...]]:
    rows = told(standard, f"[{records}]", as_of)
    return [(row["turn"], str(row["started_on"]), str(row["due_on"]), row["outcome"]) for row in rows]


def test_every_term_that_begins_in_the_period_is_one(told: Any) -> None:
    assert _told(told, CARE, "2025-04-15") == []
    assert _told(told, CARE, "2025-04-16") == [(1, *SUMMER, "on_track")]
    found = _told(told, CARE, "2026-01-01")
    assert found == [(1, *SUMMER, "overdue"), (2, *AUTUMN, "overdue"), (3, *SPRING, "on_track")]


def test_a_term_that_begins_on_the_first_day_counts(told: Any) -> None:
    assert _told(told, CARE.replace("03-10", "04-16"), "2025-05-01") == [(1, *SUMMER, "on_track")]
    assert _told(told, CARE.replace("03-10", "04-17"), "2025-05-01") == []


def test_each_is_met_by_the_first_record_from_its_first_day(told: Any) -> None:
    held = f"{CARE}, {{event: pep.held, on: 2025-04-10}}, {{event: pep.held, on: 2025-07-31}}"
    assert _told(told, held, "2025-09-15") == [(1, *SUMMER, "met"), (2, *AUTUMN, "on_track")]
    late = f"{CARE}, {{event: pep.held, on: 2025-09-08}}"
    assert _told(told, late, "2025-09-15") == [(1, *SUMMER, "met_late"), (2, *AUTUMN, "met")]


def test_the_end_of_the_period_ends_what_is_owed(told: Any) -> None:
    ended = CARE.replace("03-10}", "03-10, to: 2025-09-01}")
    assert _told(told, ended, "2026-02-02") == [(1, *SUMMER, "missed"), (2, *AUTUMN, "lapsed")]
    assert len(_told(told, ended.replace("09-01", "08-31"), "2026-02-02")) == 1


@pytest.mark.parametrize("care", ["{period: looked_after}", "{period: looked_after, from: 2025-03-10, to: 2025-03-01}"])
def test_where_the_period_cannot_be_told_there_is_one_row(told: Any, care: str) -> None:
    ((turn, _, due, outcome),) = _told(told, f"{care}, {{event: pep.held, on: 2025-05-12}}", "2026-02-02")
    assert (turn, due, outcome) == (1, "None", "cannot_tell")


def test_a_term_before_the_standard_was_in_force_cannot_be_told(told: Any) -> None:
    standard = "basis: [{cite: Somewhere, from: 2025-09-01}]" + PEPS
    found = _told(told, CARE, "2025-09-15", standard)
    assert found == [(1, "2025-04-16", "None", "cannot_tell"), (2, *AUTUMN, "on_track")]
    assert told(standard, f"[{CARE}]", "2025-09-15")[0]["reason"] == "no_value_in_force"


def test_a_child_owes_it_only_while_of_an_age(told: Any) -> None:
    standard = PEPS.replace("period: looked_after", "period: looked_after, aged: {from: 11}")
    assert told(standard, f"[{CARE}]", "2026-02-02", born="2014-09-02")[0]["started_on"] == date(2026, 1, 1)
    assert told(standard, f"[{CARE}]", "2026-02-02", born="2014-09-01")[0]["started_on"] == date(2025, 9, 1)


def test_the_proof_names_the_term(explained: Any) -> None:
    ((said, *_, source),) = explained(PEPS, f"[{CARE}]", "2025-05-12")
    assert said == "The summer term runs from 16 April 2025 to 31 July 2025, and it is due by its last day."
    assert source == "Source: Somewhere (local)."
