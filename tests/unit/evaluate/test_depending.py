"""`depending`: the first limit whose condition holds of what begins the obligation."""

from datetime import date
from typing import Any

ASSESSMENTS = """
during: {period: commissioned_assessment}
deadline:
  depending:
    - {when: {type: viability}, within: 4 weeks}
    - {when: {type: [cognitive, parenting]}, within: 8 weeks}
    - {within: 12 weeks}
  met_by: {end: true}
extension: {up_to: 4 weeks, cite: Somewhere}
"""
BY_AGE = """
after: {event: placement.disrupted}
deadline: {depending: [{when: {age: {under: 5}}, within: 10 days}, {within: 20 days}], met_by: {event: disruption_meeting.held}}
"""
OF_WORKERS = """
during: {period: employment}
deadline:
  depending: [{when: {newly_qualified: true}, within: 1 month}, {within: 3 months}]
  met_by: {event: supervision.worker}
"""


def _due(told: Any, standard: str, records: str, born: str = "2015-06-15") -> Any:
    (row,) = told(standard, f"[{records}]", "2026-01-12", born=born)
    return row["due_on"] or row["reason"]


def _assessment(more: str) -> str:
    return f"{{period: commissioned_assessment, from: 2026-01-05{more}}}"


def test_the_first_limit_that_applies_is_the_one(told: Any) -> None:
    assert _due(told, ASSESSMENTS, _assessment(", type: viability")) == date(2026, 2, 2)
    assert _due(told, ASSESSMENTS, _assessment(", type: parenting")) == date(2026, 3, 2)
    assert _due(told, ASSESSMENTS, _assessment(", type: other")) == date(2026, 3, 30)


def test_where_the_record_does_not_say_which_it_cannot_be_told(told: Any) -> None:
    assert _due(told, ASSESSMENTS, _assessment("")) == "attribute_unknown"


def test_what_met_it_is_shown_although_the_limit_is_unknown(told: Any) -> None:
    (row,) = told(ASSESSMENTS, f"[{_assessment(', to: 2026-01-09')}]", "2026-01-12")
    assert (row["outcome"], row["met_on"]) == ("cannot_tell", date(2026, 1, 9))


def test_the_age_is_that_on_the_day_it_counts_from(told: Any) -> None:
    event = "{event: placement.disrupted, on: 2026-01-05}"
    assert _due(told, BY_AGE, event, born="2021-01-06") == date(2026, 1, 15)
    assert _due(told, BY_AGE, event, born="2021-01-05") == date(2026, 1, 25)
    assert _due(told, BY_AGE, event, born="") == "date_of_birth"


def test_a_limit_may_depend_on_a_workers_record(told: Any) -> None:
    post = "{period: employment, worker: w1, from: 2026-01-05, newly_qualified: true}"
    (row,) = told(OF_WORKERS, f"[{{post: w1, from: 2026-01-05}}, {post}]", "2026-01-12", subject="w1")
    assert row["due_on"] == date(2026, 2, 5)


def test_one_that_depends_can_be_extended(told: Any) -> None:
    agreed = "{exception: extended, from: 2026-01-12, agreed_on: 2026-01-12, new_due_on: 2026-02-16}"
    assert _due(told, ASSESSMENTS, f"{_assessment(', type: viability')}, {agreed}") == date(2026, 2, 16)


def test_the_proof_says_what_the_limit_depends_on(explained: Any) -> None:
    ((why, counted, *_),) = explained(ASSESSMENTS, f"[{_assessment(', type: viability')}]", "2026-01-12")
    assert why == "The limit depends on what is recorded: the type is viability."
    assert counted == "4 weeks after 5 January 2026 is 2 February 2026."
    ((why, counted, *_),) = explained(ASSESSMENTS, f"[{_assessment(', type: other')}]", "2026-01-12")
    assert why == "The limit depends on what is recorded: none of the particular cases is recorded."
    assert counted == "12 weeks after 5 January 2026 is 30 March 2026."


def test_the_proof_of_one_that_was_extended_keeps_both_dates(explained: Any) -> None:
    agreed = "{exception: extended, from: 2026-01-12, agreed_on: 2026-01-12, new_due_on: 2026-02-16}"
    ((_, counted, extended, *_),) = explained(
        ASSESSMENTS, f"[{_assessment(', type: viability')}, {agreed}]", "2026-01-12"
    )
    assert counted == "4 weeks after 5 January 2026 is 2 February 2026."
    assert extended == "It was extended to 16 February 2026."
