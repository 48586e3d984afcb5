"""Asking a condition of many rows at once, in three values: no, unknown, yes.

Unknown is an answer of its own: a child without a date of birth is neither under five nor over.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Days, Duration, age_birthday
from compliance.evaluate.arrays import Flags, Ints, key_of, pair_by_subject
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
    if isinstance(condition, Age | Unborn | Holds | Lasted | Happened):
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
        case Attribute(name, values):
            return _attribute(world, name, values, asked)
        case Holds(period, where):
            return _holds(world, period, where, asked)
        case Lasted(period, at_least):
            return _lasted(world, period, at_least, asked)
        case Happened(event, since):
            return _happened(world, event, since, asked)


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
    every = np.arange(len(records.subject))
    if not isinstance(records, SeenPeriods):
        return ask(world, condition, Asked(records.subject, records.day, records, every))
    key = (records.kind, condition)
    if key not in world.answers:
        world.answers[key] = ask(world, condition, Asked(records.subject, records.start, records, every))
    return world.answers[key]


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


def _attribute(world: World, name: str, values: tuple[str | bool | float, ...], asked: Asked) -> Answers:
    records = asked.records
    assert records is not None, "the loader lets an attribute stand only where a record is asked about"
    assert asked.record_row is not None
    if isinstance(records, SeenPeriods):
        column, word = world.period_attribute(records, name), world.vocabulary.periods[records.kind].attributes[name]
    else:
        column, word = world.event_attribute(records, name), world.vocabulary.events[records.kind].attributes[name]
    matches = column.is_in(list(values))
    empty = int(NO) if word.empty == "none" else int(DONT_KNOW)
    return (matches.cast(pl.Int8) * 2).fill_null(empty).to_numpy()[asked.record_row]


def _holds(world: World, kind: str, where: Condition, asked: Asked) -> Answers:
    periods = world.periods(kind)
    pairs = pair_by_subject(asked.subject, periods.subject)
    day = asked.day[pairs.left]
    pairs = pairs.where((periods.reach_from[pairs.right] <= day) & (day <= periods.end[pairs.right]))
    answers = np.full(len(asked.subject), NO)
    np.maximum.at(answers, pairs.left, of_records(world, where, periods)[pairs.right])
    return answers


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
