"""Snapshots on disk are whole or not there, and the current one changes only when a new one is whole."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from compliance.errors import InputError
from compliance.records.build import Built
from compliance.records.snapshot import MemoryTables, Snapshot, open_snapshot
from compliance.records.write import current_snapshot, write_snapshot

Build = Callable[..., Built]
CARE = {"period_id": "p1", "person_id": "c1", "kind": "looked_after", "started_on": "2024-01-02"}
VISIT = {"event_id": "e1", "person_id": "c1", "kind": "statutory_visit.made", "happened_at": "2024-01-05T10:00"}


def test_what_is_read_back_is_what_was_written(built: Build, tmp_path: Path) -> None:
    written = built(periods=[CARE], events=[VISIT]).snapshot
    folder = write_snapshot(written, tmp_path)
    assert folder == tmp_path / "snapshots" / written.digest
    read = current_snapshot(tmp_path)
    assert read.facts == written.facts
    assert read.tables.names() == written.tables.names()
    for name in written.tables.names():
        assert_frame_equal(read.tables.read(name, None), written.tables.read(name, None))


def test_there_is_no_current_snapshot_before_the_first_import(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing has been imported yet"):
        current_snapshot(tmp_path)


def test_a_current_snapshot_whose_folder_is_gone_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("0123\n")
    with pytest.raises(InputError, match="the current snapshot is gone from its folder"):
        current_snapshot(tmp_path)


def test_the_same_records_are_written_once_and_their_account_is_renewed(built: Build, tmp_path: Path) -> None:
    first = write_snapshot(built(periods=[CARE]).snapshot, tmp_path)
    records = (first / "periods" / "looked_after.parquet").stat().st_ino
    second = write_snapshot(built(periods=[CARE, {**CARE, "period_id": "p2"}]).snapshot, tmp_path)
    assert second == first
    assert (first / "periods" / "looked_after.parquet").stat().st_ino == records
    assert current_snapshot(tmp_path).facts.counts["periods"]["rejected"] == 1
    assert current_snapshot(tmp_path).table("rejected").height == 1


def test_a_write_that_fails_leaves_the_earlier_snapshot_and_no_remains(built: Build, tmp_path: Path) -> None:
    earlier = built(periods=[CARE]).snapshot
    write_snapshot(earlier, tmp_path)
    later = built(periods=[CARE], events=[VISIT]).snapshot
    unwritable = pl.DataFrame({"x": [object()]}, schema={"x": pl.Object})
    frames = {name: later.tables.read(name, None) for name in later.tables.names()} | {"workers": unwritable}
    with pytest.raises(BaseException, match=r".*"):
        write_snapshot(Snapshot(later.facts, MemoryTables(frames)), tmp_path)
    assert current_snapshot(tmp_path).digest == earlier.digest
    assert os.listdir(tmp_path / "snapshots") == [earlier.digest]


def test_a_write_that_is_killed_leaves_the_earlier_snapshot(built: Build, tmp_path: Path) -> None:
    earlier = built(periods=[CARE]).snapshot
    folder = write_snapshot(earlier, tmp_path)
    program = (
        "import os, sys\n"
        "from dataclasses import replace\n"
        "from pathlib import Path\n"
        "from compliance.records.snapshot import Snapshot, open_snapshot\n"
        "from compliance.records.write import write_snapshot\n"
        "class Killing:\n"
        "    def __init__(self, tables): self.tables = tables\n"
        "    def names(self): return self.tables.names()\n"
        "    def read(self, name, columns):\n"
        "        if name == 'teams': os.kill(os.getpid(), 9)\n"
        "        return self.tables.read(name, columns)\n"
        "read = open_snapshot(Path(sys.argv[1]))\n"
        "write_snapshot(Snapshot(replace(read.facts, digest='f' * 64), Killing(read.tables)), Path(sys.argv[2]))\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(folder), str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert current_snapshot(tmp_path).digest == earlier.digest
    assert not (tmp_path / "snapshots" / ("f" * 64)).exists()
    assert open_snapshot(folder).table("people").height == 2
