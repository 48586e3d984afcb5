"""Records, triggers and their conditions in words: what starts a clock, what meets it, what is left out."""

from collections.abc import Iterator
from itertools import groupby

from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.deadline import AllOf, Deadline, MetBy, PeriodEnd, Record
from compliance.rulebook.forms import Recurring
from compliance.rulebook.model import EventTrigger, Standard, Trigger
from compliance.rulebook.words_of import (
    attribute_name,
    condition_words,
    happening,
    listed,
    period_name,
    plain,
    record_of,
    the,
)
from compliance.rulebook.words_of_limits import trigger_word
from compliance.vocabulary import Vocabulary


def way_words(vocabulary: Vocabulary, standard: Standard, way: MetBy) -> str:
    """One way of meeting a deadline: `a record that the pathway plan was made`, or the end of its own period."""
    match way:
        case PeriodEnd(where=where):
            word = trigger_word(vocabulary, standard)
            ended = f" where {condition_words(vocabulary, where, word)}" if where != ALWAYS else ""
            return f"the end of {the(period_name(vocabulary, str(standard.period_kind)))}{ended}"
        case AllOf(all=records):
            return f"all of these together, the last of them counting: {_joined(_together(vocabulary, records))}"
        case _:
            return record_words(vocabulary, way)


def any_of(records: list[str]) -> str:
    """Several records of which one will do: "a record" is said once."""
    return _joined(records, "or")


def _joined(records: list[str], last: str = "and") -> str:
    """Records one after another: "a record" is said once."""
    return listed([records[0], *(said.removeprefix("a record ") for said in records[1:])], last)


def _together(vocabulary: Vocabulary, records: tuple[Record, ...]) -> list[str]:
    """Records that are all needed; of one kind, the kind is said once and what each must be after it."""
    said: list[str] = []
    for (event, outcome), alike in groupby(records, key=lambda record: (record.event, record.outcome)):
        mine = list(alike)
        if len(mine) == 1:
            said.append(record_words(vocabulary, mine[0]))
            continue
        word = vocabulary.events[event]
        each = "; ".join(condition_words(vocabulary, record.where, word) for record in mine)
        said.append(f"{record_words(vocabulary, Record(event=event, outcome=outcome))}, one for each of these ({each})")
    return said


def record_words(vocabulary: Vocabulary, record: Record) -> str:
    """A record that counts, with its outcomes and its condition."""
    word = vocabulary.events[record.event]
    outcome = f", with the outcome {outcome_words(record.outcome)}" if record.outcome else ""
    where = f" where {condition_words(vocabulary, record.where, word)}" if record.where != ALWAYS else ""
    return f"{record_of(vocabulary, record.event)}{outcome}{where}"


def outcome_words(outcomes: tuple[str, ...]) -> str:
    """The outcomes of which one will do: `“held” or “declined”`."""
    return listed([f"“{plain(outcome)}”" for outcome in outcomes], "or")


def start_words(vocabulary: Vocabulary, standard: Standard) -> str:
    """When the clock starts, as a sentence."""
    during, after = standard.during, standard.after
    word = trigger_word(vocabulary, standard)
    if during is not None:
        names = listed([period_name(vocabulary, kind) for kind in during.period], "or")
        if during.from_ != "started_on":
            said = f"The clock of {names} starts on {_date(attribute_name(word, during.from_))}"
        else:
            said = f"The clock starts on the first day of {names}"
        if during.aged is not None:
            said += f", or of the part of it in which {aged_words(during)}"
        return f"{said}{where_words(vocabulary, during.where, during)}."
    assert after is not None
    kinds = listed([happening(vocabulary, kind) for kind in after.event], "or")
    outcome = f", with the outcome {outcome_words(after.outcome)}" if after.outcome else ""
    return f"A clock starts each time, on that day, that {kinds}{outcome}{where_words(vocabulary, after.where, after)}."


def _date(name: str) -> str:
    return name if name.startswith(("the ", "a ")) else f"the recorded date “{name}”"


def where_words(vocabulary: Vocabulary, where: Condition, trigger: Trigger | EventTrigger) -> str:
    """The condition on what starts the clock, as what follows it: `, where the status is supervision`."""
    if where == ALWAYS:
        return ""
    if isinstance(trigger, Trigger):
        return f", where {condition_words(vocabulary, where, vocabulary.periods[trigger.period[0]])}"
    return f", where {condition_words(vocabulary, where, vocabulary.events[trigger.event[0]])}"


def aged_words(during: Trigger) -> str:
    """The age at which a standard is owed: `the child is 16 or over and under 18`."""
    aged = during.aged
    assert aged is not None
    if aged.from_ is None:
        return f"the child is under {aged.under}"
    return f"the child is {aged.from_} or over" + (f" and under {aged.under}" if aged.under is not None else "")


def what_counts(vocabulary: Vocabulary, form: Deadline | Recurring) -> Iterator[str]:
    """What excuses, and from when a record counts."""
    if form.exempted_by:
        yield f"It is excused by {any_of([record_words(vocabulary, record) for record in form.exempted_by])}."
    if form.counts_from == "the day after":
        yield "A record on the day the clock starts does not count."
    elif form.counts_from != "the day":
        yield f"A record of the {form.counts_from.removesuffix(' before')} before the clock starts counts too."


def ending_words(vocabulary: Vocabulary, standard: Standard, form: Deadline) -> Iterator[str]:
    """Whether a deadline is still owed after its period has ended, as a sentence."""
    if form.until is None:
        if not any(isinstance(way, PeriodEnd) for way in form.ways):
            yield "It stays owed until it is done, whatever ends in the meantime."
        return
    kind = str(standard.period_kind)
    name, where = the(period_name(vocabulary, kind)), form.until.where
    if where == ALWAYS:
        yield f"Nothing more is owed after the end of {name}."
        return
    ended = condition_words(vocabulary, where, vocabulary.periods[kind])
    yield f"Nothing more is owed after the end of {name} where {ended}; otherwise it stays owed until it is done."


def left_out(vocabulary: Vocabulary, standard: Standard) -> Iterator[str]:
    """Of whom or what nothing is asked, as a sentence."""
    trigger = standard.during or standard.after
    if trigger is None or trigger.unless is None:
        return
    word = trigger_word(vocabulary, standard)
    yield f"Left out: where, on the day the clock starts, {condition_words(vocabulary, trigger.unless, word)}."
