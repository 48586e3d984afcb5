"""What limits and loads have in common: runs of days over, and one current row while within."""

import numpy as np
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, day_number
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags
from compliance.evaluate.occurrences import Occurrences
from compliance.evaluate.spans import Segments, runs, segment_after
from compliance.evaluate.triggers import NO_REASON, reason
from compliance.evaluate.world import World


def over_and_current(
    world: World, found: Segments, judged: Flags, over: Flags, count: NDArray[np.int64], warned: Flags
) -> Occurrences:
    """A row for each run over the limit, and a `current` row for each subject judged and within it on `as_of`."""
    crossed = runs(found, over)
    after = segment_after(found, crossed)
    is_open = crossed.stop == FOREVER
    within_again = (after >= 0) & judged[after] & ~is_open if len(after) else is_open
    met = np.where(within_again, crossed.stop, UNKNOWN)
    finished = np.where(is_open | within_again, UNKNOWN, crossed.stop - 1)
    now = (found.start <= world.as_of) & (found.stop > world.as_of)
    current = np.flatnonzero(now & judged & ~over)
    size, extra = len(crossed.subject), len(current)
    none = np.full(extra, UNKNOWN)
    highest = _highest(count, crossed.first, crossed.last)
    highest = np.where(is_open, count[crossed.last] if size else highest, highest)
    # A run that reaches back through unknown starts has no first day that anybody knows.
    unknown = crossed.start <= ALWAYS
    started = np.where(unknown, UNKNOWN, crossed.start).astype(np.int32)
    why = np.where(crossed.start <= day_number(world.calendar.starts_on), reason("beyond_calendar"), NO_REASON)
    why = np.where(unknown, reason("start_unknown"), why).astype(np.int8)
    return Occurrences(
        subject=np.concatenate([crossed.subject, found.subject[current].astype(np.int32)]),
        occurrence=np.concatenate([started, none]),
        period=np.full(size + extra, -1, np.int64),
        turn=np.concatenate([highest, count[current]]).astype(np.int32),
        started=np.concatenate([started, none]),
        due=np.concatenate([np.where(unknown, UNKNOWN, crossed.start - np.int32(1)), none]).astype(np.int32),
        met=np.concatenate([met, none]).astype(np.int32),
        over=np.concatenate([finished, none]).astype(np.int32),
        reason=np.concatenate([why, np.full(extra, NO_REASON)]),
        late=np.zeros(size + extra, np.bool_),
        refused=np.zeros(size + extra, np.bool_),
        current=np.concatenate([np.zeros(size, np.bool_), np.ones(extra, np.bool_)]),
        warned=np.concatenate([np.zeros(size, np.bool_), warned[current]]),
    )


def _highest(count: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """The highest count from segment `first` to `last` of each run; runs stand in order and apart."""
    if not len(first):
        return np.empty(0, np.int64)
    bounds = np.stack([first, last + 1], axis=1).ravel()
    # reduceat takes every stretch between neighbouring bounds; the odd ones are the gaps between runs.
    padded = np.append(count, 0)
    return np.maximum.reduceat(padded, bounds)[::2]
