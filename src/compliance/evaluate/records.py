"""To which trigger each record belongs."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days, parse_duration
from compliance.evaluate.arrays import ALWAYS, NO_INSTANT, Longs, Pairs, pair_by_subject
from compliance.evaluate.qualify import qualifying
from compliance.evaluate.triggers import Triggers
from compliance.evaluate.world import SeenEvents, World
from compliance.rulebook.model import CountsFrom, Record


@dataclass(frozen=True)
class Rules:
    """How a standard binds records to triggers: the kind of its period, from when a record counts, and one for each."""

    during: str | None
    counts_from: CountsFrom
    one_each: bool = False
    by_instant: bool = False


@dataclass(frozen=True)
class Belonging:
    """Records that belong to triggers, ordered by trigger and time. `instant` is `NO_INSTANT` where only the day is known."""

    trigger: Longs
    day: Days
    instant: Longs


def belonging(world: World, record: Record, triggers: Triggers, last: Days, rules: Rules) -> Belonging:
    """The qualifying events of `record` that belong to each trigger, up to and including its `last` day."""
    events, keep = qualifying(world, record.event, record.outcome, record.where)
    if not keep.all():
        events = SeenEvents(events.kind, events.row[keep], events.subject[keep], events.day[keep])
    pairs = pair_by_subject(triggers.subject, events.subject)
    lower = lower_bound(world, triggers, rules.counts_from)
    day = events.day[pairs.right]
    inside = (day >= lower[pairs.left]) & (day <= last[pairs.left])
    pairs, day = pairs.where(inside), day[inside]
    instant = world.event_instants(events) if rules.by_instant else None
    if instant is not None and rules.counts_from == "the day":
        before = (instant[pairs.right] != NO_INSTANT) & (instant[pairs.right] < triggers.instant[pairs.left])
        pairs, day = pairs.where(~before), day[~before]
    pairs, day = _linked(world, events, triggers, pairs, day, rules, instant)
    moments = instant[pairs.right] if instant is not None else np.full(len(day), NO_INSTANT, np.int64)
    return Belonging(pairs.left, day, moments)


def lower_bound(world: World, triggers: Triggers, counts_from: CountsFrom) -> Days:
    """The first day on which a record counts for each trigger; for an unknown anchor, as far back as the period may reach."""
    anchor = triggers.anchor
    match counts_from:
        case "the day":
            bound = anchor
        case "the day after":
            bound = anchor + np.int32(1)
        case _:
            bound = world.calendar.before_days(anchor, parse_duration(counts_from.removesuffix(" before")))
            bound = np.where(bound == UNKNOWN, ALWAYS, bound)
    return np.where(anchor == UNKNOWN, triggers.reach_from, bound).astype(np.int32)


def _linked(
    world: World,
    events: SeenEvents,
    triggers: Triggers,
    pairs: Pairs,
    day: Days,
    rules: Rules,
    instant: Longs | None,
) -> tuple[Pairs, Days]:
    """Leaves each record that names a period to that period's trigger, and under `one_each` the others to the latest."""
    link = np.full(len(events.row), -1, np.int64)
    if rules.during is not None:
        link = world.event_links(events, rules.during)
    named = link[pairs.right]
    keep = (named == -1) | (named == triggers.period[pairs.left])
    if rules.one_each:
        keep &= (named != -1) | (_latest_trigger(triggers, events, instant)[pairs.right] == pairs.left)
    if keep.all():
        return pairs, day
    return pairs.where(keep), day[keep]


def _latest_trigger(triggers: Triggers, events: SeenEvents, instant: Longs | None) -> Longs:
    """For each event the trigger of its subject anchored latest on or before it, whether or not that is over; -1 for none.

    By the instant where both are known: a trigger without one comes first in its day, an event without one last.
    """
    known = np.flatnonzero(triggers.anchor != UNKNOWN)
    moments = np.full(len(events.row), NO_INSTANT) if instant is None else instant
    moments = np.where(moments == NO_INSTANT, np.iinfo(np.int64).max, moments)
    subject = np.concatenate([triggers.subject[known], events.subject])
    day = np.concatenate([triggers.anchor[known], events.day])
    moment = np.concatenate([triggers.instant[known], moments])
    is_event = np.arange(len(subject)) >= len(known)
    order = np.lexsort((is_event, moment, day, subject))
    place = np.maximum.accumulate(np.where(is_event[order], -1, np.arange(len(order))))
    before = order[np.maximum(place, 0)]
    found = (place >= 0) & (subject[before] == subject[order])
    latest = np.full(len(subject), -1, np.int64)
    if len(known):
        latest[order] = np.where(found, known[np.minimum(before, len(known) - 1)], -1)
    return latest[len(known) :]
