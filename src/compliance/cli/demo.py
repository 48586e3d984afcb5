"""`compliance demo`: a made-up authority, imported, swept, and its queue."""

import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from compliance.cli.context import Context
from compliance.cli.queue import show_queue
from compliance.cli.show import counted, err, say
from compliance.demo.authority import generate_authority
from compliance.errors import InputError
from compliance.records.importing import import_extract
from compliance.records.write import current_snapshot
from compliance.store import Store, open_store, upgrade_store
from compliance.store.queue import open_items
from compliance.sweep import SweepResult, run_sweep
from compliance.why import day, explainer

OWN = ("demo-extract", "snapshots", "sweeps", "current")
STEPS = 9
"""How many steps the progress bar has."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo")(demo)


def demo(context: typer.Context) -> None:
    """Make a synthetic authority, sweep it, and show the queue. Run again, it replaces its own."""
    given: Context = context.obj
    today = given.clock.today()
    _refuse_what_is_not_a_demo(given)
    with _progress() as step:
        _clear(given.data)
        extract = given.data / "demo-extract"
        generate_authority(extract, today, given.rulebook.calendar, progress=step)
        step("Importing the records")
        imported = import_extract("folder", extract, given.data, given.rulebook.vocabulary)
        step("Sweeping")
        store = upgrade_store(given.store_address)
        try:
            store.set_fact("made_up", "true")
            result = _sweep(store, given, today)
            with store.reading() as connection:
                items = open_items(connection)
        finally:
            store.close()
    rejected = imported.snapshot.table("rejected").height
    say(
        "EVERYTHING HERE IS MADE UP: no real child, family or worker is in it.",
        f"Sweep for {day(today)}: {counted(result.manifest.obligations, 'obligation')} of "
        f"{counted(result.manifest.children, 'person', 'people')} held to "
        f"{counted(len(result.manifest.standards), 'standard')}; {counted(rejected, 'row')} of the extract set aside.",
        "",
    )
    show_queue(items, result.manifest, given.rulebook, everything=False)
    say(_look_on(given))


def _sweep(store: Store, given: Context, today: date) -> SweepResult:
    snapshot, rulebook = given.snapshot, given.rulebook
    return run_sweep(
        store, snapshot, rulebook, today, given.clock, explainer(snapshot, rulebook, today), data_dir=given.data
    )


def _refuse_what_is_not_a_demo(given: Context) -> None:
    if given.settings.store.url:
        raise InputError("The demo keeps its own SQLite store: leave [store] url empty, or give another --config.")
    if (given.data / "store.sqlite").exists():
        store = open_store(given.store_address)
        made_up = store.fact("made_up")
        store.close()
        if made_up != "true":
            raise InputError(
                f"{given.data} holds a store that is not a demo's, and stays as it is: name another --data."
            )
    elif (given.data / "current").exists() and not current_snapshot(given.data).facts.made_up:
        raise InputError(
            f"{given.data} holds a snapshot that is not a demo's, and stays as it is: name another --data."
        )


def _clear(data: Path) -> None:
    """Removes what an earlier demo left, and nothing else."""
    for name in OWN:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for file in data.glob("store.sqlite*"):
        file.unlink()
    data.mkdir(parents=True, exist_ok=True)


@contextmanager
def _progress() -> Generator[Callable[[str], None]]:
    """A bar on a terminal; nothing where nobody watches."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Starting", total=STEPS)

        def step(said: str) -> None:
            bar.update(task, description=said, advance=1)

        yield step


def _look_on(given: Context) -> str:
    data = "" if given.data == Path("data") else f"--data {given.data} "
    return (
        f"Look further: compliance {data}queue --for team_manager · compliance {data}timeline CHILD · "
        f"compliance {data}rules list"
    )
