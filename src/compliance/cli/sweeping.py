"""`compliance sweep`: every child held to every standard, for one date."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.context import Context
from compliance.cli.show import counted, say
from compliance.errors import InputError
from compliance.evaluate import Findings, evaluate
from compliance.evaluate.findings import COLUMNS
from compliance.store import open_store, upgrade_store
from compliance.sweep import SweepResult, run_sweep
from compliance.sweep.manifest import Manifest
from compliance.why import explainer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sweep")(sweep)


def sweep(
    context: typer.Context,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The date to sweep for. [default: today]")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")] = False,
    findings: Annotated[
        Path | None, typer.Option("--findings", help="Write the findings: a .csv or .parquet file.")
    ] = None,
) -> None:
    """Hold every child to every standard for a date, and raise what is late with the right person."""
    given: Context = context.obj
    day = given.date_or_today(as_of)
    _check_suffix(findings)
    snapshot, rulebook = given.snapshot, given.rulebook
    fresh = not given.settings.store.url and not (given.data / "store.sqlite").exists()
    store = upgrade_store(given.store_address) if fresh else open_store(given.store_address)
    try:
        result = run_sweep(
            store,
            snapshot,
            rulebook,
            day,
            given.clock,
            explainer(snapshot, rulebook, day),
            data_dir=given.data,
            dry_run=dry_run,
        )
    finally:
        store.close()
    if findings is not None:
        write_findings(result.findings or evaluate(snapshot, rulebook, day), findings)
    say(*account(result, dry_run))
    if findings is not None:
        say(f"Findings are in {findings}.")


def _check_suffix(file: Path | None) -> None:
    if file is not None and file.suffix not in (".csv", ".parquet"):
        raise InputError(f"{file.name}: findings are written as .csv or .parquet; name the file so.")
    if file is not None and not file.parent.is_dir():
        raise InputError(f"There is no folder {file.parent} to write the findings to.")


def write_findings(findings: Findings, file: Path) -> None:
    """Writes the findings frame, sorted, in the columns of the contract; whole or not at all."""
    frame = findings.named().select(list(COLUMNS)).sort("standard", "subject", "occurrence", "started_on", "turn")
    part = file.with_name(f".{file.name}.part")
    if file.suffix == ".csv":
        frame.write_csv(part)
    else:
        frame.write_parquet(part)
    part.replace(file)


def account(result: SweepResult, dry_run: bool) -> list[str]:
    """What a sweep did, in the words of its manifest."""
    manifest = result.manifest
    opening = "Made-up authority. " if manifest.made_up else ""
    lines = [f"{opening}Sweep for {manifest.as_of}: {counted(manifest.children, 'child', 'children')} checked."]
    if result.already_done:
        lines.append("This sweep had been done before; nothing was raised again. What it found then:")
    if dry_run:
        lines.append("A rehearsal: nothing was written.")
    lines += ["", *_obligations(manifest), "", *_escalations(manifest), *_warnings(manifest)]
    return lines


def _obligations(manifest: Manifest) -> list[str]:
    words = {"on_track": "on track", "due_soon": "due soon", "met_late": "met late", "cannot_tell": "cannot be told"}
    counts = [(words.get(name, name), number) for name, number in manifest.outcomes.items() if number]
    lines = [f"{counted(manifest.obligations, 'obligation')} under {counted(len(manifest.standards), 'standard')}:"]
    lines += [f"  {number:>9,}  {name}" for name, number in counts]
    if manifest.cannot_tell:
        lines.append("What cannot be told, and for want of what:")
        lines += [f"  {number:>9,}  {name.replace('_', ' ')}" for name, number in manifest.cannot_tell.items()]
    return lines


def _escalations(manifest: Manifest) -> list[str]:
    happened = {name: number for name, number in manifest.escalations.items() if number and name != "unchanged"}
    if not happened:
        return ["No escalation changed."]
    said = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in happened.items())
    return [f"Escalations: {said}."]


def _warnings(manifest: Manifest) -> list[str]:
    lines = [f"Not run: {name} ({why})." for name, why in manifest.skipped.items()]
    if manifest.rejected:
        lines.append(
            f"{counted(manifest.rejected, 'row')} of the extract could not be used; the import's report says why."
        )
    if manifest.not_carried:
        lines.append(f"The extract has no {', '.join(manifest.not_carried)}: what rests on them is not guessed.")
    lines += [f"{number:,} times {said}" for said, number in manifest.nobody.items()]
    lines += [f"The rules engine was not trusted: {name}, {number} times." for name, number in manifest.alarms.items()]
    return lines
