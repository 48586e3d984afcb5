"""What the record and the date make of acts that stand: promises kept or broken, snoozes over, doubts answered.

Each gives the escalation as it stands after that, and the decisions to write.
"""

from collections.abc import Sequence
from dataclasses import replace

from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.escalate.standing import Action, Decision, Standing, Today
from compliance.escalate.standing_acts import (
    Settled,
    StandingAct,
    Status,
    is_answered,
    standing_promise,
    standing_snooze,
    was_kept,
)
from compliance.rulebook.ladders import RAISING_OUTCOMES, thaw


def settle_acts(one: Standing, finding: Finding | None, today: Today) -> tuple[Standing, list[Decision]]:
    """The acts of an escalation that is not closed, held against the finding of the day.

    A promise about what was not judged today waits; a snooze is over on its day whatever else is so.
    """
    now, decisions = _snooze_over(one, finding, today)
    if one.standard not in today.run:
        return now, decisions
    now, answered = _doubts_answered(now, finding)
    now, judged = _promises_judged(now, finding, today)
    return now, [*decisions, *answered, *judged]


def end_promise(one: Standing, finding: Finding | None, reason: str) -> list[Decision]:
    """What becomes of a promise that still waits when its escalation closes: neither kept nor broken."""
    promise = standing_promise(one.acts)
    return [_settle(one, finding, promise, "promise_ended", reason, "ended")] if promise is not None else []


def unheard(one: Standing, routes: Sequence[Route]) -> tuple[Route, ...]:
    """The routes whose roles have not heard and may be told."""
    if standing_snooze(one.acts) is not None:
        return ()
    return tuple(sorted(route for route in routes if (route.level, route.role) not in one.told))


def _snooze_over(one: Standing, finding: Finding | None, today: Today) -> tuple[Standing, list[Decision]]:
    snooze = standing_snooze(one.acts)
    if snooze is None or snooze.until is None or today.as_of < snooze.until:
        return one, []
    return _without(one, snooze), [_settle(one, finding, snooze, "snooze_ended", "its day has come", "ended")]


def _doubts_answered(one: Standing, finding: Finding | None) -> tuple[Standing, list[Decision]]:
    answered = [act for act in one.acts if act.kind == "not_right" and is_answered(act, finding)]
    reason = "the record changed"
    return _without(one, *answered), [
        _settle(one, finding, act, "not_right_answered", reason, "answered") for act in answered
    ]


def _promises_judged(one: Standing, finding: Finding | None, today: Today) -> tuple[Standing, list[Decision]]:
    """Promises that were kept, broken, or held to be broken until a late record showed otherwise."""
    decisions: list[Decision] = []
    for promise in [act for act in one.acts if act.kind == "promise"]:
        kept = was_kept(promise, finding, today.as_of)
        if kept:
            reason = (
                "done by the promised date" if promise.status == "standing" else "recorded after it was held broken"
            )
            decisions.append(_settle(one, finding, promise, "promise_kept", reason, "kept"))
            one = _without(one, promise)
        elif kept is False and promise.status == "standing":
            one, broken = _broken(one, finding, promise)
            decisions.extend(broken)
    return one, decisions


def _broken(one: Standing, finding: Finding | None, promise: StandingAct) -> tuple[Standing, list[Decision]]:
    """The next step of the frozen ladder hears at once, and silence that somebody asked for is over."""
    if finding is None or finding.outcome not in RAISING_OUTCOMES:
        return _without(one, promise), [
            _settle(one, finding, promise, "promise_broken", "done after the promised date", "broken")
        ]
    decisions: list[Decision] = []
    snooze = standing_snooze(one.acts)
    if snooze is not None:
        decisions.append(_settle(one, finding, snooze, "snooze_ended", "a promise was broken", "ended"))
        one = _without(one, snooze)
    ladder = thaw(one.ladder)
    level = ladder.level_after(max(one.level, promise.level or 0))
    tell = tuple(sorted(Route("", ladder.key, level, role) for role in ladder.roles_at(level)))
    tell = unheard(one, tell)
    decisions.append(
        Decision(
            "promise_broken",
            "not done by the promised date",
            one,
            finding,
            one.state,
            max(one.level, level),
            tell,
            Settled(promise.id, "broken", level),
        )
    )
    broken = replace(promise, status="broken", level=level)
    acts = tuple(broken if act.id == promise.id else act for act in one.acts)
    heard = one.told | {(route.level, route.role) for route in tell}
    return replace(one, acts=acts, told=heard, level=max(one.level, level)), decisions


def _settle(
    one: Standing, finding: Finding | None, act: StandingAct, action: Action, reason: str, status: Status
) -> Decision:
    return Decision(action, reason, one, finding, one.state, one.level, settled=Settled(act.id, status))


def _without(one: Standing, *over: StandingAct) -> Standing:
    return replace(one, acts=tuple(act for act in one.acts if act not in over)) if over else one
