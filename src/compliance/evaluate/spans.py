"""Counting what holds on each day, as segments between the days on which a count changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compliance.calendar import Days
from compliance.evaluate.arrays import Flags, Ints, Longs, first_of_each, key_of, merge_spans


@dataclass(frozen=True)
class Spans:
    """Spans [start, stop) of subjects, each adding `amount` to one channel while it lasts."""

    subject: Ints
    start: Days
    stop: Days
    channel: int
    amount: NDArray[np.int64]


@dataclass(frozen=True)
class Segments:
    """Stretches of days [start, stop) of a subject on which every channel keeps its value; in order, gaps left out.

    `values` has a row a channel.
    """

    subject: Longs
    start: Longs
    stop: Longs
    values: NDArray[np.int64]


def spans(subject: Ints, start: Days, stop: Days, channel: int, amount: NDArray[np.integer] | int = 1) -> Spans:
    """Spans that each add `amount` to a channel; an empty one (start not before stop) adds nothing."""
    real = start < stop
    amounts = np.broadcast_to(np.asarray(amount, np.int64), real.shape)[real]
    return Spans(subject[real].astype(np.int32), start[real], stop[real], channel, amounts)


def merged(subject: Ints, start: Days, stop: Days, channel: int) -> Spans:
    """Spans that say 1 wherever at least one of them holds."""
    group, first, last, _ = merge_spans(subject, start, stop)
    return spans(group.astype(np.int32), first, last, channel)


def segments(every: Sequence[Spans], channels: int) -> Segments:
    """The segments of all spans, with the sum of each channel."""
    key = np.concatenate([key_of(s.subject, day) for s in every for day in (s.start, s.stop)])
    channel = np.concatenate([np.full(2 * len(s.start), s.channel, np.int8) for s in every])
    amount = np.concatenate([part for s in every for part in (s.amount, -s.amount)])
    order = np.argsort(key, kind="stable")
    key, channel, amount = key[order], channel[order], amount[order]
    begins = np.flatnonzero(first_of_each(key))
    values = np.empty((channels, len(begins)), np.int64)
    for number in range(channels):
        # Every span that opens also closes, so the running total is back at nought with each new subject.
        total = np.cumsum(np.where(channel == number, amount, 0))
        values[number] = total[np.append(begins[1:], len(key)) - 1] if len(key) else 0
    at = key[begins]
    subject, day = at >> 24, (at & ((1 << 24) - 1)) - (1 << 23)
    same = np.flatnonzero(subject[1:] == subject[:-1])
    return Segments(subject[same], day[same], day[same + 1], values[:, same])


@dataclass(frozen=True)
class Runs:
    """Maximal stretches of days on which something held: first and last segment of each, and the days [start, stop)."""

    first: Longs
    last: Longs
    subject: Ints
    start: Days
    stop: Days


def runs(found: Segments, holds: Flags) -> Runs:
    """The maximal runs of neighbouring segments of a subject for which `holds` is true."""
    at = np.flatnonzero(holds)
    begins = np.ones(len(at), np.bool_)
    begins[1:] = (found.subject[at[1:]] != found.subject[at[:-1]]) | (found.start[at[1:]] != found.stop[at[:-1]])
    leaders = np.flatnonzero(begins)
    first, last = at[leaders], at[np.append(leaders[1:], len(at)) - 1] if len(at) else at
    return Runs(
        first,
        last,
        found.subject[first].astype(np.int32),
        found.start[first].astype(np.int32),
        found.stop[last].astype(np.int32),
    )


def segment_after(found: Segments, runs_: Runs) -> Longs:
    """The segment that follows each run at once, or -1 where the days just after it are in none."""
    following = runs_.last + 1
    exists = following < len(found.subject)
    at = np.where(exists, following, 0)
    adjoins = exists & (found.subject[at] == runs_.subject) & (found.start[at] == runs_.stop) if len(at) else exists
    return np.where(adjoins, at, -1)
