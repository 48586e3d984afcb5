"""The rows of an authority as they come, cut off at the day of the extract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from compliance.demo.diary import iso
from compliance.records.schema import TABLES

Row = dict[str, str]
"""A row of the folder format; a column that is not there is empty."""

KNOWN_AT_END = ("outcome", "ended_because", "ended_unplanned")
BOOKED_AHEAD = 60
"""How many days ahead a meeting may already be in somebody's calendar."""

PLANNED = {"lac_review.held", "cp_review.held", "icpc.held", "health.iha", "health.rha", "core_group.held", "pep.held",
           "statutory_visit.made", "cp_visit.made"}  # fmt: skip
"""Kinds of event that are booked before they happen."""

ONCE_A_DAY = {"oversight.recorded", "assessment.child_seen", "strategy.held", "cin_plan.checkpoint", "pep.held",
              "conference.minutes_sent", "transfer.accepted", "transfer.completed"}  # fmt: skip
"""Kinds of event that may serve two purposes on one day and are then written once."""


@dataclass
class Rows:
    """The tables so far. What lies after `ends_on` is not written, save as planned; `mark` stands in every id."""

    ends_on: int
    random: Random
    mark: str = ""
    written: set[tuple[str, str, str, int]] = field(default_factory=set[tuple[str, str, str, int]])
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def add(self, table: str, row: Row) -> None:
        """One row, as it is."""
        self.tables[table].append(row)

    def period(self, kind: str, person: str, start: int | None, end: int | None = None, **attributes: str) -> str:
        """A period of a person; returns its id. One that has not begun is not written; its id is then empty."""
        return self.subject_period(kind, {"person_id": person}, start, end, **attributes)

    def subject_period(
        self, kind: str, subject: Row, start: int | None, end: int | None = None, **attributes: str
    ) -> str:
        """A period of any subject; returns its id."""
        if start is not None and start > self.ends_on:
            return ""
        periods = self.tables["periods"]
        row = {"period_id": f"P{self.mark}{len(periods) + 1:07d}", **subject, "kind": kind, **attributes}
        row["started_on"] = "" if start is None else iso(start)
        if end is not None and end <= self.ends_on:
            row["ended_on"] = iso(end)
        else:
            for name in KNOWN_AT_END:
                row.pop(name, None)
        periods.append(row)
        return row["period_id"]

    def event(
        self, kind: str, person: str, day: int, period: str = "", time: str = "", outcome: str = "", **attributes: str
    ) -> None:
        """Something that happened to a person on `day` (at `time`, "22:15"), or, if that is to come, is booked."""
        self.subject_event(kind, {"person_id": person}, day, period, time, outcome, **attributes)

    def subject_event(
        self, kind: str, subject: Row, day: int, period: str = "", time: str = "", outcome: str = "", **attributes: str
    ) -> None:
        """Something that happened to any subject."""
        if kind in ONCE_A_DAY:
            said = (kind, next(iter(subject.values())), period, day)
            if said in self.written:
                return
            self.written.add(said)
        events = self.tables["events"]
        row = {"event_id": f"E{self.mark}{len(events) + 1:07d}", **subject, "period_id": period, "kind": kind}
        if day > self.ends_on:
            if kind not in PLANNED or day > self.ends_on + BOOKED_AHEAD or self.random.random() > 0.6:
                return
            events.append(
                {**row, "planned_for": iso(day), "recorded_on": iso(self.ends_on - self.random.randrange(21))}
            )
            return
        recorded = min(day + self._recorded_after(), self.ends_on)
        happened = f"{iso(day)}T{time}" if time else iso(day)
        events.append({**row, "happened_at": happened, "recorded_on": iso(recorded), "outcome": outcome, **attributes})

    def shared(
        self,
        kind: str,
        people: Mapping[str, str],
        day: int | None,
        time: str = "",
        outcome: str = "",
        **attributes: str,
    ) -> None:
        """One event of several people, each with the period that it names; on no day, none."""
        if day is None:
            return
        for person, period in people.items():
            self.event(kind, person, day, period, time, outcome, **attributes)

    def involvement(self, person: str, worker: str, role: str, team: str, start: int, end: int | None) -> None:
        """A worker's part in a child's life."""
        if start > self.ends_on or (end is not None and end < start):
            return
        rows = self.tables["involvements"]
        ended = iso(end) if end is not None and end <= self.ends_on else ""
        rows.append(
            {
                "involvement_id": f"I{self.mark}{len(rows) + 1:07d}",
                "person_id": person,
                "worker_id": worker,
                "role": role,
                "team_id": team,
                "started_on": iso(start),
                "ended_on": ended,
            }
        )

    def _recorded_after(self) -> int:
        """Most things are written up at once, some within the week, a few long after."""
        draw = self.random.random()
        if draw < 0.8:
            return 0
        return 1 + int(draw * 997) % 3 if draw < 0.97 else 5 + int(draw * 9973) % 25


def yes(flag: bool) -> str:
    """A flag as it is written in a file."""
    return "true" if flag else "false"


def clock(minute: int) -> str:
    """A minute of the day as it is written in a file."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def columns(table: str, rows: Sequence[Row]) -> list[str]:
    """The columns to write: the canonical ones in their order, then the attributes that occur, by name."""
    canonical = list(TABLES[table])
    extra = {name for row in rows for name in row} - set(canonical)
    return canonical + sorted(extra)
