"""What a source hands over: canonical columns as text, and an account of every row it read.

A source is a function `read(where: Path, vocabulary: Vocabulary) -> Extract`, found through the entry point group
`compliance.sources`. It knows one case system's form and nothing else; what a value means is settled in
`compliance.records.build`, the same for all sources.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from compliance.records.schema import TABLES
from compliance.vocabulary import Vocabulary

LINE, FILE = "_line", "_file"

REJECTED_SCHEMA: dict[str, type[pl.DataType]] = {
    "table": pl.String,
    "file": pl.String,
    "line": pl.Int64,
    "column": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True)
class RawTable:
    """One canonical table as a source gives it.

    `frame` has some of the table's columns, all String, dates as ISO text, unknown as null or empty; and `_line`
    (Int64, the header being line 1) and `_file` (String), where the row stood. `file` names the table's place in
    messages.
    """

    name: str
    file: str
    frame: pl.DataFrame


@dataclass(frozen=True)
class FileCount:
    """What became of the rows of one of a source's own files: `read = used + set_aside + not_needed`."""

    read: int
    used: int
    set_aside: int = 0
    not_needed: int = 0


@dataclass(frozen=True)
class Extract:
    """All that one reading of a source gave.

    `carries` are the kinds of event that the source can supply (None: any), `not_carried` says in words what it has no
    place for, `made_up` marks a synthetic authority, `taken_on` is the date of the extract (ISO) or empty. `rejected`
    has the columns of `REJECTED_SCHEMA`: rows that the source could not turn into canonical ones. `read_counts`
    accounts for its own files where they are not the canonical tables. `notes` are sentences for the data-quality
    report, without case data.
    """

    tables: tuple[RawTable, ...]
    source: str
    carries: frozenset[str] | None = None
    not_carried: tuple[str, ...] = ()
    made_up: bool = False
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTED_SCHEMA))
    read_counts: Mapping[str, FileCount] = field(default_factory=dict[str, FileCount])
    notes: tuple[str, ...] = ()
    taken_on: str = ""

    def table(self, name: str) -> RawTable | None:
        """The table of this name, or None where the source has none."""
        return next((table for table in self.tables if table.name == name), None)


Source = Callable[[Path, Vocabulary], Extract]


@dataclass(frozen=True)
class Supplies:
    """The kinds of record that a source can ever supply: of periods, of events, and roles of involvements and posts.

    A source that has a place for some only says so as `SUPPLIES` in the module of its `read`; one that says nothing can supply
    every kind that the vocabulary declares.
    """

    periods: frozenset[str]
    events: frozenset[str]
    roles: frozenset[str]


def table_of_rows(name: str, rows: Sequence[Mapping[str, str | None]], file: str | None = None) -> RawTable:
    """A raw table from rows in memory (rows of a rule's case, of a test); the first stands on line 2."""
    columns = list(dict.fromkeys(column for row in rows for column in row)) or list(TABLES[name])
    frame = pl.DataFrame(
        {column: [row.get(column) for row in rows] for column in columns},
        schema=dict.fromkeys(columns, pl.String),
    )
    return located(name, file or f"{name}.csv", frame)


def located(name: str, file: str, frame: pl.DataFrame, lines: pl.Series | None = None) -> RawTable:
    """A raw table whose rows stand on `lines` of `file`; without lines, one after the other from line 2."""
    numbers = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True) if lines is None else lines.cast(pl.Int64)
    return RawTable(name, file, frame.with_columns(numbers.alias(LINE), pl.lit(file).alias(FILE)))
