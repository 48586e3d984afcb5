"""A standard's own part of the handbook."""

from collections.abc import Iterator
from typing import Any, cast

from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Citation, Limit, LocalValue, Standard, Tunable
from compliance.rulebook.tuning import steps_of
from compliance.rulebook.words_of import listed, plain
from compliance.rulebook.words_of_forms import statements
from compliance.rulebook.words_of_ladders import role_words, who_hears
from compliance.rulebook.words_of_limits import day, latest

STANDING = {
    "statutory": "the law (an Act or regulations)",
    "court-rule": "a court rule",
    "statutory-guidance": "statutory guidance",
    "best-practice": "national best practice",
    "local": "local practice",
}

STATUS = {
    "draft": "a draft: nothing is worked out from it",
    "shadow": "in shadow until an authority adopts it: it is worked out and counted, and nobody is told",
    "live": "live",
    "retired": "set aside: nothing is worked out from it",
}


def entry(rulebook: Rulebook, standard: Standard) -> str:
    """One standard: what it says, its arithmetic, who hears, where it comes from, and what an authority may set."""
    return "\n\n".join(_paragraphs(rulebook, standard))


def status_words(standard: Standard) -> str:
    """What a standard's status means; of one adopted, that it was."""
    return "live, adopted here" if standard.adopted else STATUS[standard.status]


def _paragraphs(rulebook: Rulebook, standard: Standard) -> Iterator[str]:
    yield f"## {standard.title}"
    also = f", also known as {listed(standard.aliases)}" if standard.aliases else ""
    yield f"*{standard.id}{also}*"
    yield standard.says.strip()
    yield from _arithmetic(rulebook, standard)
    yield f"**Who hears.** {' '.join(who_hears(rulebook.ladders[standard.ladder], standard))}{_own_ladder(rulebook, standard)}"
    if standard.visible_to:
        only = listed([role_words(role) for role in standard.visible_to])
        yield f"**Who may see it.** Only the {only}."
    yield f"**Standing.** {_capital(STANDING[standard.standing])}. **Status.** {_capital(status_words(standard))}."
    yield "**Where it comes from.**\n\n" + "\n".join(f"- {source(cited)}" for cited in standard.basis)
    if standard.local:
        yield "**Set locally.**\n\n" + "\n".join(f"- {_local(standard, value)}" for value in standard.local)
    if standard.tune:
        yield "**What an authority may set.**\n\n" + "\n".join(_tunable(standard))
    if standard.notes:
        yield f"**Notes.** {standard.notes.strip()}"


def _arithmetic(rulebook: Rulebook, standard: Standard) -> Iterator[str]:
    """The sentences as paragraphs, and lists where there are any."""
    running = ["**How it is worked out.**"]
    for statement in statements(rulebook.vocabulary, standard):
        running.append(statement.text)
        if statement.items:
            yield " ".join(running)
            yield "\n".join(f"- {item}" for item in statement.items)
            running = []
    yield " ".join(running)


def source(cited: Citation) -> str:
    """A source with its dates of effect, and how far its number was checked."""
    dates: list[str] = []
    if cited.from_ is not None:
        dates.append(f"from {day(cited.from_)}")
    if cited.until is not None:
        dates.append(f"until {day(cited.until)}")
    seen = (
        "the number was seen in the source"
        if cited.verified == "seen"
        else "from memory: check it before relying on it"
    )
    return f"{cited.cite} ({', '.join([*dates, seen])})"


def _own_ladder(rulebook: Rulebook, standard: Standard) -> str:
    return " These steps are set locally." if standard.ladder in rulebook.local_ladders else ""


def _local(standard: Standard, value: LocalValue) -> str:
    says = standard.tune[value.name].says if value.name in standard.tune else ""
    return f"{plain(value.name)}: {value.value} (the pack says {value.pack}). {says} {value.cite}.".replace("  ", " ")


def _tunable(standard: Standard) -> Iterator[str]:
    for name, tunable in standard.tune.items():
        yield f"- {plain(name)}: {tunable.says or 'a value of this standard.'} {_bounds(standard, tunable)}"


def _bounds(standard: Standard, tunable: Tunable) -> str:
    if tunable.one_of:
        return f"One of {listed([plain(value) for value in tunable.one_of], 'or')}."
    now = _value(standard, tunable.sets[0])
    here = f"Here {now}" if now else "Any length"
    return f"{here}; at most {tunable.ceiling}." if tunable.ceiling is not None else f"{here}; no ceiling."


def _value(standard: Standard, path: str) -> str:
    """The value that stands at a dotted path of a standard, as it is read; empty where nothing does."""
    found: Any = standard
    for step in steps_of(path):
        if isinstance(step, int):
            listed_here = cast(tuple[Any, ...], found or ())
            found = listed_here[step] if step < len(listed_here) else None
        else:
            found = getattr(found, f"{step}_" if step in ("from", "in") else step, None)
    if found is None or isinstance(found, str | int | float):
        return f"{found:g}" if isinstance(found, int | float) else plain(str(found or ""))
    return latest(cast(Limit, found))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
