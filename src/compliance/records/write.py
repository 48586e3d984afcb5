"""Snapshots on disk: written whole or not at all, and the one that is current.

`<data>/snapshots/<digest>/` is as `compliance.records.snapshot` says; `<data>/current` is a text file that names the
digest. A snapshot's records never change. The same records read again (from a later extract, with other rows set
aside) replace only `snapshot.json` and `rejected.parquet`, which are about the extract and not about the records.
"""

import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from compliance.errors import InputError
from compliance.records.snapshot import Snapshot, open_snapshot

_ABOUT_THE_EXTRACT = ("rejected.parquet", "snapshot.json")


def write_snapshot(snapshot: Snapshot, data_dir: Path) -> Path:
    """Writes a snapshot and makes it the current one; gives its folder.

    Everything is written beside its place first and then renamed, so that whatever interrupts it leaves the earlier
    state.
    """
    snapshots = data_dir / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    folder = snapshots / snapshot.digest
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=snapshots))
    try:
        _write_files(snapshot, unfinished)
        if folder.exists():
            for name in _ABOUT_THE_EXTRACT:
                (unfinished / name).replace(folder / name)
        else:
            unfinished.chmod(0o755)
            unfinished.rename(folder)
        _make_current(snapshot.digest, data_dir)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def current_snapshot(data_dir: Path) -> Snapshot:
    """The snapshot that was imported last.

    Raises:
        InputError: nothing has been imported yet, or its folder is gone.
    """
    pointer = data_dir / "current"
    if not pointer.exists():
        raise InputError(f"{data_dir}: nothing has been imported yet; run 'compliance import' first.")
    folder = data_dir / "snapshots" / pointer.read_text(encoding="utf-8").strip()
    if not (folder / "snapshot.json").exists():
        raise InputError(f"{data_dir}: the current snapshot is gone from its folder; run 'compliance import' again.")
    return open_snapshot(folder)


def _write_files(snapshot: Snapshot, folder: Path) -> None:
    for name in snapshot.tables.names():
        path = folder / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        snapshot.tables.read(name, None).write_parquet(path, compression="zstd", statistics=True)
    facts = asdict(snapshot.facts)
    facts["carries"] = sorted(snapshot.facts.carries) if snapshot.facts.carries is not None else None
    (folder / "snapshot.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _make_current(digest: str, data_dir: Path) -> None:
    handle, unfinished = tempfile.mkstemp(prefix=".current-", dir=data_dir)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{digest}\n")
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(data_dir / "current")
