"""A standard's arithmetic in sentences: when the clock starts, what meets it, what is left out. Made from the form alone."""

from collections.abc import Iterator
from typing import NamedTuple

from compliance.rulebook.conditions import ALWAYS, Holds, Lasted, terms_of
from compliance.rulebook.deadline import Deadline
from compliance.rulebook.forms import Load, Recurring, Restart, State, Turn, WindowLimit
from compliance.rulebook.model import Standard
from compliance.rulebook.words_of import condition_words, ordinal, period_name, record_of, the
from compliance.rulebook.words_of_counts import limit_form_words, load_words, state_words
from compliance.rulebook.words_of_limits import due_words, interval_words, limit_words, trigger_word, warnings_said
from compliance.rulebook.words_of_records import (
    any_of,
    ending_words,
    left_out,
    record_words,
    start_words,
    way_words,
    what_counts,
)
from compliance.vocabulary import Vocabulary


class Statement(NamedTuple):
    """A sentence of the arithmetic; where it has `items`, it opens a list of them and ends in a colon."""

    text: str
    items: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.text} {'; '.join(self.items)}." if self.items else self.text


def arithmetic(vocabulary: Vocabulary, standard: Standard) -> list[str]:
    """The standard's arithmetic, a thought a sentence: start, limit, what meets it, what is left out, warnings."""
    return [statement.sentence for statement in statements(vocabulary, standard)]


def statements(vocabulary: Vocabulary, standard: Standard) -> list[Statement]:
    """The same, with what is a list kept as one."""
    said = _sentences(vocabulary, standard)
    return [one if isinstance(one, Statement) else Statement(one) for one in said]


def _sentences(vocabulary: Vocabulary, standard: Standard) -> list[str | Statement]:
    match standard.form:
        case Deadline() as form:
            said: Iterator[str | Statement] = _deadline(vocabulary, standard, form)
        case Recurring() as form:
            said = _recurring(vocabulary, standard, form)
        case State() as form:
            said = state_words(vocabulary, standard, form)
        case WindowLimit() as form:
            said = limit_form_words(vocabulary, standard, form)
        case Load() as form:
            said = load_words(form)
    warnings = [f"It warns {warnings_said(standard)}."] if standard.warn else []
    return [*said, *left_out(vocabulary, standard), *warnings]


def _deadline(vocabulary: Vocabulary, standard: Standard, form: Deadline) -> Iterator[str | Statement]:
    yield start_words(vocabulary, standard)
    counted = ", counting the first day as day 1" if form.beginning_with else ""
    if len(form.depending) > 2:
        *entries, last = due_words(vocabulary, standard, form).split("; ")
        yield Statement("It is due, by the first of these that fits:", (*entries, last))
    else:
        yield f"It is due {due_words(vocabulary, standard, form)}{counted}."
    if form.met_by:
        yield f"It is met by {any_of([way_words(vocabulary, standard, way) for way in form.met_by])}."
    for number, point in enumerate(form.points, start=1):
        if point.met_by:
            ways = any_of([way_words(vocabulary, standard, way) for way in point.met_by])
            yield f"The {ordinal(number)} is met by {ways}."
    if form.points and form.met_by:
        yield "A record counts for the time in which it falls; the next time begins the day after the one before was due."
    yield from what_counts(vocabulary, form)
    if form.one_each:
        yield "A record that names no period counts for the latest clock only."
    yield from ending_words(vocabulary, standard, form)
    extension = standard.extension
    if extension is not None:
        agreed = f"by {record_of(vocabulary, extension.event)}" if extension.event else "by a recorded extension"
        times = {None: "", 1: ", once"}.get(extension.times, f", no more than {extension.times} times")
        yield (
            f"The due date may be moved {agreed}, agreed on or before it, by up to {extension.up_to}{times} "
            f"({extension.cite})."
        )


def _recurring(vocabulary: Vocabulary, standard: Standard, form: Recurring) -> Iterator[str | Statement]:
    yield start_words(vocabulary, standard)
    counted = ", counting the first day as day 1" if form.beginning_with else ""
    if form.first is not None:
        yield f"The first is due within {limit_words(form.first)}{counted}."
    else:
        yield "Nothing is owed before the first, which other standards ask for."
    yield _each_next(vocabulary, standard, form)
    if form.test_at == "due":
        yield "Which of these applies is asked of the day on which it would fall due."
    yield f"It is met by {any_of([record_words(vocabulary, record) for record in form.met_by])}."
    yield "Each is counted from the day the one before it was done, not from the day it was due."
    for restart in form.restart:
        yield _restart(vocabulary, restart)
    if any(isinstance(term, Holds | Lasted) for turn in form.then for term in terms_of(turn.when)):
        yield "Where what applies changes before the next is done, the earlier of the two dates counts."
    yield from what_counts(vocabulary, form)
    yield f"Nothing more is owed after the end of {the(period_name(vocabulary, str(standard.period_kind)))}."


def _each_next(vocabulary: Vocabulary, standard: Standard, form: Recurring) -> str | Statement:
    if len(form.then) == 1:
        return f"Each later one is due {interval_words(form.then[0], None)} of the one before it."
    said = [_entry(vocabulary, standard, turn) for turn in form.then[:-1]]
    said.append(f"otherwise {interval_words(form.then[-1], None)}")
    if len(said) == 2:
        return f"Each later one is counted from the one before it: {said[0]}; {said[1]}."
    return Statement("Each later one is counted from the one before it, by the first of these that fits:", tuple(said))


def _entry(vocabulary: Vocabulary, standard: Standard, turn: Turn) -> str:
    said = interval_words(turn, trigger_word(vocabulary, standard))
    asked = [f"it is the {ordinal(turn.nth)}"] if turn.nth is not None else []
    if turn.when != ALWAYS:
        asked.append(condition_words(vocabulary, turn.when))
    return f"{said} where {' and '.join(asked)}" if asked else said


def _restart(vocabulary: Vocabulary, restart: Restart) -> str:
    word = vocabulary.periods[restart.period]
    where = f" where {condition_words(vocabulary, restart.where, word)}" if restart.where != ALWAYS else ""
    when = f", if {condition_words(vocabulary, restart.when)}" if restart.when != ALWAYS else ""
    return (
        f"The clock starts afresh, with {limit_words(restart.within)} to the next, on the day that "
        f"{period_name(vocabulary, restart.period)}{where} begins{when}, unless it is overdue by then."
    )
