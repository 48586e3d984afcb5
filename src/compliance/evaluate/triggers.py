"""Triggers: what begins an obligation, where it is anchored, and when it is over."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import FOREVER, NO_INSTANT, Flags, Ints, Longs
from compliance.evaluate.ask import DONT_KNOW, NO, YES, Asked, ask, of_records
from compliance.evaluate.columns import day_column
from compliance.evaluate.findings import REASONS
from compliance.evaluate.qualify import qualifying
from compliance.evaluate.world import SeenPeriods, World
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.model import EventTrigger, Standard, Trigger

NO_REASON = np.int8(-1)


def reason(name: str) -> np.int8:
    """The number of a reason why a finding cannot be told."""
    return np.int8(REASONS.index(name))


@dataclass(frozen=True)
class Triggers:
    """One row a trigger, sorted by subject and start.

    `anchor` is day 0 (`UNKNOWN` where nobody knows), `instant` its moment where one is known. `end` is the last day of
    the trigger's period, `FOREVER` while it is open. `period` is the code of the period (the one an event names), or
    -1. `occurrence` is the start of the period, or the event's day; `reach_from` how far back it may reach where that is
    unknown. `reason` says why nothing can be told of it, or `NO_REASON`.
    """

    subject: Ints
    anchor: Days
    instant: Longs
    occurrence: Days
    reach_from: Days
    end: Days
    period: Longs
    reason: np.ndarray[tuple[int], np.dtype[np.int8]]

    def __len__(self) -> int:
        return len(self.subject)

    def where(self, keep: Flags) -> "Triggers":
        """Only some of the triggers."""
        return Triggers(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


def triggers_of(world: World, standard: Standard) -> Triggers:
    """The triggers of a standard that can be seen."""
    if standard.during is not None:
        return _of_periods(world, standard.during)
    assert standard.after is not None
    return _of_events(world, standard.after)


def _of_periods(world: World, during: Trigger) -> Triggers:
    periods = world.periods(during.period)
    anchor = periods.start
    unknown = reason("start_unknown")
    if during.from_ != "started_on":
        anchor = day_column(world.period_attribute(periods, during.from_))
        unknown = reason("anchor_unknown")
    why = np.where(anchor == UNKNOWN, unknown, NO_REASON)
    why = np.where(_two_open(world, periods), reason("two_open"), why)
    why = np.where(periods.contradiction, reason("contradiction"), why)
    keep = np.ones(len(anchor), np.bool_)
    asked = Asked(periods.subject, anchor, periods, np.arange(len(anchor)))
    if during.where != ALWAYS:
        answers = ask(world, during.where, asked)
        keep &= answers != NO
        why = np.where((answers == DONT_KNOW) & (why == NO_REASON), reason("attribute_unknown"), why)
    if during.unless is not None:
        keep &= ask(world, during.unless, asked) != YES
    triggers = Triggers(
        periods.subject,
        anchor,
        np.full(len(anchor), NO_INSTANT, np.int64),
        periods.start,
        periods.reach_from,
        np.where(periods.contradiction, FOREVER, periods.end).astype(np.int32),
        periods.row,
        why.astype(np.int8),
    )
    return triggers.where(keep)


def _of_events(world: World, after: EventTrigger) -> Triggers:
    events, keep = qualifying(world, after.event, after.outcome, after.where)
    if after.unless is not None:
        keep &= of_records(world, after.unless, events) != YES
    instants = world.event_instants(events)
    # The same act recorded twice (same day, instant) is one trigger.
    again = np.zeros(len(keep), np.bool_)
    chosen = np.flatnonzero(keep)
    same = (
        (events.subject[chosen][1:] == events.subject[chosen][:-1])
        & (events.day[chosen][1:] == events.day[chosen][:-1])
        & (instants[chosen][1:] == instants[chosen][:-1])
    )
    again[chosen[1:][same]] = True
    keep &= ~again
    size = int(keep.sum())
    return Triggers(
        events.subject[keep],
        events.day[keep],
        instants[keep],
        events.day[keep],
        events.day[keep],
        np.full(size, FOREVER),
        world.event_links(events, after.of)[keep] if after.of is not None else np.full(size, -1, np.int64),
        np.full(size, NO_REASON),
    )


def _two_open(world: World, periods: SeenPeriods) -> Flags:
    """Periods that are open although the subject has another open one of an exclusive kind."""
    if not world.vocabulary.periods[periods.kind].exclusive:
        return np.zeros(len(periods.subject), np.bool_)
    is_open = ~periods.ended & ~periods.contradiction
    counts = np.bincount(periods.subject[is_open], minlength=int(periods.subject.max(initial=0)) + 1)
    return is_open & (counts[periods.subject] > 1)
