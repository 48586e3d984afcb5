"""`compliance store`: the store's own form."""

import typer

from compliance.cli.context import Context
from compliance.cli.show import say
from compliance.store import upgrade_store

app = typer.Typer(no_args_is_help=True, help="Look after the store of escalations.")


@app.callback()
def store() -> None:
    """Look after the store of escalations."""


@app.command()
def upgrade(context: typer.Context) -> None:
    """Bring the store up to the form that this version of the program needs; one that is already there is left alone."""
    given: Context = context.obj
    upgrade_store(given.store_address).close()
    say("The store is up to date.")
