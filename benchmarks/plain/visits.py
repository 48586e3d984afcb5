"""Visits to a looked-after child: a chain that placements and a care order at home restart."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from benchmarks.plain.chains import Owed, boundaries_of, days_of, hopeless, with_changes
from benchmarks.plain.days import months_on, relaxed
from benchmarks.plain.judge import Occurrence
from benchmarks.plain.records import Event, Period

WITH_PARENTS, BEFORE_ASSESSMENT, CONNECTED, LONG_TERM, _, OTHER_ARRANGEMENT = range(6)
ANCHOR, RESTART, RECORD = range(3)


class Point(NamedTuple):
    """A day on which a link may start: None only for an anchor that nobody knows."""

    day: Any
    kind: int


def owed_on(day: int, placements: list[Period], statuses: list[Period], reviews: list[int]) -> Owed:
    """What is owed from a day on, as the child is placed and under what order."""
    here = [p for p in placements if p.holds(day)]
    if any(p.more[CONNECTED] for p in here) or (
        any(p.more[WITH_PARENTS] for p in here) and any(s.more[0] == "C1" and s.holds(day) for s in statuses)
    ):
        return Owed(1, day + 28) if _reviewed(day, here, reviews) else Owed(0, day + 7)
    if any(p.more[BEFORE_ASSESSMENT] for p in here) and not _reviewed(day, here, reviews):
        return Owed(2, day + 7)
    begun = max((p.start for p in here if p.start is not None), default=None)
    settled = any(p.more[LONG_TERM] and not p.more[WITH_PARENTS] and not p.more[OTHER_ARRANGEMENT] for p in here)
    if settled and begun is not None and months_on(begun, 12) <= day:
        return Owed(3, months_on(day, 3))
    return Owed(4, None if relaxed(day) else day + 42)


def _reviewed(day: int, here: list[Period], reviews: list[int]) -> bool:
    begun = max((p.start for p in here if p.start is not None), default=None)
    if begun is None:
        return False
    place = bisect_left(reviews, begun)
    return place < len(reviews) and reviews[place] <= day


def visits(
    subject: int, care: list[Period], visited: list[Event], placements: list[Period], statuses: list[Period],
    reviews: list[int], as_of: int,
) -> Iterator[Occurrence]:  # fmt: skip
    """A week after each placement starts, then as the regulations say."""
    boundaries = boundaries_of(placements, statuses)
    restarts = {p.start for p in placements if p.start is not None and not p.contradiction}
    restarts |= {
        s.start for s in statuses
        if s.start is not None and not s.contradiction and s.more[0] == "C2"
        and any(p.more[WITH_PARENTS] and p.holds(s.start) for p in placements)
    }  # fmt: skip
    for period in care:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        last = as_of if period.trigger_end is None else period.trigger_end
        low = period.start + 1 if period.start is not None else period.reach
        points = [Point(day, RESTART) for day in restarts if low <= day <= last]
        points += [Point(day, RECORD) for day in days_of(visited, "looked_after", period, period.reach, as_of)]
        points = [Point(period.start, ANCHOR), *sorted(points)]
        yield from _links(subject, period, points, last + 1, lambda day, stop: with_changes(
            day, stop, boundaries, lambda at: owed_on(at, placements, statuses, reviews)
        ))  # fmt: skip


def _links(
    subject: int, period: Period, points: list[Point], stop: int, due_of: Callable[[int, int], int | None]
) -> Iterator[Occurrence]:
    """Follows the chain: a restart on or before the due date replaces a link, one after it changes nothing."""
    place, turn = 0, 1
    while place < len(points):
        day, kind = points[place]
        following = points[place + 1].day if place + 1 < len(points) else stop
        due = day + 7 if day is not None else None
        if kind == RECORD:
            due = due_of(day, following)
        after = place + 1
        while after < len(points) and points[after].kind == RESTART and due is not None and points[after].day > due:
            after += 1
        met, over = None, period.trigger_end
        if after < len(points) and points[after].kind == RECORD:
            met = points[after].day
        elif after < len(points):
            over = points[after].day
            if after + 1 < len(points) and points[after + 1] == Point(over, RECORD):
                met = over
        reason = period.reason if place == 0 else "no_value_in_force" if due is None else None
        yield Occurrence(subject, period.start, period.code, day, due, met, over, reason, turn=turn)
        turn += after < len(points) and points[after].kind == RECORD
        place = after
