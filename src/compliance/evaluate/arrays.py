"""Small operations on sorted arrays that every form is built from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

FOREVER = np.int32(2_000_000)
"""A day after every day that matters: the end of what is still open."""

ALWAYS = np.int32(-2_000_000)
"""A day before every day that matters: the start of what began before anyone wrote it down."""

NO_INSTANT = np.iinfo(np.int64).min
"""The instant that nobody recorded."""


@dataclass(frozen=True)
class Pairs:
    """Rows of one table against rows of another with the same subject; ordered by left, then right."""

    left: Longs
    right: Longs

    def where(self, keep: Flags) -> "Pairs":
        """Only the pairs for which `keep` is true."""
        return Pairs(self.left[keep], self.right[keep])


def pair_by_subject(left: Ints, right: Ints) -> Pairs:
    """Every left row with every right row of its subject. `right` is sorted; `left` need not be."""
    if not len(left) or not len(right):
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    bounds = np.zeros(max(int(left.max()), int(right[-1])) + 2, np.int64)
    np.cumsum(np.bincount(right, minlength=len(bounds) - 1), out=bounds[1:])
    return pair_ranges(bounds[left], bounds[left + 1])


def pair_ranges(starts: Longs, stops: Longs) -> Pairs:
    """Left row i with each right row from `starts[i]` up to, not including, `stops[i]`."""
    counts = np.maximum(stops - starts, 0)
    left = np.repeat(np.arange(len(starts), dtype=np.int64), counts)
    before = np.cumsum(counts) - counts
    right = np.arange(len(left), dtype=np.int64) - np.repeat(before - starts, counts)
    return Pairs(left, right)


def first_of_each(groups: NDArray[np.integer]) -> Flags:
    """True where a run of equal values begins."""
    begins = np.ones(len(groups), np.bool_)
    begins[1:] = groups[1:] != groups[:-1]
    return begins


def running_total(values: NDArray[np.integer] | Flags, begins: Flags) -> Longs:
    """The running total within each run that `begins` marks, this row included."""
    total = np.cumsum(values, dtype=np.int64)
    leaders = np.flatnonzero(begins)
    before = np.where(leaders > 0, total[leaders - 1], 0)
    return total - np.repeat(before, np.diff(np.append(leaders, len(values))))


def key_of(subject: NDArray[np.integer], day: NDArray[np.integer]) -> Longs:
    """One number that sorts by subject, then day."""
    return (subject.astype(np.int64) << 24) + (day.astype(np.int64) + (1 << 23))


def merge_spans(group: NDArray[np.integer], start: Ints, stop: Ints) -> tuple[Longs, Ints, Ints, Longs]:
    """Joins spans [start, stop) of one group that touch or overlap.

    Returns:
        group, start, stop of each joined span, in order, and the row of `group` that begins it.
    """
    order = np.lexsort((stop, start, group))
    group_, start_, stop_ = group[order].astype(np.int64), start[order], stop[order]
    reach = np.maximum.accumulate(key_of(group_, stop_)) if len(order) else np.empty(0, np.int64)
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (group_[1:] != group_[:-1]) | (key_of(group_[1:], start_[1:]) > reach[:-1])
    leaders = np.flatnonzero(begins)
    ends = np.append(leaders[1:], len(order)) - 1
    last = (reach[ends] & ((1 << 24) - 1)) - (1 << 23) if len(order) else np.empty(0, np.int64)
    return group_[leaders], start_[leaders], last.astype(np.int32), order[leaders]
