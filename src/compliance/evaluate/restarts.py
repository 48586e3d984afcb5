"""Restarts: periods whose start begins a chain's clock again."""

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Pairs, pair_by_subject
from compliance.evaluate.ask import YES, Asked, ask, of_records
from compliance.evaluate.triggers import Triggers
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.model import Restart


def restarts_of(world: World, restart: Restart, triggers: Triggers, last: Days) -> tuple[Pairs, Days]:
    """The restarts inside each trigger, after its anchor and up to its `last` day: pairs with periods, and the days."""
    periods = world.periods(restart.period)
    counts = (periods.start != UNKNOWN) & ~periods.contradiction
    if restart.where != ALWAYS:
        counts &= of_records(world, restart.where, periods) == YES
    if restart.when != ALWAYS:
        counts &= ask(world, restart.when, Asked(periods.subject, periods.start)) == YES
    row = np.flatnonzero(counts)
    pairs = pair_by_subject(triggers.subject, periods.subject[row])
    day = periods.start[row][pairs.right]
    # Where nobody knows the anchor, a restart counts from the day to which the period may reach back.
    earliest = np.where(triggers.anchor == UNKNOWN, triggers.reach_from, triggers.anchor + np.int32(1))
    inside = (day >= earliest[pairs.left]) & (day <= last[pairs.left])
    return pairs.where(inside), day[inside]
