"""The page of commands, docs/commands.md: `python -m compliance.cli.page > docs/commands.md`."""

import sys
from collections.abc import Iterator
from typing import Any

import typer

from compliance.cli.commands import app
from compliance.config import Part, Settings

OPENING = """# Commands

What `--help` says of each. `python -m compliance.cli.page > docs/commands.md` writes this page again, and a test compares it.

`--data DIR` and `--config FILE` go before the command; `--json` is on everything that prints a table. A date is written as
2026-03-31. Exit codes: 0 fine, 1 the run failed, 2 bad usage or input, 3 a guard held.
"""
WIDTH = 100


SETTINGS = """
## Settings

What `config.toml` in the folder where the command is run may say, or another file under `--config`. The environment goes
before the file: keep secrets there.

| setting | in the environment | what it is |
| --- | --- | --- |
"""


def commands_page() -> str:
    """The page, as it should stand in docs/commands.md."""
    commands = "".join(f"\n## {name}\n\n```text\n{said}\n```\n" for name, said in _help())
    return OPENING + commands + SETTINGS + "".join(f"{line}\n" for line in _settings())


def _help() -> Iterator[tuple[str, str]]:
    """Each command by its whole name, with its help; those that hold others come before them."""
    waiting: list[tuple[str, Any, Any]] = [("compliance", typer.main.get_command(app), None)]
    while waiting:
        name, command, parent = waiting.pop(0)
        word = name.rpartition(" ")[2]
        context = command.make_context(word, ["--"], parent, resilient_parsing=True, terminal_width=WIDTH)
        yield name, command.get_help(context).strip()
        waiting[:0] = [(f"{name} {word}", one, context) for word, one in getattr(command, "commands", {}).items()]


def _settings() -> Iterator[str]:
    for table, part in Settings.model_fields.items():
        kind = part.annotation
        assert isinstance(kind, type)
        assert issubclass(kind, Part)
        for name in kind.model_fields:
            variable = f"COMPLIANCE_{table}__{name}".upper()
            yield f"| `[{table}] {name}` | `{variable}` | {(kind.__doc__ or '').strip()} |"


if __name__ == "__main__":
    sys.stdout.write(commands_page())
