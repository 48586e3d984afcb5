"""Parts of a rule against the vocabulary: kinds, attributes, codes and roles, each with the nearest that is known."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

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
)
from compliance.rulebook.model import Record
from compliance.vocabulary import AttributeWord, EventWord, PeriodWord, Vocabulary
from compliance.words import did_you_mean

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
"""Where in the file, and what is wrong."""


class WordChecker:
    """Checks the words of a rule about one kind of subject against a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, subject: str) -> None:
        self.vocabulary = vocabulary
        self.subject = subject

    def record(self, record: Record, path: Path) -> Iterator[Fault]:
        word = self.vocabulary.events.get(record.event)
        if word is None:
            yield self.no_event(record.event, (*path, "event"))
            return
        for outcome in record.outcome:
            if outcome not in word.outcomes:
                yield (
                    (*path, "outcome"),
                    f"'{outcome}' is not an outcome of {record.event}; {did_you_mean(outcome, word.outcomes)}",
                )
        yield from self.condition(record.where, word, (*path, "where"))

    def role(self, role: str, path: Path) -> Iterator[Fault]:
        if role not in self.vocabulary.roles:
            yield path, f"'{role}' is not a role; {did_you_mean(role, self.vocabulary.roles)}"

    def condition(self, condition: Condition, word: PeriodWord | EventWord | None, path: Path) -> Iterator[Fault]:
        """Faults of a condition; `word` is the kind of record whose attributes it may name, None for none."""
        match condition:
            case All(terms) | AnyOf(terms):
                for term in terms:
                    yield from self.condition(term, word, path)
            case Not(term):
                yield from self.condition(term, word, path)
            case Attribute(name, values):
                yield from self._attribute(name, values, word, path)
            case Holds(period, where):
                holding = self.vocabulary.periods.get(period)
                if holding is None:
                    yield self.no_period(period, path)
                else:
                    yield from self.condition(where, holding, path)
            case Lasted(period) | Repeated(period):
                if period not in self.vocabulary.periods:
                    yield self.no_period(period, path)
            case Happened(event, since):
                if event not in self.vocabulary.events:
                    yield self.no_event(event, path)
                if since not in self.vocabulary.periods:
                    yield self.no_period(since, path)
            case Age() | Unborn():
                if self.subject != "person":
                    yield path, f"a {self.subject} has no age here: only a child has."

    def _attribute(
        self,
        name: str,
        values: tuple[str | bool | float, ...],
        word: PeriodWord | EventWord | None,
        path: Path,
    ) -> Iterator[Fault]:
        if word is None:
            yield path, f"'{name}' is not a word that fits here: no record is asked about; write 'holds' for a period."
            return
        attribute = word.attributes.get(name)
        if attribute is None:
            yield path, f"there is no attribute '{name}' here; {did_you_mean(name, word.attributes)}"
            return
        for value in values:
            if attribute.type == "date":
                yield path, f"{name} is a date, and a condition does not compare dates."
            elif not _fits(attribute, value):
                yield (
                    path,
                    f"{name} cannot be '{value}'; {did_you_mean(str(value), attribute.values or ('true', 'false'))}",
                )

    def no_period(self, kind: str, path: Path) -> Fault:
        return path, f"there is no kind of period '{kind}'; {did_you_mean(kind, self.vocabulary.periods)}"

    def no_event(self, kind: str, path: Path) -> Fault:
        return path, f"there is no kind of event '{kind}'; {did_you_mean(kind, self.vocabulary.events)}"


_TYPES: dict[Literal["flag", "code", "text", "number", "date"], type] = {
    "flag": bool,
    "code": str,
    "text": str,
    "number": float,
    "date": date,
}


def _fits(attribute: AttributeWord, value: str | bool | float) -> bool:
    if attribute.type == "code":
        return value in attribute.values
    return isinstance(value, _TYPES[attribute.type])
