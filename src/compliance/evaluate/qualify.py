"""Which records count at all."""

import numpy as np

from compliance.evaluate.arrays import Flags
from compliance.evaluate.ask import YES, of_records
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.world import SeenEvents, SeenPeriods, World
from compliance.rulebook.conditions import ALWAYS, Condition


def qualifying(world: World, kind: str, outcome: tuple[str, ...], where: Condition) -> tuple[SeenEvents, Flags]:
    """The events of a kind, and which of them have one of the outcomes and are known to satisfy `where`."""
    events = world.events(kind)
    keep = np.ones(len(events.row), np.bool_)
    if outcome:
        keep &= is_one_of(world.event_attribute(events, "outcome"), outcome)
    if where != ALWAYS:
        keep &= of_records(world, where, events) == YES
    return events, keep


def excluded(world: World, unless: Condition | None, records: SeenPeriods | SeenEvents) -> Flags:
    """The records that `unless` is known to hold of."""
    if unless is None:
        return np.zeros(len(records.subject), np.bool_)
    return of_records(world, unless, records) == YES
