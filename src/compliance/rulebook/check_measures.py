"""A measure against the standards and the words that there are."""

from collections.abc import Collection, Iterator

from compliance.rulebook.check_words import Fault, Path, WordChecker
from compliance.rulebook.deadline import Record
from compliance.rulebook.forms import State
from compliance.rulebook.measure import Measure
from compliance.rulebook.measure_forms import (
    AverageDays,
    Caseload,
    Chosen,
    InTime,
    Population,
    Posts,
    Share,
    Since,
    UpToDate,
)
from compliance.rulebook.model import Standard
from compliance.vocabulary import EventWord, PeriodWord, Vocabulary
from compliance.words import did_you_mean


def check_measure(measure: Measure, vocabulary: Vocabulary, standards: Collection[Standard]) -> Iterator[Fault]:
    """Every standard, kind, attribute, outcome and role that the measure names and the rules do not have."""
    by_name = {name: standard for standard in standards for name in (standard.id, *standard.aliases)}
    for path, name in (((), measure.id), *((("aliases", place), name) for place, name in enumerate(measure.aliases))):
        if name in by_name:
            yield path, f"'{name}' already names the standard {by_name[name].id}."
    areas = {standard.area for standard in standards}
    if measure.area not in areas:
        yield ("area",), f"there is no area '{measure.area}'; {did_you_mean(measure.area, areas)}"
    path = (measure.form_name,)
    match measure.form:
        case (InTime() | UpToDate()) as form:
            yield from _standards(form, {standard.id: standard for standard in standards}, path)
        case Share(of=of, with_=asked):
            checker = _Checker(vocabulary, of)
            yield from checker.population(of, (*path, "of"))
            yield from checker.condition(asked.where, checker.word, (*path, "with", "where"))
            yield from checker.looks(asked.earlier, (*path, "with", "earlier"))
            yield from checker.looks(asked.later, (*path, "with", "later"))
        case Population() as of:
            yield from _Checker(vocabulary, of).population(of, path)
        case AverageDays(of=of, from_=since):
            checker = _Checker(vocabulary, of)
            yield from checker.population(of, (*path, "of"))
            yield from checker.looks(since if isinstance(since, Since) else None, (*path, "from"))
        case Posts() as form:
            checker = WordChecker(vocabulary, "worker")
            yield from checker.role(form.role, (*path, "role"))
            if isinstance(form, Caseload):
                yield from checker.condition(form.where, None, (*path, "where"))


def _standards(form: InTime | UpToDate, standards: dict[str, Standard], path: Path) -> Iterator[Fault]:
    for place, name in enumerate(form.standards):
        where = (*path, "standards", place)
        standard = standards.get(name)
        if standard is None:
            yield where, f"there is no standard '{name}'; {did_you_mean(name, standards)}"
            continue
        if standard.visible_to:
            yield where, f"only {', '.join(standard.visible_to)} may see what '{name}' finds, and a measure is for all."
        if isinstance(form, InTime) and (standard.limit is not None or standard.load is not None):
            yield where, f"nothing of '{name}' falls due by a date: write up_to_date."
        if isinstance(form, UpToDate) and isinstance(standard.form, State):
            yield where, f"'{name}' finds only those without: write a share of the periods that are open."


class _Checker(WordChecker):
    """Checks the records that a measure is about, and those that it looks for beside them."""

    def __init__(self, vocabulary: Vocabulary, of: Population) -> None:
        self.word = _word(vocabulary, of)
        super().__init__(vocabulary, self.word.subject if self.word is not None else "person")

    def population(self, of: Population, path: Path) -> Iterator[Fault]:
        yield from self._chosen(of, path)
        yield from self.looks(of.earlier, (*path, "earlier"))
        yield from self.looks(of.later, (*path, "later"))

    def looks(self, chosen: Chosen | None, path: Path) -> Iterator[Fault]:
        if chosen is None:
            return
        yield from self._chosen(chosen, path)
        word = _word(self.vocabulary, chosen)
        if word is not None and word.subject != self.subject:
            yield path, f"{chosen.kind} is of a {word.subject}, and the records counted are of a {self.subject}."

    def _chosen(self, chosen: Chosen, path: Path) -> Iterator[Fault]:
        if chosen.event is not None:
            yield from self.record(Record(event=chosen.event, outcome=chosen.outcome, where=chosen.where), path)
        elif chosen.kind not in self.vocabulary.periods:
            yield self.no_period(chosen.kind, (*path, "period"))
        else:
            yield from self.condition(chosen.where, self.vocabulary.periods[chosen.kind], (*path, "where"))


def _word(vocabulary: Vocabulary, chosen: Chosen) -> PeriodWord | EventWord | None:
    words = vocabulary.periods if chosen.period is not None else vocabulary.events
    return words.get(chosen.kind)
