"""Rows that name a person, a worker or a team: from the id to the code."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from compliance.records.schema import SUBJECT_COLUMNS
from compliance.records.setting_aside import Check
from compliance.vocabulary import Vocabulary

TABLE_OF = {"person": "people", "worker": "workers", "team": "teams"}


@dataclass(frozen=True)
class Codes:
    """The codes of people (under former ids too), workers and teams: frames of `id` and `code` (Int32)."""

    person: pl.DataFrame
    worker: pl.DataFrame
    team: pl.DataFrame

    def of(self, kind: str) -> pl.DataFrame:
        """The codes of one kind of subject."""
        return {"person": self.person, "worker": self.worker, "team": self.team}[kind]


def unknown_reference_check(column: str, codes: pl.DataFrame, what: str, table: str) -> Check:
    """Sets aside rows whose `column` names nobody in `codes`."""
    known = pl.col(column).is_in(codes["id"].implode())
    return Check(column, pl.col(column).is_not_null() & ~known, f"no such {what}: the {column} is not in {table}.")


def known_reference(
    frame: pl.DataFrame, table: str, references: Mapping[str, tuple[str, pl.DataFrame]]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """`frame` with a code column for each reference (new column: id column and codes), null where it names nobody
    known.

    The notes count the references that name nobody known.
    """
    notes: list[str] = []
    for name, (column, codes) in references.items():
        coded = codes.select(pl.col("id").alias(column), pl.col("code").alias(name))
        frame = frame.join(coded, on=column, how="left", maintain_order="left")
        lost = frame.select((pl.col(column).is_not_null() & pl.col(name).is_null()).sum()).item()
        if lost:
            notes.append(f"{table}: {lost:,} rows name a {column} that is not in the extract; kept without it.")
    return frame, tuple(notes)


def subject_checks(codes: Codes) -> list[Check]:
    """Sets aside rows that are about nobody, about two, or about somebody who is not in the extract."""
    filled = pl.sum_horizontal(pl.col(column).is_not_null() for column in SUBJECT_COLUMNS)
    columns = ", ".join(SUBJECT_COLUMNS)
    return [
        Check("person_id", filled == 0, f"the row is about nobody: fill one of {columns}."),
        Check("person_id", filled > 1, f"the row is about more than one: fill only one of {columns}."),
        *(unknown_reference_check(f"{kind}_id", codes.of(kind), kind, table) for kind, table in TABLE_OF.items()),
    ]


def subject_kind_checks(table: str, vocabulary: Vocabulary) -> list[Check]:
    """Sets aside rows whose kind is about another kind of subject than the row is."""
    words = vocabulary.periods if table == "periods" else vocabulary.events
    checks: list[Check] = []
    for kind in TABLE_OF:
        kinds = pl.Series([name for name, word in words.items() if word.subject == kind], dtype=pl.String)
        wrong = pl.col("kind").is_in(kinds.implode()) & pl.col(f"{kind}_id").is_null()
        checks.append(Check("kind", wrong, f"a row of this kind is about a {kind}: fill {kind}_id instead."))
    return checks


def with_subject(frame: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """`frame` with `subject_kind` and `subject` (Int32) for its three subject columns."""
    for kind in TABLE_OF:
        column = f"{kind}_id"
        if frame[column].null_count() == frame.height:
            frame = frame.with_columns(pl.lit(None, pl.Int32).alias(f"_{kind}"))
            continue
        coded = codes.of(kind).select(pl.col("id").alias(column), pl.col("code").alias(f"_{kind}"))
        frame = frame.join(coded, on=column, how="left", maintain_order="left")
    subject_kind = pl.coalesce(pl.when(pl.col(f"_{kind}").is_not_null()).then(pl.lit(kind)) for kind in TABLE_OF)
    subject = pl.coalesce(pl.col(f"_{kind}") for kind in TABLE_OF)
    return frame.with_columns(subject_kind=subject_kind, subject=subject).drop(
        *SUBJECT_COLUMNS, *(f"_{kind}" for kind in TABLE_OF)
    )
