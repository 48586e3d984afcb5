"""`deadline`: done once, within a limit of an anchor."""

import numpy as np

from compliance.calendar import UNKNOWN, Days, Duration, local_days
from compliance.evaluate.agreements import extended
from compliance.evaluate.arrays import FOREVER, NO_INSTANT, Flags, Longs, first_of_each
from compliance.evaluate.ask import YES, Asked, ask
from compliance.evaluate.limits import due_days
from compliance.evaluate.occurrences import Occurrences, hopeless, occurrences
from compliance.evaluate.records import Belonging, Rules, belonging
from compliance.evaluate.triggers import NO_REASON, Triggers, reason, triggers_of
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.model import AllOf, Deadline, MetBy, PeriodEnd, Standard

HOUR = 3_600_000_000
"""Microseconds."""


def deadline_occurrences(world: World, standard: Standard, form: Deadline) -> Occurrences:
    """One occurrence a trigger."""
    triggers = triggers_of(world, standard)
    hours = form.within.count if isinstance(form.within, Duration) and form.within.unit == "hours" else None
    rules = Rules(
        standard.period_kind,
        form.counts_from,
        form.one_each,
        by_instant=hours is not None,
    )
    ended = _over(world, form, triggers, standard)
    last = np.where(ended, triggers.end, np.int32(world.as_of)).astype(np.int32)
    met, met_at = _met(world, form.met_by, triggers, last, rules, standard)
    due, why = due_days(world.calendar, form.within, triggers.anchor, standard.in_force_from, form.beginning_with)
    why = np.where(triggers.reason != NO_REASON, triggers.reason, why).astype(np.int8)
    late = np.zeros(len(triggers), np.bool_)
    if hours is not None:
        due, late = _by_the_hour(triggers, hours, due, met, met_at)
    if standard.extension is not None:
        due = extended(world, standard, standard.extension, triggers, due)
    met, refused = _refused(world, form, triggers, last, rules, met)
    nothing = hopeless(triggers) & (triggers.reason != reason("anchor_unknown"))
    met = np.where(nothing, UNKNOWN, met).astype(np.int32)
    over = np.where(ended & (met == UNKNOWN), triggers.end, UNKNOWN).astype(np.int32)
    return occurrences(
        triggers.subject,
        triggers.occurrence,
        triggers.period,
        triggers.anchor,
        due,
        met,
        over,
        why,
        late=late & ~refused,
        refused=refused,
    )


def _met(
    world: World, ways: tuple[MetBy, ...], triggers: Triggers, last: Days, rules: Rules, standard: Standard
) -> tuple[Days, Longs]:
    """The earliest day (and moment, if known) on which any of the ways was met."""
    met = np.full(len(triggers), FOREVER)
    moment = np.full(len(triggers), NO_INSTANT, np.int64)
    for way in ways:
        match way:
            case PeriodEnd(where=where):
                day, at = _period_end(world, where, triggers, standard), np.full(len(met), NO_INSTANT, np.int64)
            case AllOf(all=records):
                each = [first_record(belonging(world, r, triggers, last, rules), len(triggers)) for r in records]
                missing = np.any([day == UNKNOWN for day, _ in each], axis=0)
                day = np.where(missing, UNKNOWN, np.max([day for day, _ in each], axis=0)).astype(np.int32)
                at = np.max([at for _, at in each], axis=0)
            case _:
                day, at = first_record(belonging(world, way, triggers, last, rules), len(triggers))
        sooner = (day != UNKNOWN) & ((day < met) | ((day == met) & (at < moment)))
        met, moment = np.where(sooner, day, met).astype(np.int32), np.where(sooner, at, moment)
    return np.where(met == FOREVER, UNKNOWN, met).astype(np.int32), moment


def first_record(records: Belonging, size: int) -> tuple[Days, Longs]:
    """The first belonging record of each trigger: its day (`UNKNOWN` where none) and its moment."""
    day = np.full(size, UNKNOWN)
    moment = np.full(size, NO_INSTANT, np.int64)
    first = first_of_each(records.trigger)
    day[records.trigger[first]] = records.day[first]
    moment[records.trigger[first]] = records.instant[first]
    return day, moment


def _period_end(world: World, where: Condition, triggers: Triggers, standard: Standard) -> Days:
    ended = triggers.end != FOREVER
    if where != ALWAYS:
        assert standard.during is not None
        periods = world.periods(standard.during.period)
        row = np.searchsorted(periods.row, triggers.period)
        asked = Asked(triggers.subject, triggers.end, periods, row)
        ended &= ask(world, where, asked) == YES
    return np.where(ended, triggers.end, UNKNOWN).astype(np.int32)


def _over(world: World, form: Deadline, triggers: Triggers, standard: Standard) -> Flags:
    """Which triggers are over with the end of their period."""
    if form.until is None:
        return np.zeros(len(triggers), np.bool_)
    return _period_end(world, form.until.where, triggers, standard) != UNKNOWN


def _by_the_hour(triggers: Triggers, hours: int, due: Days, met: Days, met_at: Longs) -> tuple[Days, Flags]:
    """Due days by the instant where the anchor's is known, and which records came on the day but after the hour."""
    known = triggers.instant != NO_INSTANT
    due_at = np.where(known, triggers.instant, 0) + hours * HOUR
    by_instant = local_days(due_at)
    due = np.where(known & (due != UNKNOWN), by_instant, due).astype(np.int32)
    late = known & (met_at != NO_INSTANT) & (met != UNKNOWN) & (met_at > due_at)
    return due, late


def _refused(
    world: World, form: Deadline, triggers: Triggers, last: Days, rules: Rules, met: Days
) -> tuple[Days, Flags]:
    """Finishes what an exempting record finished first."""
    refused_on = np.full(len(triggers), FOREVER)
    for record in form.exempted_by:
        day, _ = first_record(belonging(world, record, triggers, last, rules), len(triggers))
        refused_on = np.where((day != UNKNOWN) & (day < refused_on), day, refused_on)
    refused = (refused_on != FOREVER) & ((met == UNKNOWN) | (refused_on < met))
    return np.where(refused, refused_on, met).astype(np.int32), refused
