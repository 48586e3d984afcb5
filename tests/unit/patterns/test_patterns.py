"""Patterns over the findings of one child, and the escalations that they raise and close."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from small_authority import DENTAL, NOON, Records, event, explain, looked_after, rulebook, standard
from sqlalchemy import select

from compliance.errors import InputError
from compliance.evaluate import evaluate
from compliance.patterns import Found, find_patterns
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_patterns
from compliance.rulebook.model import Standard
from compliance.rulebook.patterns import Pattern
from compliance.store import Store, upgrade_store
from compliance.store.tables import Escalation
from compliance.sweep import run_sweep


def deadline(name: str, days: int, met_by: str) -> Standard:
    form = {"within": f"{days} days", "met_by": [{"event": met_by}], "until": "end"}
    return standard(name, "short", during={"period": "looked_after"}, deadline=form)


IHA = deadline("iha", 20, "health.iha")
PLAN = deadline("plan", 10, "care_plan.recorded")


def visit(name: str, kind: str, event_kind: str, every: str) -> Standard:
    form = {"met_by": [{"event": event_kind}], "first": every, "then": [{"within": every}]}
    return standard(name, "short", during={"period": kind}, recurring=form)


CP_VISIT = visit("cp-visit", "cp_plan", "cp_visit.made", "14 days")
LAC_VISIT = visit("lac-visit", "looked_after", "statutory_visit.made", "42 days")
REVIEW = visit("lac-review", "looked_after", "lac_review.held", "28 days")


def pattern(**rule: Any) -> Pattern:
    written = {"id": "pattern", "title": "A pattern", "says": "It is so.", "status": "live", "ladder": "short"}
    return Pattern.model_validate({**written, **rule})


DRIFT = pattern(drift={"at_least": 2})
UNSEEN = pattern(unseen={"visits": ["cp-visit", "lac-visit"]})
CLOSED = pattern(closed_in_time={"within": "10 working days", "for": "90 days", "among": ["lac-review"]})
AGAIN = pattern(reopened={"periods": ["looked_after"], "within": "28 days", "for": "90 days"})


def book(one: Pattern, *standards: Standard) -> Rulebook:
    return replace(rulebook(*standards), patterns={one.id: one})


def found(records: Records, day: str, one: Pattern, *standards: Standard) -> list[Found]:
    rules = book(one, *standards)
    findings = evaluate(records.snapshot(), rules, date.fromisoformat(day))
    return find_patterns(findings, [one], rules.calendar, {s.id: s.title for s in standards})


IN_CARE = Records(periods=[looked_after("c1", "2026-09-01")])


def test_drift_holds_from_the_day_the_last_of_so_many_became_overdue() -> None:
    assert found(IN_CARE, "2026-09-21", DRIFT, DENTAL, IHA, PLAN) == []
    (drift,) = found(IN_CARE, "2026-09-22", DRIFT, DENTAL, IHA, PLAN)
    assert (drift.subject, drift.since, drift.count) == ("c1", date(2026, 9, 22), 2)
    assert drift.because == ("plan: due on 11 September 2026.", "iha: due on 21 September 2026.")


def test_drift_of_some_standards_does_not_count_the_others() -> None:
    only = pattern(drift={"at_least": 2, "among": ["plan", "dental"]})
    assert found(IN_CARE, "2026-09-29", only, DENTAL, IHA, PLAN) == []
    assert [one.count for one in found(IN_CARE, "2026-09-30", only, DENTAL, IHA, PLAN)] == [2]


def test_what_is_in_shadow_makes_no_drift() -> None:
    rules = book(DRIFT, IHA, PLAN)
    findings = evaluate(IN_CARE.snapshot(), rules, date(2026, 9, 30))
    assert find_patterns(findings, [DRIFT], rules.calendar, {"iha": "iha"}) == []


def on_a_plan(*visits: dict[str, str]) -> Records:
    plan = {"period_id": "p", "person_id": "c1", "kind": "cp_plan", "started_on": "2026-09-01", "ended_on": ""}
    return Records(periods=[looked_after("c1", "2026-09-01"), plan], events=list(visits))


def test_a_child_is_unseen_once_the_shortest_of_the_intervals_has_passed() -> None:
    assert found(on_a_plan(), "2026-09-15", UNSEEN, CP_VISIT, LAC_VISIT) == []
    (unseen,) = found(on_a_plan(), "2026-09-16", UNSEEN, CP_VISIT, LAC_VISIT)
    assert unseen.since == date(2026, 9, 16)
    assert unseen.because == (
        "Last seen, or first to be seen from, 1 September 2026; the shortest interval is 14 days.",
    )


def test_a_visit_of_any_kind_is_enough_to_have_seen_the_child() -> None:
    seen = on_a_plan(event("c1", "statutory_visit.made", "2026-09-10"))
    assert found(seen, "2026-09-24", UNSEEN, CP_VISIT, LAC_VISIT) == []
    assert [one.since for one in found(seen, "2026-09-25", UNSEEN, CP_VISIT, LAC_VISIT)] == [date(2026, 9, 25)]


def test_a_period_that_ended_just_before_a_review_was_due_is_looked_at_for_a_while() -> None:
    ended = Records(periods=[looked_after("c1", "2026-09-01", "2026-09-25")])
    (closed,) = found(ended, "2026-10-01", CLOSED, REVIEW)
    assert closed.since == date(2026, 9, 25)
    assert closed.because == ("lac-review: due on 29 September 2026, and the period ended on 25 September 2026.",)
    assert found(ended, "2026-12-24", CLOSED, REVIEW) == [replace(closed)]
    assert found(ended, "2026-12-25", CLOSED, REVIEW) == []


def test_a_period_that_ended_long_before_anything_was_due_is_not() -> None:
    ended = Records(periods=[looked_after("c1", "2026-09-01", "2026-09-10")])
    assert found(ended, "2026-10-01", CLOSED, REVIEW) == []


@pytest.mark.parametrize(("again", "times"), [("2026-09-29", 1), ("2026-09-30", 0)])
def test_a_period_that_began_again_within_four_weeks_is_looked_at(again: str, times: int) -> None:
    twice = Records(periods=[looked_after("c1", "2026-01-01", "2026-09-01"), looked_after("c1", again)])
    assert len(found(twice, "2026-10-05", AGAIN, REVIEW)) == times


@pytest.fixture
def store(database: str) -> Store:
    return upgrade_store(database)


def card(store: Store) -> tuple[Any, ...]:
    wanted = (Escalation.standard, Escalation.state, Escalation.state_reason, Escalation.turn, Escalation.explanation)
    with store.reading() as connection:
        return tuple(connection.execute(select(*wanted).where(Escalation.standard == "pattern")).one())


def swept(store: Store, records: Records, day: str, rules: Rulebook) -> None:
    run_sweep(store, records.snapshot(), rules, date.fromisoformat(day), NOON, explain)


def test_a_pattern_is_raised_once_closed_when_it_no_longer_holds_and_comes_back_as_the_same_card(store: Store) -> None:
    rules = book(DRIFT, IHA, PLAN)
    swept(store, IN_CARE, "2026-09-22", rules)
    swept(store, IN_CARE, "2026-09-23", rules)
    name, state, _, count, explanation = card(store)
    assert (name, state, count) == ("pattern", "open", 2)
    assert json.loads(explanation)[0] == "It is so."
    done = IN_CARE.with_(events=[event("c1", "care_plan.recorded", "2026-09-24")])
    swept(store, done, "2026-09-24", rules)
    assert card(store)[1:3] == ("closed", "no longer judged")
    swept(store, IN_CARE, "2026-09-25", rules)
    assert card(store)[1:3] == ("open", "came undone")


def test_a_pattern_pauses_where_what_it_looks_at_cannot_be_told(store: Store) -> None:
    rules = book(DRIFT, IHA, PLAN)
    swept(store, IN_CARE, "2026-09-22", rules)
    contradiction = Records(periods=[looked_after("c1", "2026-09-01", "2026-08-01")])
    swept(store, contradiction, "2026-09-23", rules)
    assert card(store)[1:3] == ("paused", "cannot tell")


def test_a_pattern_that_names_what_there_is_not_is_refused(tmp_path: Any) -> None:
    file = tmp_path / "patterns.yaml"
    file.write_text(
        "one:\n  title: One\n  says: One.\n  status: live\n  ladder: shrot\n  unseen: {visits: [cp-vist]}\n"
        "two:\n  title: Two\n  says: Two.\n  status: live\n  ladder: short\n"
        "  reopened: {periods: [cp_plam], within: 1 week, for: 1 week}\n"
    )
    with pytest.raises(InputError) as refused:
        load_patterns(file, rulebook().vocabulary, {"short"}, {"cp-visit"})
    said = str(refused.value)
    assert "there is no ladder 'shrot'; did you mean 'short'?" in said
    assert "there is no standard 'cp-vist'; did you mean 'cp-visit'?" in said
    assert "there is no kind of period 'cp_plam'; did you mean 'cp_plan'?" in said
