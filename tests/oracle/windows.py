"""No more than so many in a window, or in a row: a count for each day."""

from collections.abc import Callable
from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.model import Counted, Standard, WindowLimit
from oracle.conditions import Question, ask, holds
from oracle.days import DAY
from oracle.judge import Occurrence
from oracle.lives import Event, Period
from oracle.qualify import qualifying
from oracle.runs import Count, runs_over
from oracle.triggers import HOPELESS, Begun, triggers
from oracle.world import World

NOT_JUDGED = (*HOPELESS, "date_of_birth")


def limit_occurrences(world: World, standard: Standard, form: WindowLimit) -> list[Occurrence]:
    """The occurrences of a limit."""
    begun = triggers(world, standard)
    number = _number_in_a_row(world, form.count, begun) if form.in_a_row else _number_in_window(world, form)

    def count(subject: str, day: date) -> Count:
        shown = number(subject, day)
        return Count(shown, shown > form.most, form.warn_at is not None and shown >= form.warn_at)

    doubtful = _days_in_doubt(world, form) if form.count.by == "days" else set[str]()
    reasons = {id(t): _reason(t, doubtful) for t in begun}
    hopeless = [
        Occurrence(t.subject, t.occurrence, t.anchor, None, (t.period,) if t.period else (), reason=reasons[id(t)])
        for t in begun
        if reasons[id(t)] is not None
    ]
    judged = [trigger for trigger in begun if reasons[id(trigger)] is None]
    return hopeless + runs_over(world, count, sorted({t.subject for t in begun}), judged)


def _reason(trigger: Begun, doubtful: set[str]) -> str | None:
    """Why nothing can be told of a trigger, or None."""
    if trigger.reason in NOT_JUDGED:
        return trigger.reason
    return "start_unknown" if trigger.subject in doubtful else None


def _days_in_doubt(world: World, form: WindowLimit) -> set[str]:
    """Subjects with a counted period that began on an unknown day and is still in the window."""
    assert form.within is not None
    return {
        period.subject
        for period in _counted_periods(world, form.count)
        if period.started_on is None and _still_in(world, period.ended_on, form.within, world.as_of)
    }


Number = Callable[[str, date], int]
"""How many, for a subject on a day."""


def _kept(world: World, record: Period | Event, day: date | None, unless: Condition | None) -> bool:
    return unless is None or ask(unless, Question(world, record.subject, day, record)) is not True


def _number_in_window(world: World, form: WindowLimit) -> Number:
    what, within = form.count, form.within
    assert within is not None
    if what.event is not None:
        events = qualifying(world, what.event, what.outcome, what.where)
        kept = [event for event in events if _kept(world, event, event.happened_on, what.unless)]
        starts = {(event.subject, event.happened_on) for event in kept}
        return lambda subject, day: sum(
            world.calendar.in_window(on, within, day) for of, on in starts if of == subject and on is not None
        )
    periods = _counted_periods(world, what)
    ways = {"starts": _starts, "held": _held, "days": _days}
    return lambda subject, day: ways[what.by](world, [p for p in periods if p.subject == subject], within, day)


def _counted_periods(world: World, what: Counted) -> list[Period]:
    return [
        period
        for period in world.lives.periods
        if period.kind == what.period
        and not period.contradiction
        and holds(what.where, Question(world, period.subject, period.started_on, period))
        and _kept(world, period, period.started_on, what.unless)
    ]


def _starts(world: World, periods: list[Period], within: Duration, day: date) -> int:
    starts = [period.started_on for period in periods if period.started_on is not None]
    return sum(world.calendar.in_window(start, within, day) for start in starts)


def _held(world: World, periods: list[Period], within: Duration, day: date) -> int:
    begun = [period for period in periods if world.reaches_back_to(period) <= day]
    return sum(_still_in(world, period.ended_on, within, day) for period in begun)


def _days(world: World, periods: list[Period], within: Duration, day: date) -> int:
    known = [period for period in periods if period.started_on is not None]
    total, back = 0, day
    while _still_in(world, back, within, day):
        total += any(world.lasts(period, back) for period in known)
        if not world.calendar.covers(back - DAY):
            break
        back -= DAY
    return total


def _still_in(world: World, last: date | None, within: Duration, day: date) -> bool:
    leaves = world.calendar.after(last, within) if last is not None else None
    return leaves is None or day < leaves


def _number_in_a_row(world: World, what: Counted, begun: list[Begun]) -> Number:
    assert what.event is not None
    days: dict[str, dict[date, bool]] = {}
    for event in qualifying(world, what.event, what.outcome, ALWAYS):
        if event.happened_on is not None and _kept(world, event, event.happened_on, what.unless):
            counts = holds(what.where, Question(world, event.subject, event.happened_on, event))
            of_subject = days.setdefault(event.subject, {})
            of_subject[event.happened_on] = of_subject.get(event.happened_on, True) and counts

    told = [(t.subject, t.anchor) for t in begun if t.anchor is not None and t.reason not in NOT_JUDGED]

    def number(subject: str, day: date) -> int:
        in_a_row = 0
        afresh = max((anchor for of, anchor in told if of == subject and anchor <= day), default=date.min)
        for _, counts in sorted(item for item in days.get(subject, {}).items() if afresh <= item[0] <= day):
            in_a_row = in_a_row + 1 if counts else 0
        return in_a_row

    return number
