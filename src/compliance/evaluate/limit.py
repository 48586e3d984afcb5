"""`limit`: no more than so many times, or days, in a window, or one after another."""

from dataclasses import replace

import numpy as np

from compliance.calendar import UNKNOWN, Days, Duration, day_number
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, Ints, Longs, first_of_each, key_of, merge_spans
from compliance.evaluate.ask import YES, of_records
from compliance.evaluate.in_a_row import in_a_row
from compliance.evaluate.occurrences import Occurrences, hopeless, no_occurrences, with_untold
from compliance.evaluate.qualify import excluded, qualifying
from compliance.evaluate.runs_over import over_and_current
from compliance.evaluate.spans import Spans, merged, segments, spans
from compliance.evaluate.triggers import Triggers, reason, triggers_of
from compliance.evaluate.world import SeenEvents, SeenPeriods, World, day_after
from compliance.rulebook.model import Counted, Standard, WindowLimit

COUNT, JUDGED = range(2)


def limit_occurrences(world: World, standard: Standard, form: WindowLimit) -> Occurrences:
    """A current row for each judged subject within the limit, and an occurrence for each run of days over it."""
    triggers = triggers_of(world, standard)
    if not len(triggers):
        return no_occurrences()
    untold = hopeless(triggers)
    if form.count.by == "days":
        doubtful = np.isin(triggers.subject, _days_in_doubt(world, form)) & ~untold
        triggers = replace(
            triggers, reason=np.where(doubtful, reason("start_unknown"), triggers.reason).astype(np.int8)
        )
        untold |= doubtful
    told = triggers.where(~untold)
    stop = day_after(told.end, world.as_of)
    found = segments([_counted(world, form, told), merged(told.subject, told.reach_from, stop, JUDGED)], 2)
    judged = found.values[JUDGED] > 0
    over = judged & (found.values[COUNT] > form.most)
    warn_at = form.warn_at if form.warn_at is not None else form.most + 1
    o = over_and_current(world, found, judged, over, found.values[COUNT], found.values[COUNT] >= warn_at)
    return with_untold(replace(o, period=_period(world, told, o)), triggers.where(untold))


def _days_in_doubt(world: World, form: WindowLimit) -> Ints:
    """Subjects of whom nobody knows how many days are counted: a period that counts began on an unknown day, not long ago."""
    records, keep = _records(world, form.count)
    assert isinstance(records, SeenPeriods)
    assert form.within is not None
    keep &= ~records.contradiction & (records.start == UNKNOWN)
    return records.subject[keep][_leaves(world, form.within, records.end[keep]) == FOREVER]


def _period(world: World, triggers: Triggers, o: Occurrences) -> Longs:
    """The `during` period latest begun on the first day of a run, or on `as_of` for a current row."""
    first = np.where(o.started == UNKNOWN, ALWAYS, o.started)
    day = first if o.current is None else np.where(o.current, np.int32(world.as_of), first)
    keys = key_of(triggers.subject, triggers.reach_from)
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys[order], key_of(o.subject, day), side="right") - 1
    return triggers.period[order][at] if len(keys) else o.period


def _counted(world: World, form: WindowLimit, triggers: Triggers) -> Spans:
    """What is counted, each as the days on which the window that ends there still holds it."""
    if form.within is None:
        return in_a_row(world, form.count, triggers, COUNT)
    records, keep = _records(world, form.count)
    keep &= np.isin(records.subject, triggers.subject)
    if isinstance(records, SeenPeriods):
        # A start that nobody knows is in no window, nor are its days; but the period was held from as far back as it reaches.
        keep &= ~records.contradiction & ((records.start != UNKNOWN) | (form.count.by == "held"))
        subject, first, last = records.subject[keep], records.reach_from[keep], records.end[keep]
    else:
        subject, first = records.subject[keep], records.day[keep]
        once = first_of_each(subject) | first_of_each(first)
        subject, first = subject[once], first[once]
        last = first
    match form.count.by:
        case "starts":
            last = first
        case "held":
            pass
        case "days":
            subject, last = _days_held(world, subject, first, last)
            first = _from_long_ago(world, form.within, last)
    return spans(subject, first, _leaves(world, form.within, last), COUNT)


def _from_long_ago(world: World, within: Duration, days: Days) -> Days:
    """Days held in the calendar's first window stand for as many before it, which is further than any record tells."""
    earliest = np.array([day_number(world.calendar.starts_on)], dtype=np.int32)
    return np.where(days < world.calendar.add_days(earliest, within)[0], ALWAYS, days).astype(np.int32)


def _records(world: World, count: Counted) -> tuple[SeenPeriods | SeenEvents, Flags]:
    if count.event is not None:
        records, keep = qualifying(world, count.event, count.outcome, count.where)
    else:
        assert count.period is not None
        records = world.periods(count.period)
        keep = of_records(world, count.where, records) == YES
    return records, keep & ~excluded(world, count.unless, records)


def _days_held(world: World, subject: Ints, first: Days, last: Days) -> tuple[Ints, Days]:
    """Each day on which a subject was in at least one of the periods, once, as far back as the calendar goes."""
    earliest = np.int32(day_number(world.calendar.starts_on))
    stop = np.minimum(last, np.int32(world.as_of)) + np.int32(1)
    group, start, stop, _ = merge_spans(subject, np.maximum(first, earliest).astype(np.int32), stop.astype(np.int32))
    length = np.maximum(stop - start, 0)
    place = np.arange(int(length.sum()), dtype=np.int64) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(group, length).astype(np.int32), (np.repeat(start, length) + place).astype(np.int32)


def _leaves(world: World, within: Duration, last: Days) -> Days:
    """The day on which each has left the window; beyond the calendar, or still held, it stays."""
    ended = last != FOREVER
    leaves = np.full(len(last), FOREVER)
    moved = world.calendar.add_days(last[ended], within)
    leaves[ended] = np.where(moved == UNKNOWN, FOREVER, moved)
    # A window that ends after `as_of` has not been seen: what leaves later has not left.
    return np.where(leaves > world.as_of, FOREVER, leaves).astype(np.int32)
