"""Setting aside the rows that cannot be used, with where they stood and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from compliance.records.extract import FILE, LINE, REJECTED_SCHEMA


@dataclass(frozen=True)
class Check:
    """Rows for which `bad` is true cannot be used, because of `column`; `reason` is a sentence without case data."""

    column: str
    bad: pl.Expr
    reason: str | pl.Expr


@dataclass(frozen=True)
class Part:
    """A part of a snapshot: its frames by name, the rows set aside on the way, and notes on those kept."""

    frames: Mapping[str, pl.DataFrame]
    rejected: tuple[pl.DataFrame, ...] = ()
    notes: tuple[str, ...] = field(default=())


def set_aside(frame: pl.DataFrame, table: str, checks: Sequence[Check]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that pass every check, and the others as rows of `rejected`, each with the first check that it fails."""
    if not checks:
        return frame, pl.DataFrame(schema=REJECTED_SCHEMA)
    # What fails is settled on the whole frame: some checks ask what stands in the rows before.
    tests = frame.select(check.bad.fill_null(value=False).alias(str(number)) for number, check in enumerate(checks))
    bad = tests.select(pl.any_horizontal(pl.all()).alias("bad"))["bad"]
    if not bad.any():
        return frame, pl.DataFrame(schema=REJECTED_SCHEMA)
    first = tests.filter(bad).select(_failed=pl.coalesce(pl.when(str(n)).then(n) for n in range(len(checks))))
    unusable = frame.filter(bad).hstack(first)
    failing = [pl.when(pl.col("_failed") == number) for number in range(len(checks))]
    rejected = unusable.select(
        table=pl.lit(table),
        file=FILE,
        line=LINE,
        column=pl.coalesce(when.then(pl.lit(check.column)) for when, check in zip(failing, checks, strict=True)),
        reason=pl.coalesce(
            when.then(_as_expression(check.reason)) for when, check in zip(failing, checks, strict=True)
        ),
    )
    return frame.filter(~bad), rejected


def without_repeats(
    frame: pl.DataFrame, table: str, handle: str | None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Rows that mean something new, those that repeat an earlier one (as `rejected`), and the repeated handles.

    Two rows mean the same if everything but their `handle` (the row's own id) is the same. The third frame has
    `handle` of each repeat and `kept`, the handle of the row that it repeats.
    """
    meaning = [name for name in frame.columns if name not in (LINE, FILE, handle)]
    nothing = pl.DataFrame(schema=REJECTED_SCHEMA), pl.DataFrame(schema={"handle": pl.String, "kept": pl.String})
    # Hashes are compared first, because comparing millions of whole rows costs far more than the few that are alike.
    alike = frame.select(pl.struct(meaning).hash(0).is_duplicated().alias("alike"))["alike"] if meaning else None
    if alike is None or not alike.any():
        return frame, *nothing
    first = frame.with_row_index("_row").filter(alike)
    kept = pl.col(handle) if handle is not None else pl.lit(None, pl.String)
    first = first.with_columns(
        pl.col("_row").first().over(meaning).alias("_first"), kept.first().over(meaning).alias("kept")
    ).filter(pl.col("_row") != pl.col("_first"))
    rejected = first.select(
        table=pl.lit(table),
        file=FILE,
        line=LINE,
        column=pl.lit(None, pl.String),
        reason=pl.lit("the row says the same as an earlier one."),
    )
    handles = first.select(handle=kept, kept="kept")
    return frame.filter(~pl.int_range(pl.len()).is_in(first["_row"].implode())), rejected, handles


def _as_expression(reason: str | pl.Expr) -> pl.Expr:
    return pl.lit(reason) if isinstance(reason, str) else reason
