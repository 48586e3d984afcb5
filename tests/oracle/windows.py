"""No more than so many in a window, and no more than so many to carry: a count for each day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from compliance.rulebook.conditions import Condition
from compliance.rulebook.model import Load, Standard, WindowLimit
from oracle.conditions import Question, ask, holds
from oracle.days import DAY, each_day
from oracle.judge import Occurrence
from oracle.lives import Event, Period
from oracle.qualify import qualifying
from oracle.triggers import HOPELESS, triggers
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


def limit_occurrences(world: World, standard: Standard, form: WindowLimit) -> list[Occurrence]:
    """The occurrences of a limit."""
    things = _counted(world, form)

    def count(subject: str, day: date) -> Count | str | None:
        shown = _in_window(world, form, [t for t in things if t.subject == subject], day)
        return Count(shown, shown > form.most, form.warn_at is not None and shown >= form.warn_at)

    begun = triggers(world, standard)
    hopeless = [
        Occurrence(t.subject, t.occurrence, t.anchor, None, (t.period,) if t.period else (), reason=t.reason)
        for t in begun
        if t.reason in HOPELESS
    ]
    return hopeless + _runs(world, standard, count, sorted({t.subject for t in begun}))


def _counted(world: World, form: WindowLimit) -> list[Period] | list[Event]:
    what = form.count

    def kept(record: Period | Event, day: date | None, unless: Condition | None) -> bool:
        return unless is None or ask(unless, Question(world, record.subject, day, record)) is not True

    if what.event is not None:
        events = qualifying(world, what.event, what.outcome, what.where)
        counted = [event for event in events if kept(event, event.happened_on, what.unless)]
        return list({(event.subject, event.happened_on): event for event in counted}.values())
    return [
        period
        for period in world.lives.periods
        if period.kind == what.period
        and not period.contradiction
        and holds(what.where, Question(world, period.subject, period.started_on, period))
        and kept(period, period.started_on, what.unless)
    ]


def _in_window(world: World, form: WindowLimit, things: list[Period] | list[Event], day: date) -> int:
    def still_in(last: date | None) -> bool:
        leaves = world.calendar.after(last, form.within) if last is not None else None
        return leaves is None or day < leaves

    starts = [thing.happened_on if isinstance(thing, Event) else thing.started_on for thing in things]
    if form.count.by == "starts":
        return sum(start is not None and start <= day and still_in(start) for start in starts)
    periods = [thing for thing in things if isinstance(thing, Period)]
    begun = [p for p in periods if world.reaches_back_to(p) <= day]
    if form.count.by == "held":
        return sum(still_in(p.ended_on) for p in begun)
    total, back = 0, day
    while still_in(back):
        total += any(world.lasts(p, back) for p in periods)
        if not world.calendar.covers(back - DAY):
            break
        back -= DAY
    return total


def load_occurrences(world: World, standard: Standard, form: Load) -> list[Occurrence]:
    """The occurrences of a load."""
    workers = {post.worker for post in world.lives.posts}
    subjects = sorted(workers if form.over == "worker" else world.lives.teams)

    def count(subject: str, day: date) -> Count | str | None:
        people = _people(world, form, subject, day)
        posts = [
            post
            for post in world.lives.posts
            if (post.worker == subject if form.over == "worker" else (post.team == subject and post.role == form.role))
            and (post.started_on is None or post.started_on <= day)
            and (post.ended_on is None or day <= post.ended_on)
        ]
        if not posts or not people:
            return None
        if form.per == "fte" and any(post.fte is None for post in posts):
            return "fte_unknown"
        whole = (
            Fraction(len(posts)) if form.per == "each" else sum((Fraction(str(post.fte)) for post in posts), Fraction())
        )
        if whole == 0:
            return None
        each = Fraction(people) / whole
        warned = form.warn_at is not None and each >= Fraction(str(form.warn_at))
        return Count(ceil(each), each > Fraction(str(form.most)), warned)

    return _runs(world, standard, count, subjects)


def _people(world: World, form: Load, subject: str, day: date) -> int:
    return len(
        {
            one.person
            for one in world.lives.involvements
            if one.role == form.role
            and subject == (one.worker if form.over == "worker" else one.team)
            and (one.started_on is None or one.started_on <= day)
            and (one.ended_on is None or day <= one.ended_on)
        }
    )


def _runs(world: World, standard: Standard, count: Counter, subjects: list[str]) -> list[Occurrence]:
    found: list[Occurrence] = []
    for subject in subjects:
        during = _during(world, standard, subject)
        run: list[tuple[date, int]] = []
        for day in each_day(_first_day(world), world.as_of):
            judged = during is None or any(world.lasts(period, day) for period in during)
            now = count(subject, day) if judged else None
            if isinstance(now, Count) and now.over:
                run.append((day, now.shown))
            elif run:
                found.append(
                    _finished(world, subject, _around(world, during, run[0][0]), run, isinstance(now, Count), day)
                )
                run = []
            if day == world.as_of and now is not None:
                found.append(_today(world, subject, during, run, now, day))
                run = []
    return found


def _during(world: World, standard: Standard, subject: str) -> list[Period] | None:
    if standard.during is None:
        return None
    begun = [t for t in triggers(world, standard) if t.subject == subject and t.reason not in HOPELESS]
    return [t.period for t in begun if t.period is not None]


def _around(world: World, during: list[Period] | None, day: date) -> tuple[Period, ...]:
    """The period, of those that a day lies in, that began latest."""
    here = [period for period in during or [] if world.lasts(period, day)]
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
    world: World, subject: str, during: list[Period] | None, run: list[tuple[date, int]], now: Count | str, day: date
) -> Occurrence:
    periods = _around(world, during, day)
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
