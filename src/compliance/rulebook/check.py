"""A standard against the words it may use and against itself: triggers, forms, ladders."""

from collections.abc import Collection, Iterator

from compliance.calendar import parse_duration
from compliance.rulebook.check_words import Fault, Path, WordChecker
from compliance.rulebook.conditions import Holds, Lasted, Repeated, terms_of
from compliance.rulebook.model import (
    AllOf,
    ByDate,
    Counted,
    Deadline,
    EventTrigger,
    Holding,
    Load,
    MetBy,
    OwnInterval,
    PeriodEnd,
    Record,
    Recurring,
    Restart,
    Standard,
    State,
    Trigger,
    WindowLimit,
)
from compliance.vocabulary import EventWord, PeriodWord, Vocabulary
from compliance.words import did_you_mean

__all__ = ["Fault", "check_standard"]


def check_standard(
    standard: Standard, vocabulary: Vocabulary, ladders: Collection[str] | None = None
) -> Iterator[Fault]:
    """Every word of the standard that is not known, with the nearest that is; ladders None: nobody knows which there are."""
    if ladders is not None and standard.ladder not in ladders:
        yield ("ladder",), f"there is no ladder '{standard.ladder}'; {did_you_mean(standard.ladder, ladders)}"
    yield from _warnings(standard)
    checker = _Checker(vocabulary, standard)
    for place, role in enumerate(standard.visible_to):
        yield from checker.role(role, ("visible_to", place))
    yield from checker.trigger()
    if standard.extension is not None and standard.extension.event is not None:
        yield from checker.extension(standard.extension.event)
    match standard.form:
        case Deadline() as form:
            yield from checker.deadline(form)
        case Recurring() as form:
            yield from checker.recurring(form)
        case State() as form:
            yield from checker.state(form)
        case WindowLimit() as form:
            yield from checker.counted(form.count)
        case Load() as form:
            yield from checker.role(form.role, ("load", "role"))
            if form.per_role is not None:
                yield from checker.role(form.per_role, ("load", "per_role"))


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


def _subject(standard: Standard, vocabulary: Vocabulary) -> str:
    if standard.load is not None:
        return "worker" if standard.load.over == "worker" else "team"
    word: PeriodWord | EventWord | None = None
    if standard.during is not None:
        word = vocabulary.periods.get(standard.during.period[0])
    elif standard.after is not None:
        word = vocabulary.events.get(standard.after.event[0])
    return word.subject if word is not None else "person"


class _Checker(WordChecker):
    """Checks the parts of one standard."""

    def __init__(self, vocabulary: Vocabulary, standard: Standard) -> None:
        super().__init__(vocabulary, _subject(standard, vocabulary))
        self.standard = standard
        kind = standard.period_kind
        self.period = vocabulary.periods.get(kind) if kind is not None else None
        self.own = self.period if standard.during is not None else None
        """The kind of period that triggers, where the standard is during one kind."""

    def trigger(self) -> Iterator[Fault]:
        during, after = self.standard.during, self.standard.after
        if during is not None:
            yield from self._during(during)
        if after is not None:
            yield from self._after(after)

    def _during(self, during: Trigger) -> Iterator[Fault]:
        for kind in during.period:
            if kind not in self.vocabulary.periods:
                yield self.no_period(kind, ("during", "period"))
            elif self.vocabulary.periods[kind].subject != self.subject:
                yield ("during", "period"), f"{kind} is not of a {self.subject}, as {during.period[0]} is."
        if during.aged is not None and self.subject != "person":
            yield ("during", "aged"), f"a {self.subject} has no age here: only a child has."
        if self.own is None:
            return
        if during.from_ != "started_on":
            yield from self._date(during.from_, self.own, ("during", "from"))
        yield from self.condition(during.where, self.own, ("during", "where"))
        if during.unless is not None:
            yield from self.condition(during.unless, self.own, ("during", "unless"))

    def _after(self, after: EventTrigger) -> Iterator[Fault]:
        for kind in after.event:
            yield from self.record(Record(event=kind, outcome=after.outcome, where=after.where), ("after",))
            word = self.vocabulary.events.get(kind)
            if word is not None and word.subject != self.subject:
                yield ("after", "event"), f"{kind} is not of a {self.subject}, as {after.event[0]} is."
            if after.unless is not None and word is not None:
                yield from self.condition(after.unless, word, ("after", "unless"))
        if after.of is not None and after.of not in self.vocabulary.periods:
            yield self.no_period(after.of, ("after", "of"))

    def _date(self, name: str, word: PeriodWord | EventWord, path: Path) -> Iterator[Fault]:
        dates = [known for known, attribute in word.attributes.items() if attribute.type == "date"]
        if name not in dates:
            yield path, f"'{name}' is not a date of this kind of record; {did_you_mean(name, dates)}"

    def extension(self, event: str) -> Iterator[Fault]:
        word = self.vocabulary.events.get(event)
        if word is None:
            yield self.no_event(event, ("extension", "event"))
        elif "new_due_on" not in word.attributes:
            yield ("extension", "event"), f"'{event}' has no new_due_on, so it cannot extend anything."

    def deadline(self, form: Deadline) -> Iterator[Fault]:
        for place, way in enumerate(form.met_by):
            yield from self._way(way, ("deadline", "met_by", place))
        for number, point in enumerate(form.points):
            for place, way in enumerate(point.met_by):
                yield from self._way(way, ("deadline", "points", number, "met_by", place))
        for place, record in enumerate(form.exempted_by):
            yield from self.record(record, ("deadline", "exempted_by", place))
        if form.by is not None:
            yield from self._by(form.by)
        for place, entry in enumerate(form.depending):
            for word in self._trigger_words():
                yield from self.condition(entry.when, word, ("deadline", "depending", place, "when"))
        if form.until is not None and self.period is None:
            yield ("deadline", "until"), "'until: end' needs a period: name it in 'during', or in 'of' beside 'after'."
        elif form.until is not None:
            yield from self.condition(form.until.where, self.period, ("deadline", "until", "where"))

    def _trigger_words(self) -> list[PeriodWord | EventWord]:
        if self.own is not None:
            return [self.own]
        kinds = self.standard.after.event if self.standard.after is not None else ()
        return [self.vocabulary.events[kind] for kind in kinds if kind in self.vocabulary.events]

    def _by(self, by: ByDate) -> Iterator[Fault]:
        if by.date is not None:
            for word in self._trigger_words():
                yield from self._date(by.date, word, ("deadline", "by", "date"))
        elif self.subject != "person":
            yield ("deadline", "by"), f"a {self.subject} has no birthday here: only a child has."

    def _way(self, way: MetBy, path: Path) -> Iterator[Fault]:
        match way:
            case PeriodEnd(where=where):
                if self.own is None:
                    yield path, "'end' needs a period: this standard is 'after' an event."
                else:
                    yield from self.condition(where, self.own, (*path, "where"))
                if self.standard.during is not None and self.standard.during.aged is not None:
                    yield path, "'end' is the end of the whole period: with 'aged', say which record meets this."
            case AllOf(all=records):
                for inner, record in enumerate(records):
                    yield from self.record(record, (*path, "all", inner))
            case _:
                yield from self.record(way, path)

    def recurring(self, form: Recurring) -> Iterator[Fault]:
        for name, records in (("met_by", form.met_by), ("exempted_by", form.exempted_by)):
            for place, record in enumerate(records):
                yield from self.record(record, ("recurring", name, place))
        for place, restart in enumerate(form.restart):
            yield from self._restart(restart, ("recurring", "restart", place))
        for place, turn in enumerate(form.then):
            yield from self.condition(turn.when, None, ("recurring", "then", place, "when"))
            tested_by_day = any(isinstance(term, Holds | Lasted | Repeated) for term in terms_of(turn.when))
            if form.test_at == "due" and tested_by_day:
                yield (
                    ("recurring", "test_at"),
                    "'holds', 'lasted' and 'repeated' are tested on the link's start: leave 'test_at: due' out.",
                )
            if isinstance(turn.within, OwnInterval) and self.own is not None:
                yield from self._own(turn.within, ("recurring", "then", place, "within", "own"))

    def _own(self, interval: OwnInterval, path: Path) -> Iterator[Fault]:
        assert self.own is not None
        numbers = [name for name, word in self.own.attributes.items() if word.type == "number"]
        if interval.own not in numbers:
            yield path, f"'{interval.own}' is not a number of this period; {did_you_mean(interval.own, numbers)}"
        elif self.own.attributes[interval.own].empty != "none":
            yield (
                path,
                f"'{interval.own}' must be declared 'empty: none': an empty one means that the period sets none.",
            )

    def _restart(self, restart: Restart, path: Path) -> Iterator[Fault]:
        word = self.vocabulary.periods.get(restart.period)
        if word is None:
            yield self.no_period(restart.period, (*path, "period"))
            return
        yield from self.condition(restart.where, word, (*path, "where"))
        yield from self.condition(restart.when, None, (*path, "when"))

    def state(self, form: State) -> Iterator[Fault]:
        for name, sources in (("must", form.must), ("unless", form.unless)):
            for place, source in enumerate(sources):
                yield from self._holding(source, ("state", name, place))

    def _holding(self, source: Holding, path: Path) -> Iterator[Fault]:
        if source.involvement is not None:
            yield from self.role(source.involvement, (*path, "involvement"))
        if source.period is not None:
            word = self.vocabulary.periods.get(source.period)
            if word is None:
                yield self.no_period(source.period, (*path, "period"))
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
                yield self.no_period(str(count.period), (*path, "period"))
                return
            yield from self.condition(count.where, word, (*path, "where"))
        if count.unless is not None and word is not None:
            yield from self.condition(count.unless, word, (*path, "unless"))
