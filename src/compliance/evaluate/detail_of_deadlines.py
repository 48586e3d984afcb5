"""The proof of a deadline's findings: which limit, date or term gave each due date."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from compliance.calendar import UNKNOWN, to_date
from compliance.evaluate.arrays import Ints
from compliance.evaluate.by_date import given_days
from compliance.evaluate.cited import basis_on, cited_limit
from compliance.evaluate.deadline import due_once
from compliance.evaluate.depending import depending_days
from compliance.evaluate.meeting import bound
from compliance.evaluate.points import of_points
from compliance.evaluate.proof import Cited, CitedDate, CitedLimit, CitedTerm, Row
from compliance.evaluate.triggers import Triggers, triggers_of
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.model import ByDate, Deadline, Limit, Standard
from compliance.rulebook.words_of import attribute_name, condition_words, ordinal

Key = tuple[int, date | None, date | None, int]
"""Subject, occurrence, start and turn of a finding."""


def cited_of_deadline(
    world: World, standard: Standard, form: Deadline, codes: Ints, rows: Sequence[Row]
) -> list[Cited | None]:
    """What gave each finding its due date; None where it has none."""
    if form.within is not None:
        return [cited_limit(standard, form.within, row["started_on"]) for row in rows]
    if form.each is not None:
        return [_term(world, standard, row) for row in rows]
    triggers = triggers_of(world, standard)
    triggers = triggers.where(np.isin(triggers.subject, codes))
    prove = _points if form.points else _by if form.by is not None else _depending
    found = prove(world, standard, form, triggers)
    keys = [
        (int(code), row["occurrence"], row["started_on"], row["turn"]) for code, row in zip(codes, rows, strict=True)
    ]
    return [found.get(key) for key in keys]


def _key(triggers: Triggers, place: int, started: int, turn: int) -> Key:
    return int(triggers.subject[place]), _date(int(triggers.occurrence[place])), _date(started), turn


def _date(day: int) -> date | None:
    return None if day == UNKNOWN else to_date(day)


def _term(world: World, standard: Standard, row: Row) -> CitedTerm | None:
    if row["due_on"] is None:
        return None
    term = world.calendar.term_of(row["started_on"])
    assert term is not None
    return CitedTerm(term.name, row["started_on"], row["due_on"], basis_on(standard, row["started_on"]))


def _depending(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> dict[Key, Cited]:
    chosen = depending_days(world, standard, form, triggers)
    found: dict[Key, Cited] = {}
    for place in np.flatnonzero(chosen.due != UNKNOWN).tolist():
        anchor = int(triggers.anchor[place])
        number = int(chosen.entry[place])
        because = _because(world, standard, form, number, int(triggers.source[place]))
        cited = _cited(standard, form.depending[number].within, anchor, because)
        if cited is not None:
            found[_key(triggers, place, anchor, 1)] = cited
    return found


def _because(world: World, standard: Standard, form: Deadline, number: int, source: int) -> str:
    """What in the record makes an entry the limit, as a clause."""
    if form.depending[number].when == ALWAYS:
        return "none of the particular cases is recorded" if number else ""
    words, during = world.vocabulary, standard.during
    if during is not None:
        return condition_words(words, form.depending[number].when, words.periods[during.period[source]])
    assert standard.after is not None
    return condition_words(words, form.depending[number].when, words.events[standard.after.event[source]])


def _points(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> dict[Key, Cited]:
    found: dict[Key, Cited] = {}
    for number, of in enumerate(of_points(bound(world, standard, form, triggers), form)):
        for place in np.flatnonzero(of.due != UNKNOWN).tolist():
            trigger, started = int(of.trigger[place]), int(of.started[place])
            cited = _cited(standard, form.points[number].within, int(triggers.anchor[trigger]), "")
            if cited is not None:
                found[_key(triggers, trigger, started, number + 1)] = cited
    return found


def _cited(standard: Standard, limit: Limit, anchor: int, because: str) -> CitedLimit | None:
    return cited_limit(standard, limit, to_date(anchor), because)


def _by(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> dict[Key, Cited]:
    assert form.by is not None
    given = given_days(world, standard, form.by, triggers)
    due, _ = due_once(world, standard, form, triggers)
    unfloored, _ = due_once(world, standard, _without_floor(form, form.by), triggers)
    found: dict[Key, Cited] = {}
    for place in np.flatnonzero(due != UNKNOWN).tolist():
        anchor = int(triggers.anchor[place])
        subject, source = int(triggers.subject[place]), int(triggers.source[place])
        found[_key(triggers, place, anchor, 1)] = CitedDate(
            _what(world, standard, form.by, subject, source),
            to_date(int(given[place])),
            basis_on(standard, to_date(anchor)),
            to_date(anchor),
            form.by.before or form.by.after,
            "before" if form.by.before is not None else "after",
            form.by.at_least if due[place] != unfloored[place] else None,
        )
    return found


def _without_floor(form: Deadline, by: ByDate) -> Deadline:
    return form.model_copy(update={"by": by.model_copy(update={"at_least": None})})


def _what(world: World, standard: Standard, by: ByDate, subject: int, source: int) -> str:
    """The date that a due date is taken from, in words."""
    if by.birthday is not None:
        return f"the {ordinal(by.birthday)} birthday"
    if by.date is None:
        expected = world.expected_birth[subject] != UNKNOWN
        return "the expected date of birth" if expected else "the date of birth"
    words = world.vocabulary
    if standard.during is not None:
        name = attribute_name(words.periods[standard.during.period[source]], by.date)
    else:
        assert standard.after is not None
        name = attribute_name(words.events[standard.after.event[source]], by.date)
    return name if name.startswith(("the ", "a ")) else f"the recorded date “{name}”"
