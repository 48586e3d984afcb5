"""Why a standard has no finding for a subject: what it counts from is not in the record."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from compliance.evaluate.about import meeting_kinds, subject_kind_of
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.conditions import All, AnyOf, Attribute
from compliance.rulebook.model import Aged, Load, Standard
from compliance.rulebook.words_of_limits import day
from compliance.why_counted import kind_words, nobody_counted

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
        return [nobody_counted(standard.form, as_of)]
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
    if standard.during is not None and standard.during.aged is not None:
        return f"It is owed only while {_of_age(standard.during.aged)}."
    if standard.deadline is not None and standard.deadline.each is not None:
        return "It is owed in each school term that begins in that time; none has begun yet."
    trigger = standard.during or standard.after
    unless = trigger.unless if trigger is not None else None
    terms = unless.terms if isinstance(unless, All | AnyOf) else (unless,)
    marks = [term.name.replace("_", " ") for term in terms if isinstance(term, Attribute) and term.values == (True,)]
    if marks:
        return f"It leaves out what is marked as {' or '.join(marks)}."
    return f"To read what it applies to: compliance rules show {standard.id}"


def _of_age(aged: Aged) -> str:
    """The years in which a child has an age, as a clause."""
    if aged.under is None:
        return f"the child is {aged.from_} or over"
    return f"the child is {f'at least {aged.from_} and ' if aged.from_ is not None else ''}under {aged.under}"


def _beginnings(snapshot: Snapshot, standard: Standard, code: int, as_of: date) -> tuple[str, int]:
    """What the standard counts from, in words, and how many of them the record shows."""
    if standard.during is None:
        assert standard.after is not None
        kinds = standard.after.event
        return f"a record of {_any_of(kinds)}", sum(_events_by(snapshot, kind, code, as_of) for kind in kinds)
    kinds = standard.during.period
    return f"a period of {_any_of(kinds)}", sum(_periods_by(snapshot, kind, code, as_of) for kind in kinds)


def _any_of(kinds: Sequence[str]) -> str:
    return " or ".join(kind_words(kind) for kind in kinds)


def _periods_by(snapshot: Snapshot, kind: str, code: int, as_of: date) -> int:
    frame = snapshot.periods(kind, ["subject", "started_on"])
    begun = (pl.col("subject") == code) & (pl.col("started_on").is_null() | (pl.col("started_on") <= as_of))
    return 0 if frame is None else frame.filter(begun).height


def _events_by(snapshot: Snapshot, kind: str, code: int, as_of: date) -> int:
    frame = snapshot.events(kind, ["subject", "happened_on"])
    return 0 if frame is None else frame.filter((pl.col("subject") == code) & (pl.col("happened_on") <= as_of)).height
