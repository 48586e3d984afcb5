"""The records that the oracle reads: plain rows, with ids for everything."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody whose records these are."""

    id: str
    date_of_birth: date | None = None
    expected_birth_date: date | None = None


@dataclass(frozen=True)
class Period:
    """Something that lasted; no start is an unknown start, no end is open."""

    id: str
    subject: str
    kind: str
    started_on: date | None
    ended_on: date | None = None
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def contradiction(self) -> bool:
        """It ends before it starts."""
        return self.started_on is not None and self.ended_on is not None and self.ended_on < self.started_on


@dataclass(frozen=True)
class Event:
    """Something that happened (or, with no `happened_on`, is planned); `at` is its instant in UTC, where known."""

    id: str
    subject: str
    kind: str
    happened_on: date | None
    at: datetime | None = None
    outcome: str | None = None
    planned_for: date | None = None
    recorded_on: date | None = None
    period: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Involvement:
    """A worker's role for a person."""

    id: str
    person: str
    worker: str
    role: str
    team: str | None = None
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Post:
    """A post that a worker holds; `fte` as written, None where unknown; no `agency` is no."""

    worker: str
    role: str | None
    team: str | None
    fte: str | None
    started_on: date | None = None
    ended_on: date | None = None
    agency: bool | None = None


@dataclass(frozen=True)
class Team:
    """A team, and the team above it; one without is the top of an authority."""

    id: str
    parent: str | None = None


@dataclass(frozen=True)
class Agreement:
    """An agreed exemption or extension."""

    id: str
    subject_kind: str
    subject: str
    standard: str
    kind: str
    started_on: date
    until: date | None = None
    agreed_on: date | None = None
    new_due_on: date | None = None
    period: str | None = None


@dataclass(frozen=True)
class Lives:
    """Everything that one extract says; `carries` are the kinds of event that it could have said (None: any)."""

    people: tuple[Person, ...] = ()
    periods: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    posts: tuple[Post, ...] = ()
    teams: tuple[Team, ...] = ()
    exceptions: tuple[Agreement, ...] = ()
    planned: tuple[Event, ...] = ()
    """Of `events`, once seen: those that have not happened yet."""
    carries: frozenset[str] | None = None
