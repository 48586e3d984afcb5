"""`compliance demo`: a made-up authority, imported, swept, and its queue."""

import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from compliance.cli.context import Context
from compliance.cli.queue import show_queue
from compliance.cli.show import counted, err, say
from compliance.cli.together import families_of
from compliance.demo.authority import generate_authority
from compliance.demo.own_values import write_own_values
from compliance.errors import InputError
from compliance.records.importing import import_extract
from compliance.records.write import current_snapshot
from compliance.store import Store, open_store, upgrade_store
from compliance.store.queue import last_sweep, open_items
from compliance.sweep import SweepResult, run_sweep
from compliance.why import explainer

OWN = ("demo-extract", "snapshots", "sweeps", "current")
STEPS = 9
"""How many steps the progress bar has."""


def demo(given: Context) -> None:
    """Make a synthetic authority, sweep it, and show the queue. Run again, it replaces its own."""
    today = given.clock.today()
    _refuse_what_is_not_a_demo(given)
    with _progress() as step:
        _clear(given.data)
        write_own_values(given.data)
        extract = given.data / "demo-extract"
        generate_authority(extract, today, given.rulebook.calendar, progress=step)
        step("Importing the records")
        imported = import_extract("folder", extract, given.data, given.rulebook.vocabulary)
        step("Sweeping")
        store = upgrade_store(given.store_address, key_file=given.audit_key_file)
        try:
            store.set_fact("made_up", "true")
            result = _sweep(store, given, today)
            with store.reading() as connection:
                items = open_items(connection)
        finally:
            store.close()
    manifest = result.manifest
    say(
        "EVERYTHING HERE IS MADE UP: no real child, family or worker is in it.",
        f"{counted(manifest.children, 'person', 'people')} were held to {counted(len(manifest.standards), 'standard')}, "
        f"past and present: {counted(manifest.obligations, 'obligation')}. "
        f"{counted(manifest.rejected, 'row')} of the extract could not be used.",
        "",
    )
    show_queue(given, items, manifest, families_of(imported.snapshot), everything=False)
    say(f"Look further: {given.command('timeline CHILD')}, {given.command('rules list')}, {given.command('--help')}")


def _sweep(store: Store, given: Context, today: date) -> SweepResult:
    snapshot, rulebook = given.snapshot, given.rulebook
    return run_sweep(
        store, snapshot, rulebook, today, given.clock, explainer(snapshot, rulebook, today), data_dir=given.data
    )


def _refuse_what_is_not_a_demo(given: Context) -> None:
    if given.settings.store.url:
        raise InputError("The demo keeps its own SQLite store: leave [store] url empty, or give another --config.")
    data = given.writable_data()
    made_up = not (data / "current").exists() or current_snapshot(data).facts.made_up
    if not made_up or not _store_is_a_demos(given):
        kept = "snapshot" if not made_up else "store"
        raise InputError(
            f"{data} holds a {kept} that is not a demo's, and stays as it is: name another folder with --data."
        )


def _store_is_a_demos(given: Context) -> bool:
    """Whether there is no store, or a demo's, or one that a demo was making when it was stopped."""
    if not given.has_store:
        return True
    store = open_store(given.store_address)
    try:
        with store.reading() as connection:
            begun = (given.data / "demo-extract").exists() and last_sweep(connection) is None
        return begun or store.fact("made_up") == "true"
    finally:
        store.close()


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
