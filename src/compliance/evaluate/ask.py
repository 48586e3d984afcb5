"""Asking a condition of many rows at once, in three values: no, unknown, yes.

Unknown is an answer of its own: a child without a date of birth is neither under five nor over.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Days, age_birthday
from compliance.evaluate.arrays import FOREVER, Flags, Ints, first_of_each, key_of, pair_by_subject
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
    """The answer for each asked row."""
    size = len(asked.subject)
    match condition:
        case All(terms):
            answers = np.full(size, YES)
            for term in terms:
                answers = np.minimum(answers, ask(world, term, asked))
            return answers
        case AnyOf(terms):
            answers = np.full(size, NO)
            for term in terms:
                answers = np.maximum(answers, ask(world, term, asked))
            return answers
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
            begun = _latest_start(world, period, asked)
            threshold = world.calendar.add_days(begun, at_least)
            return np.where((begun != UNKNOWN) & (threshold != UNKNOWN) & (threshold <= asked.day), YES, NO)
        case Happened(event, since):
            return _happened(world, event, since, asked)


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
    matches = column.is_in(pl.Series(values, dtype=column.dtype))
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


def _latest_start(world: World, kind: str, asked: Asked) -> Days:
    """The start of the latest-begun period of `kind` that holds on the day; `UNKNOWN` where none does, or nobody knows."""
    periods = world.periods(kind)
    pairs = pair_by_subject(asked.subject, periods.subject)
    day = asked.day[pairs.left]
    pairs = pairs.where((periods.reach_from[pairs.right] <= day) & (day <= periods.end[pairs.right]))
    begun = np.full(len(asked.subject), UNKNOWN)
    np.maximum.at(begun, pairs.left, periods.start[pairs.right])
    return begun


def _happened(world: World, event: str, since: str, asked: Asked) -> Answers:
    begun = _latest_start(world, since, asked)
    events = world.events(event)
    keys = key_of(events.subject, events.day)
    last = np.searchsorted(keys, key_of(asked.subject, np.minimum(asked.day, FOREVER)), side="right") - 1
    found = last >= 0
    at = np.where(found, last, 0)
    if not len(keys):
        return np.full(len(begun), NO)
    inside = found & (events.subject[at] == asked.subject) & (events.day[at] >= begun) & (begun != UNKNOWN)
    return np.where(inside, YES, NO)


__all__ = ["DONT_KNOW", "NO", "YES", "Answers", "Asked", "ask", "first_of_each", "of_records"]
