"""What can be seen of a snapshot on a date: the one place where the future, and what was recorded later, is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Calendar, Days
from compliance.evaluate.arrays import ALWAYS, FOREVER, NO_INSTANT, Flags, Ints, Longs
from compliance.evaluate.columns import code_column, day_column, instant_column, is_one_of
from compliance.records.snapshot import Snapshot
from compliance.rulebook.conditions import Condition
from compliance.vocabulary import Vocabulary


@dataclass(frozen=True)
class SeenPeriods:
    """The periods of one kind that exist on `as_of`; all arrays of one length, sorted by subject and start.

    `row` is the period's code in the snapshot. `end` is `FOREVER` while it is open. `start` is `UNKNOWN` where nobody knows;
    `reach_from` is then as far back as it may reach: for ever, or of an exclusive kind to the day after the one before it ended.
    """

    kind: str
    row: Longs
    subject: Ints
    start: Days
    end: Days
    reach_from: Days
    contradiction: Flags
    answers: dict[Condition, NDArray[np.int8]] = field(default_factory=dict[Condition, NDArray[np.int8]], repr=False)
    """Conditions already asked of all of them."""

    @property
    def ended(self) -> Flags:
        return self.end != FOREVER

    def stop(self, as_of: int) -> Days:
        """The day after the last day of each, as far as `as_of` has seen: `FOREVER` for one that still holds that day."""
        return day_after(self.end, as_of)


@dataclass(frozen=True)
class SeenEvents:
    """The events of one kind that exist on `as_of`, sorted by subject and time; `row` is the row in the snapshot."""

    kind: str
    row: Longs
    subject: Ints
    day: Days
    answers: dict[Condition, NDArray[np.int8]] = field(default_factory=dict[Condition, NDArray[np.int8]], repr=False)
    """Conditions already asked of all of them."""


@dataclass(frozen=True)
class World:
    """A snapshot as it stands on `as_of` (a day number), and as it was known on `known_on`."""

    snapshot: Snapshot
    vocabulary: Vocabulary
    calendar: Calendar
    as_of: int
    known_on: int | None
    offsets: Mapping[str, int] = field(default_factory=dict[str, int])
    """How far the codes of periods of each kind are shifted in this block of a larger snapshot."""
    _periods: dict[str, SeenPeriods] = field(default_factory=dict[str, SeenPeriods], repr=False)
    _events: dict[str, SeenEvents] = field(default_factory=dict[str, SeenEvents], repr=False)
    timelines: dict[tuple[str, Condition], list[Longs]] = field(
        default_factory=dict[tuple[str, Condition], list[Longs]], repr=False
    )
    """When each subject has a period of a kind of which a condition holds, as `ask` keeps it."""

    def periods(self, kind: str) -> SeenPeriods:
        """The periods of a kind that can be seen."""
        if kind not in self._periods:
            self._periods[kind] = self._see_periods(kind)
        return self._periods[kind]

    def events(self, kind: str) -> SeenEvents:
        """The events of a kind that can be seen."""
        if kind not in self._events:
            self._events[kind] = self._see_events(kind)
        return self._events[kind]

    def period_attribute(self, seen: SeenPeriods, name: str) -> pl.Series:
        """An attribute of the seen periods; what is only known at the end is empty while a period is open."""
        column = self._column("periods", seen.kind, name).gather(seen.row)
        if self.vocabulary.periods[seen.kind].attributes[name].known_at_end:
            ended = pl.Series(seen.ended)
            column = pl.select(pl.when(ended).then(column)).to_series()
        return column

    def event_attribute(self, seen: SeenEvents, name: str) -> pl.Series:
        """An attribute, or `outcome`, of the seen events."""
        return self._column("events", seen.kind, name).gather(seen.row)

    def event_instants(self, seen: SeenEvents) -> Longs:
        """The instants of the seen events, in microseconds UTC; `NO_INSTANT` where only the day is known."""
        column = self._column("events", seen.kind, "happened_at").gather(seen.row)
        if column.null_count() == len(column):
            return np.full(len(column), NO_INSTANT)
        return instant_column(column)

    def event_links(self, seen: SeenEvents, kind: str) -> Longs:
        """The period of `kind` that each seen event names, or -1."""
        links = self._frame("events", seen.kind, ["linked_kind", "linked_period"])
        if links is None or links["linked_kind"].null_count() == links.height:
            return np.full(len(seen.row), -1, np.int64)
        return self.links_to(kind, links)[seen.row]

    def links_to(self, kind: str | None, links: pl.DataFrame) -> Longs:
        """The code, in this block, of the period of `kind` that each row names, or -1."""
        if kind is None:
            return np.full(links.height, -1, np.int64)
        code = code_column(links["linked_period"]).astype(np.int64)
        named = is_one_of(links["linked_kind"], [kind]) & (code >= 0)
        return np.where(named, code - self.offsets.get(kind, 0), -1)

    def exceptions(self, subject_kind: str, kind: str, standards: Sequence[str]) -> pl.DataFrame | None:
        """The exceptions of one kind from any of some standards, about people, workers or teams; None where there are none."""
        found = [self._exceptions[key] for s in standards if (key := (subject_kind, kind, s)) in self._exceptions]
        return pl.concat(found) if found else None

    @cached_property
    def _exceptions(self) -> dict[tuple[object, ...], pl.DataFrame]:
        frame = self.snapshot.table("exceptions")
        return frame.partition_by("subject_kind", "kind", "standard", as_dict=True) if frame.height else {}

    @cached_property
    def born(self) -> Days:
        """The date of birth of each person; `UNKNOWN` where there is none."""
        return day_column(self.snapshot.table("people", ["date_of_birth"])["date_of_birth"])

    @cached_property
    def expected_birth(self) -> Days:
        """The expected date of birth of each person."""
        return day_column(self.snapshot.table("people", ["expected_birth_date"])["expected_birth_date"])

    def known(self, recorded_on: pl.Series) -> Flags:
        """Whether each record was known on `known_on`; one with no such date always was."""
        if self.known_on is None:
            return np.ones(len(recorded_on), np.bool_)
        return day_column(recorded_on) <= self.known_on

    def _see_periods(self, kind: str) -> SeenPeriods:
        frame = self._frame("periods", kind, ["subject", "started_on", "ended_on", "contradiction"])
        if frame is None:
            none = np.empty(0, np.int32)
            return SeenPeriods(kind, np.empty(0, np.int64), none, none, none, none, np.empty(0, np.bool_))
        start, end = day_column(frame["started_on"]), day_column(frame["ended_on"])
        row = np.flatnonzero(start <= self.as_of)
        end = np.where((end == UNKNOWN) | (end > self.as_of), FOREVER, end)
        contradiction = frame["contradiction"].to_numpy()[row]
        subject, start, end = frame["subject"].to_numpy()[row], start[row], end[row].astype(np.int32)
        reach = np.where(start == UNKNOWN, ALWAYS, start).astype(np.int32)
        if self.vocabulary.periods[kind].exclusive:
            reach = _not_into_the_one_before(subject, start, end, reach, contradiction)
        return SeenPeriods(kind, row, subject, start, end, reach, contradiction)

    def _see_events(self, kind: str) -> SeenEvents:
        columns = ["subject", "happened_on", *(["recorded_on"] if self.known_on is not None else [])]
        frame = self._frame("events", kind, columns)
        if frame is None:
            return SeenEvents(kind, np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
        day = day_column(frame["happened_on"])
        seen = (day <= self.as_of) & (day != UNKNOWN)
        if self.known_on is not None:
            seen &= self.known(frame["recorded_on"])
        row = np.flatnonzero(seen)
        return SeenEvents(kind, row, frame["subject"].to_numpy()[row], day[row])

    def _frame(self, table: str, kind: str, columns: list[str]) -> pl.DataFrame | None:
        read = self.snapshot.periods if table == "periods" else self.snapshot.events
        return read(kind, columns)

    def _column(self, table: str, kind: str, name: str) -> pl.Series:
        frame = self._frame(table, kind, [name])
        if frame is not None:
            return frame[name]
        words = self.vocabulary.periods if table == "periods" else self.vocabulary.events
        attribute = words[kind].attributes.get(name)
        return pl.Series(name, [], dtype=_DTYPES[attribute.type] if attribute is not None else _OWN[name])


_DTYPES = {"flag": pl.Boolean(), "code": pl.String(), "text": pl.String(), "number": pl.Float64(), "date": pl.Date()}
_OWN: dict[str, pl.DataType] = {"outcome": pl.String(), "happened_at": pl.Datetime("us", "UTC")}


def _not_into_the_one_before(subject: Ints, start: Days, end: Days, reach: Days, contradiction: Flags) -> Days:
    """Unknown starts reach back only to the day after the subject's period that ended last before this one ends."""
    if not (start == UNKNOWN).any():
        return reach
    usable = np.flatnonzero(~contradiction)
    order = usable[np.lexsort((end[usable], subject[usable]))]
    # Of periods that end on one day, none ended before the others: each looks back past them all.
    same_end = np.zeros(len(order), np.bool_)
    same_end[1:] = (subject[order[1:]] == subject[order[:-1]]) & (end[order[1:]] == end[order[:-1]])
    before = np.maximum.accumulate(np.where(same_end, 0, np.arange(len(order)))) - 1
    ended = (before >= 0) & (subject[order[before]] == subject[order]) & (start[order] == UNKNOWN)
    reach = reach.copy()
    reach[order[ended]] = end[order[before[ended]]] + np.int32(1)
    return reach


def day_after(end: Days, as_of: int) -> Days:
    """The day after each last day; `FOREVER` for what still holds on `as_of`, since no later day has been seen."""
    return np.where(end >= as_of, FOREVER, end + 1).astype(np.int32)
