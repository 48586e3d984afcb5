"""A snapshot: the records of one extract, immutable, sorted once, read a kind at a time.

On disk a folder named by its digest holds `people.parquet`, `families.parquet`, `involvements.parquet`,
`workers.parquet`, `teams.parquet`, `absences.parquet`, `exceptions.parquet`, `rejected.parquet`,
`periods/<kind>.parquet`, `events/<kind>.parquet` and `snapshot.json`. Frames have these columns:

* people: `person_id`, `display_name`, `date_of_birth`, `expected_birth_date`, `date_of_death`, `sex`, `restricted`,
  `responsible_authority`; sorted by `person_id`. A person's **code** is the row number.
* families: `family_id`, `subject` (person, i32), `started_on`, `ended_on`; sorted by those.
* periods of a kind: `period_id`, `subject` (code, i32), `started_on`, `ended_on`, `contradiction` (bool: ends before it
  starts), `family_id`, and the kind's attributes; sorted by subject, `started_on` (unknown first), `ended_on`,
  `period_id`. A period's code is its row number in its kind.
* events of a kind: `event_id`, `subject` (i32), `happened_on`, `happened_at` (UTC instant where the time of day is
  known), `outcome`, `planned_for`, `recorded_on`, `linked_kind` and `linked_period` (kind and code of the period it
  names, or empty), and the kind's attributes; sorted by subject, `happened_on` (unknown last), `happened_at`,
  `event_id`.
* involvements: `involvement_id`, `subject` (person, i32), `worker` (i32), `role`, `team` (i32), `started_on`,
  `ended_on`; sorted by subject, role, `started_on`.
* workers (a row per post): `worker_id`, `worker` (i32), `display_name`, `email`, `role`, `team` (i32), `manager`
  (i32), `fte`, `agency`, `started_on`, `ended_on`; sorted by worker, `started_on`. Worker codes number the sorted
  distinct ids.
* teams: `team_id`, `team` (i32), `name`, `parent` (i32), `manager` (i32, a worker), `started_on`, `ended_on`; sorted
  by team, `started_on`.
* absences: `worker` (i32), `deputy` (i32), `started_on`, `ended_on`.
* exceptions: `exception_id`, `subject_kind`, `subject` (i32), `standard`, `linked_kind`, `linked_period` (i32),
  `kind`, `agreed_by`, `agreed_on`, `reason`, `started_on`, `until`, `new_due_on`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from compliance.vocabulary import Vocabulary

PLAIN_TABLES = ("people", "families", "involvements", "workers", "teams", "absences", "exceptions", "rejected")
KINDED_TABLES = ("periods", "events")


@dataclass(frozen=True)
class SnapshotFacts:
    """What is known of a snapshot as a whole.

    `carries` are the kinds of event that the source can supply; None means all of them. `not_carried` says in words
    what a source has no place for (teams, managers, reviewing officers …). `made_up` marks a synthetic authority.
    `counts` are rows read, accepted and rejected, by table.
    """

    digest: str
    source: str
    taken_on: str
    carries: frozenset[str] | None = None
    not_carried: tuple[str, ...] = ()
    made_up: bool = False
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])


class Tables(Protocol):
    """Where a snapshot's frames come from: a folder of Parquet, or memory."""

    def names(self) -> list[str]: ...

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame: ...

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame: ...


@dataclass(frozen=True)
class ParquetTables:
    """Frames read from a snapshot's folder, the named columns only."""

    folder: Path

    def names(self) -> list[str]:
        return self._names

    @cached_property
    def _names(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder).with_suffix("")) for path in self.folder.rglob("*.parquet"))

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        return pl.read_parquet(self.folder / f"{name}.parquet", columns=list(columns) if columns is not None else None)

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        rows = pl.scan_parquet(self.folder / f"{name}.parquet").slice(first, count)
        return (rows if columns is None else rows.select(columns)).collect()


def attributes_lacking(tables: ParquetTables, vocabulary: Vocabulary) -> list[str]:
    """Attributes that the vocabulary declares and the files lack: the snapshot was made before they were words."""
    declared = {f"periods/{kind}": word.attributes for kind, word in vocabulary.periods.items()}
    declared |= {f"events/{kind}": word.attributes for kind, word in vocabulary.events.items()}
    lacking: list[str] = []
    for name in tables.names():
        wanted = set(declared.get(name, ()))
        if wanted:
            there = set(pl.read_parquet_schema(tables.folder / f"{name}.parquet"))
            lacking += [f"{name.partition('/')[2]}.{attribute}" for attribute in sorted(wanted - there)]
    return lacking


@dataclass(frozen=True)
class MemoryTables:
    """Frames held in memory, as a rule's own cases are."""

    frames: Mapping[str, pl.DataFrame]

    def names(self) -> list[str]:
        return sorted(self.frames)

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        frame = self.frames[name]
        return frame if columns is None else frame.select(columns)

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        return self.read(name, columns).slice(first, count)


@dataclass(frozen=True)
class Snapshot:
    """The records of one extract. Frames are as the module's docstring says; nothing here changes them."""

    facts: SnapshotFacts
    tables: Tables

    @property
    def digest(self) -> str:
        return self.facts.digest

    def table(self, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """One of the tables that are not split by kind."""
        return self.tables.read(name, columns)

    def kinds(self, table: str) -> list[str]:
        """The kinds of `periods` or `events` that the snapshot holds, sorted."""
        prefix = f"{table}/"
        return [name.removeprefix(prefix) for name in self.tables.names() if name.startswith(prefix)]

    def periods(self, kind: str, columns: Sequence[str] | None = None) -> pl.DataFrame | None:
        """The periods of one kind, or None where there are none."""
        return self._kinded("periods", kind, columns)

    def events(self, kind: str, columns: Sequence[str] | None = None) -> pl.DataFrame | None:
        """The events of one kind, or None where there are none."""
        return self._kinded("events", kind, columns)

    def subject_ids(self, subject_kind: str) -> pl.Series:
        """The ids of people, workers or teams, each at the place of its code."""
        if subject_kind == "person":
            return self.table("people", ["person_id"])["person_id"]
        table, column = ("workers", "worker_id") if subject_kind == "worker" else ("teams", "team_id")
        return self.table(table, [column])[column].unique().sort()

    def code_of(self, subject_kind: str, identifier: str) -> int | None:
        """The code of the subject with this id, or None."""
        found = self.subject_ids(subject_kind).index_of(identifier)
        return int(found) if found is not None else None

    def _kinded(self, table: str, kind: str, columns: Sequence[str] | None) -> pl.DataFrame | None:
        if kind not in self.kinds(table):
            return None
        return self.tables.read(f"{table}/{kind}", columns)


def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot in `folder`.

    Raises:
        FileNotFoundError: there is no snapshot there.
    """
    written: dict[str, Any] = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
    carries = written.pop("carries")
    not_carried = tuple(written.pop("not_carried"))
    facts = SnapshotFacts(
        **written, not_carried=not_carried, carries=frozenset(carries) if carries is not None else None
    )
    return Snapshot(facts, ParquetTables(folder))
