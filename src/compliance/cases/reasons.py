"""Why a standard's findings may not be told: each field that it asks about and that a record may lack."""

from collections.abc import Iterator

from compliance.rulebook.conditions import Age, Attribute, Condition, Unborn, terms_of
from compliance.rulebook.model import Deadline, Limit, Load, Recurring, Standard, State, WindowLimit
from compliance.vocabulary import EventWord, PeriodWord, Vocabulary


def possible_reasons(standard: Standard, vocabulary: Vocabulary) -> dict[str, str]:
    """Each reason that some history can give, and what in the standard brings it about.

    Left out are those of any standard alike: a date beyond the calendar, and an extract that lacks a kind of record.
    """
    return dict(_reasons(standard, vocabulary))


def _reasons(standard: Standard, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    during, form = standard.during, standard.form
    if during is not None:
        yield "contradiction", "a period that ends before it starts"
        if len(during.period) == 1 and vocabulary.periods[during.period[0]].exclusive:
            yield "two_open", "two such periods open at once"
        if during.from_ != "started_on":
            yield "anchor_unknown", f"an empty {during.from_}"
        elif _counts_from_start(standard):
            yield "start_unknown", "a period whose start nobody knows"
    if during is not None and during.aged is not None:
        yield "date_of_birth", "'aged' and no date of birth"
    yield from _of_form(standard, vocabulary)
    if _dated(standard) or (standard.after is not None and standard.in_force_from is not None):
        yield "no_value_in_force", "a clock that starts before the standard, or while the law gave no number"
    if isinstance(form, Recurring) and any(turn.nth is not None for turn in form.then) and during is not None:
        yield "turn_unknown", "an unknown start, so that the turn is only a lower bound"


def _counts_from_start(standard: Standard) -> bool:
    match standard.form:
        case Deadline(by=None) | State():
            return True
        case Recurring(first=first):
            return first is not None
        case _:
            return False


def _of_form(standard: Standard, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    form = standard.form
    word = _trigger_word(standard, vocabulary)
    asked: list[Condition] = [standard.during.where] if standard.during is not None else []
    if isinstance(form, Deadline):
        asked += [entry.when for entry in form.depending]
        if form.by is not None and form.by.date is not None:
            yield "anchor_unknown", f"an empty {form.by.date}"
        elif form.by is not None:
            yield "date_of_birth", "a date counted from birth, and no date of birth"
    if any(_may_be_unknown(term, word) for condition in asked for term in terms_of(condition)):
        yield "attribute_unknown", "a condition on a field that may be empty"
    if isinstance(form, Recurring):
        asked += [turn.when for turn in form.then]
    if any(isinstance(term, Age | Unborn) for condition in asked for term in terms_of(condition)):
        yield "date_of_birth", "a condition on age, and no date of birth"
    if isinstance(form, Load) and (form.count == "agency_share" or (form.count == "children" and form.per == "fte")):
        yield "fte_unknown", "a post without its hours"
    if isinstance(form, WindowLimit) and form.count.by != "starts":
        yield "start_unknown", "a counted period whose start nobody knows"


def _trigger_word(standard: Standard, vocabulary: Vocabulary) -> PeriodWord | EventWord | None:
    if standard.during is not None:
        return vocabulary.periods[standard.during.period[0]]
    return vocabulary.events[standard.after.event[0]] if standard.after is not None else None


def _may_be_unknown(term: Condition, word: PeriodWord | EventWord | None) -> bool:
    """Whether an empty field leaves the answer unknown: an empty flag is false, and some empty fields mean none."""
    if not isinstance(term, Attribute) or word is None or term.name not in word.attributes:
        return False
    attribute = word.attributes[term.name]
    return attribute.type != "flag" and attribute.empty != "none"


def _dated(standard: Standard) -> bool:
    """Whether some limit has dated versions."""
    limits: list[Limit | None] = []
    match standard.form:
        case Deadline() as form:
            limits = [form.within, *(e.within for e in form.depending), *(p.within for p in form.points)]
        case Recurring() as form:
            limits = [form.first]
        case _:
            pass
    return any(isinstance(limit, tuple) for limit in limits)
