"""Whether a record of the same subject stands before or after a day: no, unknown or yes."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Calendar, Days, Duration
from compliance.evaluate.arrays import FOREVER, Flags, Ints, Longs, Pairs, pair_by_subject
from compliance.evaluate.ask import DONT_KNOW, NO, YES, Answers, of_records
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.world import SeenEvents, SeenPeriods, World
from compliance.rulebook.measure_forms import Chosen, Earlier, Later


@dataclass(frozen=True)
class Looked:
    """From where one looks: a subject, a day, and the record that stands there, which is not found itself.

    `day_itself`: what stands on the day counts as earlier, since the day is the one on which the measure is taken.
    """

    subject: Ints
    day: Days
    records: SeenPeriods | SeenEvents
    row: Longs
    day_itself: bool


@dataclass(frozen=True)
class Beside:
    """Records of one kind as days: `reach_from` is as far back as an unknown `start` may lie, `end` the last day of each."""

    start: Days
    end: Days
    reach_from: Days
    doubtful: Flags


def look(world: World, beside: Earlier | Later, looked: Looked) -> Answers:
    """For each place whether such a record is there; unknown where only one is that nobody can date or know."""
    records, answers = matching(world, beside)
    pairs = pair_by_subject(looked.subject, records.subject)
    if looked.records is records:
        pairs = pairs.where(looked.row[pairs.left] != pairs.right)
    days = _days(records)
    if isinstance(beside, Earlier):
        inside, could = _before(world.calendar, beside, days, looked, pairs)
    else:
        inside, could = _after(world.calendar, beside, days, looked, pairs)
    sure = np.where(inside & ~days.doubtful[pairs.right], YES, np.where(inside | could, DONT_KNOW, NO))
    found = np.full(len(looked.subject), NO)
    np.maximum.at(found, pairs.left, np.minimum(sure, answers[pairs.right]))
    return found


def matching(world: World, chosen: Chosen) -> tuple[SeenPeriods | SeenEvents, Answers]:
    """The records of a kind, and whether each is one of those chosen."""
    if chosen.period is not None:
        periods = world.periods(chosen.kind)
        return periods, of_records(world, chosen.where, periods)
    events = world.events(chosen.kind)
    answers = of_records(world, chosen.where, events)
    if chosen.outcome:
        listed = is_one_of(world.event_attribute(events, "outcome"), chosen.outcome)
        answers = np.where(listed, answers, NO)
    return events, answers


def _days(records: SeenPeriods | SeenEvents) -> Beside:
    if isinstance(records, SeenEvents):
        return Beside(records.day, records.day, records.day, np.zeros(len(records.day), np.bool_))
    return Beside(records.start, records.end, records.reach_from, records.contradiction)


def _before(calendar: Calendar, earlier: Earlier, days: Beside, looked: Looked, pairs: Pairs) -> tuple[Flags, Flags]:
    """Whether each record stands before the day, within the length; and whether one of unknown start may."""
    day = looked.day[pairs.left]
    bound = day + np.int32(looked.day_itself)
    start, end, reach = days.start[pairs.right], days.end[pairs.right], days.reach_from[pairs.right]
    unknown = start == UNKNOWN
    lately = _lately(calendar, earlier.within, days.end)[pairs.right] > day
    match earlier.at:
        case "start":
            inside = (start < bound) & ~unknown & (_lately(calendar, earlier.within, days.start)[pairs.right] > day)
            could = unknown & (reach < bound) & lately
        case "end":
            inside, could = (end <= day) & lately, np.zeros(len(day), np.bool_)
        case "held":
            inside = lately & np.where(unknown, end < bound, start < bound)
            could = lately & unknown & (reach < bound)
    return inside, could


def _lately(calendar: Calendar, within: Duration | None, days: Days) -> Days:
    """The first day from which each is no longer within the length: far ahead where there is none, or nothing has ended."""
    if within is None:
        return np.full(len(days), FOREVER)
    moved = calendar.add_days(np.where(days == FOREVER, UNKNOWN, days).astype(np.int32), within)
    return np.where(moved == UNKNOWN, FOREVER, moved).astype(np.int32)


def _after(calendar: Calendar, later: Later, days: Beside, looked: Looked, pairs: Pairs) -> tuple[Flags, Flags]:
    """Whether each record stands on the day or so long after it; and whether one of unknown start may."""
    day = looked.day[pairs.left]
    until = calendar.add_days(looked.day, later.within)[pairs.left]
    start, end, reach = days.start[pairs.right], days.end[pairs.right], days.reach_from[pairs.right]
    if later.at == "end":
        return (end >= day) & (end <= until), np.zeros(len(day), np.bool_)
    return (start >= day) & (start <= until), (start == UNKNOWN) & (end >= day) & (reach <= until)
