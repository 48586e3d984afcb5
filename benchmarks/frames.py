"""Frames of a snapshot from arrays of codes and day numbers, in the shape that `compliance.records.snapshot` documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Days
from compliance.vocabulary import Vocabulary

Attributes: TypeAlias = Mapping[str, pl.Series]

NO_INSTANT = np.int64(np.iinfo(np.int64).min)


@dataclass(frozen=True)
class Periods:
    """Periods of one kind, sorted by subject and start, and where each stands among them by subject and day."""

    kind: str
    subject: NDArray[np.int32]
    start: Days
    end: Days

    def code_on(self, subject: NDArray[np.int32], day: Days) -> NDArray[np.int32]:
        """The subject's latest period begun on or before the day, or its first; every subject asked about has one."""
        keys = self.subject.astype(np.int64) << 20 | self.start
        found = np.searchsorted(keys, subject.astype(np.int64) << 20 | day, side="right") - 1
        first = np.searchsorted(self.subject, subject, side="left")
        return np.maximum(found, first).astype(np.int32)


def period_frame(periods: Periods, attributes: Attributes, unknown_start: NDArray[np.bool_]) -> pl.DataFrame:
    """The frame of a kind's periods; those of `unknown_start` lose their start, and so must be a subject's first."""
    starts = np.where(unknown_start, UNKNOWN, periods.start).astype(np.int32)
    contradiction = (periods.end != UNKNOWN) & (starts != UNKNOWN) & (periods.end < starts)
    columns = {
        "period_id": ids("P", len(starts)),
        "subject": pl.Series(periods.subject),
        "started_on": dates(starts),
        "ended_on": dates(periods.end),
        "contradiction": pl.Series(contradiction),
        "family_id": pl.repeat(None, len(starts), dtype=pl.String, eager=True),
        **attributes,
    }
    return pl.DataFrame(columns)


@dataclass(frozen=True)
class Events:
    """Events of one kind in any order; `day` is unknown for one that is only `planned`."""

    subject: NDArray[np.int32]
    day: Days
    instant: NDArray[np.int64] | None = None
    outcome: pl.Series | None = None
    planned: Days | None = None


def event_frame(events: Events, within: Periods | None, attributes: Attributes | None = None) -> pl.DataFrame:
    """The sorted frame of a kind's events; of every second subject, they name the period `within` which they lie."""
    count = len(events.subject)
    frame = pl.DataFrame(
        {
            "subject": pl.Series(events.subject),
            "happened_on": dates(events.day),
            "happened_at": _instants(events.instant, count),
            "outcome": events.outcome if events.outcome is not None else _none(count, pl.String()),
            "planned_for": dates(events.planned) if events.planned is not None else _none(count, pl.Date()),
            "recorded_on": dates(events.day),
            **_links(events, within),
            **(attributes or {}),
        }
    )
    ordered = frame.sort("subject", "happened_on", "happened_at", nulls_last=True, maintain_order=True)
    return ordered.insert_column(0, ids("E", count).alias("event_id"))


TYPES = {"flag": pl.Boolean(), "code": pl.String(), "text": pl.String(), "number": pl.Float64(), "date": pl.Date()}


def with_every_attribute(frames: Mapping[str, pl.DataFrame], vocabulary: Vocabulary) -> dict[str, pl.DataFrame]:
    """The frames with an empty column for each attribute of a kind that the lives say nothing of, as an import leaves them."""
    whole = dict(frames)
    for table, words in (("periods", vocabulary.periods), ("events", vocabulary.events)):
        for kind in words.keys() & {name.removeprefix(f"{table}/") for name in frames}:
            frame = frames[f"{table}/{kind}"]
            types = {name: TYPES[attribute.type] for name, attribute in words[kind].attributes.items()}
            empty = [pl.lit(None, dtype).alias(name) for name, dtype in types.items() if name not in frame.columns]
            whole[f"{table}/{kind}"] = frame.with_columns(empty)
    return whole


def _links(events: Events, within: Periods | None) -> dict[str, pl.Series]:
    count = len(events.subject)
    if within is None:
        return {"linked_kind": _none(count, pl.String()), "linked_period": _none(count, pl.Int32())}
    names = pl.Series(events.subject % 2 == 0)
    codes = pl.Series(within.code_on(events.subject, np.maximum(events.day, 0)))
    linked = pl.select(
        linked_kind=pl.when(names).then(pl.lit(within.kind)),
        linked_period=pl.when(names).then(codes),
    )
    return linked.to_dict(as_series=True)


def _instants(instants: NDArray[np.int64] | None, count: int) -> pl.Series:
    kind = pl.Datetime("us", "UTC")
    if instants is None:
        return _none(count, kind)
    series = pl.Series(instants)
    return series.set(series == NO_INSTANT, None).cast(kind)


def dates(days: Days) -> pl.Series:
    """Day numbers as dates, empty where unknown."""
    series = pl.Series(days)
    return series.set(series == int(UNKNOWN), None).cast(pl.Date)


def ids(letter: str, count: int) -> pl.Series:
    """Ids in their own order: a letter and nine digits."""
    numbers = pl.int_range(1_000_000_000, 1_000_000_000 + count, eager=True).cast(pl.String)
    return pl.select(pl.lit(letter) + numbers.str.slice(1)).to_series() if count else numbers


def _none(count: int, dtype: pl.DataType) -> pl.Series:
    return pl.repeat(None, count, dtype=dtype, eager=True)
