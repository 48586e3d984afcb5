"""What is done again and again: from the start to a record, from record to record."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks.plain.days import WorkingDays, birthday, months_on, relaxed
from benchmarks.plain.judge import Occurrence
from benchmarks.plain.records import Event, Period

Due = Callable[[int, int], int | None]
"""The due date of a link that starts on a day, and its turn."""


def days_of(events: list[Event], kind: str, period: Period, low: int, as_of: int) -> list[int]:
    """The days of the events that belong to a period, each once, in order."""
    end = as_of if period.trigger_end is None else period.trigger_end
    found: list[int] = []
    for event in events:
        if low <= event.day <= end and event.may_belong(kind, period.code) and (not found or found[-1] != event.day):
            found.append(event.day)
    return found


def hopeless(subject: int, period: Period) -> Occurrence:
    """A period of which nothing can be told."""
    return Occurrence(subject, period.start, period.code, period.start, None, reason=period.reason)


def simple(
    subject: int, period: Period, days: list[int], due: Due, first: int | None, early: Due | None = None
) -> Iterator[Occurrence]:
    """The links of a chain that nothing restarts."""
    points = [period.start, *days]
    for place, day in enumerate(points):
        met = points[place + 1] if place + 1 < len(points) else None
        due_on = first if place == 0 else due(day or 0, place + 1)
        due_early = early(day or 0, place + 1) if early is not None and place and period.start is None else None
        nothing_owed = "no_value_in_force" if due_on is None and relaxed(day or 0) else None
        yield Occurrence(
            subject, period.start, period.code, day, due_on, met, period.trigger_end,
            period.reason if place == 0 else nothing_owed, turn=place + 1, due_early=due_early,
        )  # fmt: skip


def review(
    subject: int, care: list[Period], held: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """A looked-after child's review: 20 working days, 3 months, then every 6 months."""
    for period in care:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        unknown = period.start is None
        days = days_of(held, "looked_after", period, period.reach, as_of)
        first = working.move(period.start, 20) if period.start is not None else None
        yield from simple(
            subject, period, days,
            lambda day, turn, late=unknown: months_on(day, 3) if turn == 2 and not late else _half_a_year(day), first,
            lambda day, turn: months_on(day, 3) if turn == 2 else _half_a_year(day),
        )  # fmt: skip


def _half_a_year(day: int) -> int | None:
    return None if relaxed(day) else months_on(day, 6)


def plan_visits(
    subject: int, plans: list[Period], seen: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """A child on a plan is seen in 10 working days, then at the interval that the plan sets, or again in 10."""
    for period in plans:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        own = period.more[0]
        every = int(own) if own is not None and own > 0 and own == int(own) else 10
        days = days_of(seen, "cp_plan", period, period.reach, as_of)
        first = working.move(period.start, 10) if period.start is not None else None
        yield from simple(subject, period, days, lambda day, _, every=every: working.move(day, every), first)


def conference_review(subject: int, plans: list[Period], held: list[Event], as_of: int) -> Iterator[Occurrence]:
    """A child protection review: 3 months, then every 6; one on the day the plan began does not count."""
    for period in plans:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        low = period.start + 1 if period.start is not None else period.reach
        days = days_of(held, "cp_plan", period, low, as_of)
        first = months_on(period.start, 3) if period.start is not None else None
        yield from simple(subject, period, days, lambda day, _: months_on(day, 6), first)


def health_review(
    subject: int, care: list[Period], initial: list[Event], later: list[Event], born: int | None, as_of: int
) -> Iterator[Occurrence]:
    """Every 6 months before the fifth birthday and every 12 after it, from the first assessment."""
    fifth = birthday(born, 5) if born is not None else None
    for period in care:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        low = months_on(period.start, -3) if period.start is not None else period.reach
        done = [e for e in initial if e.outcome == "done"] + [e for e in later if e.outcome == "done"]
        refused = [e for e in later if e.outcome == "refused"]
        points = dict.fromkeys(days_of(refused, "looked_after", period, low, as_of), True)
        points |= {e.day: False for e in done if days_of([e], "looked_after", period, low, as_of)}
        days = sorted(points)
        for place, day in enumerate(days):
            met = days[place + 1] if place + 1 < len(days) else None
            half = months_on(day, 6)
            due = None if fifth is None else half if half < fifth else months_on(day, 12)
            yield Occurrence(
                subject, period.start, period.code, day, due, met, period.trigger_end,
                "date_of_birth" if fifth is None else None, turn=place + 2, refused=met is not None and points[met],
            )  # fmt: skip


class Owed(NamedTuple):
    """What is owed from a day on: a name for it, and the due date that it gives."""

    entry: int
    due: int | None


def with_changes(day: int, stop: int, boundaries: list[int], owed: Callable[[int], Owed]) -> int | None:
    """The due date of a link started by a record: on each change inside it, the earlier of two readings."""
    now = owed(day)
    due, before = now.due, now.entry
    for place in range(bisect_right(boundaries, day), len(boundaries)):
        if boundaries[place] >= stop:
            break
        then = owed(boundaries[place])
        if then.entry != before and due is not None and then.due is not None:
            due = min(due, then.due)
        before = then.entry
    return due


def boundaries_of(*kinds: list[Period]) -> list[int]:
    """The days on which a period starts, or the day after one ends, each once."""
    days = {p.start for kind in kinds for p in kind} | {p.end + 1 for kind in kinds for p in kind if p.end is not None}
    return sorted(day for day in days if day is not None)


def watched(
    subject: int, kind: str, periods: list[Period], records: list[Event], first: Callable[[int], int | None],
    owed: Callable[[int], Owed], boundaries: list[int], as_of: int,
) -> Iterator[Occurrence]:  # fmt: skip
    """A chain whose limit changes with how things stand, but which nothing restarts."""
    for period in periods:
        if period.hopeless:
            yield hopeless(subject, period)
            continue
        days = days_of(records, kind, period, period.reach, as_of)
        stop = (as_of if period.trigger_end is None else period.trigger_end) + 1
        ends = dict(zip(days, [*days[1:], stop], strict=False))
        first_due = first(period.start) if period.start is not None else None
        yield from simple(
            subject, period, days,
            lambda day, _, ends=ends: with_changes(day, ends[day], boundaries, owed), first_due,
        )  # fmt: skip
