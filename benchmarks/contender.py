"""One contender, once, in a process of its own, so that its peak memory is its own: `python -m benchmarks.contender NAME ...`.

Prints a line of JSON: seconds from Parquet to result arrays (imports and the reading of rules apart), rows, and the
peak of the whole process in MB.
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

from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack

Evaluation = Callable[[Path, Rulebook, date], pl.DataFrame]


def main(name: str, *rest: str) -> None:
    """Runs `name`: `lives`, `compare`, `sweep`, or an evaluation of a folder."""
    match name:
        case "lives":
            write_lives(Path(rest[0]), int(rest[1]))
        case "compare":
            from benchmarks.comparing import differences

            one, other = (pl.scan_parquet(path) for path in rest)
            print(json.dumps({"differences": list(differences(one, other))}), flush=True)
        case "sweep":
            say(*sweep_of_the_demo())
        case _:
            evaluation = load_evaluation(name)
            folder, result = Path(rest[0]), Path(rest[1]) if len(rest) > 1 else None
            rulebook = load_rulebook(national_pack())
            # Imports are not timed, and this is one that numpy puts off until it is first used.
            import numpy.ma  # noqa: F401

            from benchmarks.lives import ENDS_ON

            started = time.perf_counter()
            frame = evaluation(folder, rulebook, ENDS_ON)
            say(time.perf_counter() - started, frame.height)
            if result is not None:
                frame.write_parquet(result)


def say(seconds: float, rows: int) -> None:
    """What the parent reads."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "rows": rows, "mb": peak / 1_000_000}), flush=True)


def load_evaluation(name: str) -> Evaluation:
    """The evaluation of this name; nothing of the others is imported."""
    match name:
        case "engine":
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
    from benchmarks.lives import ENDS_ON, bulk_lives
    from compliance.records.snapshot import MemoryTables, Snapshot, SnapshotFacts
    from compliance.records.write import write_snapshot

    frames = bulk_lives(children, seed=2026)
    facts = SnapshotFacts(f"{children}", "made up", str(ENDS_ON), made_up=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as data:
        write_snapshot(Snapshot(facts, MemoryTables(frames)), Path(data)).rename(folder)


def sweep_of_the_demo() -> tuple[float, int]:
    """Seconds that a whole first sweep of the demo's authority takes, import excluded, and the obligations found."""
    from datetime import UTC, datetime

    from compliance.clock import StoppedClock
    from compliance.demo.authority import generate_authority
    from compliance.records.importing import import_extract
    from compliance.store import upgrade_store
    from compliance.sweep import run_sweep
    from compliance.why import explainer

    rulebook, today = load_rulebook(national_pack()), date(2026, 11, 2)
    with tempfile.TemporaryDirectory() as made:
        data = Path(made)
        generate_authority(data / "extract", today, rulebook.calendar)
        snapshot = import_extract("folder", data / "extract", data, rulebook.vocabulary).snapshot
        store = upgrade_store(f"sqlite:///{data / 'store.sqlite'}")
        clock = StoppedClock(datetime(2026, 11, 2, 6, tzinfo=UTC))
        started = time.perf_counter()
        explain = explainer(snapshot, rulebook, today)
        result = run_sweep(store, snapshot, rulebook, today, clock, explain, data_dir=data)
        seconds = time.perf_counter() - started
        store.close()
    return seconds, result.manifest.obligations


if __name__ == "__main__":
    main(*sys.argv[1:])
