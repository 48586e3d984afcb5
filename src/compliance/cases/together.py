"""The findings of several cases at once: one snapshot for all of them, one evaluation for each date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from compliance.cases.history import prefix
from compliance.cases.model import Case
from compliance.evaluate import evaluate
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Standard

Row = dict[str, Any]
"""One finding, by the names of `findings.COLUMNS`, and `reason`."""

NAMES = ("subject", "period_id", "team_id", "worker_id")


@dataclass(frozen=True)
class Day:
    """The cases, by their place, that look at the record on one date with one knowledge of it."""

    as_of: date
    known_on: date | None
    places: tuple[int, ...]


def days_of(cases: Sequence[Case]) -> list[Day]:
    """The dates that the cases look at, those of most cases first."""
    places: dict[tuple[date, date | None], list[int]] = {}
    for place, case in enumerate(cases):
        places.setdefault((case.as_of, case.known_on), []).append(place)
    days = [Day(as_of, known_on, tuple(found)) for (as_of, known_on), found in places.items()]
    return sorted(days, key=lambda day: -len(day.places))


def rows_on(
    day: Day, cases: Sequence[Case], snapshot: Snapshot, rulebook: Rulebook, standards: Sequence[Standard]
) -> Iterator[tuple[int, Mapping[str, list[Row]]]]:
    """For each case of a day, its findings by standard (ids of `standards`), in order of their start.

    The snapshot is that of `history.snapshot_of_all`.
    """
    found = evaluate(snapshot, replace(rulebook, standards=tuple(standards)), day.as_of, day.known_on)
    wanted = {f"{prefix(place)}{cases[place].subject}": place for place in day.places}
    mine = found.named().filter(pl.col("subject").is_in(list(wanted)))
    rows: dict[int, dict[str, list[Row]]] = {place: {} for place in day.places}
    for row in mine.sort("started_on", "turn", "due_on", nulls_last=False).iter_rows(named=True):
        place = wanted[row["subject"]]
        short = {name: (row[name] or "").removeprefix(prefix(place)) or None for name in NAMES}
        rows[place].setdefault(row["standard"], []).append({**row, **short})
    yield from rows.items()
