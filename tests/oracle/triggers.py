"""What begins an obligation, and what keeps one from being told."""

from dataclasses import dataclass
from datetime import date, datetime

from compliance.rulebook.conditions import Condition
from compliance.rulebook.model import EventTrigger, PeriodEnd, Standard, Trigger
from oracle.conditions import Question, ask, holds
from oracle.lives import Event, Period
from oracle.qualify import names, qualifying
from oracle.world import World


@dataclass(frozen=True)
class Begun:
    """One trigger: of whom, from when, until when, and why nothing can be told of it, if so."""

    subject: str
    period: Period | None
    anchor: date | None
    instant: datetime | None
    occurrence: date | None
    ends_on: date | None
    reason: str | None


HOPELESS = ("contradiction", "two_open", "attribute_unknown")
"""Why nothing at all can be told of a trigger."""


def triggers(world: World, standard: Standard) -> list[Begun]:
    """Every trigger of a standard."""
    if standard.during is not None:
        until = _until(standard)
        return [
            _of_period(world, standard.during, period, until)
            for period in world.lives.periods
            if period.kind == standard.during.period
            and _wanted(world, standard.during, period, _anchor(standard.during, period))
        ]
    assert standard.after is not None
    after = standard.after
    return [
        _of_event(world, after, event)
        for event in qualifying(world, after.event, after.outcome, after.where)
        if _wanted(world, after, event, event.happened_on)
    ]


def _until(standard: Standard) -> PeriodEnd | None:
    if standard.recurring is not None:
        return PeriodEnd(end=True)
    return standard.deadline.until if standard.deadline is not None else None


def _anchor(during: Trigger, period: Period) -> date | None:
    return period.started_on if during.from_ == "started_on" else period.attributes.get(during.from_)


def _wanted(world: World, trigger: Trigger | EventTrigger, record: Period | Event, anchor: date | None) -> bool:
    question = Question(world, record.subject, anchor, record)
    removed = trigger.unless is not None and ask(trigger.unless, question) is True
    return ask(trigger.where, question) is not False and not removed


def _of_period(world: World, during: Trigger, period: Period, until: PeriodEnd | None) -> Begun:
    anchor = _anchor(during, period)
    reason = None
    if period.contradiction:
        reason = "contradiction"
    elif two_open(world, period):
        reason = "two_open"
    elif anchor is None:
        reason = "start_unknown" if during.from_ == "started_on" else "anchor_unknown"
    elif not holds(during.where, Question(world, period.subject, anchor, period)):
        reason = "attribute_unknown"
    ends = period.ended_on if until is not None and _over(world, period, until.where) else None
    return Begun(period.subject, period, anchor, None, period.started_on, ends, reason)


def _over(world: World, period: Period, where: Condition) -> bool:
    return period.ended_on is not None and holds(where, Question(world, period.subject, period.ended_on, period))


def two_open(world: World, period: Period) -> bool:
    """Whether it is one of two or more open periods of a kind of which there can be only one."""
    if not world.vocabulary.periods[period.kind].exclusive or period.ended_on is not None:
        return False
    return sum(other.ended_on is None for other in world.periods_of(period.subject, period.kind)) > 1


def _of_event(world: World, after: EventTrigger, event: Event) -> Begun:
    named = names(world, event, after.of)
    # A period may be named before it begins; its name is all that is asked of it.
    period = (world.period(named) or Period(named, event.subject, str(after.of), None)) if named is not None else None
    return Begun(event.subject, period, event.happened_on, event.at, event.happened_on, None, None)
