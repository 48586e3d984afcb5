"""`{own: ..., in: ...}`: the interval that the trigger's own period sets."""

from datetime import date
from typing import Any

import pytest

VISITS = """
during: {period: cin_plan}
recurring:
  met_by: {event: cin_visit.made}
  first: 10 working days
  then:
    - {within: {own: visit_every, in: weeks}}
    - {within: 6 weeks}
"""


def _second(told: Any, standard: str, plan: str, as_of: str = "2026-02-20") -> dict[str, Any]:
    """The link that begins with a visit on Monday 12 January 2026."""
    plan = f"{{period: cin_plan, from: 2026-01-05{plan}}}"
    return told(standard, f"[{plan}, {{event: cin_visit.made, on: 2026-01-12}}]", as_of)[1]


def test_a_plan_that_sets_its_own_interval_is_held_to_it(told: Any) -> None:
    assert _second(told, VISITS, ", visit_every: 3")["due_on"] == date(2026, 2, 2)


@pytest.mark.parametrize("visit_every", ["", ", visit_every: 0", ", visit_every: 2.5", ", visit_every: -3"])
def test_a_plan_that_sets_no_whole_number_is_held_to_the_entry_after(told: Any, visit_every: str) -> None:
    assert _second(told, VISITS, visit_every)["due_on"] == date(2026, 2, 23)


def test_the_first_link_keeps_the_first_limit(told: Any) -> None:
    plan = "[{period: cin_plan, from: 2026-01-05, visit_every: 1}]"
    assert told(VISITS, plan, "2026-01-10")[0]["due_on"] == date(2026, 1, 19)


def test_each_unit_is_counted_as_a_limit_in_it_is(told: Any) -> None:
    due = {"days": date(2026, 1, 17), "working days": date(2026, 1, 19), "months": date(2026, 6, 12)}
    for unit, day in due.items():
        assert _second(told, VISITS.replace("weeks}", f"{unit}}}"), ", visit_every: 5")["due_on"] == day


def test_the_interval_is_that_of_the_period_the_visit_belongs_to(told: Any) -> None:
    records = """
    - {period: cin_plan, from: 2025-01-06, to: 2025-03-31, visit_every: 2}
    - {event: cin_visit.made, on: 2025-01-13}
    - {period: cin_plan, from: 2026-01-05, visit_every: 4}
    - {event: cin_visit.made, on: 2026-01-12}
    """
    found = told(VISITS, records, "2026-01-20")
    assert [row["due_on"] for row in found if row["turn"] == 2] == [date(2025, 1, 27), date(2026, 2, 9)]


def test_an_entry_may_ask_a_turn_and_a_condition_before_the_own_interval(told: Any) -> None:
    standard = VISITS.replace("- {within: {own", "- {nth: 2, when: {age: {under: 5}}, within: {own")
    assert _second(told, standard, ", visit_every: 3")["due_on"] == date(2026, 2, 23)
    standard = standard.replace("under: 5", "from: 5")
    assert _second(told, standard, ", visit_every: 3")["due_on"] == date(2026, 2, 2)


def test_a_number_that_no_calendar_holds_cannot_be_told(told: Any) -> None:
    row = _second(told, VISITS, ", visit_every: 99999999999")
    assert (row["outcome"], row["reason"]) == ("cannot_tell", "beyond_calendar")


def test_an_own_interval_is_in_force_from_when_an_undated_limit_is(told: Any) -> None:
    later = VISITS + "basis: [{cite: Somewhere, from: 2026-01-13}]\n"
    assert _second(told, later, ", visit_every: 3")["reason"] == "no_value_in_force"


def test_a_change_to_an_entry_with_the_own_interval_brings_the_due_date_forward(told: Any) -> None:
    standard = VISITS.replace("- {within: {own", "- {when: {holds: {period: missing}}, within: {own")
    records = """
    - {period: cin_plan, from: 2026-01-05, visit_every: 1}
    - {event: cin_visit.made, on: 2026-01-12}
    - {period: missing, from: 2026-01-20}
    """
    assert told(standard, records, "2026-01-21")[1]["due_on"] == date(2026, 1, 27)


def _whys(explained: Any, standard: str, plan: str) -> list[str]:
    """What is said of the link that begins with a visit on 12 January 2026."""
    plan = f"{{period: cin_plan, from: 2026-01-05{plan}}}"
    return explained(standard, f"[{plan}, {{event: cin_visit.made, on: 2026-01-12}}]", "2026-01-20")[1]


def test_why_says_that_the_plan_sets_the_interval_only_where_it_does(explained: Any) -> None:
    own = _whys(explained, VISITS, ", visit_every: 3")
    assert own[:2] == [
        "3 weeks after 12 January 2026 is 2 February 2026.",
        "The child in need plan itself sets this interval.",
    ]
    general = _whys(explained, VISITS, "")
    assert general[0] == "6 weeks after 12 January 2026 is 23 February 2026."
    assert not any("itself" in sentence for sentence in general)


def test_why_finds_the_interval_of_each_of_several_plans(explained: Any) -> None:
    records = """
    - {period: cin_plan, from: 2025-01-06, to: 2025-03-31, visit_every: 2}
    - {event: cin_visit.made, on: 2025-01-13}
    - {period: cin_plan, from: 2026-01-05, visit_every: 4}
    - {event: cin_visit.made, on: 2026-01-12}
    """
    said = [sentences[0] for sentences in explained(VISITS, records, "2026-01-20")]
    assert "2 weeks after 13 January 2025 is 27 January 2025." in said
    assert "4 weeks after 12 January 2026 is 9 February 2026." in said


def test_why_says_on_which_day_a_change_brought_the_own_interval_forward(explained: Any) -> None:
    standard = VISITS.replace("- {within: {own", "- {when: {holds: {period: missing}}, within: {own")
    records = """
    - {period: cin_plan, from: 2026-01-05, visit_every: 1}
    - {event: cin_visit.made, on: 2026-01-12}
    - {period: missing, from: 2026-01-20}
    """
    said = explained(standard, records, "2026-01-21")[1]
    assert "on 20 January 2026 what is owed changed" in said[0]
    assert said[1] == "1 week after 20 January 2026 is 27 January 2026."
