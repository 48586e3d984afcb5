"""Asking a condition of many rows at once, in three values: no, unknown, yes.

Unknown is an answer of its own: a child without a date of birth is neither under five nor over.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Days, Duration, age_birthday
from compliance.evaluate.arrays import Flags, Ints, Longs, key_of, merge_spans, pair_by_subject
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.repeated import begun_within
from compliance.evaluate.world import SeenEvents, SeenPeriods, World
from compliance.rulebook.conditions import (
    ALWAYS,
    Age,
    All,
    AnyOf,
    Attribute,
    Condition,
    Happened,
    Holds,
    Lasted,
    Not,
    Repeated,
    Unborn,
)

Answers = NDArray[np.int8]
NO, DONT_KNOW, YES = np.int8(0), np.int8(1), np.int8(2)


@dataclass(frozen=True)
class Asked:
    """The rows a condition is asked of: a subject and a day each, and the records whose attributes it may name.

    `record_row` picks, for each asked row, a row of `records`.
    """

    subject: Ints
    day: Days
    records: SeenPeriods | SeenEvents | None = None
    record_row: NDArray[np.int64] | None = None

    def at(self, rows: NDArray[np.integer] | Flags) -> "Asked":
        """Only some of the rows."""
        row = self.record_row[rows] if self.record_row is not None else None
        return Asked(self.subject[rows], self.day[rows], self.records, row)


def ask(world: World, condition: Condition, asked: Asked) -> Answers:
    """The answer for each asked row. Nothing that depends on the day is known where the day is not."""
    answers = _ask(world, condition, asked)
    if isinstance(condition, Age | Unborn | Holds | Lasted | Happened | Repeated):
        return np.where(asked.day == UNKNOWN, DONT_KNOW, answers)
    return answers


def _ask(world: World, condition: Condition, asked: Asked) -> Answers:
    match condition:
        case All(terms):
            return _until(world, terms, asked, settled=NO)
        case AnyOf(terms):
            return _until(world, terms, asked, settled=YES)
        case Not(term):
            return YES - ask(world, term, asked)
        case Age(from_, under):
            return _age(world, from_, under, asked)
        case Unborn(value):
            return _unborn(world, value, asked)
        case Attribute():
            return _attribute(world, condition, asked)
        case Holds(period, where):
            return _holds(world, period, where, asked)
        case Lasted(period, at_least):
            return _lasted(world, period, at_least, asked)
        case Happened(event, since):
            return _happened(world, event, since, asked)
        case Repeated(period, times, within):
            begun = begun_within(world, period, within, asked.subject, asked.day)
            return np.where(begun >= times, YES, NO)


def _until(world: World, terms: tuple[Condition, ...], asked: Asked, settled: np.int8) -> Answers:
    """The least (`settled` NO) or greatest (YES) of the terms' answers; a row that is settled is asked no more."""
    combine = np.minimum if settled == NO else np.maximum
    answers = np.full(len(asked.subject), YES - settled)
    rows = np.arange(len(asked.subject))
    for term in terms:
        answers[rows] = combine(answers[rows], ask(world, term, asked.at(rows)))
        rows = rows[answers[rows] != settled]
    return answers


def of_records(world: World, condition: Condition, records: SeenPeriods | SeenEvents) -> Answers:
    """The answer for each record, asked on the day it began or happened."""
    if condition == ALWAYS:
        return np.full(len(records.subject), YES)
    if condition not in records.answers:
        day = records.start if isinstance(records, SeenPeriods) else records.day
        asked = Asked(records.subject, day, records, np.arange(len(records.subject)))
        records.answers[condition] = ask(world, condition, asked)
    return records.answers[condition]


def _age(world: World, from_: int | None, under: int | None, asked: Asked) -> Answers:
    born = world.born[asked.subject]
    holds = np.ones(len(born), np.bool_)
    if from_ is not None:
        holds &= asked.day >= age_birthday(born, from_)
    if under is not None:
        holds &= asked.day < age_birthday(born, under)
    return np.where(born == UNKNOWN, DONT_KNOW, np.where(holds, YES, NO))


def _unborn(world: World, value: bool, asked: Asked) -> Answers:
    born, expected = world.born[asked.subject], world.expected_birth[asked.subject]
    unborn = np.where(born != UNKNOWN, asked.day < born, True) == value
    unknown = (born == UNKNOWN) & (expected == UNKNOWN)
    return np.where(unknown, DONT_KNOW, np.where(unborn, YES, NO))


def _attribute(world: World, condition: Attribute, asked: Asked) -> Answers:
    records = asked.records
    assert records is not None, "the loader lets an attribute stand only where a record is asked about"
    assert asked.record_row is not None
    if condition not in records.answers:
        records.answers[condition] = _attribute_of_all(world, condition, records)
    return records.answers[condition][asked.record_row]


def _attribute_of_all(world: World, condition: Attribute, records: SeenPeriods | SeenEvents) -> Answers:
    name = condition.name
    if isinstance(records, SeenPeriods):
        column, word = world.period_attribute(records, name), world.vocabulary.periods[records.kind].attributes[name]
    else:
        column, word = world.event_attribute(records, name), world.vocabulary.events[records.kind].attributes[name]
    answers = np.where(is_one_of(column, condition.values), YES, NO)
    if column.null_count() and word.empty != "none":
        answers[column.is_null().to_numpy()] = DONT_KNOW
    return answers


def _holds(world: World, kind: str, where: Condition, asked: Asked) -> Answers:
    if (kind, where) not in world.timelines:
        periods = world.periods(kind)
        answers = of_records(world, where, periods)
        world.timelines[kind, where] = [_timeline(periods, answers == answer) for answer in (DONT_KNOW, YES)]
    unknown, known = world.timelines[kind, where]
    day = key_of(asked.subject, asked.day)
    answers = np.where(_on(known, day), YES, NO)
    return np.where((answers == NO) & _on(unknown, day), DONT_KNOW, answers) if len(unknown) else answers


def _timeline(periods: SeenPeriods, keep: Flags) -> Longs:
    """The keys of the days on which each subject begins and ceases to have one of the periods, by turns, in order."""
    keep = keep & (periods.reach_from <= periods.end)
    stop = periods.end[keep] + np.int32(1)
    subject, start, stop, _ = merge_spans(periods.subject[keep], periods.reach_from[keep], stop)
    return np.stack([key_of(subject, start), key_of(subject, stop)], axis=1).ravel()


def _on(timeline: Longs, day: Longs) -> Flags:
    """Whether each day, as a key, lies between a beginning and the end that follows it."""
    return np.searchsorted(timeline, day, side="right") % 2 == 1


def _lasted(world: World, kind: str, at_least: Duration, asked: Asked) -> Answers:
    held, begun, _ = _latest(world, kind, asked)
    threshold = world.calendar.add_days(begun, at_least)
    long_enough = np.where((threshold != UNKNOWN) & (threshold <= asked.day), YES, NO)
    return np.where(held & (begun == UNKNOWN), DONT_KNOW, np.where(held, long_enough, NO))


def _latest(world: World, kind: str, asked: Asked) -> tuple[Flags, Days, Days]:
    """Whether a period of `kind` holds on the day, the start of the latest-begun, and how far back it may reach."""
    periods = world.periods(kind)
    pairs = pair_by_subject(asked.subject, periods.subject)
    day = asked.day[pairs.left]
    pairs = pairs.where((periods.reach_from[pairs.right] <= day) & (day <= periods.end[pairs.right]))
    begun, reach = np.full(len(asked.subject), UNKNOWN), np.full(len(asked.subject), UNKNOWN)
    np.maximum.at(begun, pairs.left, periods.start[pairs.right])
    np.maximum.at(reach, pairs.left, periods.reach_from[pairs.right])
    return reach != UNKNOWN, begun, reach


def _happened(world: World, event: str, since: str, asked: Asked) -> Answers:
    held, begun, reach = _latest(world, since, asked)
    events = world.events(event)
    if not len(events.row):
        return np.full(len(held), NO)
    last = np.searchsorted(key_of(events.subject, events.day), key_of(asked.subject, asked.day), side="right") - 1
    at = np.where(last >= 0, last, 0)
    inside = held & (last >= 0) & (events.subject[at] == asked.subject) & (events.day[at] >= reach)
    return np.where(inside, np.where(begun == UNKNOWN, DONT_KNOW, YES), NO)
