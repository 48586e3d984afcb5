"""The periods of an extract, a frame a kind, and where each period id leads."""

from dataclasses import dataclass

import polars as pl

from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.kinds import LOCATION, attribute_checks, attribute_values, stray_attributes, usable_rows
from compliance.records.quality import PLACES_SHOWN
from compliance.records.references import Codes
from compliance.records.setting_aside import Part, set_aside, without_repeats
from compliance.records.values import date_check, date_of
from compliance.vocabulary import PeriodWord, Vocabulary

LINKS_SCHEMA: dict[str, type[pl.DataType]] = {
    "period_id": pl.String,
    "linked_kind": pl.String,
    "linked_period": pl.Int32,
    "linked_subject_kind": pl.String,
    "linked_subject": pl.Int32,
}
"""Where a period id leads: the period's kind, its code within the kind, and its subject."""


@dataclass(frozen=True)
class _Kind:
    frame: pl.DataFrame
    rejected: tuple[pl.DataFrame, ...]
    links: pl.DataFrame
    notes: tuple[str, ...]


def build_periods(table: RawTable | None, vocabulary: Vocabulary, codes: Codes) -> tuple[Part, pl.DataFrame]:
    """The frames `periods/<kind>`, and the links of `LINKS_SCHEMA` (a repeat's id leads to the period it repeats)."""
    if table is None:
        return Part({}), pl.DataFrame(schema=LINKS_SCHEMA)
    rows, rejected = usable_rows(
        table, "periods", vocabulary, codes, [date_check("started_on"), date_check("ended_on")]
    )
    kinds = sorted(rows["kind"].unique().to_list())
    built = {kind: _build_kind(rows.filter(pl.col("kind") == kind), kind, vocabulary) for kind in kinds}
    frames = {f"periods/{kind}": part.frame for kind, part in built.items() if part.frame.height}
    links = pl.concat([pl.DataFrame(schema=LINKS_SCHEMA), *(part.links for part in built.values())])
    set_asides = (rejected, *(rows for part in built.values() for rows in part.rejected))
    return Part(frames, set_asides, tuple(note for part in built.values() for note in part.notes)), links


def _build_kind(rows: pl.DataFrame, kind: str, vocabulary: Vocabulary) -> _Kind:
    word = vocabulary.periods[kind]
    rows, unreadable = set_aside(rows, "periods", attribute_checks(rows, word.attributes))
    stray = stray_attributes(rows, "periods", kind, vocabulary)
    frame, repeats, repeated = without_repeats(_typed(rows, word), "periods", "period_id")
    frame = frame.sort(
        "subject", "started_on", "ended_on", "period_id", nulls_last=[False, False, True, False], maintain_order=True
    )
    contradictory = _contradictory(frame, kind)
    frame = frame.drop(LOCATION)
    links = frame.select(
        "period_id",
        linked_kind=pl.lit(kind),
        linked_period=pl.int_range(pl.len(), dtype=pl.Int32),
        linked_subject_kind=pl.lit(word.subject),
        linked_subject="subject",
    )
    of_repeats = repeated.join(links, left_on="kept", right_on="period_id").rename({"handle": "period_id"})
    links = pl.concat([links, of_repeats.select(*LINKS_SCHEMA)])
    return _Kind(frame, (unreadable, repeats), links, (*stray, *contradictory, *_notes(frame, kind, word)))


def _typed(rows: pl.DataFrame, word: PeriodWord) -> pl.DataFrame:
    return rows.with_columns(date_of("started_on"), date_of("ended_on"), *attribute_values(word.attributes)).select(
        "period_id",
        "subject",
        "started_on",
        "ended_on",
        (pl.col("ended_on") < pl.col("started_on")).fill_null(value=False).alias("contradiction"),
        "family_id",
        *word.attributes,
        *LOCATION,
    )


def _contradictory(frame: pl.DataFrame, kind: str) -> tuple[str, ...]:
    """A note that names the first of the rows, if any, that end before they start."""
    rows = frame.filter("contradiction").sort(LOCATION)
    if not rows.height:
        return ()
    places = rows.head(PLACES_SHOWN).select(pl.format("{}:{}", FILE, LINE)).to_series().to_list()
    more = " and more" if rows.height > len(places) else ""
    return (
        f"periods: {rows.height:,} of {kind} end before they start; kept, but nothing is worked out from them. "
        f"({', '.join(places)}{more})",
    )


def _notes(frame: pl.DataFrame, kind: str, word: PeriodWord) -> tuple[str, ...]:
    unknown = frame["started_on"].null_count()
    notes: list[str] = []
    if unknown:
        notes.append(f"periods: {unknown:,} of {kind} have an unknown start; what counts from it cannot be told.")
    if word.exclusive:
        still_open = frame.filter(pl.col("ended_on").is_null() & ~pl.col("contradiction"))
        doubled = still_open.filter(pl.col("subject").is_duplicated())["subject"].n_unique()
        if doubled:
            notes.append(
                f"periods: {doubled:,} {word.subject}s have two open periods of {kind}, which can only have one."
            )
    return tuple(notes)
