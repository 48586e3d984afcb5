"""Due dates: a limit, in the version in force, counted from each start."""

from datetime import date

import numpy as np

from compliance.calendar import UNKNOWN, Calendar, Days, Duration, day_number
from compliance.evaluate.arrays import ALWAYS as LONG_AGO
from compliance.evaluate.arrays import FOREVER, Flags
from compliance.evaluate.triggers import NO_REASON, reason
from compliance.rulebook.model import DatedValue, Limit

Reasons = np.ndarray[tuple[int], np.dtype[np.int8]]


def versions(limit: Limit, in_force_from: date | None) -> tuple[tuple[int, int, Duration | None], ...]:
    """The limit's versions as first day, last day (both included) and duration; None where the law gave no number then.

    An undated limit is one version, from `in_force_from` (None: always).
    """
    if isinstance(limit, Duration):
        first = int(LONG_AGO) if in_force_from is None else day_number(in_force_from)
        return ((first, int(FOREVER), limit),)
    return tuple(
        (day_number(v.from_), int(FOREVER) if v.until is None else day_number(v.until), v.value) for v in _closed(limit)
    )


def _closed(values: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
    """Each version ends where the next begins, if it does not end before."""
    ordered = sorted(values, key=lambda v: v.from_)
    closed: list[DatedValue] = []
    for this, following in zip(ordered, [*ordered[1:], None], strict=True):
        day_before = date.fromordinal(following.from_.toordinal() - 1) if following is not None else None
        ends = [day for day in (this.until, day_before) if day is not None]
        closed.append(this.model_copy(update={"until": min(ends) if ends else None}))
    return tuple(closed)


def due_days(
    calendar: Calendar, limit: Limit, starts: Days, in_force_from: date | None, beginning_with: bool = False
) -> tuple[Days, Reasons]:
    """The due date of each start, and why there is none: no value in force on the start, or beyond the calendar.

    A start that is `UNKNOWN` has no due date and no reason of its own.
    """
    due = np.full(len(starts), UNKNOWN)
    why = np.where(starts == UNKNOWN, NO_REASON, reason("no_value_in_force")).astype(np.int8)
    count = calendar.beginning_with_days if beginning_with else calendar.add_days
    for first, last, duration in versions(limit, in_force_from):
        if duration is None:
            continue
        here: Flags = (starts >= first) & (starts <= last) & (starts != UNKNOWN)
        if here.all():
            due = count(starts, duration)
            return due, np.where(due == UNKNOWN, reason("beyond_calendar"), NO_REASON).astype(np.int8)
        counted = count(starts[here], duration)
        due[here] = counted
        why[here] = np.where(counted == UNKNOWN, reason("beyond_calendar"), NO_REASON)
    return due, why
