"""A handful of made-up children and workers, as a folder of CSV, and a few standards to hold them to."""

import csv
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from compliance.clock import StoppedClock
from compliance.records.importing import import_extract
from compliance.records.snapshot import MemoryTables, Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.ladders import Ladder
from compliance.rulebook.load import load_calendar, load_ladders, load_vocabulary, national_pack
from compliance.rulebook.model import Standard

NOON = StoppedClock(datetime(2026, 11, 2, 12, tzinfo=UTC))
Row = Mapping[str, str]

PEOPLE = [{"person_id": f"c{n}", "date_of_birth": "2015-03-01"} for n in range(1, 5)]
TEAMS = [
    {"team_id": "south", "name": "South", "parent_id": "care", "manager_id": "mina"},
    {"team_id": "care", "name": "Care", "parent_id": "", "manager_id": "sol"},
]
WORKERS = [
    {"worker_id": "wyn", "role": "social_worker", "team_id": "south", "manager_id": "mina", "fte": "1"},
    {"worker_id": "mina", "role": "team_manager", "team_id": "south", "manager_id": "sol", "fte": "1"},
    {"worker_id": "sol", "role": "service_manager", "team_id": "care", "manager_id": "hope", "fte": "1"},
    {"worker_id": "hope", "role": "head_of_service", "team_id": "care", "manager_id": "", "fte": "1"},
    {"worker_id": "iris", "role": "iro", "team_id": "", "manager_id": "olga", "fte": "1"},
    {"worker_id": "olga", "role": "iro_manager", "team_id": "", "manager_id": "", "fte": "1"},
]
INVOLVEMENTS = [
    {"person_id": row["person_id"], "worker_id": worker, "role": role, "team_id": team, "started_on": "2024-01-01"}
    for row in PEOPLE
    for worker, role, team in (("wyn", "social_worker", "south"), ("iris", "iro", ""))
]


@dataclass(frozen=True)
class Records:
    """The tables of a folder; `with_` gives the same with other rows in some of them."""

    people: Sequence[Row] = tuple(PEOPLE)
    periods: Sequence[Row] = ()
    events: Sequence[Row] = ()
    teams: Sequence[Row] = tuple(TEAMS)
    workers: Sequence[Row] = tuple(WORKERS)
    involvements: Sequence[Row] = tuple(INVOLVEMENTS)
    exceptions: Sequence[Row] = ()
    absences: Sequence[Row] = ()

    def with_(self, **tables: Sequence[Row]) -> "Records":
        """The same records with these tables instead."""
        return replace(self, **tables)

    def write(self, folder: Path) -> Path:
        """Write them as the folder format; tables without rows are left out."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in vars(self).items():
            if rows:
                columns = list(dict.fromkeys(column for row in rows for column in row))
                with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                    writer = csv.DictWriter(file, columns, restval="")
                    writer.writeheader()
                    writer.writerows(rows)
        return folder

    def snapshot(self) -> Snapshot:
        """The snapshot that importing them makes."""
        data = Path(tempfile.mkdtemp(prefix="records-"))
        try:
            imported = import_extract("folder", self.write(data / "extract"), data, rulebook().vocabulary).snapshot
            return in_memory(imported)
        finally:
            shutil.rmtree(data)


def in_memory(snapshot: Snapshot) -> Snapshot:
    """The same snapshot without its folder."""
    frames = {name: snapshot.tables.read(name, None) for name in snapshot.tables.names()}
    return Snapshot(snapshot.facts, MemoryTables(frames))


def looked_after(child: str, start: str, end: str = "", **more: str) -> Row:
    """A period of being looked after."""
    row = {"period_id": f"la-{child}-{start}", "person_id": child, "kind": "looked_after"}
    return {**row, "started_on": start, "ended_on": end, **more}


def event(child: str, kind: str, day: str, **more: str) -> Row:
    """Something that happened to a child."""
    return {
        "event_id": f"{kind}-{child}-{day}-{len(more)}",
        "person_id": child,
        "kind": kind,
        "happened_at": day,
        **more,
    }


def standard(name: str, ladder: str, status: str = "live", **form: Any) -> Standard:
    """A standard with this form and little else."""
    written = {"id": name, "title": name, "area": "looked-after", "standing": "local", "status": status, "says": "x"}
    return Standard.model_validate({**written, "basis": [{"cite": "made up for a test"}], "ladder": ladder, **form})


DENTAL = standard(
    "dental",
    "short",
    during={"period": "looked_after"},
    warn=["7 days before"],
    deadline={"within": "28 days", "met_by": [{"event": "dental.checked"}], "until": "end"},
)
"""A dental check within 28 days of coming into care, in care."""

REVIEW = standard(
    "review",
    "short",
    during={"period": "looked_after"},
    warn=["7 days before"],
    recurring={"met_by": [{"event": "lac_review.held"}], "first": "28 days", "then": [{"within": "3 months"}]},
)

SHORT_LADDER = {
    "says": "Team manager when it is soon, reviewing officer when late, service manager after a week.",
    "steps": [
        {"level": 1, "tell": "team_manager", "when": {"outcome": ["due_soon", "overdue"]}},
        {"level": 2, "tell": "iro", "when": {"outcome": "overdue"}},
        {"level": 3, "tell": "service_manager", "when": {"outcome": "overdue", "days_over": {"from": 7}}},
    ],
}


def rulebook(*standards: Standard, ladder: Mapping[str, Any] = SHORT_LADDER, digest: str = "r" * 64) -> Rulebook:
    """The national calendar, words and ladders, one ladder called `short`, and these standards."""
    ladders = {**_national().ladders, "short": Ladder.model_validate({"id": "short", **ladder})}
    return replace(_national(), standards=tuple(sorted(standards, key=lambda s: s.id)), ladders=ladders, digest=digest)


@cache
def _national() -> Rulebook:
    pack = national_pack()
    vocabulary = load_vocabulary(pack / "vocabulary.yaml")
    ladders = load_ladders(pack / "ladders.yaml", vocabulary)
    return Rulebook((), ladders, load_calendar(pack / "calendar.yaml"), vocabulary, "")


def explain(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Stands where sentences are not what is tested."""
    return [[f"{row['standard']} was due on {row['due_on']}"] for row in rows]
