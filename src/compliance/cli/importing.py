"""`compliance import`: an extract becomes the current snapshot."""

from pathlib import Path

from compliance.cli.context import Context
from compliance.cli.show import say, working
from compliance.records.importing import import_extract


def import_(given: Context, source: str, where: Path) -> None:
    """Read an extract, account for every row, and make it the current snapshot."""
    with working("Reading the extract"):
        imported = import_extract(source, where, given.writable_data(), given.rulebook.vocabulary)
    say(
        *imported.report.lines(),
        "",
        f"Snapshot {imported.snapshot.digest[:12]} is now the current one. Next: {given.command('sweep')}",
    )
