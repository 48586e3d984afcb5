"""Runs of days over a limit, from a count for each day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from oracle.days import DAY, each_day
from oracle.judge import Occurrence
from oracle.lives import Period
from oracle.triggers import Begun
from oracle.world import World


@dataclass(frozen=True)
class Count:
    """What is counted on a judged day: the number to show, and whether it is over the limit or at the warning."""

    shown: int
    over: bool
    warned: bool


LONG_BEFORE = timedelta(days=2 * 366)

Counter = Callable[[str, date], Count | str | None]
"""The count for a subject on a day; None where the day is not judged, a reason where it cannot be told."""


def runs_over(world: World, count: Counter, subjects: list[str], judged_in: list[Begun] | None) -> list[Occurrence]:
    """The runs of days over, and how each subject stands today; only days in a period of `judged_in`, where given."""
    found: list[Occurrence] = []
    for subject in subjects:
        during = [one for one in judged_in if one.subject == subject] if judged_in is not None else None
        run: list[tuple[date, int]] = []
        for day in each_day(_first_day(world), world.as_of):
            judged = during is None or any(one.lasts(day) for one in during)
            now = count(subject, day) if judged else None
            if isinstance(now, Count) and now.over:
                run.append((day, now.shown))
            elif run:
                around = _around(during, run[0][0])
                found.append(_finished(world, subject, around, run, isinstance(now, Count), day))
                run = []
            if day == world.as_of and now is not None:
                found.append(_today(world, subject, during, run, now, day))
                run = []
    return found


def _around(during: list[Begun] | None, day: date) -> tuple[Period, ...]:
    """The period, of those that a day lies in, that began latest."""
    here = [one.period for one in during or [] if one.lasts(day) and one.period is not None]
    return tuple(sorted(here, key=lambda p: (p.started_on or date.min, p.ended_on or date.max))[-1:])


def _finished(
    world: World, subject: str, periods: tuple[Period, ...], run: list[tuple[date, int]], judged: bool, after: date
) -> Occurrence:
    one = _run(world, subject, periods, run[0][0], max(number for _, number in run))
    return replace(one, met_on=after, met_late=True) if judged else replace(one, ended_on=after - DAY)


def _run(world: World, subject: str, periods: tuple[Period, ...], first: date, shown: int) -> Occurrence:
    """A run of days over; one that reaches back before anything that is dated cannot be told."""
    if first == _first_day(world):
        return Occurrence(subject, None, None, None, periods, shown, reason="start_unknown")
    if not world.calendar.covers(first - DAY):
        return Occurrence(subject, first, first, None, periods, shown, reason="beyond_calendar")
    return Occurrence(subject, first, first, first - DAY, periods, shown)


def _today(
    world: World, subject: str, during: list[Begun] | None, run: list[tuple[date, int]], now: Count | str, day: date
) -> Occurrence:
    periods = _around(during, day)
    if run:
        return _run(world, subject, periods, run[0][0], run[-1][1])
    if isinstance(now, str):
        return Occurrence(subject, None, None, None, periods, reason=now)
    return Occurrence(subject, None, None, None, periods, now.shown, outcome="due_soon" if now.warned else "on_track")


def _first_day(world: World) -> date:
    """A day before which no count can change, and so long before that every length of a window of months has been seen."""
    dates = [d for p in world.lives.periods for d in (p.started_on, p.ended_on) if d is not None]
    dates += [d for one in (*world.lives.involvements, *world.lives.posts) for d in (one.started_on, one.ended_on) if d]
    dates += [e.happened_on for e in world.lives.events if e.happened_on is not None]
    return min([*dates, world.as_of]) - LONG_BEFORE
