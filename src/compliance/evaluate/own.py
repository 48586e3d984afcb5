"""The interval that a period sets for itself, as a plan may say how often its child is visited."""

from datetime import date

import numpy as np

from compliance.calendar import UNKNOWN, Calendar, Days, Duration
from compliance.evaluate.arrays import Longs
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.triggers import NO_REASON
from compliance.evaluate.world import World
from compliance.rulebook.model import OwnInterval, Standard

_LONGEST = 1_000_000
"""More of any unit than a calendar holds: a greater number leaves it just as surely."""


def own_numbers(world: World, standard: Standard, interval: OwnInterval, period: Longs) -> Longs:
    """The number in the attribute of each period, given by code; 0 where it is empty or not a whole number above 0."""
    assert standard.during is not None
    periods = world.periods(standard.during.period[0])
    if not len(period):
        return np.empty(0, np.int64)
    written = world.period_attribute(periods, interval.own)
    if written.null_count() == len(written):
        return np.zeros(len(period), np.int64)
    place = np.minimum(np.searchsorted(periods.row, period), len(periods.row) - 1)
    number = np.where(periods.row[place] == period, written.to_numpy()[place].astype(np.float64), 0)
    whole = np.isfinite(number) & (number > 0) & (np.floor(number) == number)
    return np.minimum(np.where(whole, number, 0), _LONGEST).astype(np.int64)


def own_days(
    calendar: Calendar,
    interval: OwnInterval,
    numbers: Longs,
    starts: Days,
    in_force_from: date | None,
    beginning_with: bool,
) -> tuple[Days, Reasons]:
    """The due date that each number of the interval's unit gives from each start, and why there is none.

    It is in force where an undated limit would be.
    """
    due = np.full(len(starts), UNKNOWN)
    why = np.full(len(starts), NO_REASON)
    for number in np.unique(numbers):
        here = numbers == number
        length = Duration(int(number), interval.in_)
        due[here], why[here] = due_days(calendar, length, starts[here], in_force_from, beginning_with)
    return due, why


def own_length(world: World, standard: Standard, interval: OwnInterval, period: int) -> Duration | None:
    """The interval that one period sets for itself, or None where it sets none."""
    number = own_numbers(world, standard, interval, np.array([period], np.int64))[0]
    return Duration(int(number), interval.in_) if number else None
