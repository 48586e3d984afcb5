"""How the occurrences of a deadline are met: by which record, on which day, at which moment."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import ALWAYS as LONG_AGO
from compliance.evaluate.arrays import FOREVER, NO_INSTANT, Flags, Longs, key_of
from compliance.evaluate.ask import YES, Asked, ask
from compliance.evaluate.records import Belonging, Rules, belonging
from compliance.evaluate.triggers import NO_REASON, Triggers, reason
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.model import AllOf, Deadline, MetBy, PeriodEnd, Record, Standard


@dataclass(frozen=True)
class Bound:
    """The triggers of a standard and what binds records to them.

    `over`: it is over with the end of its period. `last`: the last day on which a record counts.
    """

    world: World
    standard: Standard
    triggers: Triggers
    over: Flags
    last: Days
    rules: Rules

    def __len__(self) -> int:
        return len(self.triggers)


@dataclass(frozen=True)
class Owed:
    """What is owed of triggers, a row an occurrence: the trigger's row, and the first day from which a record counts."""

    trigger: Longs
    since: Days


def bound(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> Bound:
    """The triggers of a deadline, with what binds records to them."""
    over = np.zeros(len(triggers), np.bool_)
    if form.until is not None:
        over = _period_end(world, form.until.where, triggers, standard) != UNKNOWN
    last = np.where(over, triggers.end, np.int32(world.as_of)).astype(np.int32)
    rules = Rules(standard.period_kind, form.counts_from, form.one_each, by_instant=form.hours is not None)
    return Bound(world, standard, triggers, over, last, rules)


def each_once(triggers: Triggers) -> Owed:
    """One occurrence a trigger, met by any record that belongs to it."""
    return Owed(np.arange(len(triggers), dtype=np.int64), np.full(len(triggers), LONG_AGO))


def first_met(b: Bound, ways: tuple[MetBy, ...], owed: Owed) -> tuple[Days, Longs]:
    """The earliest day (`UNKNOWN`: none) and moment, if known, on which any of the ways was met."""
    met = np.full(len(owed.trigger), FOREVER)
    moment = np.full(len(met), NO_INSTANT, np.int64)
    for way in ways:
        match way:
            case PeriodEnd(where=where):
                day = _period_end(b.world, where, b.triggers, b.standard)[owed.trigger]
                at = np.full(len(met), NO_INSTANT, np.int64)
            case AllOf(all=records):
                each = [_first(b, record, owed) for record in records]
                missing = np.any([day == UNKNOWN for day, _ in each], axis=0)
                day = np.where(missing, UNKNOWN, np.max([day for day, _ in each], axis=0)).astype(np.int32)
                at = np.max([at for _, at in each], axis=0)
            case _:
                day, at = _first(b, way, owed)
        sooner = (day != UNKNOWN) & ((day < met) | ((day == met) & (at < moment)))
        met, moment = np.where(sooner, day, met).astype(np.int32), np.where(sooner, at, moment)
    return np.where(met == FOREVER, UNKNOWN, met).astype(np.int32), moment


def refused(b: Bound, records: tuple[Record, ...], owed: Owed, met: Days) -> tuple[Days, Flags]:
    """The days with those that an exempting record finished first, and which those are."""
    refused_on = np.full(len(met), FOREVER)
    for record in records:
        day, _ = _first(b, record, owed)
        refused_on = np.where((day != UNKNOWN) & (day < refused_on), day, refused_on)
    first = (refused_on != FOREVER) & ((met == UNKNOWN) | (refused_on < met))
    return np.where(first, refused_on, met).astype(np.int32), first


def nothing_meets(triggers: Triggers) -> Flags:
    """Triggers of which it cannot even be told what would have met them."""
    hopeless = [reason(name) for name in ("contradiction", "two_open", "attribute_unknown")]
    return (triggers.reason != NO_REASON) & np.isin(triggers.reason, hopeless)


def _first(b: Bound, record: Record, owed: Owed) -> tuple[Days, Longs]:
    """The first belonging record of each occurrence: its day (`UNKNOWN`: none) and its moment."""
    return first_since(belonging(b.world, record, b.triggers, b.last, b.rules), owed)


def first_since(records: Belonging, owed: Owed) -> tuple[Days, Longs]:
    """The first record of each occurrence's trigger on or after the day from which it counts."""
    day = np.full(len(owed.trigger), UNKNOWN)
    moment = np.full(len(owed.trigger), NO_INSTANT, np.int64)
    if not len(records.day):
        return day, moment
    at = np.searchsorted(key_of(records.trigger, records.day), key_of(owed.trigger, owed.since))
    at = np.minimum(at, len(records.day) - 1)
    found = (records.trigger[at] == owed.trigger) & (records.day[at] >= owed.since)
    day[found], moment[found] = records.day[at[found]], records.instant[at[found]]
    return day, moment


def _period_end(world: World, where: Condition, triggers: Triggers, standard: Standard) -> Days:
    """The day on which the period of each trigger ended, where the condition then held of it."""
    ended = triggers.end != FOREVER
    if where != ALWAYS and ended.any():
        assert standard.period_kind is not None
        periods = world.periods(standard.period_kind)
        row = np.minimum(np.searchsorted(periods.row, triggers.period), len(periods.row) - 1)
        ended &= ask(world, where, Asked(triggers.subject, triggers.end, periods, row)) == YES
    return np.where(ended, triggers.end, UNKNOWN).astype(np.int32)
