"""Finding every pattern that holds on the day of an evaluation, set-based, from its findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from compliance.calendar import Calendar
from compliance.evaluate.findings import Findings
from compliance.patterns.closing import closed_in_time, reopened
from compliance.patterns.drift import drift
from compliance.patterns.unseen import unseen
from compliance.rulebook.patterns import Cause, ClosedInTime, Drift, Pattern, Reopened, Unseen


@dataclass(frozen=True)
class Found:
    """A pattern that holds of a child: since which day, how many things make it up, and which, in sentences."""

    pattern: str
    subject: str
    team_id: str | None
    worker_id: str | None
    since: date
    count: int
    because: tuple[str, ...]


def find_patterns(
    findings: Findings, patterns: Iterable[Pattern], calendar: Calendar, titles: Mapping[str, str]
) -> list[Found]:
    """The patterns that hold, by pattern and child. `titles` are of the standards whose findings count, by id."""
    running = [pattern for pattern in patterns if pattern.status == "live" and not isinstance(pattern.rule, Cause)]
    if not running:
        return []
    rows = _of_children(findings, titles)
    found: list[Found] = []
    for pattern in running:
        holding = _holding(pattern, rows, findings, calendar, titles)
        found += [_found(pattern.id, row) for row in holding.sort("subject").iter_rows(named=True)]
    return found


def _found(pattern: str, row: dict[str, Any]) -> Found:
    because: tuple[str, ...] = tuple(row["because"])
    return Found(pattern, row["subject"], row["team_id"], row["worker_id"], row["since"], row["count"], because)


def _holding(
    pattern: Pattern, rows: pl.DataFrame, findings: Findings, calendar: Calendar, titles: Mapping[str, str]
) -> pl.DataFrame:
    """The columns of `Found` but the first."""
    match pattern.rule:
        case Drift() as rule:
            return drift(rows, rule, titles)
        case Unseen() as rule:
            return unseen(rows, rule, findings.as_of)
        case ClosedInTime() as rule:
            return closed_in_time(rows, rule, findings, calendar, titles)
        case Reopened() as rule:
            return reopened(rule, findings, calendar)
        case Cause():
            raise AssertionError("a cause gathers; it is not found")


def _of_children(findings: Findings, titles: Mapping[str, str]) -> pl.DataFrame:
    """The named findings of people that a pattern may ask about: open ones, and those whose period ended too soon."""
    numbers = [number for number, name in enumerate(findings.standards) if name in titles]
    wanted = (
        (pl.col("subject_kind") == "person")
        & pl.col("standard").is_in(numbers)
        & pl.col("outcome").is_in(["on_track", "due_soon", "overdue", "lapsed"])
    )
    return findings.named(wanted)
