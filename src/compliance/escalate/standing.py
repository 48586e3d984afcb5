"""What the life of an escalation is told in: how it stands, what was found today, and what is decided about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.escalate.standing_acts import Settled, StandingAct

State = Literal["open", "paused", "closed"]
Action = Literal[
    "raised",
    "raised_a_level",
    "told",
    "lowered",
    "closed",
    "reopened",
    "paused",
    "resumed",
    "re_dated",
    "promise_kept",
    "promise_broken",
    "promise_ended",
    "snooze_ended",
    "not_right_answered",
    "unchanged",
]
Subject = tuple[str, str, str]
"""Standard, kind of subject, subject."""


@dataclass(frozen=True)
class Standing:
    """An escalation as it stands in the store; `told` holds the (level, role) pairs that have heard.

    `acts` are what people did that still bears on it.
    """

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
    acts: tuple[StandingAct, ...] = ()

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

    `as_of` is the day that is swept; `findings` and `routes` are by fingerprint; `moved` says, by old fingerprint, which
    finding an escalation's obligation has become (`compliance.escalate.re_date`); `run` names the live standards that
    were evaluated.
    """

    as_of: date
    findings: Mapping[str, Finding]
    routes: Mapping[str, Sequence[Route]]
    run: Collection[str]
    moved: Mapping[str, Finding] = field(default_factory=dict[str, Finding])


@dataclass(frozen=True)
class Decision:
    """One thing to do: `tell` are the routes whose roles have not heard yet; `standing` is None for what is new.

    `settled` is the act of somebody that it settles.
    """

    action: Action
    reason: str
    standing: Standing | None
    finding: Finding | None
    state: State
    level: int
    tell: tuple[Route, ...] = ()
    settled: Settled | None = None

    @property
    def state_reason(self) -> str:
        """Why the escalation is in its state, which the settling of an act does not change."""
        if self.settled is not None and self.standing is not None:
            return self.standing.state_reason
        return self.reason
