"""From an extract to a snapshot: reading, checking, coding, sorting, and an account of every row."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import polars as pl

from compliance.records.circle import build_exceptions, build_families, build_involvements
from compliance.records.columns import check_columns
from compliance.records.digest import digest_of
from compliance.records.events import build_events
from compliance.records.extract import REJECTED_SCHEMA, Extract, table_of_rows
from compliance.records.people import build_people
from compliance.records.periods import build_periods
from compliance.records.quality import QualityReport, TableCount, quality_report
from compliance.records.references import Codes
from compliance.records.schema import TABLES
from compliance.records.setting_aside import Part
from compliance.records.snapshot import MemoryTables, Snapshot, SnapshotFacts
from compliance.records.workforce import (
    build_absences,
    build_teams,
    build_workers,
    codes_of,
    usable_rows,
    with_implied,
)
from compliance.vocabulary import Vocabulary


@dataclass(frozen=True)
class Built:
    """A snapshot in memory and the report on what it was built from."""

    snapshot: Snapshot
    report: QualityReport


def build_snapshot(extract: Extract, vocabulary: Vocabulary) -> Snapshot:
    """The snapshot of an extract, in memory. Raises as `build` does."""
    return build(extract, vocabulary).snapshot


def build(extract: Extract, vocabulary: Vocabulary) -> Built:
    """The snapshot of an extract, and the data-quality report.

    Rows that cannot be used are in the snapshot's `rejected` table. Where an extract has no table of workers or of
    teams, those that other tables name are known by their id alone.

    Raises:
        InputError: a table has an unknown column, or lacks one that it must have.
        ComplianceError: a row is unaccounted for.
    """
    for table in extract.tables:
        check_columns(table, vocabulary)
    parts = list(_parts(extract, vocabulary))
    frames = {name: frame for part in parts for name, frame in part.frames.items()}
    rejected = pl.concat([extract.rejected, *(rows for part in parts for rows in part.rejected)])
    frames["rejected"] = rejected.select(*REJECTED_SCHEMA).sort("file", "line", "table", nulls_last=True)
    notes = (
        *extract.notes,
        *(note for part in parts for note in part.notes),
        *_what_is_not_there(extract, vocabulary, frames),
    )
    report = quality_report(_counts(extract, frames, rejected), frames["rejected"], notes)
    return Built(Snapshot(_facts(extract, frames, report), MemoryTables(frames)), report)


def _parts(extract: Extract, vocabulary: Vocabulary) -> Iterator[Part]:
    people, person_codes = build_people(extract.table("people") or table_of_rows("people", []), vocabulary)
    worker_part = usable_rows(extract.table("workers"), "workers", vocabulary)
    team_part = usable_rows(extract.table("teams"), "teams", vocabulary)
    workers, teams = worker_part.frames["workers"], team_part.frames["teams"]
    if extract.table("workers") is None:
        workers = with_implied(workers, "worker_id", _named(extract, "worker_id", "deputy_id", "manager_id"))
    if extract.table("teams") is None:
        teams = with_implied(teams, "team_id", _named(extract, "team_id", "parent_id"))
    codes = Codes(person_codes, codes_of(workers["worker_id"]), codes_of(teams["team_id"]))
    yield people
    yield build_families(extract.table("families"), vocabulary, codes)
    periods, links = build_periods(extract.table("periods"), vocabulary, codes)
    yield periods
    yield build_events(extract.table("events"), vocabulary, codes, links)
    yield build_involvements(extract.table("involvements"), vocabulary, codes)
    yield Part({}, (*worker_part.rejected, *team_part.rejected))
    yield build_workers(workers, codes.worker, codes.team)
    yield build_teams(teams, codes.worker, codes.team)
    yield build_absences(extract.table("absences"), vocabulary, codes.worker)
    yield build_exceptions(extract.table("exceptions"), vocabulary, codes, links)


def _named(extract: Extract, *columns: str) -> list[pl.Series]:
    return [table.frame[column] for table in extract.tables for column in columns if column in table.frame.columns]


def _counts(extract: Extract, frames: dict[str, pl.DataFrame], rejected: pl.DataFrame) -> dict[str, TableCount]:
    by_table = dict(rejected.group_by("table").len().iter_rows())
    counts: dict[str, TableCount] = {}
    for name in TABLES:
        table = extract.table(name)
        if table is None:
            continue
        accepted = sum(frame.height for key, frame in frames.items() if key == name or key.startswith(f"{name}/"))
        counts[name] = TableCount(table.frame.height, accepted, by_table.get(name, 0))
    for file, count in sorted(extract.read_counts.items()):
        counts[file] = TableCount(count.read, count.used, count.set_aside, count.not_needed)
    return counts


def _what_is_not_there(extract: Extract, vocabulary: Vocabulary, frames: dict[str, pl.DataFrame]) -> Iterator[str]:
    for name in TABLES:
        table = extract.table(name)
        if table is None and name in ("workers", "teams") and frames[name].height:
            yield f"{name}: no such table; {frames[name].height:,} are known by their id alone."
        elif table is None:
            yield f"{name}: no such table in the extract."
        elif table.frame.height == 0:
            yield f"{name}: the table is empty."
    for name, kinds in (("periods", vocabulary.periods), ("events", vocabulary.events)):
        without = [kind for kind in kinds if f"{name}/{kind}" not in frames]
        if without and extract.table(name) is not None:
            yield f"{name}: no rows of {', '.join(without)}."


def _facts(extract: Extract, frames: dict[str, pl.DataFrame], report: QualityReport) -> SnapshotFacts:
    carries = "any" if extract.carries is None else ",".join(sorted(extract.carries))
    meaning = f"source={extract.source} made_up={extract.made_up} carries={carries}"
    content = {name: frame for name, frame in frames.items() if name != "rejected"}
    return SnapshotFacts(
        digest=digest_of(content, meaning),
        source=extract.source,
        taken_on=extract.taken_on,
        carries=extract.carries,
        not_carried=extract.not_carried,
        made_up=extract.made_up,
        counts={name: asdict(count) for name, count in report.counts.items()},
    )
