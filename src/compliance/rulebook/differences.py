"""What changed from one rulebook to another, in words."""

from collections.abc import Callable, Iterator

from compliance.calendar import Calendar, Term
from compliance.rulebook.book import Rulebook
from compliance.rulebook.ladders import Ladder
from compliance.rulebook.limits_by_name import limits_by_name
from compliance.rulebook.model import Standard
from compliance.rulebook.words_of import listed, plain
from compliance.rulebook.words_of_forms import arithmetic
from compliance.rulebook.words_of_ladders import who_hears
from compliance.rulebook.words_of_limits import day


def differences(old: Rulebook, new: Rulebook) -> list[str]:
    """A sentence for each thing that changed: standards, then ladders, then the calendar and the words."""
    return [*_standards(old, new), *_ladders(old, new), *_calendar(old.calendar, new.calendar), *_words(old, new)]


def _standards(old: Rulebook, new: Rulebook) -> Iterator[str]:
    before, after = _by_id(old), _by_id(new)
    gone = set(before) - set(after)
    for standard in new.standards:
        was = before.get(standard.id) or next((before[name] for name in standard.aliases if name in gone), None)
        if was is None:
            yield f"Added: {standard.title} ({standard.id}), {standard.status}. {standard.says.strip()}"
            continue
        gone.discard(was.id)
        if was.id != standard.id:
            yield f"Renamed: {was.title} ({was.id}) is now {standard.title} ({standard.id})."
        yield from (f"{standard.title}: {said}" for said in _changes(old, was, new, standard))
    taken_up = {name: s for s in new.standards for name in s.aliases}
    for name in sorted(gone):
        into = taken_up.get(name)
        yield f"Removed: {before[name].title} ({name})" + (f", taken up by {into.title}." if into is not None else ".")


def _by_id(rulebook: Rulebook) -> dict[str, Standard]:
    return {standard.id: standard for standard in rulebook.standards}


_STATUS = {"shadow": "in shadow", "retired": "set aside"}

PLAIN: tuple[tuple[str, Callable[[Standard], str]], ...] = (
    ("the title", lambda s: s.title),
    ("the area", lambda s: s.area.replace("-", " ")),
    ("what it says", lambda s: s.says.strip()),
    ("the standing", lambda s: s.standing.replace("-", " ")),
    ("the status", lambda s: _STATUS.get(s.status, s.status)),
    ("the ladder", lambda s: s.ladder),
    ("who may see it", lambda s: listed(plain(role) for role in s.visible_to) or "everybody who may see the child"),
)
"""What is compared as it stands."""


def _changes(old: Rulebook, was: Standard, new: Rulebook, standard: Standard) -> Iterator[str]:
    for what, read in PLAIN:
        if read(was) != read(standard):
            yield _moved(what, read(was), read(standard))
    moved = list(_limits(was, standard))
    agreed = dict.fromkeys(value.cite for value in standard.local)
    set_here = f" Set locally: {'; '.join(agreed)}." if agreed else ""
    yield from (f"{_moved(*one)}{set_here}" for one in moved)
    yield from _arithmetic(old, was, new, standard, moved)
    yield from _lists("source", [c.cite for c in was.basis], [c.cite for c in standard.basis])
    yield from _lists("value that an authority may set", list(was.tune), list(standard.tune))
    yield from _lists("alias", list(was.aliases), list(standard.aliases))


def _moved(what: str, before: str, after: str) -> str:
    if len(before) + len(after) < 100:
        return f"{what} was {before} and is {after}."
    return f"{what} was “{before}” and is “{after}”."


def _limits(was: Standard, standard: Standard) -> Iterator[tuple[str, str, str]]:
    """Limits of one name that have another length now."""
    before, after = limits_by_name(was), limits_by_name(standard)
    for name in after:
        if name in before and before[name] != after[name]:
            yield name, before[name], after[name]


def _arithmetic(
    old: Rulebook, was: Standard, new: Rulebook, standard: Standard, moved: list[tuple[str, str, str]]
) -> Iterator[str]:
    """Sentences of the arithmetic that differ by more than a limit already told."""
    lengths = [length for one in moved for length in one[1:]]
    before, after = arithmetic(old.vocabulary, was), arithmetic(new.vocabulary, standard)
    lost = _others(before, after, lengths)
    gained = _others(after, before, lengths)
    if lost or gained:
        yield f"how it is worked out: it said “{' '.join(lost) or 'nothing of this'}”; it says “{' '.join(gained) or 'nothing'}”."


def _others(sentences: list[str], known: list[str], lengths: list[str]) -> list[str]:
    """The sentences that are not among the known ones, whatever lengths stand in both."""
    blank = {_without(said, lengths) for said in known}
    return [said for said in sentences if _without(said, lengths) not in blank]


def _without(said: str, lengths: list[str]) -> str:
    if said.startswith("It warns"):
        return said
    for length in sorted(lengths, key=len, reverse=True):
        said = said.replace(length, "…")
    return said


def _lists(what: str, before: list[str], after: list[str]) -> Iterator[str]:
    for one in after:
        if one not in before:
            yield f"a {what} is new: {plain(one) if what != 'source' else one}."
    for one in before:
        if one not in after:
            yield f"a {what} is gone: {plain(one) if what != 'source' else one}."


def _ladders(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for name, ladder in new.ladders.items():
        if name not in old.ladders:
            yield f"Ladder {name} is new. {ladder.says}"
        elif ladder.steps != old.ladders[name].steps:
            yield f"Ladder {name}: who hears was “{_heard(old.ladders[name], new)}” and is “{_heard(ladder, new)}”."
    yield from (f"Ladder {name} is gone." for name in old.ladders if name not in new.ladders)


def _heard(ladder: Ladder, rulebook: Rulebook) -> str:
    climbing = next((s for s in rulebook.standards if s.ladder == ladder.id), rulebook.standards[0])
    return " ".join(who_hears(ladder, climbing))


def _calendar(old: Calendar, new: Calendar) -> Iterator[str]:
    if (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on):
        yield (
            f"The calendar ran from {day(old.starts_on)} to {day(old.ends_on)} and runs from {day(new.starts_on)} to "
            f"{day(new.ends_on)}."
        )
    yield from (f"A bank holiday is new: {day(one)}." for one in sorted(new.holidays - old.holidays))
    yield from (f"A bank holiday is gone: {day(one)}." for one in sorted(old.holidays - new.holidays))
    yield from (f"A closure day is new: {day(one)}." for one in sorted(new.closure_days - old.closure_days))
    yield from (f"A closure day is gone: {day(one)}." for one in sorted(old.closure_days - new.closure_days))
    if old.terms != new.terms:
        yield f"School terms were {_terms(old.terms)} and are {_terms(new.terms)}."


def _terms(terms: tuple[Term, ...]) -> str:
    return (
        listed(f"{term.name} ({term.from_[1]}/{term.from_[0]} to {term.to[1]}/{term.to[0]})" for term in terms)
        or "none"
    )


def _words(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for what, before, after in (
        ("kind of period", old.vocabulary.periods, new.vocabulary.periods),
        ("kind of event", old.vocabulary.events, new.vocabulary.events),
        ("role", old.vocabulary.roles, new.vocabulary.roles),
    ):
        yield from (f"A {what} is new: {plain(name)}." for name in after if name not in before)
        yield from (f"A {what} is gone: {plain(name)}." for name in before if name not in after)
