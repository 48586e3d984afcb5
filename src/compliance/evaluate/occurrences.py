"""Occurrences of a standard, before judgement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Flags, Ints, Longs
from compliance.evaluate.limits import Reasons
from compliance.evaluate.triggers import NO_REASON, Triggers, reason


@dataclass(frozen=True)
class Occurrences:
    """One row an occurrence, before judgement.

    `met` is the day a record met it, `over` the last day of a trigger that ended without one (`UNKNOWN`: neither). `late` marks
    one met on its due day but after the hour. `refused` marks one finished by an exempting record. `due_early` differs from
    `due` only where the turn is in doubt. `exempt_until` is the last day of an exemption that covers `as_of` (`FOREVER`: no
    end; `UNKNOWN`: none). `current` rows have no due date and their outcome in `warned`.
    """

    subject: Ints
    occurrence: Days
    period: Longs
    turn: Ints
    started: Days
    due: Days
    met: Days
    over: Days
    reason: Reasons
    late: Flags
    refused: Flags
    due_early: Days | None = None
    exempt_until: Days | None = None
    booked: Days | None = None
    current: Flags | None = None
    warned: Flags | None = None

    def __len__(self) -> int:
        return len(self.subject)


def occurrences(
    subject: Ints,
    occurrence: Days,
    period: NDArray[np.integer],
    started: Days,
    due: Days,
    met: Days,
    over: Days,
    why: Reasons,
    turn: Ints | None = None,
    late: Flags | None = None,
    refused: Flags | None = None,
) -> Occurrences:
    """Occurrences, with what is not said left at none."""
    none = np.zeros(len(subject), np.bool_)
    return Occurrences(
        subject,
        occurrence,
        period.astype(np.int64),
        np.ones(len(subject), np.int32) if turn is None else turn,
        started,
        due,
        met,
        over,
        why,
        none if late is None else late,
        none if refused is None else refused,
    )


def no_occurrences() -> Occurrences:
    """None at all, of a standard that nothing in the snapshot begins."""
    none = np.empty(0, np.int32)
    return occurrences(none, none, none, none, none, none, none, np.empty(0, np.int8))


_NO_DAYS = np.empty(0, np.int32)
_NO_FLAGS = np.empty(0, np.bool_)
NOTHING = Occurrences(
    subject=_NO_DAYS,
    occurrence=_NO_DAYS,
    period=np.empty(0, np.int64),
    turn=_NO_DAYS,
    started=_NO_DAYS,
    due=_NO_DAYS,
    met=_NO_DAYS,
    over=_NO_DAYS,
    reason=np.empty(0, np.int8),
    late=_NO_FLAGS,
    refused=_NO_FLAGS,
)


def only(o: Occurrences, keep: Flags, due_early: Days | None = None) -> Occurrences:
    """Some of the occurrences of a chain."""
    return Occurrences(*(getattr(o, name)[keep] for name in _PLAIN), due_early=due_early)


def joined(o: Occurrences, more: Occurrences) -> Occurrences:
    """Both, one after the other; `more` has nothing but plain columns."""
    both = Occurrences(*(np.concatenate([getattr(o, name), getattr(more, name)]) for name in _PLAIN))
    off = np.zeros(len(more), np.bool_)
    return Occurrences(
        *(getattr(both, name) for name in _PLAIN),
        due_early=None if o.due_early is None else np.concatenate([o.due_early, more.due]),
        current=None if o.current is None else np.concatenate([o.current, off]),
        warned=None if o.warned is None else np.concatenate([o.warned, off]),
    )


_PLAIN = (
    "subject",
    "occurrence",
    "period",
    "turn",
    "started",
    "due",
    "met",
    "over",
    "reason",
    "late",
    "refused",
)


def hopeless(triggers: Triggers) -> Flags:
    """Triggers of which nothing at all can be told; of one whose start is unknown, something may be."""
    return (triggers.reason != NO_REASON) & (triggers.reason != reason("start_unknown"))


def with_untold(o: Occurrences, rest: Triggers) -> Occurrences:
    """Adds one occurrence that cannot be told for each of some triggers."""
    if not len(rest):
        return o
    none = np.full(len(rest), UNKNOWN)
    return joined(
        o, occurrences(rest.subject, rest.occurrence, rest.period, rest.anchor, none, none, none, rest.reason)
    )
