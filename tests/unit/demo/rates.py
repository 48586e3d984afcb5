"""Rates of a folder of records, counted with plain Python and the calendar, not by the program's evaluator."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from compliance.calendar import Calendar, Duration, parse_duration

Record = dict[str, str]


@dataclass(frozen=True)
class Folder:
    """The tables of a folder, periods and events by kind."""

    tables: dict[str, list[Record]]

    def periods(self, kind: str) -> list[Record]:
        return [row for row in self.tables["periods"] if row["kind"] == kind]

    def events(self, kind: str) -> list[Record]:
        return [row for row in self.tables["events"] if row["kind"] == kind and row["happened_at"]]

    def days_by_period(self, kind: str, outcome: str = "") -> dict[str, list[date]]:
        days: dict[str, list[date]] = defaultdict(list)
        for row in self.events(kind):
            if not outcome or row["outcome"] == outcome:
                days[row["period_id"]].append(day_of(row["happened_at"]))
        return {period: sorted(found) for period, found in days.items()}


def read_folder(folder: Path) -> Folder:
    tables: dict[str, list[Record]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return Folder(tables)


def day_of(written: str) -> date:
    return date.fromisoformat(written[:10])


def is_open(period: Record) -> bool:
    return not period["ended_on"]


def started(period: Record) -> date | None:
    return day_of(period["started_on"]) if period["started_on"] and period["started_on"] != "1900-01-01" else None


@dataclass
class Tally:
    """Links that were met in time, met late, are overdue now, and ended unmet."""

    in_time: int = 0
    late: int = 0
    overdue: int = 0
    missed: int = 0

    @property
    def rate(self) -> float:
        return self.in_time / max(self.in_time + self.late, 1)


def once(
    folder: Folder, kind: str, event: str, limit: str, calendar: Calendar, ends_on: date, since: date, outcome: str = ""
) -> Tally:
    """Periods of `kind` begun since `since`, and their first `event` within `limit`."""
    tally = Tally()
    done = folder.days_by_period(event, outcome)
    for period in folder.periods(kind):
        begun = started(period)
        if begun is None or begun < since or period.get("short_break") == "true":
            continue
        due = calendar.add(begun, parse_duration(limit))
        first = next(iter(done.get(period["period_id"], [])), None)
        _count(tally, first, due, ends_on, period)
    return tally


def again(
    folder: Folder, kind: str, event: str, limits: list[str], calendar: Calendar, ends_on: date, since: date
) -> Tally:
    """Links of the chain of `event` in periods of `kind`; the last limit goes on."""
    tally = Tally()
    seen = {row["event_id"] for row in folder.events(event) if row.get("child_seen") == "false"}
    done: dict[str, list[date]] = defaultdict(list)
    for row in folder.events(event):
        if row["event_id"] not in seen:
            done[row["period_id"]].append(day_of(row["happened_at"]))
    for period in folder.periods(kind):
        begun = started(period)
        if begun is None or period.get("short_break") == "true":
            continue
        last, turn = begun, 0
        days = sorted(day for day in done.get(period["period_id"], []) if day > begun)
        for day in [*days, None]:
            due = calendar.add(last, parse_duration(limits[min(turn, len(limits) - 1)]))
            if last >= since:
                _count(tally, day, due, ends_on, period)
            if day is not None:
                last, turn = day, turn + 1
    return tally


def _count(tally: Tally, done: date | None, due: date, ends_on: date, period: Record) -> None:
    if done is not None:
        tally.in_time += done <= due
        tally.late += done > due
    elif is_open(period):
        tally.overdue += ends_on > due
    else:
        tally.missed += day_of(period["ended_on"]) > due


def interviews_within_72_hours(folder: Folder) -> Tally:
    """Returns by whether an interview was held, or offered and declined, within 72 hours."""
    tally = Tally()
    found: dict[str, list[datetime]] = defaultdict(list)
    for row in folder.events("return_interview.held"):
        if row["outcome"] in ("held", "declined"):
            found[row["period_id"]].append(datetime.fromisoformat(row["happened_at"]))
    for row in folder.events("missing.returned"):
        back = datetime.fromisoformat(row["happened_at"])
        first = min(found.get(row["period_id"], []), default=None)
        if first is None:
            tally.overdue += 1
        elif first <= back + timedelta(hours=72):
            tally.in_time += 1
        else:
            tally.late += 1
    return tally


def caseloads(folder: Folder, ends_on: date) -> tuple[dict[str, int], dict[str, float]]:
    """Children held by each worker on the last day, and the full-time equivalent of those in post."""
    fte: dict[str, float] = defaultdict(float)
    for post in folder.tables["workers"]:
        if post["role"] == "social_worker" and not post["ended_on"]:
            fte[post["worker_id"]] += float(post["fte"])
    children: dict[str, set[str]] = defaultdict(set)
    for row in folder.tables["involvements"]:
        if row["role"] == "social_worker" and (not row["ended_on"] or day_of(row["ended_on"]) >= ends_on):
            children[row["worker_id"]].add(row["person_id"])
    return {worker: len(children.get(worker, ())) for worker in fte}, dict(fte)


def months_before(calendar: Calendar, day: date, months: int) -> date:
    return calendar.before(day, Duration(months, "months"))
