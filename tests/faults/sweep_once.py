"""One sweep in a process of its own, which may be told to die before its n-th statement.

Arguments: data folder, store, a pickled rulebook, date, and optionally `statement` or `commit` and a number. It prints
`ready` when everything is loaded, so that whoever wants to kill it can take aim. (Reading the rulebook's own files
would take longer than the sweep.)
"""

import os
import pickle
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from compliance.clock import StoppedClock
from compliance.records.write import current_snapshot
from compliance.store import open_store
from compliance.sweep import run_sweep


def die_before(what: str, number: int) -> None:
    """Arrange for this process to be killed just before a statement is sent, or a transaction committed."""
    passed = count(1)

    def strike(*_: Any) -> None:
        if next(passed) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit" if what == "commit" else "before_cursor_execute", strike)


def explain(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The same sentence as the tests have."""
    return [[f"{row['standard']} was due on {row['due_on']}"] for row in rows]


def main(data: str, store: str, book: str, day: str, what: str = "", number: str = "0") -> None:
    """Sweep."""
    snapshot = current_snapshot(Path(data))
    rulebook = pickle.loads(Path(book).read_bytes())
    clock = StoppedClock(datetime(2026, 11, 2, 12, tzinfo=UTC))
    opened = open_store(store)
    if what:
        die_before(what, int(number))
    print("ready", flush=True)
    run_sweep(opened, snapshot, rulebook, date.fromisoformat(day), clock, explain, data_dir=Path(data))
    print("swept", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
