"""Families, involvements and exceptions: who belongs to whom, who works with whom, and what was agreed."""

import polars as pl

from compliance.records.columns import tidied
from compliance.records.events import ANOTHERS_PERIOD
from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.references import Codes, known_reference, subject_checks, unknown_reference_check, with_subject
from compliance.records.schema import EXCEPTION_KINDS, TABLES
from compliance.records.setting_aside import Check, Part, set_aside, without_repeats
from compliance.records.values import code_check, date_check, date_of, note_ends_before_starts
from compliance.vocabulary import Vocabulary

FAMILIES: dict[str, type[pl.DataType]] = {
    "family_id": pl.String,
    "subject": pl.Int32,
    "started_on": pl.Date,
    "ended_on": pl.Date,
}
INVOLVEMENTS: dict[str, type[pl.DataType]] = {
    "involvement_id": pl.String,
    "subject": pl.Int32,
    "worker": pl.Int32,
    "role": pl.String,
    "team": pl.Int32,
    "started_on": pl.Date,
    "ended_on": pl.Date,
}
EXCEPTIONS: dict[str, type[pl.DataType]] = {
    "exception_id": pl.String,
    "subject_kind": pl.String,
    "subject": pl.Int32,
    "standard": pl.String,
    "linked_kind": pl.String,
    "linked_period": pl.Int32,
    "kind": pl.String,
    "agreed_by": pl.String,
    "agreed_on": pl.Date,
    "reason": pl.String,
    "started_on": pl.Date,
    "until": pl.Date,
    "new_due_on": pl.Date,
}


def _dates(table: str) -> list[str]:
    return [column for column, kind in TABLES[table].items() if kind == "date"]


def _own_id(handle: str) -> Check:
    repeated = pl.col(handle).is_not_null() & ~pl.col(handle).is_first_distinct()
    return Check(handle, repeated, f"the same {handle} stands in an earlier row.")


def build_families(table: RawTable | None, vocabulary: Vocabulary, codes: Codes) -> Part:
    """The `families` frame: `family_id`, `subject` (person), `started_on`, `ended_on`; sorted by those."""
    if table is None:
        return Part({"families": pl.DataFrame(schema=FAMILIES)})
    checks = [
        Check("family_id", pl.col("family_id").is_null(), "family_id is empty."),
        Check("person_id", pl.col("person_id").is_null(), "person_id is empty."),
        unknown_reference_check("person_id", codes.person, "person", "people"),
        *(date_check(column) for column in _dates("families")),
    ]
    frame, rejected = set_aside(tidied(table, vocabulary), "families", checks)
    frame, _ = known_reference(frame, "families", {"subject": ("person_id", codes.person)})
    frame = frame.with_columns(date_of(column) for column in _dates("families")).select(*FAMILIES, LINE, FILE)
    frame, repeats, _ = without_repeats(frame, "families", None)
    frame = frame.select(*FAMILIES).sort(*FAMILIES)
    return Part({"families": frame}, (rejected, repeats), note_ends_before_starts(frame, "families"))


def build_involvements(table: RawTable | None, vocabulary: Vocabulary, codes: Codes) -> Part:
    """The `involvements` frame: which worker has which role for which person."""
    if table is None:
        return Part({"involvements": pl.DataFrame(schema=INVOLVEMENTS)})
    frame = tidied(table, vocabulary)
    checks = [
        _own_id("involvement_id"),
        *(
            Check(column, pl.col(column).is_null(), f"{column} is empty.")
            for column in ("person_id", "worker_id", "role")
        ),
        code_check(frame, "role", vocabulary.roles, "role"),
        unknown_reference_check("person_id", codes.person, "person", "people"),
        unknown_reference_check("worker_id", codes.worker, "worker", "workers"),
        *(date_check(column) for column in _dates("involvements")),
    ]
    frame, rejected = set_aside(frame, "involvements", checks)
    references = {
        "subject": ("person_id", codes.person),
        "worker": ("worker_id", codes.worker),
        "team": ("team_id", codes.team),
    }
    frame, notes = known_reference(frame, "involvements", references)
    frame = frame.with_columns(date_of(column) for column in _dates("involvements")).select(*INVOLVEMENTS, LINE, FILE)
    frame, repeats, _ = without_repeats(frame, "involvements", "involvement_id")
    order = ["subject", "role", "started_on", "ended_on", "worker", "team", "involvement_id"]
    unknown = frame["started_on"].null_count()
    if unknown:
        notes += (f"involvements: {unknown:,} have an unknown start.",)
    notes += note_ends_before_starts(frame, "involvements")
    return Part({"involvements": frame.select(*INVOLVEMENTS).sort(order)}, (rejected, repeats), notes)


def build_exceptions(table: RawTable | None, vocabulary: Vocabulary, codes: Codes, links: pl.DataFrame) -> Part:
    """The `exceptions` frame.

    An exception that names a period nobody knows is set aside, because without the period it would excuse too much.
    """
    if table is None:
        return Part({"exceptions": pl.DataFrame(schema=EXCEPTIONS)})
    frame = tidied(table, vocabulary)
    lost = pl.col("period_id").is_not_null() & ~pl.col("period_id").is_in(links["period_id"].implode())
    checks = [
        _own_id("exception_id"),
        Check("standard", pl.col("standard").is_null(), "standard is empty."),
        Check("kind", pl.col("kind").is_null(), "kind is empty."),
        code_check(frame, "kind", EXCEPTION_KINDS, "kind of exception"),
        *subject_checks(codes),
        *(date_check(column) for column in _dates("exceptions")),
        Check("started_on", date_of("started_on").is_null(), "the start of the exception is empty or unknown."),
        Check("period_id", lost, "no such period: the period_id is not among the periods accepted."),
    ]
    frame, rejected = set_aside(frame, "exceptions", checks)
    frame = with_subject(frame, codes).join(links, on="period_id", how="left", maintain_order="left")
    frame, misplaced = set_aside(frame, "exceptions", [ANOTHERS_PERIOD])
    frame = frame.with_columns(date_of(column) for column in _dates("exceptions")).select(*EXCEPTIONS, LINE, FILE)
    frame, repeats, _ = without_repeats(frame, "exceptions", "exception_id")
    order = ["subject_kind", "subject", "standard", "started_on", "agreed_on", "kind", "new_due_on", "exception_id"]
    frame = frame.select(*EXCEPTIONS).sort(order)
    notes = note_ends_before_starts(frame, "exceptions", "until")
    return Part({"exceptions": frame}, (rejected, misplaced, repeats), notes)
