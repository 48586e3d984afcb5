"""The `compliance` command."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.context import Context
from compliance.cli.show import err
from compliance.errors import ComplianceError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[Path, typer.Option("--data", help="The folder of snapshots, sweeps and the store.")] = Path("data"),
    config: Annotated[Path | None, typer.Option("--config", help="The settings file. [default: config.toml]")] = None,
) -> None:
    """Holds each child's case record to the standards owed to them, and puts what is late in front of who can act."""
    if context.obj is None:
        context.obj = Context(data, config)


def run() -> None:
    """Runs the command: exit 0 fine, 1 the run failed, 2 bad usage or input, 3 a guard held; never a traceback for input."""
    from compliance.cli import demo, importing, queue, rules, store, sweeping, timeline, why

    for module in (demo, importing, sweeping, queue, why, timeline):
        module.register(app)
    app.add_typer(rules.app, name="rules")
    app.add_typer(store.app, name="store")
    try:
        app(standalone_mode=True)
    except ComplianceError as error:
        err.print(str(error), markup=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)


__all__ = ["app", "run"]
