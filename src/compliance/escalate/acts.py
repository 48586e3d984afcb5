"""What people do with an escalation, and what it is judged by. `compliance.escalate.allow` allows or refuses it.

No act changes a finding: what is late stays late in every figure, whatever was promised, silenced or doubted about it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from compliance.calendar import Calendar
from compliance.escalate.standing_acts import Kind, StandingAct


class Longest(NamedTuple):
    """How far ahead a promise may reach, and for how long a card may be snoozed in all, in working days."""

    promise: int
    snooze: int


LONGEST: Mapping[str, Longest] = {
    "statutory": Longest(10, 5),
    "court-rule": Longest(10, 5),
    "statutory-guidance": Longest(15, 10),
    "best-practice": Longest(20, 15),
    "local": Longest(20, 15),
}
"""By the standing of the standard. All of them are design defaults."""

PATTERN = "statutory"
"""A pattern has no standing of its own; what makes it up may be law, so it gets no longer than that."""


@dataclass(frozen=True)
class Promise:
    """It will be done by a date."""

    by: date


@dataclass(frozen=True)
class Snooze:
    """Nobody is told of it until a date, on which it is heard of again."""

    until: date


@dataclass(frozen=True)
class Pass:
    """Somebody else has it now."""

    to: str


@dataclass(frozen=True)
class Comment:
    """Something to know."""


@dataclass(frozen=True)
class NotRight:
    """The data are wrong, or the standard does not apply here; `owner` looks into it."""

    about: Literal["data", "standard"]
    owner: str


@dataclass(frozen=True)
class Raise:
    """The next level is to hear now."""


What = Promise | Snooze | Pass | Comment | NotRight | Raise


@dataclass(frozen=True)
class Act:
    """Something that `actor` does with an escalation; `note` is what they wrote."""

    actor: str
    what: What
    note: str = ""


@dataclass(frozen=True)
class Around:
    """What an act is judged by: the day, and what holds on it.

    `standing` is that of the standard, or `PATTERN`; `workers` who holds a post that day, empty where the extract names
    nobody at all; `may_see` whether a worker may see whom it is about; `snoozed` the stretches for which it has been
    snoozed before, each from a day until another.
    """

    today: date
    standing: str
    calendar: Calendar
    workers: Collection[str]
    may_see: Callable[[str], bool]
    snoozed: Sequence[tuple[date, date]] = ()


@dataclass(frozen=True)
class Refusal:
    """Why an act may not be done, and what may."""

    sentence: str


@dataclass(frozen=True)
class Allowed:
    """What an act writes: an event of this `action`, and what stands from now on, which is nothing of a comment.

    `ends` are the acts that it takes the place of; `level` the escalation's after it.
    """

    action: str
    level: int
    kind: Kind | None = None
    until: date | None = None
    owner: str | None = None
    about: str | None = None
    ends: tuple[StandingAct, ...] = ()
