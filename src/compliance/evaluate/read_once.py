"""Columns of a snapshot, kept once they have been asked for: sixteen standards ask for the same few."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from threading import Lock

import polars as pl

from compliance.records.snapshot import Tables


@dataclass(frozen=True)
class ReadOnce:
    """The tables of `whole`, each column read once in the life of this object; safe to share between threads."""

    whole: Tables
    _columns: dict[tuple[str, str], pl.Series] = field(default_factory=dict[tuple[str, str], pl.Series], repr=False)
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame], repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def names(self) -> list[str]:
        return self.whole.names()

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        with self._lock:
            if columns is None:
                if name not in self._frames:
                    self._frames[name] = self.whole.read(name, None)
                return self._frames[name]
            missing = [column for column in columns if (name, column) not in self._columns]
            if missing:
                for series in self.whole.read(name, missing):
                    self._columns[name, series.name] = series
            return pl.DataFrame([self._columns[name, column] for column in columns])

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        return self.read(name, columns).slice(first, count)


@dataclass(frozen=True)
class ReadAhead:
    """Tables that are being read already, each of them whole; safe to share between threads."""

    frames: Mapping[str, Future[pl.DataFrame]]

    def names(self) -> list[str]:
        return list(self.frames)

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        frame = self.frames[name].result()
        return frame if columns is None else pl.DataFrame([frame[column] for column in columns])

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        return self.read(name, columns).slice(first, count)


def read_ahead(whole: Tables, pool: Executor) -> ReadAhead:
    """Small tables, whose files cost more to open than to read: all are opened at once, side by side.

    What waits for them in the same pool must be submitted later, or it would wait for ever.
    """
    return ReadAhead({name: pool.submit(whole.read, name, None) for name in whole.names()})
