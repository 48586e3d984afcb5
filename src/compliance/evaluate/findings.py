"""Findings: the state of every obligation on a date, as one frame.

`compact` holds codes and day numbers, because an authority has thousands and a benchmark millions; `named` gives the
columns that people and other tools read, with ids for codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN
from compliance.records.schema import SUBJECT_KINDS
from compliance.records.snapshot import Snapshot

OUTCOMES = ("on_track", "due_soon", "overdue", "met", "met_late", "missed", "lapsed", "exempt", "cannot_tell")
OPEN_OUTCOMES = ("on_track", "due_soon", "overdue")

REASONS = (
    "start_unknown",
    "anchor_unknown",
    "contradiction",
    "two_open",
    "date_of_birth",
    "no_value_in_force",
    "beyond_calendar",
    "turn_unknown",
    "attribute_unknown",
    "not_in_extract",
    "fte_unknown",
)
"""Why a finding cannot be told; docs/evaluation.md says when each applies."""

OUTCOME = pl.Enum(OUTCOMES)
REASON = pl.Enum(REASONS)
SUBJECT_KIND = pl.Enum(SUBJECT_KINDS)

COLUMNS: dict[str, type[pl.DataType] | pl.DataType] = {
    "standard": pl.String(),
    "subject_kind": pl.String(),
    "subject": pl.String(),
    "occurrence": pl.Date(),
    "period_id": pl.String(),
    "turn": pl.Int32(),
    "team_id": pl.String(),
    "worker_id": pl.String(),
    "started_on": pl.Date(),
    "due_on": pl.Date(),
    "met_on": pl.Date(),
    "outcome": pl.String(),
    "days_over": pl.Int32(),
    "working_days_over": pl.Int32(),
    "warning": pl.Int32(),
    "booked_for": pl.Date(),
    "next_change_on": pl.Date(),
}
"""The findings that people read, and the CSV. Of `named`; `reason` stands beside it for a program."""

COMPACT: dict[str, pl.DataType] = {
    "standard": pl.UInt16(),
    "subject_kind": SUBJECT_KIND,
    "subject": pl.Int32(),
    "occurrence": pl.Date(),
    "period": pl.Int32(),
    "turn": pl.Int32(),
    "team": pl.Int32(),
    "worker": pl.Int32(),
    "started_on": pl.Date(),
    "due_on": pl.Date(),
    "met_on": pl.Date(),
    "outcome": OUTCOME,
    "days_over": pl.Int32(),
    "working_days_over": pl.Int32(),
    "warning": pl.UInt8(),
    "booked_for": pl.Date(),
    "next_change_on": pl.Date(),
    "reason": REASON,
}
"""`standard` numbers `Findings.standards`; `period` is the code within the kind that the standard is `during`."""


Columns = Mapping[str, NDArray[np.integer]]
"""Columns of `COMPACT` as whole numbers: codes, days, and `UNKNOWN` for none."""


def compact_frame(columns: Columns) -> pl.DataFrame:
    """The compact findings that columns of whole numbers say."""
    whole = pl.DataFrame({name: values.astype(np.int32, copy=False) for name, values in columns.items()})
    return whole.select(**{name: _shown(name, dtype) for name, dtype in COMPACT.items()})


def _shown(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if name not in _ALWAYS_KNOWN:
        column = pl.when(column != int(UNKNOWN)).then(column)
    return column.cast(pl.UInt8()).cat.to(dtype) if isinstance(dtype, pl.Enum) else column.cast(dtype)


_ALWAYS_KNOWN = ("standard", "subject_kind", "subject", "turn", "outcome")


@dataclass(frozen=True)
class Findings:
    """The findings of one evaluation.

    `skipped` names the standards that were not run (draft, retired, or of a subject the extract lacks), with why.
    """

    as_of: date
    standards: tuple[str, ...]
    period_kinds: Mapping[str, str]
    compact: pl.DataFrame
    snapshot: Snapshot
    skipped: Mapping[str, str]

    def named(self, where: pl.Expr | None = None) -> pl.DataFrame:
        """The frame of `COLUMNS` (and `reason`), with ids for codes.

        `where` picks rows of `compact` first, so that a queue need not name millions.
        """
        rows = self.compact if where is None else self.compact.filter(where)
        return _with_ids(rows, self)


def _with_ids(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    snapshot = findings.snapshot
    kinds = rows["subject_kind"].unique().to_list()
    ids = {kind: snapshot.subject_ids(str(kind)) for kind in kinds}
    subject = pl.coalesce(
        [
            pl.when(pl.col("subject_kind") == kind).then(_look_up(pl.col("subject"), series))
            for kind, series in ids.items()
        ]
        or [pl.lit(None, pl.String())]
    )
    period = pl.coalesce(
        [
            pl.when(pl.col("standard") == number).then(_look_up(pl.col("period"), series))
            for number, series in _period_ids(rows, findings).items()
        ]
        or [pl.lit(None, pl.String())]
    )
    names = pl.Series("names", findings.standards, dtype=pl.String())
    worker_ids, team_ids = snapshot.subject_ids("worker"), snapshot.subject_ids("team")
    return rows.select(
        standard=_look_up(pl.col("standard"), names),
        subject_kind=pl.col("subject_kind").cast(pl.String()),
        subject=subject,
        occurrence="occurrence",
        period_id=period,
        turn="turn",
        team_id=_look_up(pl.col("team"), team_ids),
        worker_id=_look_up(pl.col("worker"), worker_ids),
        started_on="started_on",
        due_on="due_on",
        met_on="met_on",
        outcome=pl.col("outcome").cast(pl.String()),
        days_over="days_over",
        working_days_over="working_days_over",
        warning=pl.col("warning").cast(pl.Int32()),
        booked_for="booked_for",
        next_change_on="next_change_on",
        reason=pl.col("reason").cast(pl.String()),
    )


def _look_up(code: pl.Expr, ids: pl.Series) -> pl.Expr:
    if ids.is_empty():
        return pl.lit(None, pl.String())
    return pl.lit(ids).gather(code.cast(pl.UInt32, strict=False), null_on_oob=True)


def _period_ids(rows: pl.DataFrame, findings: Findings) -> dict[int, pl.Series]:
    wanted: list[int] = rows.filter(pl.col("period").is_not_null())["standard"].unique().to_list()
    found: dict[int, pl.Series] = {}
    for number in wanted:
        kind = findings.period_kinds.get(findings.standards[number])
        frame = findings.snapshot.periods(kind, ["period_id"]) if kind is not None else None
        if frame is not None:
            found[number] = frame["period_id"]
    return found
