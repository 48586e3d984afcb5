"""The events of an extract, a frame a kind."""

import polars as pl

from compliance.records.extract import RawTable
from compliance.records.kinds import LOCATION, attribute_checks, attribute_values, stray_attributes, usable_rows
from compliance.records.references import Codes
from compliance.records.setting_aside import Check, Part, set_aside, without_repeats
from compliance.records.values import UNKNOWN_DATE, code_check, date_check, date_of, moment_check, with_moment
from compliance.vocabulary import EventWord, Vocabulary

ANOTHERS_PERIOD = Check(
    "period_id",
    (pl.col("subject_kind") != pl.col("linked_subject_kind")) | (pl.col("subject") != pl.col("linked_subject")),
    "the period_id is that of a period of somebody else.",
)


def build_events(table: RawTable | None, vocabulary: Vocabulary, codes: Codes, links: pl.DataFrame) -> Part:
    """The frames `events/<kind>`; `links` say where a period id leads."""
    if table is None:
        return Part({})
    rows, rejected = usable_rows(
        table, "events", vocabulary, codes, [date_check("planned_for"), date_check("recorded_on")]
    )
    frames: dict[str, pl.DataFrame] = {}
    set_asides, notes = [rejected], list[str]()
    for kind in sorted(rows["kind"].unique().to_list()):
        part = _build_kind(rows.filter(pl.col("kind") == kind), kind, vocabulary, links)
        frames |= part.frames
        set_asides += part.rejected
        notes += part.notes
    return Part(frames, tuple(set_asides), tuple(notes))


def _build_kind(rows: pl.DataFrame, kind: str, vocabulary: Vocabulary, links: pl.DataFrame) -> Part:
    word = vocabulary.events[kind]
    rows = with_moment(rows, "happened_at")
    rows, unreadable = set_aside(rows, "events", _checks(rows, word))
    stray = stray_attributes(rows, "events", kind, vocabulary)
    linked = _linked(rows, links)
    linked, misplaced = set_aside(linked, "events", [ANOTHERS_PERIOD])
    unlinked = linked.select((pl.col("period_id").is_not_null() & pl.col("linked_kind").is_null()).sum()).item()
    if unlinked:
        stray += (f"events: {unlinked:,} of {kind} name a period that is not among those accepted; kept without it.",)
    frame, repeats, _ = without_repeats(_typed(linked, word), "events", "event_id")
    frame = frame.drop(LOCATION).sort(
        "subject", "happened_on", "happened_at", "event_id", nulls_last=[False, True, False, False]
    )
    frames = {f"events/{kind}": frame} if frame.height else {}
    return Part(frames, (unreadable, misplaced, repeats), stray)


def _checks(rows: pl.DataFrame, word: EventWord) -> list[Check]:
    nowhen = (pl.col("_day").is_null() | (pl.col("_day") == UNKNOWN_DATE)) & date_of("planned_for").is_null()
    return [
        moment_check("happened_at"),
        Check("happened_at", nowhen, "neither happened_at nor planned_for says when."),
        code_check(rows, "outcome", word.outcomes, "outcome of this kind of event"),
        *attribute_checks(rows, word.attributes),
    ]


def _linked(rows: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    if rows["period_id"].null_count() == rows.height:
        nothing = {name: kind for name, kind in links.schema.items() if name != "period_id"}
        return rows.with_columns(*(pl.lit(None, kind).alias(name) for name, kind in nothing.items()))
    return rows.join(links, on="period_id", how="left", maintain_order="left")


def _typed(rows: pl.DataFrame, word: EventWord) -> pl.DataFrame:
    known = pl.col("_day") != UNKNOWN_DATE
    return rows.with_columns(date_of("planned_for"), date_of("recorded_on"), *attribute_values(word.attributes)).select(
        "event_id",
        "subject",
        pl.when(known).then("_day").alias("happened_on"),
        pl.when(known).then("_instant").alias("happened_at"),
        "outcome",
        "planned_for",
        "recorded_on",
        "linked_kind",
        "linked_period",
        *word.attributes,
        *LOCATION,
    )
