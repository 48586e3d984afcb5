"""The snapshot as dictionaries by child: what can be seen of it on a day."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from benchmarks.plain.days import NEVER

PERIODS = {
    "referral": (), "assessment": ("referred_on",), "section_47": ("outcome",), "cp_plan": ("visit_every",),
    "looked_after": ("short_break",),
    "placement": (
        "with_parents", "before_assessment", "connected_temporary", "long_term", "short_break", "other_arrangement"
    ),
    "legal_status": ("status",), "pre_proceedings": (), "proceedings": (), "leaving_care": (),
}  # fmt: skip
EXCLUSIVE = ("referral", "cp_plan", "looked_after", "pre_proceedings", "proceedings", "leaving_care")
EVENTS: dict[str, tuple[str, ...]] = {
    "assessment.authorised": (), "icpc.held": (), "cp_review.held": ("inquorate",), "cp_visit.made": ("child_seen",),
    "statutory_visit.made": ("child_seen",), "adoption_visit.made": (), "lac_review.held": (), "adoption_review.held": (),
    "health.notified": (), "health.paperwork_sent": (),
    "health.iha": (), "health.rha": (), "supervision.case": (), "missing.returned": (), "return_interview.held": (),
    "pre_proceedings.extended": ("new_due_on",), "proceedings.extended": ("new_due_on",),
}  # fmt: skip


class Period(NamedTuple):
    """A period: `end` is None while it is open; `reach` is how far back an unknown start may go; `reason` why nothing is told."""

    code: int
    start: int | None
    end: int | None
    contradiction: bool
    reach: int
    reason: str | None
    more: tuple[Any, ...]

    @property
    def trigger_end(self) -> int | None:
        """The last day of the obligation that it began."""
        return None if self.contradiction else self.end

    @property
    def hopeless(self) -> bool:
        """Nothing can be told of it."""
        return self.reason in ("contradiction", "two_open")

    def holds(self, day: int) -> bool:
        """It lasts on the day."""
        return self.reach <= day and (self.end is None or day <= self.end)


class Event(NamedTuple):
    """An event; `link` is the kind and code of the period that it names."""

    day: int
    moment: int | None
    outcome: str | None
    link: tuple[str, int] | None
    more: tuple[Any, ...]

    def may_belong(self, kind: str, code: int) -> bool:
        """It names this period, or none of its kind."""
        return self.link is None or self.link[0] != kind or self.link[1] == code


def in_order(events: list[Event]) -> list[Event]:
    """Events of several kinds by day."""
    return sorted(events, key=lambda event: event.day)


ByChild = defaultdict[int, list[Any]]


def rows_of(folder: Path, name: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, dates as day numbers and moments as microseconds."""
    file = folder / f"{name}.parquet"
    if not file.exists():
        return iter(())
    frame = pl.read_parquet(file, columns=columns)
    plain = frame.with_columns(pl.col(pl.Date).cast(pl.Int32), pl.col(pl.Datetime).cast(pl.Int64))
    return zip(*(plain[column].to_list() for column in columns), strict=True)


def read_periods(folder: Path, kind: str, as_of: int) -> ByChild:
    """The periods of a kind that can be seen, by child."""
    found: ByChild = defaultdict(list)
    columns = ["subject", "started_on", "ended_on", "contradiction", *PERIODS[kind]]
    for code, (subject, start, end, contradiction, *more) in enumerate(rows_of(folder, f"periods/{kind}", columns)):
        if start is None or start <= as_of:
            end = end if end is not None and end <= as_of else None
            reason = "contradiction" if contradiction else "start_unknown" if start is None else None
            reach = NEVER if start is None else start
            found[subject].append(Period(code, start, end, contradiction, reach, reason, tuple(more)))
    if kind in EXCLUSIVE:
        for periods in found.values():
            if len(periods) > 1:
                periods[:] = _one_at_a_time(periods)
    return found


def _one_at_a_time(periods: list[Period]) -> list[Period]:
    """Two open ones contradict one another; an unknown start does not reach into the period that ended before."""
    still_open = [p for p in periods if p.end is None and not p.contradiction]
    ended = sorted((p for p in periods if p.end is not None and not p.contradiction), key=lambda p: p.end or 0)
    seen: list[Period] = []
    for period in periods:
        if period.start is None:
            earlier = [p for p in ended if p is not period and (period.end is None or (p.end or 0) <= period.end)]
            if earlier and earlier[-1].end is not None:
                period = period._replace(reach=earlier[-1].end + 1)
        if period in still_open and len(still_open) > 1:
            period = period._replace(reason="two_open")
        seen.append(period)
    return seen


def read_events(folder: Path, kind: str, as_of: int) -> tuple[ByChild, ByChild]:
    """The events of a kind that can be seen, by child, and the bookings: when, and the link."""
    found: ByChild = defaultdict(list)
    booked: ByChild = defaultdict(list)
    columns = ["subject", "happened_on", "happened_at", "outcome", "planned_for", "recorded_on", "linked_kind",
               "linked_period", *EVENTS[kind]]  # fmt: skip
    for subject, day, moment, outcome, planned, recorded, linked, code, *more in rows_of(
        folder, f"events/{kind}", columns
    ):
        link = (linked, code) if linked is not None else None
        if day is not None and day <= as_of:
            found[subject].append(Event(day, moment, outcome, link, tuple(more)))
        elif planned is not None and planned >= as_of and (recorded is None or recorded <= as_of):
            booked[subject].append((planned, link))
    return found, booked
