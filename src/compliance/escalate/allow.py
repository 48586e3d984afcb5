"""Whether somebody may do something with an escalation: a change to write, or a sentence that refuses it."""

from collections.abc import Mapping
from datetime import date

from compliance.calendar import BeyondCalendarError, Duration
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
)
from compliance.escalate.standing import Standing
from compliance.escalate.standing_acts import standing_promise, standing_snooze
from compliance.rulebook.ladders import thaw
from compliance.words import nearest


def allow(one: Standing, act: Act, around: Around) -> Allowed | Refusal:
    """What `act` would write about an escalation as it stands, or why it may not be done."""
    refused = _never(one, act, around)
    if refused is not None:
        return Refusal(refused)
    match act.what:
        case Comment():
            return Allowed("commented", one.level)
        case Promise(by):
            return _promise(one, by, around)
        case Snooze(until):
            return _snooze(one, until, around)
        case Pass(to):
            return _pass(one, to, around)
        case NotRight(about, owner):
            return _not_right(one, about, owner, around)
        case Raise():
            return _raise(one)


def _never(one: Standing, act: Act, around: Around) -> str | None:
    """What no act may be done without, or only a comment."""
    unknown = _nobody(act.actor, around) if around.workers else None
    if unknown is not None:
        return unknown
    if not around.may_see(act.actor):
        return f"'{act.actor}' may not see what escalation {one.id} is about."
    if one.state == "closed" and not isinstance(act.what, Comment):
        return f"Escalation {one.id} is closed ({one.state_reason}): only a comment can be added to it."
    if isinstance(act.what, Comment) and not act.note.strip():
        return "A comment needs words."
    if isinstance(act.what, Snooze | NotRight | Raise) and not act.note.strip():
        return f"Give a reason: nobody can {_VERBS[type(act.what)]} without one."
    return None


_VERBS: Mapping[type, str] = {
    Snooze: "snooze an escalation",
    NotRight: "say that one is not right",
    Raise: "raise one",
}


def _promise(one: Standing, by: date, around: Around) -> Allowed | Refusal:
    if by < around.today:
        return Refusal(f"{by} is in the past: promise a date from today ({around.today}) on.")
    longest = LONGEST[around.standing].promise
    last = _last(around, longest)
    if by > last:
        return Refusal(
            f"{by} is too far ahead: about what is {_standing_words(around.standing)}, a promise may reach {longest} "
            f"working days, to {last}."
        )
    before = standing_promise(one.acts)
    if before is not None and before.until is not None and by > before.until:
        return Refusal(
            f"{before.actor} has promised it by {before.until} already: a promise can be brought forward, not put off."
        )
    return Allowed("promised", one.level, "promise", until=by, ends=(before,) if before is not None else ())


def _snooze(one: Standing, until: date, around: Around) -> Allowed | Refusal:
    if until <= around.today:
        return Refusal(f"A snooze ends on a day after today ({around.today}): {until} is not.")
    most = LONGEST[around.standing].snooze
    used = sum(around.calendar.elapsed(start, end, "working days") for start, end in around.snoozed if end > start)
    last = _last(around, most - used)
    if until > last:
        spent = f", and {used} of them are used" if used else ""
        at_most = f"until {last} at most" if last > around.today else "not again"
        return Refusal(
            f"What is {_standing_words(around.standing)} can be snoozed for {most} working days in all{spent}: {at_most}."
        )
    before = standing_snooze(one.acts)
    return Allowed("snoozed", one.level, "snooze", until=until, ends=(before,) if before is not None else ())


def _pass(one: Standing, to: str, around: Around) -> Allowed | Refusal:
    unknown = _nobody(to, around)
    if unknown is not None:
        return Refusal(unknown)
    if not around.may_see(to):
        return Refusal(f"'{to}' may not see what escalation {one.id} is about, so it cannot be passed to them.")
    before = tuple(act for act in one.acts if act.kind == "pass")
    if any(act.owner == to for act in before):
        return Refusal(f"Escalation {one.id} is with '{to}' already.")
    return Allowed("passed", one.level, "pass", owner=to, ends=before)


def _not_right(one: Standing, about: str, owner: str, around: Around) -> Allowed | Refusal:
    unknown = _nobody(owner, around)
    if unknown is not None:
        return Refusal(unknown)
    if not around.may_see(owner):
        return Refusal(f"'{owner}' may not see what escalation {one.id} is about, so they cannot look into it.")
    before = tuple(act for act in one.acts if act.kind == "not_right" and act.about == about)
    if any(act.owner == owner for act in before):
        return Refusal(f"Escalation {one.id} is on the data-quality list already, with '{owner}'.")
    return Allowed("not_right", one.level, "not_right", owner=owner, about=about, ends=before)


def _raise(one: Standing) -> Allowed | Refusal:
    level = thaw(one.ladder).level_after(one.level)
    if level <= one.level:
        return Refusal(f"Escalation {one.id} is at the top of its ladder already, at level {one.level}.")
    snooze = standing_snooze(one.acts)
    return Allowed("raised_by_hand", level, "raise", ends=(snooze,) if snooze is not None else ())


def _last(around: Around, working_days: int) -> date:
    if working_days <= 0:
        return around.today
    try:
        return around.calendar.add(around.today, Duration(working_days, "working days"))
    except BeyondCalendarError:
        return around.calendar.ends_on


def _standing_words(standing: str) -> str:
    return standing.replace("-", " ")


def _nobody(worker: str, around: Around) -> str | None:
    if worker in around.workers:
        return None
    meant = nearest(worker, around.workers)
    hint = f": did you mean '{meant}'?" if meant is not None else "."
    return f"The extract names no worker '{worker}' in a post on {around.today}{hint}"
