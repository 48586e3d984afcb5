"""What begins an obligation, and what keeps one from being told."""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.rulebook.conditions import Condition
from compliance.rulebook.model import EventTrigger, PeriodEnd, Standard, Trigger
from oracle.aged import Part, part_of
from oracle.conditions import Question, ask, holds
from oracle.lives import Event, Period
from oracle.qualify import names, qualifying
from oracle.world import World


@dataclass(frozen=True)
class Begun:
    """One trigger: of whom, by which record, from when, until when, and why nothing can be told of it, if so.

    `first` is the first day that its period (or the part that counts) can have; `last` its last, where that is over;
    `ends_on` the same, where the obligation ends with it.
    """

    subject: str
    record: Period | Event
    period: Period | None
    anchor: date | None
    instant: datetime | None
    occurrence: date | None
    first: date
    last: date | None
    ends_on: date | None
    reason: str | None

    def lasts(self, day: date) -> bool:
        """Whether the day is one of the part of its period that counts."""
        return self.first <= day and (self.last is None or day <= self.last)


HOPELESS = ("contradiction", "two_open", "attribute_unknown")
"""Why nothing at all can be told of a trigger."""


def triggers(world: World, standard: Standard) -> list[Begun]:
    """Every trigger of a standard."""
    until = _until(standard)
    if standard.during is not None:
        periods = [period for period in world.lives.periods if period.kind in standard.during.period]
        begun = [_of_period(world, standard.during, period, until) for period in periods]
        return [one for one in begun if one is not None]
    assert standard.after is not None
    return [_of_event(world, standard.after, event, until) for event in _events(world, standard.after)]


def _until(standard: Standard) -> PeriodEnd | None:
    if standard.recurring is not None:
        return PeriodEnd(end=True)
    return standard.deadline.until if standard.deadline is not None else None


def _wanted(world: World, trigger: Trigger | EventTrigger, record: Period | Event, anchor: date | None) -> bool:
    question = Question(world, record.subject, anchor, record)
    removed = trigger.unless is not None and ask(trigger.unless, question) is True
    return ask(trigger.where, question) is not False and not removed


def _of_period(world: World, during: Trigger, period: Period, until: PeriodEnd | None) -> Begun | None:
    part = part_of(world, during, period)
    if part is None or not _wanted(world, during, period, part.anchor):
        return None
    ends = part.last if until is not None and _over(world, period, part.last, until.where) else None
    return Begun(
        period.subject, period, period, part.anchor, None, period.started_on, part.first, part.last, ends,
        _why_not(world, during, period, part),
    )  # fmt: skip


def _why_not(world: World, during: Trigger, period: Period, part: Part) -> str | None:
    if period.contradiction:
        return "contradiction"
    if two_open(world, period):
        return "two_open"
    if part.birth_unknown:
        return "date_of_birth"
    if part.anchor is None:
        return "start_unknown" if during.from_ == "started_on" else "anchor_unknown"
    known = holds(during.where, Question(world, period.subject, part.anchor, period))
    return None if known else "attribute_unknown"


def _over(world: World, period: Period, last: date | None, where: Condition) -> bool:
    return last is not None and holds(where, Question(world, period.subject, last, period))


def two_open(world: World, period: Period) -> bool:
    """Whether it is one of two or more open periods of a kind of which there can be only one."""
    if not world.vocabulary.periods[period.kind].exclusive or period.ended_on is not None:
        return False
    return sum(other.ended_on is None for other in world.periods_of(period.subject, period.kind)) > 1


def _events(world: World, after: EventTrigger) -> list[Event]:
    """One event for a subject, day and instant: of the kind named first, the first listed."""
    found: dict[tuple[object, ...], Event] = {}
    for kind in after.event:
        for event in qualifying(world, kind, after.outcome, after.where):
            if _wanted(world, after, event, event.happened_on):
                found.setdefault((event.subject, event.happened_on, event.at), event)
    return list(found.values())


def _of_event(world: World, after: EventTrigger, event: Event, until: PeriodEnd | None) -> Begun:
    period = _named(world, after, event)
    if period is None and until is not None:
        period = _of_the_day(world, str(after.of), event)
    last = period.ended_on if period is not None and not period.contradiction else None
    over = until is not None and period is not None and _over(world, period, last, until.where)
    day = event.happened_on
    assert day is not None
    return Begun(event.subject, event, period, day, event.at, day, day, last, last if over else None, None)


def _named(world: World, after: EventTrigger, event: Event) -> Period | None:
    """The period that the event names. It may be named before it begins; its name is all that is asked of it then."""
    named = names(world, event, after.of)
    return (world.period(named) or Period(named, event.subject, str(after.of), None)) if named is not None else None


def _of_the_day(world: World, kind: str, event: Event) -> Period | None:
    """The latest-begun period of a kind that holds on the event's day; begun on one day, the latest listed."""
    assert event.happened_on is not None
    now = world.in_periods(event.subject, kind, event.happened_on)
    return max(now, key=lambda p: (p.started_on or date.min, p.ended_on or date.max, p.id), default=None)
