"""What periods and events share: ids, kinds, subjects, and the attributes that a kind has."""

from collections.abc import Mapping
from typing import Literal

import polars as pl

from compliance.records.columns import tidied
from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.references import Codes, subject_checks, subject_kind_checks, with_subject
from compliance.records.setting_aside import Check, set_aside
from compliance.records.values import (
    code_check,
    date_check,
    date_of,
    flag_check,
    flag_of,
    number_check,
    number_of,
)
from compliance.vocabulary import AttributeWord, Vocabulary

KindedTable = Literal["periods", "events"]


def usable_rows(
    table: RawTable, name: KindedTable, vocabulary: Vocabulary, codes: Codes, more: list[Check]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with an id of their own, a known kind and one known subject, and the rows set aside.

    Columns are text still, but `subject_kind` and `subject` (Int32) stand for the three subject columns.
    """
    frame = tidied(table, vocabulary)
    handle = "period_id" if name == "periods" else "event_id"
    kinds = vocabulary.periods if name == "periods" else vocabulary.events
    checks = [
        Check(handle, pl.col(handle).is_null(), f"{handle} is empty."),
        Check(handle, ~pl.col(handle).is_first_distinct(), f"the same {handle} stands in an earlier row."),
        Check("kind", pl.col("kind").is_null(), "kind is empty."),
        code_check(frame, "kind", kinds, f"kind of {name.removesuffix('s')}"),
        *subject_checks(codes),
        *subject_kind_checks(name, vocabulary),
        *more,
    ]
    frame, rejected = set_aside(frame, name, checks)
    return with_subject(frame, codes), rejected


def attribute_checks(frame: pl.DataFrame, attributes: Mapping[str, AttributeWord]) -> list[Check]:
    """Sets aside rows whose attributes cannot be read."""
    checks: list[Check] = []
    for name, attribute in attributes.items():
        match attribute.type:
            case "flag":
                checks.append(flag_check(name))
            case "date":
                checks.append(date_check(name))
            case "number":
                checks.append(number_check(name))
            case "code":
                checks.append(code_check(frame, name, attribute.values, name.replace("_", " ")))
            case "text":
                pass
    return checks


def attribute_values(attributes: Mapping[str, AttributeWord]) -> list[pl.Expr]:
    """Expressions that read the attributes: flags (empty is false), dates, numbers, and text for codes and text."""
    read = {"flag": flag_of, "date": date_of, "number": number_of}
    return [read[word.type](name) if word.type in read else pl.col(name) for name, word in attributes.items()]


def stray_attributes(frame: pl.DataFrame, name: KindedTable, kind: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Notes on attributes that are filled although this kind has none of that name."""
    words = vocabulary.periods if name == "periods" else vocabulary.events
    fixed = ("outcome",) if name == "events" else ()
    others = [
        column for column in vocabulary.attributes(name) if column not in words[kind].attributes and column not in fixed
    ]
    notes: list[str] = []
    for column in others:
        filled = frame.height - frame[column].null_count()
        if filled:
            notes.append(f"{name}: {filled:,} rows of {kind} fill '{column}', which that kind does not have; not used.")
    return tuple(notes)


LOCATION = (LINE, FILE)
