"""`in_a_row`: counted events one after another with none of the others between."""

from datetime import date
from typing import Any

import pytest

STANDARD = """
during: {period: looked_after}
limit:
  count: {event: statutory_visit.made, where: {seen_alone: false}}
  most: 2
  in_a_row: true
  warn_at: 2
"""
CARE = "- {period: looked_after, from: 2025-06-02}"


def _told(told: Any, *visits: str, as_of: str = "2026-03-31", standard: str = STANDARD) -> list[tuple[Any, ...]]:
    records = "\n".join([CARE, *(f"- {{event: statutory_visit.made, {visit}}}" for visit in visits)])
    return [(r["outcome"], r["turn"], r["started_on"], r["met_on"]) for r in told(standard, records, as_of)]


NOT_ALONE = ["on: 2026-01-05", "on: 2026-02-02", "on: 2026-03-02"]


def test_the_third_not_alone_in_a_row_is_over_from_its_day(told: Any) -> None:
    assert _told(told, *NOT_ALONE) == [("overdue", 3, date(2026, 3, 2), None)]


def test_two_are_near_the_limit_and_one_is_within_it(told: Any) -> None:
    assert _told(told, *NOT_ALONE[:2]) == [("due_soon", 2, None, None)]
    assert _told(told, *NOT_ALONE[:1]) == [("on_track", 1, None, None)]
    assert _told(told) == [("on_track", 0, None, None)]


def test_one_of_the_others_between_begins_the_count_again(told: Any) -> None:
    visits = [*NOT_ALONE[:2], "on: 2026-02-20, seen_alone: true", NOT_ALONE[2]]
    assert _told(told, *visits) == [("on_track", 1, None, None)]


def test_one_of_the_others_ends_the_run(told: Any) -> None:
    within, over = sorted(_told(told, *NOT_ALONE, "on: 2026-03-20, seen_alone: true"), reverse=True)
    assert over == ("met_late", 3, date(2026, 3, 2), date(2026, 3, 20))
    assert within == ("on_track", 0, None, None)


def test_those_of_before_the_period_are_not_in_the_row(told: Any) -> None:
    visits = ["on: 2019-01-05", "on: 2022-02-02", "on: 2026-03-02"]
    assert _told(told, *visits) == [("on_track", 1, None, None)]


def test_two_on_one_day_are_one(told: Any) -> None:
    assert _told(told, *NOT_ALONE[:2], f"{NOT_ALONE[1]}, child_seen: true") == [("due_soon", 2, None, None)]


def test_a_day_with_one_of_each_breaks_the_row(told: Any) -> None:
    visits = [*NOT_ALONE[:2], "on: 2026-02-02, seen_alone: true", NOT_ALONE[2]]
    assert _told(told, *visits) == [("on_track", 1, None, None)]


@pytest.mark.parametrize(("which", "turn"), [("conference: review", 3), ("conference: initial", 1), ("", 1)])
def test_an_event_of_which_nobody_knows_breaks_the_row(told: Any, which: str, turn: int) -> None:
    standard = """
    during: {period: cp_plan}
    limit: {count: {event: conference.booked, where: {conference: review}}, most: 5, in_a_row: true}
    """
    records = f"""
    - {{period: cp_plan, from: 2026-01-05}}
    - {{event: conference.booked, on: 2026-01-12, conference: review}}
    - {{event: conference.booked, on: 2026-01-13, {which}}}
    - {{event: conference.booked, on: 2026-01-14, conference: review}}
    """
    assert [row["turn"] for row in told(standard, records, "2026-02-02")] == [turn]


def test_events_that_unless_removes_neither_count_nor_break(told: Any) -> None:
    standard = STANDARD.replace("seen_alone: false}", "seen_alone: false}, unless: {child_seen: false}")
    visits = [f"{visit}, child_seen: true" for visit in NOT_ALONE]
    assert _told(told, *visits, "on: 2026-03-09, seen_alone: true", standard=standard)[0][0] == "overdue"


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-02-02"])
def test_what_comes_later_is_not_seen(told: Any, as_of: str) -> None:
    assert _told(told, *NOT_ALONE, as_of=as_of) == [("due_soon", 2, None, None)]


def test_the_rows_of_two_children_are_apart(told: Any) -> None:
    visits = [NOT_ALONE[0], f"{NOT_ALONE[1]}, person: another", NOT_ALONE[2]]
    assert _told(told, *visits) == [("due_soon", 2, None, None)]
