"""The `compliance` command."""

import sys

from compliance.cli.commands import app
from compliance.errors import ComplianceError


def run() -> None:
    """Runs the command: exit 0 fine, 1 the run failed, 2 bad usage or input, 3 a guard held; never a traceback for input."""
    try:
        app(standalone_mode=True)
    except ComplianceError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)


__all__ = ["app", "run"]
