"""`compliance timeline`: a child's records and obligations in order of date."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import polars as pl
import typer

from compliance.cli.context import Context
from compliance.cli.show import show_table
from compliance.cli.why import find_subject
from compliance.evaluate import evaluate
from compliance.evaluate.findings import SUBJECT_KIND
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.why import OUTCOME_WORDS

Line = dict[str, Any]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("timeline")(timeline)


def timeline(
    context: typer.Context,
    child: Annotated[str, typer.Argument(help="The child's id in the case system.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The date to look at. [default: today]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As a list of objects.")] = False,
) -> None:
    """List what the record holds and what fell due, in order of date."""
    given: Context = context.obj
    on = given.date_or_today(as_of)
    snapshot, rulebook = given.snapshot, given.rulebook
    kind, code = find_subject(snapshot, child)
    lines = [
        *_periods(snapshot, rulebook, kind, code, on),
        *_events(snapshot, rulebook, kind, code, on),
        *_dues(snapshot, rulebook, kind, code, on),
    ]
    lines.sort(key=lambda line: (line["on"] is not None, line["on"] or date.min, line["what"]))
    show_table(lines, {"on": "On", "what": "What", "detail": ""}, as_json=as_json)


def _periods(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    for name in snapshot.kinds("periods"):
        if rulebook.vocabulary.periods[name].subject != kind:
            continue
        frame = snapshot.periods(name, ["subject", "period_id", "started_on", "ended_on"])
        assert frame is not None
        for row in frame.filter(pl.col("subject") == code).iter_rows(named=True):
            shown = name.replace("_", " ")
            if row["started_on"] is None or row["started_on"] <= on:
                began = "" if row["started_on"] is not None else "began before the records do"
                yield {"on": row["started_on"], "what": f"{shown} began", "detail": began}
            if row["ended_on"] is not None and row["ended_on"] <= on:
                yield {"on": row["ended_on"], "what": f"{shown} ended", "detail": ""}


def _events(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    for name in snapshot.kinds("events"):
        if rulebook.vocabulary.events[name].subject != kind:
            continue
        frame = snapshot.events(name, ["subject", "happened_on", "outcome", "planned_for", "recorded_on"])
        assert frame is not None
        says = rulebook.vocabulary.events[name].says.rstrip(".")
        for row in frame.filter(pl.col("subject") == code).iter_rows(named=True):
            if row["happened_on"] is not None and row["happened_on"] <= on:
                yield {"on": row["happened_on"], "what": says, "detail": row["outcome"] or ""}
            elif row["planned_for"] is not None and (row["recorded_on"] is None or row["recorded_on"] <= on):
                yield {"on": row["planned_for"], "what": says, "detail": "planned"}


def _dues(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    found = evaluate(snapshot, rulebook, on)
    mine = (pl.col("subject_kind") == pl.lit(kind, SUBJECT_KIND)) & (pl.col("subject") == code)
    for row in found.named(mine & pl.col("due_on").is_not_null()).iter_rows(named=True):
        title = rulebook.standard(row["standard"]).title
        yield {"on": row["due_on"], "what": f"DUE: {title}", "detail": OUTCOME_WORDS[row["outcome"]]}
