"""Which records count, and which trigger each belongs to."""

from datetime import date, datetime

from compliance.calendar import parse_duration
from compliance.rulebook.conditions import Condition
from compliance.rulebook.model import Record
from oracle.conditions import Question, holds
from oracle.days import DAY
from oracle.lives import Agreement, Event
from oracle.world import World


def qualifying(world: World, kind: str, outcome: tuple[str, ...], where: Condition) -> list[Event]:
    """The events of a kind with one of the outcomes (none listed: any) for which `where` holds, each meaning once.

    They are in the order in which a snapshot lists those of one moment: by their ids.
    """
    once: dict[tuple[object, ...], Event] = {}
    for event in sorted(world.lives.events, key=lambda event: event.id):
        if event.kind != kind or event.happened_on is None or (outcome and event.outcome not in outcome):
            continue
        if holds(where, Question(world, event.subject, event.happened_on, event)):
            meaning = (event.subject, event.period, event.happened_on, event.at, event.outcome)
            once.setdefault(meaning, event)
    return list(once.values())


def qualifying_any(world: World, records: tuple[Record, ...]) -> list[Event]:
    """The events that any of several descriptions covers."""
    found = [event for record in records for event in qualifying(world, record.event, record.outcome, record.where)]
    return list({event.id: event for event in found}.values())


def names(world: World, record: Event | Agreement, kind: str | None) -> str | None:
    """The period of `kind` that a record or an agreement names, if it names one."""
    return record.period if record.period is not None and world.kinds[record.period] == kind else None


def lower_bound(world: World, anchor: date | None, reaches_back_to: date, counts_from: str) -> date | None:
    """The first day on which a record counts; None for no bound."""
    if anchor is None:
        return reaches_back_to
    if counts_from == "the day":
        return anchor
    if counts_from == "the day after":
        return anchor + DAY
    return world.calendar.before(anchor, parse_duration(counts_from.removesuffix(" before")))


def not_before(event: Event, bound: date, instant: datetime | None) -> bool:
    """Whether the event is on or after a bound: by instant where one is asked for and the event has one."""
    assert event.happened_on is not None
    if instant is not None and event.at is not None:
        return event.at >= instant
    return event.happened_on >= bound
