"""A standard against the words it may use: kinds, attributes, codes, roles, ladders."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from compliance.calendar import parse_duration
from compliance.rulebook.conditions import (
    All,
    AnyOf,
    Attribute,
    Condition,
    Happened,
    Holds,
    Lasted,
    Not,
    terms_of,
)
from compliance.rulebook.model import (
    AllOf,
    Counted,
    Deadline,
    EventTrigger,
    Holding,
    Load,
    PeriodEnd,
    Record,
    Recurring,
    Restart,
    Standard,
    State,
    Trigger,
    WindowLimit,
)
from compliance.vocabulary import AttributeWord, EventWord, PeriodWord, Vocabulary
from compliance.words import did_you_mean

Fault = tuple[tuple[str | int, ...], str]
"""Where in the file, and what is wrong."""


def check_standard(standard: Standard, vocabulary: Vocabulary, ladders: set[str]) -> Iterator[Fault]:
    """Every word of the standard that is not known, with the nearest that is."""
    if standard.ladder not in ladders:
        yield ("ladder",), f"there is no ladder '{standard.ladder}'; {did_you_mean(standard.ladder, ladders)}"
    yield from _warnings(standard)
    checker = _Checker(vocabulary)
    if standard.during is not None:
        yield from checker.trigger(standard.during)
    if standard.after is not None:
        yield from checker.event_trigger(standard.after)
    if standard.extension is not None and standard.extension.event is not None:
        yield from checker.extension(standard.extension.event)
    match standard.form:
        case Deadline() as form:
            yield from checker.deadline(form, standard)
        case Recurring() as form:
            yield from checker.recurring(form)
        case State() as form:
            yield from checker.state(form)
        case WindowLimit() as form:
            yield from checker.counted(form.count)
        case Load() as form:
            yield from checker.role(form.role, ("load", "role"))


def _warnings(standard: Standard) -> Iterator[Fault]:
    for place, text in enumerate(standard.warn):
        length, _, side = text.rpartition(" ")
        try:
            parse_duration(length)
        except ValueError:
            side = ""
        if side not in ("before", "after"):
            yield (
                ("warn", place),
                f"'{text}' is not a warning: write a length and 'before' (the due date) or 'after' (the start), "
                "such as '5 working days before'.",
            )


class _Checker:
    """Checks parts of a standard against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def trigger(self, during: Trigger) -> Iterator[Fault]:
        word = self.vocabulary.periods.get(during.period)
        if word is None:
            yield self._no_period(during.period, ("during", "period"))
            return
        if during.from_ != "started_on":
            dates = [name for name, attribute in word.attributes.items() if attribute.type == "date"]
            if during.from_ not in dates:
                yield (
                    ("during", "from"),
                    f"'{during.from_}' is not a date of a {during.period}; {did_you_mean(during.from_, dates)}",
                )
        yield from self.condition(during.where, word, ("during", "where"))
        if during.unless is not None:
            yield from self.condition(during.unless, word, ("during", "unless"))

    def event_trigger(self, after: EventTrigger) -> Iterator[Fault]:
        yield from self.record(Record(event=after.event, outcome=after.outcome, where=after.where), ("after",))
        word = self.vocabulary.events.get(after.event)
        if after.of is not None and after.of not in self.vocabulary.periods:
            yield self._no_period(after.of, ("after", "of"))
        if after.unless is not None and word is not None:
            yield from self.condition(after.unless, word, ("after", "unless"))

    def extension(self, event: str) -> Iterator[Fault]:
        word = self.vocabulary.events.get(event)
        if word is None:
            yield self._no_event(event, ("extension", "event"))
        elif "new_due_on" not in word.attributes:
            yield ("extension", "event"), f"'{event}' has no new_due_on, so it cannot extend anything."

    def deadline(self, form: Deadline, standard: Standard) -> Iterator[Fault]:
        for place, way in enumerate(form.met_by):
            path = ("deadline", "met_by", place)
            match way:
                case PeriodEnd(where=where):
                    if standard.during is None:
                        yield path, "'end' needs a period: this standard is 'after' an event."
                    elif (word := self.vocabulary.periods.get(standard.during.period)) is not None:
                        yield from self.condition(where, word, (*path, "where"))
                case AllOf(all=records):
                    for inner, record in enumerate(records):
                        yield from self.record(record, (*path, "all", inner))
                case _:
                    yield from self.record(way, path)
        for place, record in enumerate(form.exempted_by):
            yield from self.record(record, ("deadline", "exempted_by", place))
        if form.until is not None and standard.during is None:
            yield ("deadline", "until"), "'until: end' needs a period: this standard is 'after' an event."
        elif form.until is not None and standard.during is not None:
            word = self.vocabulary.periods.get(standard.during.period)
            if word is not None:
                yield from self.condition(form.until.where, word, ("deadline", "until", "where"))

    def recurring(self, form: Recurring) -> Iterator[Fault]:
        for name, records in (("met_by", form.met_by), ("exempted_by", form.exempted_by)):
            for place, record in enumerate(records):
                yield from self.record(record, ("recurring", name, place))
        for place, restart in enumerate(form.restart):
            yield from self.restart(restart, ("recurring", "restart", place))
        for place, turn in enumerate(form.then):
            yield from self.condition(turn.when, None, ("recurring", "then", place, "when"))
            tested_by_day = any(isinstance(term, Holds | Lasted) for term in terms_of(turn.when))
            if form.test_at == "due" and tested_by_day:
                yield (
                    ("recurring", "test_at"),
                    "'holds' and 'lasted' are tested on the link's start: leave 'test_at: due' out.",
                )

    def restart(self, restart: Restart, path: tuple[str | int, ...]) -> Iterator[Fault]:
        word = self.vocabulary.periods.get(restart.period)
        if word is None:
            yield self._no_period(restart.period, (*path, "period"))
            return
        yield from self.condition(restart.where, word, (*path, "where"))
        yield from self.condition(restart.when, None, (*path, "when"))

    def state(self, form: State) -> Iterator[Fault]:
        for name, sources in (("must", form.must), ("unless", form.unless)):
            for place, source in enumerate(sources):
                yield from self.holding(source, ("state", name, place))

    def holding(self, source: Holding, path: tuple[str | int, ...]) -> Iterator[Fault]:
        if source.involvement is not None:
            yield from self.role(source.involvement, (*path, "involvement"))
        if source.period is not None:
            word = self.vocabulary.periods.get(source.period)
            if word is None:
                yield self._no_period(source.period, (*path, "period"))
            else:
                yield from self.condition(source.where, word, (*path, "where"))

    def counted(self, count: Counted) -> Iterator[Fault]:
        path = ("limit", "count")
        if count.event is not None:
            yield from self.record(Record(event=count.event, outcome=count.outcome, where=count.where), path)
            word: PeriodWord | EventWord | None = self.vocabulary.events.get(count.event)
        else:
            word = self.vocabulary.periods.get(str(count.period))
            if word is None:
                yield self._no_period(str(count.period), (*path, "period"))
                return
            yield from self.condition(count.where, word, (*path, "where"))
        if count.unless is not None and word is not None:
            yield from self.condition(count.unless, word, (*path, "unless"))

    def record(self, record: Record, path: tuple[str | int, ...]) -> Iterator[Fault]:
        word = self.vocabulary.events.get(record.event)
        if word is None:
            yield self._no_event(record.event, (*path, "event"))
            return
        for outcome in record.outcome:
            if outcome not in word.outcomes:
                yield (
                    (*path, "outcome"),
                    f"'{outcome}' is not an outcome of {record.event}; {did_you_mean(outcome, word.outcomes)}",
                )
        yield from self.condition(record.where, word, (*path, "where"))

    def role(self, role: str, path: tuple[str | int, ...]) -> Iterator[Fault]:
        if role not in self.vocabulary.roles:
            yield path, f"'{role}' is not a role; {did_you_mean(role, self.vocabulary.roles)}"

    def condition(
        self, condition: Condition, word: PeriodWord | EventWord | None, path: tuple[str | int, ...]
    ) -> Iterator[Fault]:
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
                    yield self._no_period(period, path)
                else:
                    yield from self.condition(where, holding, path)
            case Lasted(period, _):
                if period not in self.vocabulary.periods:
                    yield self._no_period(period, path)
            case Happened(event, since):
                if event not in self.vocabulary.events:
                    yield self._no_event(event, path)
                if since not in self.vocabulary.periods:
                    yield self._no_period(since, path)
            case _:
                pass

    def _attribute(
        self,
        name: str,
        values: tuple[str | bool | float, ...],
        word: PeriodWord | EventWord | None,
        path: tuple[str | int, ...],
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

    def _no_period(self, kind: str, path: tuple[str | int, ...]) -> Fault:
        return path, f"there is no kind of period '{kind}'; {did_you_mean(kind, self.vocabulary.periods)}"

    def _no_event(self, kind: str, path: tuple[str | int, ...]) -> Fault:
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
