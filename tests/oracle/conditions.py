"""Conditions asked of one subject, one record and one day: True, False, or why it cannot be told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.records.vocabulary import AttributeWord
from compliance.rulebook.conditions import (
    Age,
    All,
    Any_,
    Attribute,
    Condition,
    Happened,
    Holds,
    Lasted,
    Not,
    Unborn,
)
from oracle.days import birthday
from oracle.lives import Event, Period
from oracle.world import World

Answer = bool | str
"""True, False, or the reason why it is unknown."""


@dataclass(frozen=True)
class Question:
    """Who, which record (if any) and which day (if known) a condition is asked of."""

    world: World
    subject: str
    day: date | None
    record: Period | Event | None = None


def holds(condition: Condition, question: Question) -> bool:
    """Whether the condition is known to hold."""
    return ask(condition, question) is True


def ask(condition: Condition, question: Question) -> Answer:
    """The answer to a condition."""
    match condition:
        case All(terms):
            return _first_of([ask(term, question) for term in terms], decisive=False)
        case Any_(terms):
            return _first_of([ask(term, question) for term in terms], decisive=True)
        case Not(term):
            answer = ask(term, question)
            return (not answer) if isinstance(answer, bool) else answer
        case Attribute(name, values):
            return _attribute(name, values, question)
        case Age() | Unborn():
            return _by_birth(condition, question)
        case Holds(period, where):
            return _holds(period, where, question)
        case Lasted() | Happened():
            return _since(condition, question)


def _first_of(answers: list[Answer], decisive: bool) -> Answer:
    if decisive in [answer for answer in answers if isinstance(answer, bool)]:
        return decisive
    return next((answer for answer in answers if isinstance(answer, str)), not decisive)


def _attribute(name: str, values: tuple[Any, ...], question: Question) -> Answer:
    record = question.record
    if record is None:
        return "attribute_unknown"
    words = question.world.vocabulary.periods if isinstance(record, Period) else question.world.vocabulary.events
    value = read(record.attributes.get(name), words[record.kind].attributes[name])
    return "attribute_unknown" if value is None else value in values


def read(value: Any, word: AttributeWord) -> Any:
    """An attribute's value as its type has it: an empty flag is false."""
    if word.type == "flag":
        return bool(value)
    return float(value) if word.type == "number" and value is not None else value


def _by_birth(condition: Age | Unborn, question: Question) -> Answer:
    person = question.world.person(question.subject)
    born = person.date_of_birth if person is not None else None
    if isinstance(condition, Unborn) and born is None and person is not None and person.expected_birth_date is not None:
        return condition.value
    if born is None or question.day is None:
        return "date_of_birth" if born is None else "start_unknown"
    if isinstance(condition, Unborn):
        return (question.day < born) == condition.value
    old_enough = condition.from_ is None or birthday(born, condition.from_) <= question.day
    young_enough = condition.under is None or question.day < birthday(born, condition.under)
    return old_enough and young_enough


def _holds(kind: str, where: Condition, question: Question) -> Answer:
    if question.day is None:
        return "start_unknown"
    return any(
        holds(where, Question(question.world, question.subject, question.day, period))
        for period in question.world.in_periods(question.subject, kind, question.day)
    )


def _since(condition: Lasted | Happened, question: Question) -> Answer:
    if question.day is None:
        return "start_unknown"
    kind = condition.period if isinstance(condition, Lasted) else condition.since
    now = question.world.in_periods(question.subject, kind, question.day)
    if not now:
        return False
    start = max((period.started_on or date.min for period in now))
    if isinstance(condition, Lasted):
        if start == date.min:
            return "start_unknown"
        reached = question.world.calendar.after(start, condition.at_least)
        return reached is not None and reached <= question.day
    return any(
        event.kind == condition.event and start <= event.happened_on <= question.day
        for event in question.world.happened_to(question.subject)
        if event.happened_on is not None
    )
