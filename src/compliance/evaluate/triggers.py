"""Triggers: what begins an obligation, where it is anchored, and when it is over."""

from dataclasses import dataclass, replace

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.aged import part_aged
from compliance.evaluate.arrays import ALWAYS as LONG_AGO
from compliance.evaluate.arrays import FOREVER, NO_INSTANT, Flags, Ints, Longs, first_of_each, pair_by_subject
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
    -1. `occurrence` is the start of the period, or the event's day; `reach_from` how far back the anchor may lie where it is
    unknown. `reason` says why nothing can be told of it, or `NO_REASON`. Its record is number `record` of what can be seen
    of kind number `source` among those that the standard names.
    """

    subject: Ints
    anchor: Days
    instant: Longs
    occurrence: Days
    reach_from: Days
    end: Days
    period: Longs
    reason: np.ndarray[tuple[int], np.dtype[np.int8]]
    source: np.ndarray[tuple[int], np.dtype[np.int8]]
    record: Longs

    def __len__(self) -> int:
        return len(self.subject)

    def where(self, keep: Flags | Longs) -> "Triggers":
        """Only some of the triggers, by flags or by row."""
        return Triggers(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


def triggers_of(world: World, standard: Standard) -> Triggers:
    """The triggers of a standard that can be seen; of several kinds of period together, none has a `period`."""
    if standard.during is not None:
        during = standard.during
        each = [_of_periods(world, during, kind, source) for source, kind in enumerate(during.period)]
        if len(each) == 1:
            return each[0]
        every = _together(each)
        nameless = replace(every, period=np.full(len(every), -1, np.int64))
        return nameless.where(np.lexsort((every.occurrence, every.subject)))
    assert standard.after is not None
    after = standard.after
    each = [_of_events(world, after, kind, source) for source, kind in enumerate(after.event)]
    until = standard.deadline.until if standard.deadline is not None else None
    triggers = _each_act_once(each[0] if len(each) == 1 else _together(each))
    return triggers if until is None or after.of is None else until_period_ends(world, after.of, triggers)


def _together(each: list[Triggers]) -> Triggers:
    return Triggers(*(np.concatenate([getattr(t, name) for t in each]) for name in Triggers.__dataclass_fields__))


def _of_periods(world: World, during: Trigger, kind: str, source: int) -> Triggers:
    periods = world.periods(kind)
    size = len(periods.subject)
    anchor, reach_from = periods.start, periods.reach_from
    unknown = reason("start_unknown")
    if during.from_ != "started_on":
        anchor = day_column(world.period_attribute(periods, during.from_))
        reach_from = np.where(anchor == UNKNOWN, LONG_AGO, anchor).astype(np.int32)
        unknown = reason("anchor_unknown")
    end = np.where(periods.contradiction, FOREVER, periods.end).astype(np.int32)
    keep = np.ones(size, np.bool_)
    why = np.where(anchor == UNKNOWN, unknown, NO_REASON)
    if during.aged is not None:
        part = part_aged(world, during.aged, periods, anchor, reach_from, end)
        anchor, reach_from, end, keep = part.anchor, part.reach_from, part.end, part.left
        why = np.where(part.unborn, reason("date_of_birth"), why)
    why = np.where(_two_open(world, periods), reason("two_open"), why)
    why = np.where(periods.contradiction, reason("contradiction"), why)
    asked = Asked(periods.subject, anchor, periods, np.arange(size))
    if during.where != ALWAYS:
        answers = ask(world, during.where, asked)
        keep &= answers != NO
        why = np.where((answers == DONT_KNOW) & (why == NO_REASON), reason("attribute_unknown"), why)
    if during.unless is not None:
        keep &= ask(world, during.unless, asked) != YES
    triggers = Triggers(
        periods.subject,
        anchor,
        np.full(size, NO_INSTANT, np.int64),
        periods.start,
        reach_from,
        end,
        periods.row,
        why.astype(np.int8),
        np.full(size, source, np.int8),
        np.arange(size),
    )
    return triggers.where(keep)


def _of_events(world: World, after: EventTrigger, kind: str, source: int) -> Triggers:
    events, keep = qualifying(world, kind, after.outcome, after.where)
    if after.unless is not None:
        keep &= of_records(world, after.unless, events) != YES
    size = int(keep.sum())
    return Triggers(
        events.subject[keep],
        events.day[keep],
        world.event_instants(events)[keep],
        events.day[keep],
        events.day[keep],
        np.full(size, FOREVER),
        world.event_links(events, after.of)[keep] if after.of is not None else np.full(size, -1, np.int64),
        np.full(size, NO_REASON),
        np.full(size, source, np.int8),
        np.flatnonzero(keep),
    )


def _each_act_once(triggers: Triggers) -> Triggers:
    """In order of subject and time; what was recorded twice (same day and instant, of whichever kind) is one trigger."""
    if len(triggers) and triggers.source[-1] > 0:
        triggers = triggers.where(np.lexsort((triggers.instant, triggers.anchor, triggers.subject)))
    subject, day, instant = triggers.subject, triggers.anchor, triggers.instant
    return triggers.where(first_of_each(subject) | first_of_each(day) | first_of_each(instant))


def _two_open(world: World, periods: SeenPeriods) -> Flags:
    """Periods that are open although the subject has another open one of an exclusive kind."""
    if not world.vocabulary.periods[periods.kind].exclusive:
        return np.zeros(len(periods.subject), np.bool_)
    is_open = ~periods.ended & ~periods.contradiction
    counts = np.bincount(periods.subject[is_open], minlength=int(periods.subject.max(initial=0)) + 1)
    return is_open & (counts[periods.subject] > 1)


def until_period_ends(world: World, kind: str, triggers: Triggers) -> Triggers:
    """Event triggers that are over with their period: the one each names, or the latest begun that holds on its day."""
    periods = world.periods(kind)
    if not len(periods.row) or not len(triggers):
        return triggers
    sound = np.flatnonzero(~periods.contradiction)
    pairs = pair_by_subject(triggers.subject, periods.subject[sound])
    row, day = sound[pairs.right], triggers.anchor[pairs.left]
    holds = (periods.reach_from[row] <= day) & (day <= periods.end[row])
    # Periods stand in the order in which they began and are listed, unknown starts first: the last that holds is meant.
    holding = np.full(len(triggers), -1, np.int64)
    np.maximum.at(holding, pairs.left[holds], row[holds])
    named = np.minimum(np.searchsorted(periods.row, triggers.period), len(periods.row) - 1)
    seen = periods.row[named] == triggers.period
    place = np.where(triggers.period == -1, holding, np.where(seen, named, -1))
    ends = (place >= 0) & ~periods.contradiction[place]
    return replace(
        triggers,
        period=np.where(place >= 0, periods.row[place], triggers.period),
        end=np.where(ends, periods.end[place], FOREVER).astype(np.int32),
    )
