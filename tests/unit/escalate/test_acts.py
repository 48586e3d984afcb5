"""What may be done with an escalation, and the sentences that refuse it."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from small_authority import SHORT_LADDER

from compliance.escalate.acts import (
    LONGEST,
    Act,
    Allowed,
    Around,
    Comment,
    NotRight,
    Pass,
    Promise,
    Raise,
    Refusal,
    Snooze,
    What,
)
from compliance.escalate.allow import allow
from compliance.escalate.standing import Standing
from compliance.escalate.standing_acts import Kind, StandingAct
from compliance.rulebook.ladders import Ladder
from compliance.rulebook.load import load_calendar, national_pack
from compliance.rulebook.model import Standard

TODAY = date(2026, 10, 1)
"""A Thursday."""
CALENDAR = load_calendar(national_pack() / "calendar.yaml")
LADDER = Ladder.model_validate({"id": "short", **SHORT_LADDER})
CARD = Standing(
    id=7,
    standard="dental",
    subject_kind="person",
    subject="c1",
    occurrence=TODAY,
    started_on=TODAY,
    fingerprint="f",
    state="open",
    state_reason="ladder",
    level=2,
    ladder=LADDER.frozen_text,
    seen_on=TODAY,
)
AROUND = Around(TODAY, "statutory", CALENDAR, ("wyn", "mina", "iris"), lambda worker: worker != "iris")
DOABLE: list[What] = [
    Promise(date(2026, 10, 5)),
    Snooze(date(2026, 10, 5)),
    Pass("mina"),
    Comment(),
    NotRight("data", "mina"),
    Raise(),
]


def standing_act(kind: Kind, until: date | None = None, owner: str | None = None) -> StandingAct:
    return StandingAct(1, kind, "standing", "mina", TODAY, until, owner, "data", 2, None)


def said(what: What, card: Standing = CARD, around: Around = AROUND, note: str = "because", actor: str = "wyn") -> str:
    refused = allow(card, Act(actor, what, note), around)
    assert isinstance(refused, Refusal)
    return refused.sentence


def allowed(what: What, card: Standing = CARD, around: Around = AROUND, note: str = "because") -> Allowed:
    found = allow(card, Act("wyn", what, note), around)
    assert isinstance(found, Allowed), found
    return found


@pytest.mark.parametrize("what", DOABLE)
def test_each_act_is_allowed_on_an_open_card(what: What) -> None:
    assert allowed(what).level == (3 if isinstance(what, Raise) else 2)


@pytest.mark.parametrize("what", DOABLE)
def test_a_closed_card_takes_comments_only(what: What) -> None:
    closed = replace(CARD, state="closed", state_reason="done")
    if isinstance(what, Comment):
        assert allowed(what, closed).kind is None
    else:
        assert said(what, closed) == "Escalation 7 is closed (done): only a comment can be added to it."


@pytest.mark.parametrize("what", DOABLE)
def test_nobody_unknown_may_act(what: What) -> None:
    sentence = "The extract names no worker 'win' in a post on 2026-10-01: did you mean 'wyn'?"
    assert said(what, actor="win") == sentence


def test_where_the_extract_names_nobody_at_all_whoever_acts_is_believed() -> None:
    assert allowed(Comment(), around=replace(AROUND, workers=())).action == "commented"


@pytest.mark.parametrize("what", DOABLE)
def test_who_may_not_see_it_may_not_act(what: What) -> None:
    assert said(what, actor="iris") == "'iris' may not see what escalation 7 is about."


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (Comment(), "A comment needs words."),
        (Snooze(date(2026, 10, 5)), "Give a reason: nobody can snooze an escalation without one."),
        (NotRight("data", "mina"), "Give a reason: nobody can say that one is not right without one."),
        (Raise(), "Give a reason: nobody can raise one without one."),
    ],
)
def test_what_needs_a_reason_is_refused_without(what: What, sentence: str) -> None:
    assert said(what, note=" ") == sentence


def test_a_promise_in_the_past_is_refused_and_one_for_today_is_not() -> None:
    assert "is in the past: promise a date from today (2026-10-01) on." in said(Promise(date(2026, 9, 30)))
    assert allowed(Promise(TODAY), note="").until == TODAY


@pytest.mark.parametrize(
    ("standing", "last"),
    [
        ("statutory", date(2026, 10, 15)),
        ("court-rule", date(2026, 10, 15)),
        ("statutory-guidance", date(2026, 10, 22)),
        ("best-practice", date(2026, 10, 29)),
        ("local", date(2026, 10, 29)),
    ],
)
def test_a_promise_reaches_as_far_as_the_standing_of_the_standard_allows(standing: str, last: date) -> None:
    around = replace(AROUND, standing=standing)
    assert allowed(Promise(last), around=around).until == last
    assert f"working days, to {last}." in said(Promise(date.fromordinal(last.toordinal() + 1)), around=around)


def test_every_standing_has_its_maxima() -> None:
    assert set(LONGEST) == set(get_args(Standard.model_fields["standing"].annotation))


def test_a_promise_can_be_brought_forward_and_not_put_off() -> None:
    before = standing_act("promise", until=date(2026, 10, 5))
    card = replace(CARD, acts=(before,))
    assert allowed(Promise(date(2026, 10, 2)), card).ends == (before,)
    sentence = "mina has promised it by 2026-10-05 already: a promise can be brought forward, not put off."
    assert said(Promise(date(2026, 10, 6)), card) == sentence


def test_after_a_broken_promise_another_can_be_made() -> None:
    broken = replace(standing_act("promise", until=date(2026, 9, 30)), status="broken")
    assert allowed(Promise(date(2026, 10, 6)), replace(CARD, acts=(broken,))).ends == ()


def test_a_snooze_ends_after_today_and_within_the_days_allowed() -> None:
    assert "A snooze ends on a day after today (2026-10-01)" in said(Snooze(TODAY))
    assert allowed(Snooze(date(2026, 10, 8))).until == date(2026, 10, 8)
    sentence = "What is statutory can be snoozed for 5 working days in all: until 2026-10-08 at most."
    assert said(Snooze(date(2026, 10, 9))) == sentence


def test_snoozes_before_count_towards_the_days_allowed() -> None:
    three = replace(AROUND, snoozed=[(date(2026, 9, 21), date(2026, 9, 24))])
    sentence = "can be snoozed for 5 working days in all, and 3 of them are used: until 2026-10-05 at most."
    assert sentence in said(Snooze(date(2026, 10, 6)), around=three)
    all_of_them = replace(AROUND, snoozed=[(date(2026, 9, 21), date(2026, 9, 28))])
    assert "and 5 of them are used: not again." in said(Snooze(date(2026, 10, 2)), around=all_of_them)


def test_a_card_is_passed_to_somebody_in_a_post_who_may_see_it() -> None:
    assert allowed(Pass("mina")).owner == "mina"
    assert "names no worker 'nobody'" in said(Pass("nobody"))
    assert said(Pass("iris")) == "'iris' may not see what escalation 7 is about, so it cannot be passed to them."


def test_a_card_is_passed_on_and_not_to_who_has_it() -> None:
    before = standing_act("pass", owner="mina")
    card = replace(CARD, acts=(before,))
    assert allowed(Pass("wyn"), card).ends == (before,)
    assert said(Pass("mina"), card) == "Escalation 7 is with 'mina' already."


def test_what_is_not_right_has_an_owner_who_may_see_it_and_is_said_once() -> None:
    assert "names no worker 'nobody'" in said(NotRight("data", "nobody"))
    assert said(NotRight("data", "iris")).endswith("so they cannot look into it.")
    doubted = replace(CARD, acts=(standing_act("not_right", owner="mina"),))
    assert "is on the data-quality list already, with 'mina'." in said(NotRight("data", "mina"), doubted)
    assert allowed(NotRight("standard", "mina"), doubted).ends == ()
    assert len(allowed(NotRight("data", "wyn"), doubted).ends) == 1


def test_a_raise_goes_to_the_next_level_ends_a_snooze_and_stops_at_the_top() -> None:
    snoozed = replace(CARD, acts=(standing_act("snooze", until=date(2026, 10, 5)),))
    assert len(allowed(Raise(), snoozed).ends) == 1
    assert said(Raise(), replace(CARD, level=3)) == "Escalation 7 is at the top of its ladder already, at level 3."


def test_a_date_beyond_the_calendar_is_refused() -> None:
    late = replace(AROUND, today=CALENDAR.ends_on)
    assert "too far ahead" in said(Promise(date.max), around=late)
