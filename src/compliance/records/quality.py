"""The data-quality report: what became of every row that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from compliance.errors import ComplianceError

PLACES_SHOWN = 3
"""How many rows of a kind are named before 'and more'."""


@dataclass(frozen=True)
class TableCount:
    """Rows of a table, or of a source's own file: `read = accepted + rejected + not_needed`."""

    read: int
    accepted: int
    rejected: int
    not_needed: int = 0


@dataclass(frozen=True)
class RejectedRows:
    """Rows of one table set aside for one reason, and where the first few stood (file:line)."""

    table: str
    column: str | None
    reason: str
    rows: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class QualityReport:
    """What an import read, accepted, set aside and noticed. `counts` is by canonical table, then by source file."""

    counts: Mapping[str, TableCount]
    rejected: tuple[RejectedRows, ...]
    notes: tuple[str, ...]

    def lines(self) -> list[str]:
        """The report as text, without case data."""
        lines = [_count_line(name, count) for name, count in self.counts.items()]
        if self.rejected:
            lines += ["", "Set aside:"]
            lines += [_rejected_line(rows) for rows in self.rejected]
        if self.notes:
            lines += ["", "To know:"]
            lines += [f"  {note}" for note in self.notes]
        return lines


def quality_report(counts: Mapping[str, TableCount], rejected: pl.DataFrame, notes: Sequence[str]) -> QualityReport:
    """The report, once every row is accounted for.

    Raises:
        ComplianceError: some row that was read is neither accepted nor set aside.
    """
    for name, count in counts.items():
        accounted = count.accepted + count.rejected + count.not_needed
        if count.read != accounted:
            raise ComplianceError(f"{name}: {count.read} rows were read but {accounted} are accounted for.")
    return QualityReport(counts, _by_reason(rejected), tuple(notes))


def _by_reason(rejected: pl.DataFrame) -> tuple[RejectedRows, ...]:
    place = pl.format("{}:{}", "file", "line")
    grouped = (
        rejected.sort("file", "line")
        .group_by("table", "column", "reason")
        .agg(rows=pl.len(), places=place.head(PLACES_SHOWN))
        .sort("table", "rows", "column", "reason", descending=[False, True, False, False])
    )
    return tuple(
        RejectedRows(row["table"], row["column"], row["reason"], row["rows"], tuple(row["places"]))
        for row in grouped.iter_rows(named=True)
    )


def _count_line(name: str, count: TableCount) -> str:
    line = f"{name}: {count.read:,} read = {count.accepted:,} accepted + {count.rejected:,} set aside"
    return line + (f" + {count.not_needed:,} not needed by any standard yet" if count.not_needed else "")


def _rejected_line(rows: RejectedRows) -> str:
    column = f", {rows.column}" if rows.column else ""
    more = " and more" if rows.rows > len(rows.places) else ""
    many = f"{rows.rows:,} row{'' if rows.rows == 1 else 's'}"
    return f"  {rows.table}{column}: {many}: {rows.reason} ({', '.join(rows.places)}{more})"
