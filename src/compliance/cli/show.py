"""How commands speak: tables for people, lists of objects for programs, sentences for errors."""

import json
import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Row = Mapping[str, Any]


def say(*lines: str) -> None:
    """Sentences, as they are."""
    for line in lines:
        out.print(line, markup=False)


@contextmanager
def working(what: str) -> Generator[None]:
    """A sign on a terminal that something is being done; nothing where nobody watches."""
    if not err.is_terminal:
        yield
        return
    with err.status(f"{what} …"):
        yield


def show_json(rows: Sequence[Row]) -> None:
    """A list of objects."""
    sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False, default=_plain) + "\n")


def show_table(rows: Sequence[Row], columns: Mapping[str, str], *, as_json: bool) -> None:
    """The rows under the headings that `columns` gives; as JSON the keys are the column names."""
    if as_json:
        show_json([{name: row[name] for name in columns} for row in rows])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    numbers = {name for name in columns if any(isinstance(row[name], int) for row in rows)}
    for name, heading in columns.items():
        table.add_column(heading, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell(row[name]) for name in columns))
    # A pipe has no width of its own; a file that somebody opens later should not be folded at 80.
    Console(highlight=False, width=None if sys.stdout.isatty() else 160).print(table)


def cell(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.day} {value:%b %Y}"
    return str(value)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 child`, `2 children`, with thousands apart."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(lines: Iterable[str]) -> str:
    """Lines under one another, set in."""
    return "\n".join(f"  {line}" for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
