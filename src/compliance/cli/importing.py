"""`compliance import`: an extract becomes the current snapshot."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.context import Context
from compliance.cli.show import say
from compliance.records.importing import import_extract


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="folder or ssda903")],
    where: Annotated[Path, typer.Argument(help="The folder that holds the extract.")],
) -> None:
    """Read an extract, account for every row, and make it the current snapshot."""
    given: Context = context.obj
    imported = import_extract(source, where, given.data, given.rulebook.vocabulary)
    say(*imported.report.lines(), "", f"Snapshot {imported.snapshot.digest[:12]} is current. Next: compliance sweep")
