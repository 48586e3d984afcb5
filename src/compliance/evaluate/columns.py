"""Columns of a snapshot as arrays.

By casts and comparisons alone: what else Polars does to a column is a query of its own, which at the size of most authorities
costs more than the work it does.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Flags, Ints, Longs


def day_column(dates: pl.Series) -> Days:
    """Day numbers of a date column; `UNKNOWN` for nulls."""
    if dates.null_count() == len(dates):
        return np.full(len(dates), UNKNOWN)
    if not dates.null_count():
        return dates.cast(pl.Int32).to_numpy()
    # What numpy writes for no date is the least number of 64 bits, as `UNKNOWN` is of 32.
    return np.maximum(dates.to_numpy().view(np.int64), UNKNOWN).astype(np.int32)


def instant_column(instants: pl.Series) -> Longs:
    """Microseconds UTC; `NO_INSTANT`, which is what numpy writes for none, for nulls."""
    return instants.to_numpy().view(np.int64)


def code_column(codes: pl.Series) -> Ints:
    """Codes of subjects or periods; -1 for nulls."""
    if codes.null_count() == len(codes):
        return np.full(len(codes), -1, np.int32)
    if not codes.null_count():
        return codes.to_numpy()
    return np.nan_to_num(codes.to_numpy(), nan=-1).astype(np.int32)


def is_one_of(column: pl.Series, values: Sequence[str | bool | float]) -> Flags:
    """Whether each is one of the values; nulls are not."""
    found = np.zeros(len(column), np.bool_)
    for value in values:
        # As numbers, because flags with nulls would become an array of Python objects.
        found |= (column == value).cast(pl.UInt8).to_numpy() == 1
    return found
