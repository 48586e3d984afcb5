"""`compliance timeline`: a child's records and obligations in order of date."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from compliance.cli.context import Context
from compliance.cli.kept_apart import kept_apart, kinds_kept_apart
from compliance.cli.show import say, show_table
from compliance.cli.why import find_subject
from compliance.evaluate import evaluate
from compliance.evaluate.findings import SUBJECT_KIND
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.words_of_limits import day
from compliance.why import named, outcome_words
from compliance.why_counted import kind_words

Line = dict[str, Any]


def timeline(given: Context, child: str, as_of: str | None, *, as_json: bool) -> None:
    """List what the record holds and what fell due, in order of date."""
    snapshot, rulebook = given.snapshot, given.rulebook
    on = given.date_or_last_sweep(as_of)
    kind, code = find_subject(snapshot, child)
    lines = [
        *_periods(snapshot, rulebook, kind, code, on),
        *_events(snapshot, rulebook, kind, code, on),
        *_dues(snapshot, rulebook, kind, code, on),
    ]
    lines.sort(key=lambda line: (line["on"] is not None, line["on"] or date.min, line["what"]))
    if not as_json:
        made_up = " (made up)" if snapshot.facts.made_up else ""
        say(f"{child}{made_up} as the record stood on {day(on)}", "")
        if not lines:
            say("The record holds nothing by then.")
            return
    show_table(lines, {"on": "On", "what": "What", "detail": ""}, as_json=as_json)


def _periods(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    apart = kinds_kept_apart(rulebook)
    for name in snapshot.kinds("periods"):
        if rulebook.vocabulary.periods[name].subject != kind or name in apart:
            continue
        frame = snapshot.periods(name, ["subject", "started_on", "ended_on", "contradiction"])
        assert frame is not None
        for row in frame.filter(pl.col("subject") == code).iter_rows(named=True):
            shown = kind_words(name)
            doubt = "it ends before it starts: correct the dates" if row["contradiction"] else ""
            if row["started_on"] is None:
                yield {"on": None, "what": f"{shown} began", "detail": "before the records do"}
            elif row["started_on"] <= on:
                yield {"on": row["started_on"], "what": f"{shown} began", "detail": doubt}
            if row["ended_on"] is not None and row["ended_on"] <= on:
                yield {"on": row["ended_on"], "what": f"{shown} ended", "detail": doubt}


def _events(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    apart = kinds_kept_apart(rulebook)
    for name in snapshot.kinds("events"):
        if rulebook.vocabulary.events[name].subject != kind or name in apart:
            continue
        frame = snapshot.events(name, ["subject", "happened_on", "outcome", "planned_for", "recorded_on"])
        assert frame is not None
        says = rulebook.vocabulary.events[name].says.rstrip(".")
        for row in frame.filter(pl.col("subject") == code).iter_rows(named=True):
            outcome = (row["outcome"] or "").replace("_", " ")
            if row["happened_on"] is not None and row["happened_on"] <= on:
                yield {"on": row["happened_on"], "what": says, "detail": outcome}
            elif row["planned_for"] is not None and (row["recorded_on"] is None or row["recorded_on"] <= on):
                yield {"on": row["planned_for"], "what": says, "detail": "only planned"}


def _dues(snapshot: Snapshot, rulebook: Rulebook, kind: str, code: int, on: date) -> Iterator[Line]:
    found = evaluate(snapshot, rulebook, on)
    mine = (pl.col("subject_kind") == pl.lit(kind, SUBJECT_KIND)) & (pl.col("subject") == code)
    shown = ~pl.col("standard").is_in(kept_apart(rulebook))
    for row in found.named(mine & pl.col("due_on").is_not_null()).filter(shown).iter_rows(named=True):
        standard = rulebook.standard(row["standard"])
        what = "LIMIT PASSED" if standard.limit is not None or standard.load is not None else "DUE"
        on_day = row["started_on"] if what != "DUE" else row["due_on"]
        yield {
            "on": on_day,
            "what": f"{what}: {named(standard, row['turn'])}",
            "detail": outcome_words(standard, row["outcome"]),
        }
