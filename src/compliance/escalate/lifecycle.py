"""What becomes of each escalation today: a pure function of what stands, what was found and which steps fire.

Only a finished outcome closes an escalation. What cannot be told, is exempt, or has vanished pauses it, in sight.
Levels follow the records, down as well as up; nobody is told twice of one level.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route

State = Literal["open", "paused", "closed"]
Action = Literal[
    "raised", "raised_a_level", "told", "lowered", "closed", "reopened", "paused", "resumed", "re_dated", "unchanged"
]
Subject = tuple[str, str, str]
"""Standard, kind of subject, subject."""

CLOSING = {"met": "done", "met_late": "done", "missed": "ended without it", "lapsed": "lapsed"}


@dataclass(frozen=True)
class Standing:
    """An escalation as it stands in the store; `told` holds the (level, role) pairs that have heard."""

    id: int
    standard: str
    subject_kind: str
    subject: str
    occurrence: date | None
    started_on: date | None
    fingerprint: str
    state: State
    state_reason: str
    level: int
    ladder: str
    seen_on: date
    told: frozenset[tuple[int, str]] = frozenset()

    @property
    def subject_key(self) -> Subject:
        """Whose it is, and of which standard."""
        return (self.standard, self.subject_kind, self.subject)

    @property
    def is_current(self) -> bool:
        """Whether it is about a standing state, which has neither a start nor an end."""
        return self.started_on is None and self.occurrence is None


@dataclass(frozen=True)
class Today:
    """What a sweep found, as far as escalations need it.

    `findings` and `routes` are by fingerprint; `moved` says, by old fingerprint, which finding an escalation's
    obligation has become (`compliance.escalate.re_date`); `run` names the live standards that were evaluated.
    """

    findings: Mapping[str, Finding]
    routes: Mapping[str, Sequence[Route]]
    run: Collection[str]
    moved: Mapping[str, Finding] = field(default_factory=dict[str, Finding])


@dataclass(frozen=True)
class Decision:
    """One thing to do: `tell` are the routes whose roles have not heard yet; `standing` is None for what is new."""

    action: Action
    reason: str
    standing: Standing | None
    finding: Finding | None
    state: State
    level: int
    tell: tuple[Route, ...] = ()


def decide(standing: Iterable[Standing], today: Today) -> list[Decision]:
    """What to do with each escalation that stands, and what to raise; in a fixed order.

    An escalation whose identity vanished yields two decisions when it is re-dated: the move, then what follows from it.
    """
    held = sorted(standing, key=lambda one: one.fingerprint)
    taken = {one.fingerprint for one in held} | {finding.fingerprint for finding in today.moved.values()}
    decisions: list[Decision] = []
    for one in held:
        target = today.moved.get(one.fingerprint)
        if target is not None:
            reason = "crossed the limit" if one.is_current else "a date was corrected"
            decisions.append(Decision("re_dated", reason, one, target, one.state, one.level))
        decisions.append(_next_for(one, target or today.findings.get(one.fingerprint), today))
    decisions.extend(
        _raise(today.findings[fingerprint], routes)
        for fingerprint, routes in sorted(today.routes.items())
        if routes and fingerprint not in taken
    )
    return decisions


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
    level = max((route.level for route in routes), default=0)
    new = _unheard(one, routes)
    if level > one.level:
        # Back at a level that has heard already, nobody is told again, but the card shows it.
        return Decision("raised_a_level", "ladder" if new else "back at this level", one, finding, "open", level, new)
    if level < one.level:
        return Decision("lowered", "no step holds" if not routes else "ladder", one, finding, "open", level, new)
    if new:
        return Decision("told", "ladder", one, finding, "open", level, new)
    return _stay(one, finding)


def _raise(finding: Finding, routes: Sequence[Route]) -> Decision:
    level = max(route.level for route in routes)
    return Decision("raised", "ladder", None, finding, "open", level, tuple(sorted(routes)))


def _open(one: Standing, finding: Finding, routes: Sequence[Route], action: Action, reason: str) -> Decision:
    level = max((route.level for route in routes), default=0)
    return Decision(action, reason, one, finding, "open", level, _unheard(one, routes))


def _close(one: Standing, finding: Finding | None, reason: str) -> Decision:
    return Decision("closed", reason, one, finding, "closed", one.level)


def _pause(one: Standing, finding: Finding | None, reason: str) -> Decision:
    if one.state == "paused" and one.state_reason == reason:
        return _stay(one, finding)
    return Decision("paused", reason, one, finding, "paused", one.level)


def _stay(one: Standing, finding: Finding | None) -> Decision:
    return Decision("unchanged", one.state_reason, one, finding, one.state, one.level)


def _unheard(one: Standing, routes: Sequence[Route]) -> tuple[Route, ...]:
    return tuple(sorted(route for route in routes if (route.level, route.role) not in one.told))
