"""The proof of a finding: records, the value in force with its citation, days left out, extensions. Computed when asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Duration, day_number, to_date
from compliance.evaluate.about import meeting_kinds, subject_kind_of
from compliance.evaluate.agreements import extend, extensions_of
from compliance.evaluate.arrays import Longs
from compliance.evaluate.changes import boundaries, watched_kinds
from compliance.evaluate.choose import choose, late_turn
from compliance.evaluate.cited import basis_on, cited_limit
from compliance.evaluate.deadline import due_once
from compliance.evaluate.detail_of_deadlines import cited_of_deadline
from compliance.evaluate.engine import world_on
from compliance.evaluate.limits import due_days
from compliance.evaluate.own import own_length
from compliance.evaluate.proof import Cited, CitedDate, CitedLimit, Detail, Extended, Met, Row
from compliance.evaluate.triggers import triggers_of
from compliance.evaluate.world import World
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.forms import Interval
from compliance.rulebook.model import Deadline, Limit, OwnInterval, Recurring, Standard, State


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
        found: list[Detail] = []
        for row, code, limit in zip(self.rows, self.codes.tolist(), limits, strict=True):
            extended = extensions.get((code, row["started_on"]), [])
            due: date | None = extended[0].due_before if extended else row["due_on"]
            found.append(
                Detail(
                    row,
                    self.standard,
                    limit,
                    tuple(met.get((code, row["met_on"]), ())),
                    self._left_out(limit, due),
                    tuple(extended),
                    self._agreed(code) if row["outcome"] == "exempt" else None,
                )
            )
        return found

    def _limits(self) -> Sequence[Cited | None]:
        match self.standard.form:
            case Deadline() as form:
                return cited_of_deadline(self.world, self.standard, form, self.codes, self.rows)
            case State(grace=grace):
                return [self._grace(grace, row) for row in self.rows]
            case Recurring() as form:
                return self._links(form)
            case _:
                return [None for _ in self.rows]

    def _grace(self, grace: Duration | None, row: Row) -> CitedLimit | None:
        """The grace of a stretch; what held from the first day needed none."""
        start: date | None = row["started_on"]
        if grace is None or start is None or row["met_on"] == start:
            return None
        return CitedLimit(grace, basis_on(self.standard, start), start)

    def _links(self, form: Recurring) -> list[CitedLimit | None]:
        """The limit of each link: the first, a restart's, or the entry chosen, at the link's start or at a change inside it."""
        starts = np.array([_day(row["started_on"]) for row in self.rows], dtype=np.int32)
        turns = np.array([row["turn"] for row in self.rows], dtype=np.int32)
        periods = self._periods()
        chosen = choose(self.world, self.standard, form, self.codes, starts, turns, periods)
        late = choose(self.world, self.standard, form, self.codes, starts, late_turn(form, turns), periods)
        found: list[CitedLimit | None] = []
        for place, row in enumerate(self.rows):
            candidates: list[Interval] = [form.first] if row["turn"] == 1 and form.first is not None else []
            candidates += [form.then[entry].within for entry in (int(chosen.entry[place]),) if entry >= 0]
            candidates += [restart.within for restart in form.restart]
            cited = self._that_gives(candidates, row, int(periods[place]))
            if cited is None and row["occurrence"] is None and late.entry[place] >= 0:
                cited = self._that_gives([form.then[int(late.entry[place])].within], row, int(periods[place]))
                cited = replace(cited, turn_in_doubt=True) if cited is not None else None
            found.append(cited or self._changed(form, row, int(self.codes[place]), int(periods[place])))
        return found

    def _that_gives(self, candidates: Sequence[Interval], row: Row, period: int) -> CitedLimit | None:
        """The first of the limits that gives the due date; the period's own only where no other gives it too."""
        for interval in sorted(candidates, key=lambda candidate: isinstance(candidate, OwnInterval)):
            cited = self._cited_interval(interval, row["started_on"], period)
            if cited is None:
                continue
            limit = cited.duration if isinstance(interval, OwnInterval) else interval
            if self._due(limit, cited.counted_from) == row["due_on"]:
                return cited
        return None

    def _cited_interval(self, interval: Interval, start: date | None, period: int) -> CitedLimit | None:
        """A limit, or the interval that the period sets for itself, as it is in force on `start`."""
        if not isinstance(interval, OwnInterval):
            return cited_limit(self.standard, interval, start)
        length = own_length(self.world, self.standard, interval, period)
        cited = cited_limit(self.standard, length, start) if length is not None else None
        return replace(cited, own=True) if cited is not None else None

    def _periods(self) -> Longs:
        """The code of the period that each finding belongs to, or -1."""
        kind = self.standard.period_kind
        frame = self.world.snapshot.periods(kind, ["period_id"]) if kind is not None else None
        if frame is None:
            return np.full(len(self.rows), -1, np.int64)
        wanted = [row["period_id"] for row in self.rows]
        codes = _codes(frame["period_id"], wanted) if None not in wanted else np.full(len(wanted), -1)
        return codes.astype(np.int64)

    def _changed(self, form: Recurring, row: Row, code: int, period: int) -> CitedLimit | None:
        """The day inside the link on which what is owed changed, and the limit counted from it."""
        kinds = watched_kinds(form)
        if row["due_on"] is None or row["started_on"] is None or not kinds:
            return None
        subject, days = boundaries(self.world, kinds)
        inside = days[(subject == code) & (days > _day(row["started_on"])) & (days <= _day(row["due_on"]))]
        mine, turns = np.full(len(inside), code, np.int32), np.full(len(inside), row["turn"], np.int32)
        periods = np.full(len(inside), period, np.int64)
        chosen = choose(self.world, self.standard, form, mine, inside, turns, periods)
        for day, entry, due in zip(inside, chosen.entry, chosen.due, strict=True):
            if int(due) == _day(row["due_on"]):
                return self._cited_interval(form.then[int(entry)].within, to_date(int(day)), period)
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

    def _left_out(self, limit: Cited | None, due: date | None) -> tuple[date, ...]:
        """The days off that a count of working days to the due date, as it was before any extension, passed over."""
        match limit:
            case CitedLimit(duration=Duration(unit="working days"), counted_from=start):
                pass
            case CitedDate(floor=Duration(unit="working days"), counted_from=start):
                pass
            case CitedDate(floor=None, moved=Duration(unit="working days"), given=start):
                pass
            case _:
                return ()
        if due is None:
            return ()
        off = self.world.calendar.holidays | self.world.calendar.closure_days
        first, last = min(start, due), max(start, due)
        return tuple(sorted(d for d in off if first < d <= last and d.weekday() < 5))

    def _extensions(self) -> dict[tuple[int, date | None], list[Extended]]:
        extension = self.standard.extension
        if extension is None or not isinstance(self.standard.form, Deadline):
            return {}
        form = self.standard.form
        triggers = triggers_of(self.world, self.standard)
        triggers = triggers.where(np.isin(triggers.subject, self.codes))
        due, _ = due_once(self.world, self.standard, form, triggers)
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
    """The place of each wanted id among all; every one of them is there."""
    known = pl.DataFrame({"id": ids}).with_row_index("code")
    found = pl.DataFrame({"id": wanted}, schema={"id": pl.String}).join(
        known, on="id", how="left", maintain_order="left"
    )
    return found["code"].to_numpy().astype(np.int32)


def _day(day: date | None) -> int:
    return int(UNKNOWN) if day is None else day_number(day)
