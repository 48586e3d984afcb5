"""One contender, once, in a process of its own, so that its peak memory is its own: `python -m benchmarks.contender NAME ...`.

Prints a line of JSON: seconds from Parquet to result arrays (imports and the reading of rules apart), rows, how many
standards, and the peak of the whole process in MB.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.standards import of_the_sixteen, the_pack, the_sixteen, the_sixteen_and_idle
from compliance.rulebook.book import Rulebook

Evaluation = Callable[[Path, Rulebook, date], pl.DataFrame]

DEMO_DAY = date(2026, 11, 2)


def main(name: str, *rest: str) -> None:
    """Runs `name`: `lives`, `compare`, `import-demo`, `sweep-demo`, or an evaluation of a folder."""
    match name:
        case "lives":
            write_lives(Path(rest[0]), int(rest[1]))
        case "compare":
            from benchmarks.comparing import differences

            one, other = (pl.scan_parquet(path) for path in rest)
            print(json.dumps({"differences": list(differences(one, other))}), flush=True)
        case "import-demo":
            print(json.dumps({"folder": str(import_the_demo(Path(rest[0])))}), flush=True)
        case "sweep-demo":
            say(*sweep_of_the_demo(Path(rest[0])))
        case _:
            evaluation = load_evaluation(name)
            folder, result = Path(rest[0]), Path(rest[1]) if len(rest) > 1 else None
            rulebook = rulebook_for(name, folder)
            # Imports are not timed, and this is one that numpy puts off until it is first used.
            import numpy.ma  # noqa: F401

            from benchmarks.lives import ENDS_ON

            as_of = DEMO_DAY if name == "demo" else ENDS_ON
            started = time.perf_counter()
            frame = evaluation(folder, rulebook, as_of)
            say(time.perf_counter() - started, frame.height, len(rulebook.standards))
            if result is not None:
                of_the_sixteen(frame, rulebook).write_parquet(result)


def say(seconds: float, rows: int, standards: int) -> None:
    """What the parent reads."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    said = {"seconds": seconds, "rows": rows, "mb": peak / 1_000_000, "standards": standards}
    print(json.dumps(said), flush=True)


def rulebook_for(name: str, lives: Path) -> Rulebook:
    """The standards that a contender holds these lives to."""
    match name:
        case "pack" | "demo":
            return the_pack()
        case "idle":
            return the_sixteen_and_idle(lives)
        case _:
            return the_sixteen()


def load_evaluation(name: str) -> Evaluation:
    """The evaluation of this name; nothing of the others is imported."""
    match name:
        case "engine" | "idle" | "pack" | "demo":
            from compliance.evaluate import evaluate
            from compliance.records.snapshot import open_snapshot

            return lambda folder, rulebook, as_of: evaluate(open_snapshot(folder), rulebook, as_of).compact
        case "duckdb":
            from benchmarks.duckdb_sql import evaluate_in_duckdb

            return evaluate_in_duckdb
        case "loop":
            from benchmarks.python_loop import evaluate_in_a_loop

            return evaluate_in_a_loop
        case _:
            raise SystemExit(f"There is no contender '{name}'.")


def write_lives(folder: Path, children: int) -> None:
    """Writes the snapshot of so many made-up lives to `folder`, as an import leaves it."""
    from benchmarks.frames import with_every_attribute
    from benchmarks.lives import ENDS_ON, bulk_lives
    from compliance.records.snapshot import MemoryTables, Snapshot, SnapshotFacts
    from compliance.records.write import write_snapshot

    frames = with_every_attribute(bulk_lives(children, seed=2026), the_pack().vocabulary)
    facts = SnapshotFacts(f"{children}", "made up", str(ENDS_ON), made_up=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as data:
        write_snapshot(Snapshot(facts, MemoryTables(frames)), Path(data)).rename(folder)


def import_the_demo(data: Path) -> Path:
    """The folder of the snapshot that an import of the demo's whole authority leaves under `data`."""
    from compliance.demo.authority import generate_authority
    from compliance.records.importing import import_extract

    rulebook = the_pack()
    generate_authority(data / "extract", DEMO_DAY, rulebook.calendar)
    return import_extract("folder", data / "extract", data, rulebook.vocabulary).folder


def sweep_of_the_demo(folder: Path) -> tuple[float, int, int]:
    """Seconds of a whole first sweep of the demo's authority, import excluded, the obligations found, and the standards."""
    from datetime import UTC, datetime

    from compliance.clock import StoppedClock
    from compliance.records.snapshot import open_snapshot
    from compliance.store import upgrade_store
    from compliance.sweep import run_sweep
    from compliance.why import explainer

    rulebook, snapshot = the_pack(), open_snapshot(folder)
    with tempfile.TemporaryDirectory() as made:
        data = Path(made)
        store = upgrade_store(f"sqlite:///{data / 'store.sqlite'}")
        clock = StoppedClock(datetime(2026, 11, 2, 6, tzinfo=UTC))
        started = time.perf_counter()
        explain = explainer(snapshot, rulebook, DEMO_DAY)
        result = run_sweep(store, snapshot, rulebook, DEMO_DAY, clock, explain, data_dir=data)
        seconds = time.perf_counter() - started
        store.close()
    return seconds, result.manifest.obligations, len(rulebook.standards)


if __name__ == "__main__":
    main(*sys.argv[1:])
