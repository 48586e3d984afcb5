"""The proof of a finding: records, the value in force with its citation, days left out, extensions. Computed when asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Duration, day_number, to_date
from compliance.evaluate.about import meeting_kinds, subject_kind_of
from compliance.evaluate.agreements import extend, extensions_of
from compliance.evaluate.changes import boundaries, watched_kinds
from compliance.evaluate.choose import choose, late_turn
from compliance.evaluate.engine import world_on
from compliance.evaluate.limits import due_days, versions
from compliance.evaluate.triggers import triggers_of
from compliance.evaluate.world import World
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Deadline, Limit, Recurring, Standard, State

Row = dict[str, Any]
"""One finding, by the names of `findings.COLUMNS`, and `reason`."""


@dataclass(frozen=True)
class CitedLimit:
    """The limit in force on the day it counts from, and its source.

    `turn_in_doubt`: it is the limit of a later turn, shown because nobody knows which turn the link is.
    """

    duration: Duration
    cite: str
    counted_from: date
    turn_in_doubt: bool = False


@dataclass(frozen=True)
class Met:
    """A record that met an obligation: its id, kind, and when it was entered (None: not known)."""

    record_id: str
    kind: str
    recorded_on: date | None


@dataclass(frozen=True)
class Extended:
    """An extension that was recorded: the date before and the date asked for, and whether it applied."""

    due_before: date
    new_due_on: date | None
    applied: bool


@dataclass(frozen=True)
class Detail:
    """All that was computed about one finding. `left_out` are bank holidays and closure days that a count passed over."""

    row: Row
    standard: Standard
    limit: CitedLimit | None = None
    met: tuple[Met, ...] = ()
    left_out: tuple[date, ...] = ()
    extensions: tuple[Extended, ...] = field(default_factory=tuple)
    agreed: tuple[str, date | None] | None = None


def details(snapshot: Snapshot, rulebook: Rulebook, as_of: date, rows: Iterable[Row]) -> list[Detail]:
    """The proof of each finding, in the order given."""
    world = world_on(snapshot, rulebook, as_of, None)
    listed = list(rows)
    found: dict[int, Detail] = {}
    for name in {row["standard"] for row in listed}:
        places = [place for place, row in enumerate(listed) if row["standard"] == name]
        prover = _Prover(world, rulebook.standard(name), [listed[place] for place in places])
        found |= dict(zip(places, prover.details(), strict=True))
    return [found[place] for place in range(len(listed))]


class _Prover:
    """Proves the findings of one standard together, so that its records are looked up once."""

    def __init__(self, world: World, standard: Standard, rows: list[Row]) -> None:
        self.world = world
        self.standard = standard
        self.rows = rows
        self.kind = subject_kind_of(world.vocabulary, standard)
        ids = world.snapshot.subject_ids(self.kind)
        self.codes = _codes(ids, [row["subject"] for row in rows])

    def details(self) -> list[Detail]:
        limits = self._limits()
        met = self._met()
        extensions = self._extensions()
        return [
            Detail(
                row,
                self.standard,
                limits[place],
                tuple(met.get((int(self.codes[place]), row["met_on"]), ())),
                self._left_out(limits[place], row),
                tuple(extensions.get((int(self.codes[place]), row["started_on"]), ())),
                self._agreed(int(self.codes[place])) if row["outcome"] == "exempt" else None,
            )
            for place, row in enumerate(self.rows)
        ]

    def _limits(self) -> list[CitedLimit | None]:
        match self.standard.form:
            case Deadline(within=within):
                return [self._cited(within, row["started_on"]) for row in self.rows]
            case State(grace=grace):
                return [self._grace(grace, row) for row in self.rows]
            case Recurring() as form:
                return self._links(form)
            case _:
                return [None for _ in self.rows]

    def _cited(self, limit: Limit, start: date | None) -> CitedLimit | None:
        """The version of the limit in force on `start`."""
        if start is None:
            return None
        day = day_number(start)
        for number, (first, last, duration) in enumerate(versions(limit, self.standard.in_force_from)):
            if first <= day <= last:
                cite = limit[number].cite if isinstance(limit, tuple) else self._basis(start)
                return CitedLimit(duration, cite, start)
        return None

    def _grace(self, grace: Duration | None, row: Row) -> CitedLimit | None:
        """The grace of a stretch; what held from the first day needed none."""
        start: date | None = row["started_on"]
        if grace is None or start is None or row["met_on"] == start:
            return None
        return CitedLimit(grace, self._basis(start), start)

    def _basis(self, day: date) -> str:
        in_force = [
            c
            for c in self.standard.basis
            if (c.from_ is None or c.from_ <= day) and (c.until is None or day <= c.until)
        ]
        return (in_force or list(self.standard.basis))[-1].cite

    def _links(self, form: Recurring) -> list[CitedLimit | None]:
        """The limit of each link: the first, a restart's, or the entry chosen, at the link's start or at a change inside it."""
        starts = np.array([_day(row["started_on"]) for row in self.rows], dtype=np.int32)
        turns = np.array([row["turn"] for row in self.rows], dtype=np.int32)
        chosen = choose(self.world, self.standard, form, self.codes, starts, turns)
        late = choose(self.world, self.standard, form, self.codes, starts, late_turn(form, turns))
        found: list[CitedLimit | None] = []
        for place, row in enumerate(self.rows):
            candidates = [form.first] if row["turn"] == 1 and form.first is not None else []
            candidates += [form.then[entry].within for entry in (int(chosen.entry[place]),) if entry >= 0]
            candidates += [restart.within for restart in form.restart]
            cited = self._that_gives(candidates, row)
            if cited is None and row["occurrence"] is None and late.entry[place] >= 0:
                cited = self._that_gives([form.then[int(late.entry[place])].within], row)
                cited = replace(cited, turn_in_doubt=True) if cited is not None else None
            found.append(cited or self._changed(form, row, int(self.codes[place])))
        return found

    def _that_gives(self, candidates: list[Limit], row: Row) -> CitedLimit | None:
        for limit in candidates:
            cited = self._cited(limit, row["started_on"])
            if cited is not None and self._due(limit, cited.counted_from) == row["due_on"]:
                return cited
        return None

    def _changed(self, form: Recurring, row: Row, code: int) -> CitedLimit | None:
        """The day inside the link on which what is owed changed, and the limit counted from it."""
        kinds = watched_kinds(form)
        if row["due_on"] is None or row["started_on"] is None or not kinds:
            return None
        subject, days = boundaries(self.world, kinds)
        inside = days[(subject == code) & (days > _day(row["started_on"])) & (days <= _day(row["due_on"]))]
        mine, turns = np.full(len(inside), code, np.int32), np.full(len(inside), row["turn"], np.int32)
        chosen = choose(self.world, self.standard, form, mine, inside, turns)
        for day, entry, due in zip(inside, chosen.entry, chosen.due, strict=True):
            if int(due) == _day(row["due_on"]):
                return self._cited(form.then[int(entry)].within, to_date(int(day)))
        return None

    def _due(self, limit: Limit, start: date) -> date | None:
        form = self.standard.form
        beginning_with = isinstance(form, Deadline | Recurring) and form.beginning_with
        starts = np.array([day_number(start)], dtype=np.int32)
        due, _ = due_days(self.world.calendar, limit, starts, self.standard.in_force_from, beginning_with)
        return None if due[0] == UNKNOWN else to_date(int(due[0]))

    def _met(self) -> dict[tuple[int, date], list[Met]]:
        """Meeting records by subject and day, for the findings asked about."""
        found: dict[tuple[int, date], list[Met]] = {}
        exempting = {r.event for r in getattr(self.standard.form, "exempted_by", ())}
        for kind in sorted(meeting_kinds(self.standard) | exempting):
            frame = self.world.snapshot.events(kind, ["event_id", "subject", "happened_on", "recorded_on"])
            if frame is None:
                continue
            mine = frame.filter(pl.col("subject").is_in(self.codes.tolist()) & pl.col("happened_on").is_not_null())
            for event_id, subject, day, recorded_on in mine.iter_rows():
                found.setdefault((subject, day), []).append(Met(event_id, kind, recorded_on))
        return found

    def _left_out(self, limit: CitedLimit | None, row: Row) -> tuple[date, ...]:
        if limit is None or limit.duration.unit != "working days" or row["due_on"] is None:
            return ()
        off = self.world.calendar.holidays | self.world.calendar.closure_days
        return tuple(sorted(d for d in off if limit.counted_from < d <= row["due_on"] and d.weekday() < 5))

    def _extensions(self) -> dict[tuple[int, date | None], list[Extended]]:
        extension = self.standard.extension
        if extension is None or not isinstance(self.standard.form, Deadline):
            return {}
        form = self.standard.form
        triggers = triggers_of(self.world, self.standard)
        triggers = triggers.where(np.isin(triggers.subject, self.codes))
        since = self.standard.in_force_from
        due, _ = due_days(self.world.calendar, form.within, triggers.anchor, since, form.beginning_with)
        agreed = extensions_of(self.world, self.standard, extension)
        _, extending = extend(self.world, extension, agreed, triggers, due)
        found: dict[tuple[int, date | None], list[Extended]] = {}
        for place, (left, right) in enumerate(zip(extending.pairs.left, extending.pairs.right, strict=True)):
            if extending.due_before[place] == UNKNOWN:
                continue
            key = (int(triggers.subject[left]), to_date(int(triggers.anchor[left])))
            wanted = int(agreed.value[right])
            found.setdefault(key, []).append(
                Extended(
                    to_date(int(extending.due_before[place])),
                    None if wanted == UNKNOWN else to_date(wanted),
                    bool(extending.applied[place]),
                )
            )
        return found

    def _agreed(self, code: int) -> tuple[str, date | None] | None:
        """Who agreed the exemption that covers the date, and until when."""
        as_of = to_date(self.world.as_of)
        rows = self.world.snapshot.table("exceptions").filter(
            (pl.col("kind") == "exempt")
            & (pl.col("subject") == code)
            & pl.col("standard").is_in([self.standard.id, *self.standard.aliases])
            & (pl.col("started_on") <= as_of)
            & (pl.col("until").is_null() | (pl.col("until") >= as_of))
        )
        if not rows.height:
            return None
        return rows["agreed_by"][0] or "nobody named", rows["until"][0]


def _codes(ids: pl.Series, wanted: list[str]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    place = {identifier: code for code, identifier in enumerate(ids.to_list())} if len(wanted) > 1 else None
    if place is None:
        return np.array([ids.index_of(wanted[0])], dtype=np.int32)
    return np.array([place[identifier] for identifier in wanted], dtype=np.int32)


def _day(day: date | None) -> int:
    return int(UNKNOWN) if day is None else day_number(day)
