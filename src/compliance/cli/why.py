"""`compliance why`: the arithmetic and the law behind each finding of one subject."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from compliance.cli.context import Context
from compliance.cli.kept_apart import kept_apart
from compliance.cli.nothing_begun import nothing_begun
from compliance.cli.show import listed, say, show_json
from compliance.errors import InputError
from compliance.evaluate import evaluate
from compliance.evaluate.detail import details
from compliance.evaluate.findings import SUBJECT_KIND, Findings
from compliance.patterns import find_patterns
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.words_of_limits import day
from compliance.why import headline, sentences

FINISHED = ("met", "met_late", "missed", "lapsed")


def why(given: Context, subject: str, standard: str | None, as_of: str | None, *, as_json: bool) -> None:
    """Say why: what is owed, from when, until when, and what the record shows."""
    snapshot, rulebook = given.snapshot, given.rulebook
    on = given.date_or_last_sweep(as_of)
    wanted = rulebook.standard(standard) if standard is not None else None
    kind, code = find_subject(snapshot, subject)
    found = evaluate(snapshot, rulebook, on)
    mine = (pl.col("subject_kind") == pl.lit(kind, SUBJECT_KIND)) & (pl.col("subject") == code)
    rows = found.named(mine).sort("standard", "occurrence", "started_on", "turn", nulls_last=False)
    apart = kept_apart(rulebook)
    open_and_shown = ~pl.col("outcome").is_in(FINISHED) & ~pl.col("standard").is_in(apart)
    asked = pl.col("standard") == wanted.id if wanted is not None else open_and_shown
    proofs = details(snapshot, rulebook, on, rows.filter(asked).to_dicts())
    if as_json:
        show_json([{**proof.row, "sentences": sentences(proof)} for proof in proofs])
        return
    made_up = " (made up)" if snapshot.facts.made_up else ""
    say(f"{subject}{made_up} on {day(on)}", "")
    for proof in proofs:
        say(headline(proof), listed(sentences(proof)), "")
    for pattern in _patterns(found, rulebook, subject) if wanted is None and kind == "person" else ():
        say(*pattern, "")
    if proofs:
        return
    if wanted is not None:
        say(*nothing_begun(snapshot, rulebook, wanted, (kind, code), on))
    else:
        say(_nothing_open(rows.height, on))


def _patterns(findings: Findings, rulebook: Rulebook, subject: str) -> Iterator[list[str]]:
    """The patterns that hold of a child, each as a headline and what makes it up."""
    titles = {standard.id: standard.title for standard in rulebook.standards if standard.status == "live"}
    for one in find_patterns(findings, rulebook.patterns.values(), rulebook.calendar, titles):
        if one.subject == subject:
            pattern = rulebook.patterns[one.pattern]
            yield [f"{pattern.title}, since {day(one.since)}", listed([pattern.says, *one.because])]


def find_subject(snapshot: Snapshot, identifier: str) -> tuple[str, int]:
    """The kind and code of a child, worker or team.

    Raises:
        InputError: nobody in the extract has that id.
    """
    for kind in ("person", "worker", "team"):
        code = snapshot.code_of(kind, identifier)
        if code is not None:
            return kind, code
    raise InputError(
        f"No child, worker or team in the current extract has the id '{identifier}': give the id that the case system uses."
    )


def _nothing_open(finished: int, on: date) -> str:
    if finished:
        return f"Nothing is open on {day(on)}: all that was owed is finished. Name a standard to see how."
    return f"The record shows nothing by {day(on)} from which a standard counts."
