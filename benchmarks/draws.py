"""Draws: shares of children, days that follow days, and runs of them."""

from datetime import date

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.frames import NO_INSTANT, Periods
from compliance.calendar import UNKNOWN, Days, day_number

ENDS_ON = date(2026, 3, 31)
"""The day that the lives were recorded up to; also the day to evaluate them on."""

LAST = day_number(ENDS_ON)
MINUTES, MICROSECONDS = 24 * 60, 60_000_000

Codes = NDArray[np.int32]


def pick(words: list[str], count: int, rng: Generator) -> pl.Series:
    """One of `words` for each of `count`."""
    return pl.Series(words).gather(rng.integers(0, len(words), count))


def share(codes: Codes, part: float, rng: Generator) -> Codes:
    """About `part` of the codes, in their order."""
    return codes[rng.random(len(codes)) < part]


def after(day: Days, most: int, rng: Generator) -> Days:
    """Up to `most` days after each day, no later than the last."""
    return np.minimum(day + rng.integers(0, most, len(day)), LAST).astype(np.int32)


def ends(start: Days, mean: int, rng: Generator) -> Days:
    """Ends some while after each start; unknown, being still open, where that is to come. One in a thousand is absurd."""
    end = seen((start + 10 + rng.exponential(mean, len(start))).astype(np.int32))
    return np.where((end != UNKNOWN) & (rng.random(len(start)) < 0.001), start - 9, end).astype(np.int32)


def seen(day: NDArray[np.integer]) -> Days:
    """Days, unknown where they are still to come."""
    return np.where(day <= LAST, day, UNKNOWN).astype(np.int32)


def forget(day: Days, part: float, rng: Generator) -> Days:
    """Days, about `part` of them unknown."""
    return np.where(rng.random(len(day)) < part, UNKNOWN, day).astype(np.int32)


def instant(day: Days, minute: NDArray[np.integer], timed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The instants (microseconds, UTC) of minutes of days; none where the time is not known."""
    moment = (day.astype(np.int64) * MINUTES + minute) * MICROSECONDS
    return np.where(timed, moment, NO_INSTANT)


def chain(within: Periods, gap: int, most: int, rng: Generator) -> tuple[Codes, Days]:
    """For each period a run of days, as the period's row and the day, until it ends or `most` are reached."""
    gaps = rng.gamma(3.0, gap / 3.0, (len(within.subject), most)).astype(np.int32)
    days = within.start[:, None] + np.cumsum(gaps, axis=1, dtype=np.int32)
    last = np.where(within.end == UNKNOWN, LAST, within.end)
    row, turn = np.nonzero(days <= last[:, None])
    return row.astype(np.int32), days[row, turn]
