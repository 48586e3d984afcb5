"""The records that a measure is about, each with the day on which it is counted."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days, Duration
from compliance.evaluate.arrays import FOREVER, Flags, Ints, Longs
from compliance.evaluate.ask import DONT_KNOW, NO, YES, Answers, Asked, ask
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.world import SeenEvents, SeenPeriods, World
from compliance.measures.looking import Looked, look
from compliance.rulebook.measure_forms import Population, With


@dataclass(frozen=True)
class Rows:
    """Records that are counted (`row` of `records`), the subject and day of each, and how many more nobody can tell of."""

    records: SeenPeriods | SeenEvents
    row: Longs
    subject: Ints
    day: Days
    open: bool
    left_out: int


def rows_of(world: World, of: Population, first: int, last: int, ahead: With | None = None) -> Rows:
    """The records of a population whose day lies in the window (day numbers).

    Where something later is asked of them, here or by `ahead`, it is the day on which that can be told that lies in it.
    """
    records, row, day, sure = _in_window(world, of, first, last, ahead)
    subject = records.subject[row]
    answers = np.where(sure, YES, DONT_KNOW)
    if of.outcome and isinstance(records, SeenEvents):
        listed = is_one_of(world.event_attribute(records, "outcome"), of.outcome)
        answers = np.minimum(answers, np.where(listed[row], YES, NO))
    candidates = Rows(records, row, subject, day, of.at == "open", 0)
    asked = With.model_construct(where=of.where, earlier=of.earlier, later=of.later)
    answers = np.minimum(answers, answers_of(world, asked, candidates))
    keep = answers == YES
    left_out = int((answers == DONT_KNOW).sum())
    return Rows(records, row[keep], subject[keep], day[keep], candidates.open, left_out)


def answers_of(world: World, asked: With, rows: Rows) -> Answers:
    """Whether all that is asked holds of each record."""
    of_records = Asked(rows.subject, rows.day, rows.records, rows.row)
    answers = ask(world, asked.where, of_records)
    looked = Looked(rows.subject, rows.day, rows.records, rows.row, rows.open)
    for beside in (asked.earlier, asked.later):
        if beside is not None:
            answers = np.minimum(answers, look(world, beside, looked))
    return answers


def _in_window(
    world: World, of: Population, first: int, last: int, ahead: With | None
) -> tuple[SeenPeriods | SeenEvents, Longs, Days, Flags]:
    """Which records stand in the window, on which day, and whether that is sure."""
    later = [beside.within for beside in (of.later, ahead.later if ahead else None) if beside is not None]
    if of.event is not None:
        events = world.events(of.kind)
        inside = _told_between(world, events.day, later, first, last)
        return events, np.flatnonzero(inside), events.day[inside], np.ones(int(inside.sum()), np.bool_)
    periods = world.periods(of.kind)
    sure = ~periods.contradiction
    match of.at:
        case "open":
            inside, day = ~periods.ended, np.full(len(periods.row), np.int32(world.as_of))
            if world.vocabulary.periods[of.kind].exclusive:
                sure = sure & ~_two_open(periods)
        case "end":
            inside, day = periods.ended & _told_between(world, periods.end, later, first, last), periods.end
        case "start":
            day = periods.start
            unknown = (day == UNKNOWN) & (periods.reach_from <= last) & (periods.end >= first)
            inside = _told_between(world, day, later, first, last) | unknown
            sure = sure & ~unknown
    row = np.flatnonzero(inside)
    return periods, row, day[row].astype(np.int32), sure[row]


def _told_between(world: World, day: Days, later: list[Duration], first: int, last: int) -> Flags:
    """Whether the last of the days, so much later, lies in the window; what leaves the calendar does not."""
    known = np.where(day == FOREVER, UNKNOWN, day).astype(np.int32)
    told = known
    for within in later:
        ahead = world.calendar.add_days(known, within)
        told = np.where((told == UNKNOWN) | (ahead == UNKNOWN), UNKNOWN, np.maximum(told, ahead)).astype(np.int32)
    return (told >= first) & (told <= last)


def _two_open(periods: SeenPeriods) -> Flags:
    """Those of a subject with more than one open."""
    counts = np.bincount(periods.subject[~periods.ended], minlength=int(periods.subject.max(initial=-1)) + 1)
    return ~periods.ended & (counts[periods.subject] > 1)
