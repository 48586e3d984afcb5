"""`compliance why`: the arithmetic and the law behind each finding of one subject."""

from datetime import date
from typing import Annotated, Any

import polars as pl
import typer

from compliance.cli.context import Context
from compliance.cli.show import listed, say, show_json
from compliance.errors import InputError
from compliance.evaluate import evaluate
from compliance.evaluate.detail import details
from compliance.evaluate.findings import SUBJECT_KIND
from compliance.records.snapshot import Snapshot
from compliance.why import day, headline, sentences

FINISHED = ("met", "met_late", "missed", "lapsed")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("why")(why)


def why(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="The id of a child, worker or team in the case system.")],
    standard: Annotated[str | None, typer.Argument(help="A standard's id; without it, all that is open.")] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The date to look at. [default: the last sweep's, or today]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As a list of objects.")] = False,
) -> None:
    """Say why: what is owed, from when, until when, and what the record shows. Needs no sweep."""
    given: Context = context.obj
    on = given.date_or_today(as_of)
    snapshot, rulebook = given.snapshot, given.rulebook
    wanted = rulebook.standard(standard).id if standard is not None else None
    kind, code = find_subject(snapshot, subject)
    found = evaluate(snapshot, rulebook, on)
    mine = (pl.col("subject_kind") == pl.lit(kind, SUBJECT_KIND)) & (pl.col("subject") == code)
    rows = found.named(mine).sort("standard", "occurrence", "started_on", "turn", nulls_last=False)
    asked = pl.col("standard") == wanted if wanted is not None else ~pl.col("outcome").is_in(FINISHED)
    proofs = details(snapshot, rulebook, on, rows.filter(asked).to_dicts())
    if as_json:
        show_json([{**proof.row, "sentences": sentences(proof)} for proof in proofs])
        return
    say(f"{subject} on {day(on)}", "")
    if not proofs:
        say(nothing_found(wanted, on))
    for proof in proofs:
        say(headline(proof), listed(sentences(proof)), "")


def find_subject(snapshot: Snapshot, identifier: str) -> tuple[str, int]:
    """The kind and code of a child, worker or team.

    Raises:
        InputError: nobody in the extract has that id.
    """
    for kind in ("person", "worker", "team"):
        code = snapshot.code_of(kind, identifier)
        if code is not None:
            return kind, code
    raise InputError(f"Nobody in the current extract has the id '{identifier}'. Ids are the case system's own.")


def nothing_found(standard: Any, on: date) -> str:
    """What it means that there is no finding."""
    if standard is None:
        return (
            f"No standard has anything open on {day(on)}: nothing in the record begins an obligation that still runs."
        )
    return f"The standard has no obligation here on {day(on)}: nothing in the record begins one."
