"""Days on which something happened, one after another with none of the others between."""

import numpy as np

from compliance.calendar import UNKNOWN
from compliance.evaluate.arrays import FOREVER, Flags, first_of_each, key_of
from compliance.evaluate.ask import YES, of_records
from compliance.evaluate.qualify import excluded, qualifying
from compliance.evaluate.spans import Spans, spans
from compliance.evaluate.triggers import Triggers
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.model import Counted


def in_a_row(world: World, count: Counted, triggers: Triggers, channel: int) -> Spans:
    """Each day that counts, from that day until the next of the subject's days that breaks the row.

    A trigger's first day begins the row afresh: what counted under an earlier plan does not under a new one.
    """
    assert count.event is not None
    events, keep = qualifying(world, count.event, count.outcome, ALWAYS)
    keep &= ~excluded(world, count.unless, events)
    subject, day = events.subject[keep], events.day[keep]
    key = key_of(subject, day)
    first = np.flatnonzero(first_of_each(key))
    subject, day, key = subject[first], day[first], key[first]
    holds = of_records(world, count.where, events)[keep] == YES
    counts: Flags = np.logical_and.reduceat(holds, first) if len(first) else holds
    begins = triggers.anchor != UNKNOWN
    afresh = key_of(triggers.subject[begins], triggers.anchor[begins])
    breaks = np.append(np.sort(np.concatenate([key[~counts], afresh])), key_of(np.array([1 << 30]), np.array([0])))
    following = np.searchsorted(breaks, key[counts], side="right")
    same = (breaks[following] >> 24) == subject[counts]
    until = (breaks[following] & ((1 << 24) - 1)) - (1 << 23)
    stop = np.where(same, until, FOREVER).astype(np.int32)
    return spans(subject[counts], day[counts], stop, channel)
