"""What the proof of a finding says: the value in force with its citation, the records, the extensions."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compliance.calendar import Duration
from compliance.rulebook.model import Standard

Row = dict[str, Any]
"""One finding, by the names of `findings.COLUMNS`, and `reason`."""


@dataclass(frozen=True)
class CitedLimit:
    """The limit in force on the day it counts from, and its source.

    `turn_in_doubt`: it is the limit of a later turn, shown because nobody knows which turn the link is. `own`: the period
    itself sets it. `because`: what in the record makes this the limit, where it depends on that.
    """

    duration: Duration
    cite: str
    counted_from: date
    turn_in_doubt: bool = False
    own: bool = False
    because: str = ""


@dataclass(frozen=True)
class CitedDate:
    """The date that a due date is taken from, in words and as it is, and the source.

    `moved` is how long `side` (before, after) of it the due date lies. `floor` is how long after `counted_from` the due date
    is at least, where that made it later than it would have been.
    """

    what: str
    given: date
    cite: str
    counted_from: date
    moved: Duration | None = None
    side: str = ""
    floor: Duration | None = None


@dataclass(frozen=True)
class CitedTerm:
    """The school term that is meant, from its first to its last day, and the source."""

    name: str
    first: date
    last: date
    cite: str


Cited = CitedLimit | CitedDate | CitedTerm


@dataclass(frozen=True)
class Met:
    """A record that met an obligation: its id, kind, and when it was entered (None: not known)."""

    record_id: str
    kind: str
    recorded_on: date | None


@dataclass(frozen=True)
class Extended:
    """An extension that was recorded: the date before and the date asked for, and whether it applied."""

    due_before: date
    new_due_on: date | None
    applied: bool


@dataclass(frozen=True)
class Detail:
    """All that was computed about one finding. `left_out` are bank holidays and closure days that a count passed over."""

    row: Row
    standard: Standard
    limit: Cited | None = None
    met: tuple[Met, ...] = ()
    left_out: tuple[date, ...] = ()
    extensions: tuple[Extended, ...] = field(default_factory=tuple)
    agreed: tuple[str, date | None] | None = None
