"""Acts that stand on an escalation: what somebody promised, silenced, passed on, doubted or raised, until it is settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.escalate.finding import Finding

Kind = Literal["promise", "snooze", "pass", "not_right", "raise"]
Status = Literal["standing", "broken", "kept", "ended", "answered"]

DONE = ("met", "met_late")
NO_LONGER_SO = (*DONE, "missed", "lapsed", "exempt", "on_track")
"""Outcomes that a doubted finding, which was late or nearly so, can only have come to because the record changed."""


@dataclass(frozen=True)
class StandingAct:
    """An act that still bears on its escalation, because it is `standing`, or a promise that was `broken`.

    `until` is the promised date, or the day on which a snooze is over; `owner` whom it was passed to, or who looks into
    what is not right, which is `about` the data or the standard; `level` the one at which a promise was made, and to
    which a raise or a broken promise took it; `due_on` when the thing was due as the act was done.
    """

    id: int
    kind: Kind
    status: Status
    actor: str
    made_on: date
    until: date | None
    owner: str | None
    about: str | None
    level: int | None
    due_on: date | None


@dataclass(frozen=True)
class Settled:
    """What a sweep found of an act: it is over, but for a broken promise, which keeps the escalation at `level`."""

    act: int
    status: Status
    level: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether the act no longer bears on its escalation."""
        return self.status != "broken"


def floor_of(acts: Iterable[StandingAct]) -> int:
    """The level below which raises by hand and broken promises keep an escalation; 0 where there are none."""
    raised = [act for act in acts if act.kind == "raise" or act.status == "broken"]
    return max((act.level or 0 for act in raised), default=0)


def standing_promise(acts: Iterable[StandingAct]) -> StandingAct | None:
    """The promise that waits for its day."""
    return next((act for act in acts if act.kind == "promise" and act.status == "standing"), None)


def standing_snooze(acts: Iterable[StandingAct]) -> StandingAct | None:
    """The snooze that silences the escalation."""
    return next((act for act in acts if act.kind == "snooze"), None)


def was_kept(promise: StandingAct, finding: Finding | None, as_of: date) -> bool | None:
    """Whether the record shows the thing done by the promised date; None where that cannot be said yet, or ever.

    A promise that was held to be broken, because the record came late, turns out to have been kept.
    """
    assert promise.until is not None
    if finding is None:
        return None
    if finding.outcome in DONE:
        return finding.met_on is not None and finding.met_on <= promise.until
    if finding.outcome in ("due_soon", "overdue") and promise.until < as_of:
        return False
    if finding.is_current and finding.outcome == "on_track" and as_of <= promise.until:
        return True
    return None


def is_answered(doubt: StandingAct, finding: Finding | None) -> bool:
    """Whether the records have changed what was said not to be right."""
    if finding is None or finding.outcome in NO_LONGER_SO:
        return True
    return finding.outcome != "cannot_tell" and finding.due_on != doubt.due_on
