"""What becomes of each escalation today: a pure function of what stands, what was found and which steps fire.

Only a finished outcome closes an escalation. What cannot be told, is exempt, or has vanished pauses it, in sight.
Levels follow the records, down as well as up; nobody is told twice of one level. What people did (`standing_acts`) adds to
that: a broken promise takes a card to its next level at once, and a snooze silences the telling, never the level.
"""

from collections.abc import Iterable, Sequence

from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.escalate.settle import end_promise, settle_acts, unheard
from compliance.escalate.standing import Action, Decision, Standing, Today
from compliance.escalate.standing_acts import floor_of, standing_snooze
from compliance.rulebook.ladders import RAISING_OUTCOMES

CLOSING = {"met": "done", "met_late": "done", "missed": "ended without it", "lapsed": "lapsed"}


def decide(standing: Iterable[Standing], today: Today) -> list[Decision]:
    """What to do with each escalation that stands, and what to raise; in a fixed order.

    An escalation may yield several decisions: its move, where its identity vanished; an act that is settled; and what
    follows from them.
    """
    held = sorted(standing, key=lambda one: one.fingerprint)
    taken = {one.fingerprint for one in held} | {finding.fingerprint for finding in today.moved.values()}
    decisions: list[Decision] = []
    for one in held:
        target = today.moved.get(one.fingerprint)
        if target is not None:
            reason = "crossed the limit" if one.is_current else "a date was corrected"
            decisions.append(Decision("re_dated", reason, one, target, one.state, one.level))
        decisions.extend(_all_for(one, target or today.findings.get(one.fingerprint), today))
    decisions.extend(
        _raise(today.findings[fingerprint], routes)
        for fingerprint, routes in sorted(today.routes.items())
        if routes and fingerprint not in taken
    )
    return decisions


def _all_for(one: Standing, finding: Finding | None, today: Today) -> list[Decision]:
    now, decisions = settle_acts(one, finding, today) if one.state != "closed" else (one, [])
    last = _next_for(now, finding, today)
    ended = end_promise(now, finding, last.reason) if last.action == "closed" else []
    return [*decisions, *ended, last]


def _next_for(one: Standing, finding: Finding | None, today: Today) -> Decision:
    routes = today.routes.get(finding.fingerprint, ()) if finding is not None else ()
    if one.state == "closed":
        if finding is None or not routes:
            return _stay(one, finding)
        return _open(one, finding, routes, "reopened", "came undone")
    if one.standard not in today.run:
        return _pause(one, finding, "standard not run")
    if finding is None:
        return _close(one, None, "no longer judged") if one.is_current else _pause(one, None, "record withdrawn")
    if finding.outcome in CLOSING:
        return _close(one, finding, CLOSING[finding.outcome])
    if finding.outcome == "cannot_tell":
        return _pause(one, finding, f"cannot tell: {finding.reason}" if finding.reason else "cannot tell")
    if finding.outcome == "exempt":
        return _pause(one, finding, "exempt")
    if finding.is_current and finding.outcome == "on_track":
        return _close(one, finding, "within the limit")
    if one.state == "paused":
        return _open(one, finding, routes, "resumed", "can be told again")
    return _climb(one, finding, routes)


def _climb(one: Standing, finding: Finding, routes: Sequence[Route]) -> Decision:
    level = _level(one, finding, routes)
    new = unheard(one, routes)
    if level > one.level:
        # Back at a level that has heard already, nobody is told again, but the card shows it.
        silent = "snoozed" if standing_snooze(one.acts) is not None else "back at this level"
        return Decision("raised_a_level", "ladder" if new else silent, one, finding, "open", level, new)
    if level < one.level:
        return Decision("lowered", "no step holds" if not routes else "ladder", one, finding, "open", level, new)
    if new:
        return Decision("told", "ladder", one, finding, "open", level, new)
    return _stay(one, finding)


def _raise(finding: Finding, routes: Sequence[Route]) -> Decision:
    level = max(route.level for route in routes)
    return Decision("raised", "ladder", None, finding, "open", level, tuple(sorted(routes)))


def _level(one: Standing, finding: Finding, routes: Sequence[Route]) -> int:
    by_ladder = max((route.level for route in routes), default=0)
    return max(by_ladder, floor_of(one.acts)) if finding.outcome in RAISING_OUTCOMES else by_ladder


def _open(one: Standing, finding: Finding, routes: Sequence[Route], action: Action, reason: str) -> Decision:
    level = _level(one, finding, routes)
    return Decision(action, reason, one, finding, "open", level, unheard(one, routes))


def _close(one: Standing, finding: Finding | None, reason: str) -> Decision:
    return Decision("closed", reason, one, finding, "closed", one.level)


def _pause(one: Standing, finding: Finding | None, reason: str) -> Decision:
    if one.state == "paused" and one.state_reason == reason:
        return _stay(one, finding)
    return Decision("paused", reason, one, finding, "paused", one.level)


def _stay(one: Standing, finding: Finding | None) -> Decision:
    return Decision("unchanged", one.state_reason, one, finding, one.state, one.level)
