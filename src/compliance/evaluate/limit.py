"""`limit`: no more than so many times, or days, in a window."""

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, first_of_each
from compliance.evaluate.ask import YES, of_records
from compliance.evaluate.judge import Occurrences
from compliance.evaluate.records import qualifying
from compliance.evaluate.runs_over import over_and_current
from compliance.evaluate.spans import Spans, merged, segments, spans
from compliance.evaluate.triggers import NO_REASON, reason, triggers_of
from compliance.evaluate.world import SeenEvents, SeenPeriods, World, day_after
from compliance.rulebook.conditions import Condition
from compliance.rulebook.model import Counted, Standard, WindowLimit

COUNT, JUDGED = range(2)


def limit_occurrences(world: World, standard: Standard, form: WindowLimit) -> Occurrences:
    """A current row for each judged subject within the limit, and an occurrence for each run of days over it."""
    triggers = triggers_of(world, standard)
    usable = (triggers.reason == NO_REASON) | (triggers.reason == reason("start_unknown"))
    told = triggers.where(usable)
    start = np.where(told.anchor == UNKNOWN, ALWAYS, told.anchor).astype(np.int32)
    stop = day_after(told.end, world.as_of)
    found = segments([_counted(world, form), merged(told.subject, start, stop, JUDGED)], 2)
    judged = found.values[JUDGED] > 0
    over = judged & (found.values[COUNT] > form.most)
    warn_at = form.warn_at if form.warn_at is not None else form.most + 1
    return over_and_current(world, found, judged, over, found.values[COUNT], found.values[COUNT] >= warn_at)


def _counted(world: World, form: WindowLimit) -> Spans:
    """What is counted, each as the days on which the window that ends there still holds it."""
    records, keep = _records(world, form.count)
    if isinstance(records, SeenPeriods):
        keep &= ~records.contradiction & (records.start != UNKNOWN)
        subject, first, last = records.subject[keep], records.start[keep], records.end[keep]
    else:
        keep &= _once(records)
        subject, first, last = records.subject[keep], records.day[keep], records.day[keep]
    match form.count.by:
        case "starts":
            last = first
        case "held":
            pass
        case "days":
            last = np.minimum(last, np.int32(world.as_of))
            length = last - first + 1
            subject = np.repeat(subject, length)
            first = (np.repeat(first, length) + _within(length)).astype(np.int32)
            last = first
    return spans(subject, first, _leaves(world, form, last), COUNT)


def _records(world: World, count: Counted) -> tuple[SeenPeriods | SeenEvents, Flags]:
    if count.event is not None:
        records, keep = qualifying(world, count.event, count.outcome, count.where)
    else:
        assert count.period is not None
        records = world.periods(count.period)
        keep = of_records(world, count.where, records) == YES
    return records, keep & ~_excluded(world, count.unless, records)


def _excluded(world: World, unless: Condition | None, records: SeenPeriods | SeenEvents) -> Flags:
    if unless is None:
        return np.zeros(len(records.subject), np.bool_)
    return of_records(world, unless, records) == YES


def _once(events: SeenEvents) -> Flags:
    """One event of a kind a day and subject."""
    return first_of_each(events.subject) | first_of_each(events.day)


def _within(length: Days) -> Days:
    total = np.arange(int(length.sum()), dtype=np.int64)
    return (total - np.repeat(np.cumsum(length) - length, length)).astype(np.int32)


def _leaves(world: World, form: WindowLimit, last: Days) -> Days:
    """The day on which each has left the window; beyond the calendar, or still held, it stays."""
    ended = last != FOREVER
    leaves = np.full(len(last), FOREVER)
    moved = world.calendar.add_days(last[ended], form.within)
    leaves[ended] = np.where(moved == UNKNOWN, FOREVER, moved)
    # A window that ends after `as_of` has not been seen: what leaves later has not left.
    return np.where(leaves > world.as_of, FOREVER, leaves).astype(np.int32)
