"""Why a standard has no finding for a subject: what it counts from is not in the record."""

from datetime import date

import polars as pl

from compliance.evaluate.about import meeting_kinds, subject_kind_of
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.conditions import All, AnyOf, Attribute
from compliance.rulebook.model import Load, Standard
from compliance.why import day, kind_words

SUBJECT_WORDS = {"person": "child", "worker": "worker", "team": "team"}


def nothing_begun(
    snapshot: Snapshot, rulebook: Rulebook, standard: Standard, subject: tuple[str, int], as_of: date
) -> list[str]:
    """Why a standard has no finding at all for a subject, given as kind and code."""
    wanted, found = subject_kind_of(rulebook.vocabulary, standard), subject[0]
    if wanted != found:
        return [f"'{standard.id}' is about a {SUBJECT_WORDS[wanted]}, and this is the id of a {SUBJECT_WORDS[found]}."]
    if standard.status in ("draft", "retired"):
        return [f"'{standard.id}' is not run: its status is {standard.status}."]
    if isinstance(standard.form, Load):
        return [
            f"The record of {day(as_of)} shows no post as {standard.form.role.replace('_', ' ')} with anybody to count."
        ]
    start, begun = _beginnings(snapshot, standard, subject[1], as_of)
    if begun:
        return [f"The record shows {start}, but none that the standard applies to.", _left_out(standard)]
    said = [
        f"{standard.title} counts from {start}. The record shows none by {day(as_of)}, so there is nothing to count from."
    ]
    done = sum(_events_by(snapshot, kind, subject[1], as_of) for kind in sorted(meeting_kinds(standard)))
    if done:
        records = (
            "1 record that could meet it is there" if done == 1 else f"{done:,} records that could meet it are there"
        )
        said.append(f"{records}: see whether the record lacks {start}.")
    return said


def _left_out(standard: Standard) -> str:
    """What the standard leaves out, where that is a matter of marks on the record; else where to read it."""
    trigger = standard.during or standard.after
    unless = trigger.unless if trigger is not None else None
    terms = unless.terms if isinstance(unless, All | AnyOf) else (unless,)
    marks = [term.name.replace("_", " ") for term in terms if isinstance(term, Attribute) and term.values == (True,)]
    if marks:
        return f"It leaves out what is marked as {' or '.join(marks)}."
    return f"To read what it applies to: compliance rules show {standard.id}"


def _beginnings(snapshot: Snapshot, standard: Standard, code: int, as_of: date) -> tuple[str, int]:
    """What the standard counts from, in words, and how many of them the record shows."""
    if standard.during is None:
        assert standard.after is not None
        kind = standard.after.event
        return f"a record of {kind_words(kind)}", _events_by(snapshot, kind, code, as_of)
    kind = standard.during.period
    frame = snapshot.periods(kind, ["subject", "started_on"])
    begun = (pl.col("subject") == code) & (pl.col("started_on").is_null() | (pl.col("started_on") <= as_of))
    return f"a period of {kind_words(kind)}", 0 if frame is None else frame.filter(begun).height


def _events_by(snapshot: Snapshot, kind: str, code: int, as_of: date) -> int:
    frame = snapshot.events(kind, ["subject", "happened_on"])
    return 0 if frame is None else frame.filter((pl.col("subject") == code) & (pl.col("happened_on") <= as_of)).height
