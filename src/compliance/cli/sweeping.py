"""`compliance sweep`: every child held to every standard, for one date."""

import tempfile
from collections.abc import Collection, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from compliance.cli.account import account
from compliance.cli.context import Context
from compliance.cli.kept_apart import for_whom, kept_apart
from compliance.cli.show import say, working
from compliance.errors import InputError
from compliance.evaluate import Findings, evaluate
from compliance.evaluate.findings import COLUMNS
from compliance.store import Store, open_store, upgrade_store
from compliance.sweep import SweepResult, run_sweep
from compliance.why import explainer

SORTED_BY = ("standard", "subject", "occurrence", "started_on", "turn")


def sweep(given: Context, as_of: str | None, *, dry_run: bool, findings: Path | None) -> None:
    """Hold every child to every standard for a date, and raise what is late with the right person."""
    snapshot = given.snapshot
    day = given.date_or_today(as_of)
    _check_place(findings)
    apart, left_out = kept_apart(given.rulebook), 0
    with working("Sweeping"):
        result = _sweep(given, day, dry_run=dry_run)
        if findings is not None:
            left_out = write_findings(result.findings or evaluate(snapshot, given.rulebook, day), findings, apart)
    say(*account(result, dry_run=dry_run))
    if findings is not None:
        say("", f"Every finding is in {findings}.")
        if left_out:
            say(f"But for {left_out:,} that only the {for_whom(given.rulebook, apart)} may see.")
    if not dry_run:
        say("", f"Next: {given.command('queue')}")


def _sweep(given: Context, day: date, *, dry_run: bool) -> SweepResult:
    snapshot, rulebook = given.snapshot, given.rulebook
    explain = explainer(snapshot, rulebook, day)
    with _store(given, dry_run=dry_run) as store:
        _keep_apart(store, made_up=snapshot.facts.made_up, dry_run=dry_run)
        return run_sweep(store, snapshot, rulebook, day, given.clock, explain, data_dir=given.data, dry_run=dry_run)


@contextmanager
def _store(given: Context, *, dry_run: bool) -> Generator[Store]:
    """The store; one of the data folder's own is made by the first sweep, and by a rehearsal only for itself."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        if given.has_store:
            store = open_store(given.store_address, key_file=given.audit_key_file)
        elif dry_run:
            store = upgrade_store(f"sqlite:///{Path(aside) / 'store.sqlite'}")
        else:
            store = upgrade_store(given.store_address, key_file=given.audit_key_file)
        try:
            yield store
        finally:
            store.close()


def _keep_apart(store: Store, *, made_up: bool, dry_run: bool) -> None:
    """Refuses made-up records in a store of real ones, and the other way about."""
    words = "made-up records" if made_up else "real records"
    kept = "made-up records" if store.fact("made_up") == "true" else store.fact("holds")
    if kept is not None and kept != words:
        raise InputError(f"This store holds {kept}, and the snapshot holds {words}: name another folder with --data.")
    if kept is None and not dry_run:
        store.set_fact("holds", words)


def _check_place(file: Path | None) -> None:
    """Refuses a place for the findings before a sweep is begun."""
    if file is None:
        return
    if file.suffix not in (".csv", ".parquet"):
        raise InputError(f"--findings: {file.name}: write a name that ends in .csv or .parquet.")
    if not file.parent.is_dir():
        raise InputError(f"--findings: there is no folder {file.parent}: make it first, or choose another.")
    if file.is_dir():
        raise InputError(f"--findings: {file} is a folder: choose another name.")


def write_findings(findings: Findings, file: Path, apart: Collection[str]) -> int:
    """Writes the findings frame, sorted, in the columns of the contract; whole or not at all.

    Gives how many findings of the standards kept `apart` it left out.

    Raises:
        InputError: the file cannot be written there.
    """
    every = findings.named().select(list(COLUMNS))
    frame = every.filter(~pl.col("standard").is_in(apart)).sort(SORTED_BY)
    part = file.with_name(f".{file.name}.part")
    try:
        if file.suffix == ".csv":
            frame.write_csv(part)
        else:
            frame.write_parquet(part)
        part.replace(file)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise InputError(f"--findings: {file} cannot be written ({problem.strerror}): choose another place.") from None
    return every.height - frame.height
