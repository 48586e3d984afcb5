"""`aged`: of each period, the part in which the child has a certain age."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days, age_birthday
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags
from compliance.evaluate.world import SeenPeriods, World
from compliance.rulebook.model import Aged


@dataclass(frozen=True)
class Part:
    """What is left of each period: its anchor, the earliest day it may reach back to, and its last day.

    `left`: there is such a part, and it has begun. `unborn`: nobody knows, for want of a date of birth; the period is whole.
    """

    anchor: Days
    reach_from: Days
    end: Days
    left: Flags
    unborn: Flags


def part_aged(world: World, aged: Aged, periods: SeenPeriods, anchor: Days, reach_from: Days, end: Days) -> Part:
    """The part of each period in which its subject has the age; an unknown anchor stays unknown."""
    born = world.born[periods.subject]
    known = born != UNKNOWN
    first = np.full(len(born), ALWAYS)
    if aged.from_ is not None:
        first = np.where(known, age_birthday(born, aged.from_), ALWAYS).astype(np.int32)
    last = np.full(len(born), FOREVER)
    if aged.under is not None:
        last = np.where(known, age_birthday(born, aged.under) - np.int32(1), FOREVER).astype(np.int32)
    anchored = anchor != UNKNOWN
    begins = np.maximum(np.where(anchored, anchor, ALWAYS), first).astype(np.int32)
    stops = np.minimum(end, last).astype(np.int32)
    left = (begins <= stops) & (begins <= world.as_of) & (anchored | (periods.reach_from <= last))
    return Part(
        np.where(anchored, begins, UNKNOWN).astype(np.int32),
        np.maximum(reach_from, first).astype(np.int32),
        np.where(stops > world.as_of, FOREVER, stops).astype(np.int32),
        left | ~known,
        ~known,
    )
