"""Lengths of time, limits and warnings in plain words."""

from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.deadline import ByDate, Deadline
from compliance.rulebook.forms import Load, OwnInterval, Turn
from compliance.rulebook.model import DatedValue, EventTrigger, Limit, Standard, Trigger
from compliance.rulebook.words_of import Word, attribute_name, condition_words, listed, ordinal, plain
from compliance.vocabulary import EventWord, PeriodWord, Vocabulary

ALWAYS_FROM = date(1990, 1, 1)
"""A value from this day or before has always held: the calendar begins then."""


def day(value: date) -> str:
    """A date as people write it: 4 March 2026."""
    return f"{value.day} {value:%B %Y}"


def limit_words(limit: Limit) -> str:
    """A limit as it is read: `15 working days`, or its dated versions one after another."""
    if isinstance(limit, Duration):
        return str(limit)
    return listed([_version(value) for value in limit], "and")


def latest(limit: Limit) -> str:
    """The value of a limit that was set last, alone."""
    if isinstance(limit, Duration):
        return str(limit)
    return str(limit[-1].value) if limit[-1].value is not None else "no number"


def _version(value: DatedValue) -> str:
    length = str(value.value) if value.value is not None else "no number of days set"
    if value.until is None and value.from_ <= ALWAYS_FROM:
        return length
    if value.until is not None:
        return f"{length} (for clocks started from {day(value.from_)} to {day(value.until)})"
    return f"{length} (for clocks started from {day(value.from_)})"


def trigger_word(vocabulary: Vocabulary, standard: Standard) -> Word:
    """The kind of record that starts the clock, whose attributes its conditions name."""
    match standard.during, standard.after:
        case Trigger() as during, _:
            return vocabulary.periods[during.period[0]]
        case _, EventTrigger() as after:
            return vocabulary.events[after.event[0]]
        case _:
            return None


def due_words(vocabulary: Vocabulary, standard: Standard, form: Deadline) -> str:
    """When a deadline falls due, as what follows "it is due": `within 15 working days`."""
    word = trigger_word(vocabulary, standard)
    if form.within is not None:
        return _same_day(form.within) or f"within {limit_words(form.within)}"
    if form.depending:
        said = [
            f"within {limit_words(entry.within)} where {condition_words(vocabulary, entry.when, word)}"
            for entry in form.depending[:-1]
        ]
        return "; ".join([*said, f"otherwise within {limit_words(form.depending[-1].within)}"])
    if form.by is not None:
        return _by_words(form.by, word)
    if form.points:
        lengths = listed([f"within {limit_words(point.within)}" for point in form.points])
        return f"{len(form.points)} times, counted from the same day: {lengths}"
    return "by the last day of each school term that begins while it is owed"


def _same_day(limit: Limit) -> str:
    return "on that same day" if isinstance(limit, Duration) and limit.count == 0 else ""


def _by_words(by: ByDate, word: PeriodWord | EventWord | None) -> str:
    if by.date is not None:
        of = attribute_name(word, by.date)
        day_meant = of if of.startswith(("the ", "a ")) else f"the recorded date “{of}”"
    elif by.birthday is not None:
        day_meant = f"the {ordinal(by.birthday)} birthday"
    else:
        day_meant = "the expected date of birth (or the date of birth)"
    moved = by.before or by.after
    said = f"by {day_meant}" if moved is None else f"{moved} {'before' if by.before else 'after'} {day_meant}"
    return f"{said}, and never sooner than {by.at_least} after the clock starts" if by.at_least else said


def interval_words(turn: Turn, word: Word) -> str:
    """How far from the one before it the next is due: `within 6 weeks`, or as the period's own record says."""
    if not isinstance(turn.within, OwnInterval):
        return f"within {limit_words(turn.within)}"
    says = word.attributes[turn.within.own].says if word is not None and turn.within.own in word.attributes else ""
    named = says.rstrip(".") or f"{turn.within.in_} in “{plain(turn.within.own)}”"
    return f"within as many {turn.within.in_} as the record itself sets ({named[:1].lower() + named[1:]})"


def short_limit(vocabulary: Vocabulary, standard: Standard) -> str:
    """The limit in a few words, for a table."""
    deadline, recurring, state, limit, load = (
        standard.deadline,
        standard.recurring,
        standard.state,
        standard.limit,
        standard.load,
    )
    if deadline is not None:
        return _short_deadline(vocabulary, standard, deadline)
    if recurring is not None:
        lengths = [_short_turn(turn) for turn in recurring.then]
        return "; then ".join(
            [*([latest(recurring.first)] if recurring.first is not None else []), " or ".join(dict.fromkeys(lengths))]
        )
    if state is not None:
        return f"always, after {state.grace}" if state.grace is not None else "always, from the first day"
    if limit is not None:
        where = "in a row" if limit.in_a_row else f"in {limit.within}"
        return f"no more than {limit.most} {'days ' if limit.count.by == 'days' else ''}{where}"
    assert load is not None
    return f"no more than {load.most:g} {per_words(load)}"


def per_words(load: Load) -> str:
    """What a load is counted against: `for each full-time post`, `for each team manager`, `per cent`."""
    if load.count == "agency_share":
        return "per cent"
    if load.count == "posts":
        return f"for each {plain(load.per_role or '')}"
    return "for each full-time post" if load.per == "fte" else "for each post"


def _short_deadline(vocabulary: Vocabulary, standard: Standard, form: Deadline) -> str:
    if form.within is not None:
        return _same_day(form.within) or latest(form.within)
    if form.depending:
        return " or ".join(dict.fromkeys(latest(entry.within) for entry in form.depending))
    if form.points:
        return ", ".join(latest(point.within) for point in form.points)
    if form.each is not None:
        return "once each school term"
    return due_words(vocabulary, standard, form)


def _short_turn(turn: Turn) -> str:
    return "as recorded" if isinstance(turn.within, OwnInterval) else latest(turn.within)


def warnings_said(standard: Standard) -> str:
    """When the standard warns: `10 working days and 5 working days before`."""
    said = ["on the day itself" if text.startswith("0 ") else text for text in standard.warn]
    return listed([text.replace(" after", " after the start") for text in said])
