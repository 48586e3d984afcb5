"""Whether two contenders found the same: every column of every row, in whatever order."""

from collections.abc import Iterator

import polars as pl

from compliance.evaluate.findings import COMPACT


def differences(one: pl.LazyFrame, other: pl.LazyFrame) -> Iterator[str]:
    """A sentence for each standard whose findings are not the same."""
    numbers = [frame.select(pl.col("standard").unique()).collect()["standard"].to_list() for frame in (one, other)]
    for number in sorted({*numbers[0], *numbers[1]}):
        a, b = (_ordered(frame.filter(pl.col("standard") == number)) for frame in (one, other))
        if not a.equals(b):
            yield f"standard {number}: {_only(a, b)} rows only in one and {_only(b, a)} only in the other"


def _ordered(frame: pl.LazyFrame) -> pl.DataFrame:
    """The rows of one standard in an order that depends on nothing but what they say; dtypes as the engine's."""
    words = {name: pl.String() for name in ("subject_kind", "outcome", "reason")}
    plain = frame.select(pl.col(name).cast(words.get(name, kind)) for name, kind in COMPACT.items()).collect()
    return plain.select(pl.all().sort_by(plain.hash_rows(seed=1)))


def _only(one: pl.DataFrame, other: pl.DataFrame) -> int:
    return one.join(other, on=one.columns, how="anti", nulls_equal=True).height
