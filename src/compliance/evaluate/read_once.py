"""Columns of a snapshot, kept once they have been asked for: sixteen standards ask for the same few."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import polars as pl

from compliance.records.snapshot import Tables


@dataclass(frozen=True)
class ReadOnce:
    """The tables of `whole`, each column read once in the life of this object; safe to share between threads.

    Where the tables are small, opening a file costs more than reading it: `whole_files` reads all of one at once.
    """

    whole: Tables
    whole_files: bool
    _columns: dict[tuple[str, str], pl.Series] = field(default_factory=dict[tuple[str, str], pl.Series], repr=False)
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame], repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def names(self) -> list[str]:
        return self.whole.names()

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        with self._lock:
            if columns is None or self.whole_files:
                if name not in self._frames:
                    self._frames[name] = self.whole.read(name, None)
                frame = self._frames[name]
                return frame if columns is None else pl.DataFrame([frame[column] for column in columns])
            missing = [column for column in columns if (name, column) not in self._columns]
            if missing:
                for series in self.whole.read(name, missing):
                    self._columns[name, series.name] = series
            return pl.DataFrame([self._columns[name, column] for column in columns])

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        return self.read(name, columns).slice(first, count)
