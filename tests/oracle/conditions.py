"""Conditions asked of one subject, one record and one day: True, False, or why it cannot be told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.rulebook.conditions import (
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
    terms_of,
)
from compliance.vocabulary import AttributeWord
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
        case AnyOf(terms):
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
        case Repeated():
            return _repeated(condition, question)


def _first_of(answers: list[Answer], decisive: bool) -> Answer:
    if decisive in [answer for answer in answers if isinstance(answer, bool)]:
        return decisive
    return next((answer for answer in answers if isinstance(answer, str)), not decisive)


def _attribute(name: str, values: tuple[Any, ...], question: Question) -> Answer:
    record = question.record
    if record is None:
        return "attribute_unknown"
    words = question.world.vocabulary.periods if isinstance(record, Period) else question.world.vocabulary.events
    word = words[record.kind].attributes[name]
    value = read(record.attributes.get(name), word)
    if value is None:
        return False if word.empty == "none" else "attribute_unknown"
    return value in values


def read(value: Any, word: AttributeWord) -> Any:
    """An attribute's value as its type has it: an empty flag is false."""
    if word.type == "flag":
        return bool(value)
    return float(value) if word.type == "number" and value is not None else value


def why_unknown(condition: Condition, question: Question) -> str:
    """The field that is missing: the date of birth where the condition asks of age, else an attribute."""
    person = question.world.person(question.subject)
    no_birth = person is None or person.date_of_birth is None
    asks_age = any(isinstance(term, Age | Unborn) for term in terms_of(condition))
    return "date_of_birth" if asks_age and no_birth else "attribute_unknown"


def _by_birth(condition: Age | Unborn, question: Question) -> Answer:
    person = question.world.person(question.subject)
    born = person.date_of_birth if person is not None else None
    if question.day is None:
        return "start_unknown"
    if isinstance(condition, Unborn) and born is None and person is not None and person.expected_birth_date is not None:
        return condition.value
    if born is None:
        return "date_of_birth"
    if isinstance(condition, Unborn):
        return (question.day < born) == condition.value
    old_enough = condition.from_ is None or birthday(born, condition.from_) <= question.day
    young_enough = condition.under is None or question.day < birthday(born, condition.under)
    return old_enough and young_enough


def _holds(kind: str, where: Condition, question: Question) -> Answer:
    if question.day is None:
        return "start_unknown"
    now = question.world.in_periods(question.subject, kind, question.day)
    return _first_of([ask(where, _of(question, period)) for period in now], decisive=True)


def _of(question: Question, period: Period) -> Question:
    """The same question of a period, on the day that it began."""
    return Question(question.world, question.subject, period.started_on, period)


def _since(condition: Lasted | Happened, question: Question) -> Answer:
    if question.day is None:
        return "start_unknown"
    kind = condition.period if isinstance(condition, Lasted) else condition.since
    now = question.world.in_periods(question.subject, kind, question.day)
    if not now:
        return False
    latest = max(now, key=lambda period: period.started_on or date.min)
    if isinstance(condition, Lasted):
        if latest.started_on is None:
            return "attribute_unknown"
        reached = question.world.calendar.after(latest.started_on, condition.at_least)
        return reached is not None and reached <= question.day
    found = any(
        event.kind == condition.event and question.world.reaches_back_to(latest) <= event.happened_on <= question.day
        for event in question.world.happened_to(question.subject)
        if event.happened_on is not None
    )
    return "attribute_unknown" if found and latest.started_on is None else found


def _repeated(condition: Repeated, question: Question) -> Answer:
    if question.day is None:
        return "start_unknown"
    starts = [period.started_on for period in question.world.periods_of(question.subject, condition.period)]
    calendar = question.world.calendar
    begun = [s for s in starts if s is not None and calendar.in_window(s, condition.within, question.day)]
    return len(begun) >= condition.times
