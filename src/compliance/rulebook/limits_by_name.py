"""The numbers of a standard, each by a name that people would give it."""

from collections.abc import Iterator

from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.model import Deadline, Load, OwnInterval, Recurring, Standard, State, WindowLimit
from compliance.rulebook.words_of import ordinal
from compliance.rulebook.words_of_limits import limit_words


def limits_by_name(standard: Standard) -> dict[str, str]:
    """`{"the first limit": "10 working days", ...}`; of dated versions all, one after another."""
    return dict(_limits(standard))


def _limits(standard: Standard) -> Iterator[tuple[str, str]]:
    match standard.form:
        case Deadline() as form:
            yield from _deadline(form)
        case Recurring() as form:
            yield from _recurring(form)
        case State(grace=grace):
            if grace is not None:
                yield "the grace", str(grace)
        case WindowLimit() as form:
            yield "the most allowed", f"{form.most:,}"
            if form.within is not None:
                yield "the window", str(form.within)
            if form.warn_at is not None:
                yield "the number at which it warns", f"{form.warn_at:,}"
        case Load() as form:
            yield "the most allowed", f"{form.most:g}"
            if form.warn_at is not None:
                yield "the number at which it warns", f"{form.warn_at:g}"
    if standard.extension is not None:
        yield "the longest extension", str(standard.extension.up_to)


def _deadline(form: Deadline) -> Iterator[tuple[str, str]]:
    if form.within is not None:
        yield "the limit", limit_words(form.within)
    for number, entry in enumerate(form.depending, start=1):
        name = "the limit of all others" if entry.when == ALWAYS else f"the {ordinal(number)} limit that depends"
        yield name, limit_words(entry.within)
    for number, point in enumerate(form.points, start=1):
        yield f"the {ordinal(number)} limit", limit_words(point.within)
    if form.by is not None:
        for name, length in (("before", form.by.before), ("after", form.by.after), ("at least", form.by.at_least)):
            if length is not None:
                yield f"the time {name} the date", str(length)


def _recurring(form: Recurring) -> Iterator[tuple[str, str]]:
    if form.first is not None:
        yield "the first limit", limit_words(form.first)
    for number, turn in enumerate(form.then, start=1):
        if not isinstance(turn.within, OwnInterval):
            yield _turn(number, turn.nth, turn.when, len(form.then)), limit_words(turn.within)
    for number, restart in enumerate(form.restart, start=1):
        yield f"the {ordinal(number)} limit after a fresh start", limit_words(restart.within)


def _turn(number: int, nth: int | None, when: Condition, entries: int) -> str:
    if nth is not None and when == ALWAYS:
        return f"the limit of the {ordinal(nth)}"
    if when == ALWAYS:
        return "the later limit" if entries == 1 else "the later limit of all others"
    return f"the {ordinal(number)} of the later limits"
