"""States, limits and loads in words: what must always hold, and what is counted."""

from collections.abc import Iterator

from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.forms import Counted, Holding, Load, State, WindowLimit
from compliance.rulebook.model import Standard
from compliance.rulebook.words_of import condition_words, listed, period_name, plain, record_of
from compliance.rulebook.words_of_limits import per_words
from compliance.rulebook.words_of_records import aged_words, outcome_words, where_words
from compliance.vocabulary import Vocabulary


def state_words(vocabulary: Vocabulary, standard: Standard, form: State) -> Iterator[str]:
    """A state in sentences: on which days what must hold, and from when a day without it is late."""
    during = standard.during
    assert during is not None
    names = listed([period_name(vocabulary, kind) for kind in during.period], "or")
    part = f" in which {aged_words(during)}" if during.aged is not None else ""
    must = listed([_holding(vocabulary, source) for source in form.must], "or")
    yield f"On every day of {names}{part}{where_words(vocabulary, during.where, during)} there must be {must}."
    if form.unless:
        yield f"Days that need none: those of {listed([_holding(vocabulary, source) for source in form.unless], 'or')}."
    if form.grace is not None:
        yield f"A stretch of days without it is late once it has lasted more than {form.grace} after its first day."
    else:
        yield "The first day without it is the due date, and the next is late."


def _holding(vocabulary: Vocabulary, source: Holding) -> str:
    if source.unborn:
        return "the time before birth"
    if source.involvement is not None:
        return f"{_article(plain(source.involvement))} for the child"
    assert source.period is not None
    word = vocabulary.periods[source.period]
    where = f" where {condition_words(vocabulary, source.where, word)}" if source.where != ALWAYS else ""
    return f"{period_name(vocabulary, source.period)}{where}"


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'aeio' else 'a'} {name}"


def limit_form_words(vocabulary: Vocabulary, standard: Standard, form: WindowLimit) -> Iterator[str]:
    """A limit in sentences: what is counted, in which window, and how many are too many."""
    during = standard.during
    assert during is not None
    name, word = period_name(vocabulary, during.period[0]), vocabulary.periods[during.period[0]]
    asked = f", where {condition_words(vocabulary, during.where, word)}" if during.where != ALWAYS else ""
    part = f" in which {aged_words(during)}" if during.aged is not None else ""
    yield f"On every day of {name}{part}{asked}, what is counted is {_counted(vocabulary, form.count, form)}."
    yield f"More than {form.most:,} is over the limit, from the day that number is passed until it is within it again."
    if form.warn_at is not None:
        yield f"It warns from {form.warn_at:,}."


def _counted(vocabulary: Vocabulary, count: Counted, form: WindowLimit) -> str:
    if count.event is not None:
        word, what = vocabulary.events[count.event], f"each {record_of(vocabulary, count.event).removeprefix('a ')}"
    else:
        assert count.period is not None
        word, name = vocabulary.periods[count.period], period_name(vocabulary, count.period)
        what = {"starts": f"each beginning of {name}", "held": f"each {_bare(name)} held at any time"}.get(
            count.by, f"each day of {name}"
        )
    outcome = f", with the outcome {outcome_words(count.outcome)}" if count.outcome else ""
    where = f" where {condition_words(vocabulary, count.where, word)}" if count.where != ALWAYS else ""
    unless = f", leaving out any where {condition_words(vocabulary, count.unless, word)}" if count.unless else ""
    window = "in a row, with none of the others between" if form.in_a_row else f"in the {form.within} that end that day"
    return f"{what}{outcome}{where}, {window}{unless}"


def _bare(name: str) -> str:
    return name.removeprefix("an ").removeprefix("a ")


def load_words(form: Load) -> Iterator[str]:
    """A load in sentences: whose, what is counted, and how many are too many."""
    role = plain(form.role)
    whose = {"worker": "each worker", "team": "each team", "authority": "the authority, with all its teams"}[form.over]
    counted = {
        "children": f"the different people for whom the {form.over} holds the role of {role}, {per_words(form)}",
        "posts": f"the people in posts of {role}, {per_words(form)}",
        "agency_share": f"the share of full-time posts of {role} that agency workers hold, in per cent",
    }[form.count]
    yield f"Of {whose}, every day, what is counted is {counted}."
    yield f"More than {form.most:g} is over the limit, from that day until it is within it again."
    if form.warn_at is not None:
        yield f"It warns from {form.warn_at:g}."
