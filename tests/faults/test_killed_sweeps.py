"""A sweep killed at any moment and run again gives the same escalations as one that was never killed."""

import pickle
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_authority import DENTAL, NOON, REVIEW, Records, event, explain, looked_after, rulebook
from sqlalchemy import select

from compliance.records.importing import import_extract
from compliance.records.write import current_snapshot
from compliance.store import Store, upgrade_store
from compliance.store.tables import Base, Escalation, EscalationEvent, Told
from compliance.sweep import SweepResult, run_sweep

NUMBERS = ("id", "escalation_id", "sweep_id", "at", "hash")
Tables = dict[str, list[tuple[Any, ...]]]
SCRIPT = Path(__file__).parent / "sweep_once.py"
BEFORE, DAY = date(2026, 10, 1), date(2026, 10, 7)
STARTS = {"c1": "2026-09-01", "c2": "2026-09-02", "c3": "2026-09-03"}
FIRST = Records(periods=[looked_after(child, start) for child, start in STARTS.items()])
SECOND = FIRST.with_(
    periods=[
        looked_after("c1", "2026-09-01"),
        looked_after("c2", "2026-09-04"),
        looked_after("c3", "2026-09-03"),
        looked_after("c4", "2026-09-01"),
    ],
    events=[event("c3", "dental.checked", "2026-10-04")],
)
"""On the second day one stays late (a level up), one was re-dated, one is done, and one is new."""


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The data folders of the first day and the second."""
    folder = tmp_path_factory.mktemp("days")
    for name, records in (("first", FIRST), ("second", SECOND)):
        import_extract("folder", records.write(folder / f"{name} extract"), folder / name, rulebook().vocabulary)
        (folder / name / "book").write_bytes(pickle.dumps(rulebook(DENTAL, REVIEW)))
    return folder / "first", folder / "second"


@pytest.fixture(scope="module")
def never_killed(days: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """What the tables hold after two days on which nothing was killed."""
    folder = tmp_path_factory.mktemp("never killed")
    store, data = prepared(f"sqlite:///{folder / 'store.db'}", folder, days)
    sweep(store, data, DAY)
    return state(store)


def sweep(store: Store, data: Path, day: date) -> SweepResult:
    return run_sweep(store, current_snapshot(data), rulebook(DENTAL, REVIEW), day, NOON, explain, data_dir=data)


def prepared(database: str, folder: Path, days: tuple[Path, Path]) -> tuple[Store, Path]:
    """A store after the first day, and a folder with the records of the second."""
    store, data = upgrade_store(database), folder / "data"
    run_sweep(store, current_snapshot(days[0]), rulebook(DENTAL, REVIEW), BEFORE, NOON, explain)
    shutil.copytree(days[1], data)
    return store, data


def state(store: Store) -> Tables:
    """Everything about escalations but numbers and times of day."""
    return {"cards": _rows(store, Escalation), "told": _rows(store, Told), "events": _rows(store, EscalationEvent)}


def _rows(store: Store, table: type[Base]) -> list[tuple[Any, ...]]:
    columns = [column for column in table.__table__.c if column.name not in NUMBERS]
    asked = select(Escalation.fingerprint, *columns).select_from(table)
    if table is not Escalation:
        asked = asked.join(Escalation)
    with store.reading() as connection:
        return sorted((tuple(row) for row in connection.execute(asked)), key=repr)


def run_and_kill(data: Path, database: str, *arguments: str, after: float | None = None) -> int:
    """Run the sweep of the second day in a process, perhaps kill it some seconds in; what it exited with."""
    command = [sys.executable, str(SCRIPT), str(data), database, str(data / "book"), DAY.isoformat(), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if after is not None:
            time.sleep(after)
            process.send_signal(signal.SIGKILL)
        process.stdout.read()
        return process.wait()


def recover(store: Store, data: Path, wanted: Tables) -> None:
    sweep(store, data, DAY)
    assert state(store) == wanted
    assert sweep(store, data, DAY).already_done
    assert state(store) == wanted
    assert not list((data / "sweeps").glob("*.part"))


def test_killed_before_any_of_its_statements(
    database: str, tmp_path: Path, days: tuple[Path, Path], never_killed: Tables
) -> None:
    store, data = prepared(database, tmp_path, days)
    before = state(store)
    # Not the same statements on both: each costs a process, and they differ in nothing but the database.
    number, killed = (1 if database.startswith("sqlite") else 2), 0
    while run_and_kill(data, database, "statement", str(number)) == -signal.SIGKILL:
        assert state(store) == before
        number, killed = number + 3, killed + 1
    assert killed >= 5
    assert state(store) == never_killed
    recover(store, data, never_killed)


@pytest.mark.parametrize("number", ["1", "2"])
def test_killed_before_a_commit(
    database: str, tmp_path: Path, days: tuple[Path, Path], never_killed: Tables, number: str
) -> None:
    store, data = prepared(database, tmp_path, days)
    assert run_and_kill(data, database, "commit", number) == -signal.SIGKILL
    recover(store, data, never_killed)


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1])
def test_killed_after_a_moment(
    database: str, tmp_path: Path, days: tuple[Path, Path], never_killed: Tables, after: float
) -> None:
    store, data = prepared(database, tmp_path, days)
    assert run_and_kill(data, database, after=after) in (0, -signal.SIGKILL)
    recover(store, data, never_killed)


def test_never_killed_but_in_a_process_of_its_own(
    database: str, tmp_path: Path, days: tuple[Path, Path], never_killed: Tables
) -> None:
    store, data = prepared(database, tmp_path, days)
    assert run_and_kill(data, database) == 0
    recover(store, data, never_killed)


def test_the_days_are_worth_killing(never_killed: Tables) -> None:
    happened = {row[3] for row in never_killed["events"]}
    assert {"raised", "raised_a_level", "re_dated", "closed"} <= happened
