"""How often periods of a kind have begun within a length of time."""

import numpy as np

from compliance.calendar import UNKNOWN, Days, Duration
from compliance.evaluate.arrays import FOREVER, Ints, Longs, key_of
from compliance.evaluate.world import World


def begun_within(world: World, kind: str, within: Duration, subject: Ints, day: Days) -> Longs:
    """How many periods of `kind` each subject began in the window that ends on the day.

    A start on day x is in the window from x to the day before x + `within`, or for ever where that lies beyond the calendar.
    Unknown starts and contradictions are left out.
    """
    periods = world.periods(kind)
    keep = (periods.start != UNKNOWN) & ~periods.contradiction
    whose, starts = periods.subject[keep], periods.start[keep]
    if not len(starts):
        return np.zeros(len(subject), np.int64)
    leaves = world.calendar.add_days(starts, within)
    asked = key_of(subject, day)
    # Each start has its leaving: those of the subjects before cancel out.
    begun = np.searchsorted(np.sort(key_of(whose, starts), kind="stable"), asked, side="right")
    left = np.sort(key_of(whose, np.where(leaves == UNKNOWN, FOREVER, leaves)), kind="stable")
    return begun - np.searchsorted(left, asked, side="right")
