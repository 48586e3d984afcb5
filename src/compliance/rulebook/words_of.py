"""Kinds, attributes and conditions in plain words, for people who have never seen the rules as files.

Everything is made from the vocabulary's own sentences, so that a new word needs no second place to be explained in.
"""

import re
from collections.abc import Iterable

from compliance.rulebook.conditions import (
    ALWAYS,
    Age,
    All,
    AnyOf,
    Attribute,
    Condition,
    Happened,
    Holds,
    Lasted,
    Not,
    Repeated,
    Unborn,
)
from compliance.vocabulary import EventWord, PeriodWord, Vocabulary

Word = PeriodWord | EventWord | None
"""The kind of record whose attributes a condition names; None where it names none."""

# Kinds whose sentence in the vocabulary is no name, or a long one.
_NAMES = {
    "referral": "a referral",
    "accommodation": "a stay in one accommodation",
    "placement": "a placement",
    "legal_status": "a legal status",
    "pre_proceedings": "pre-proceedings",
    "ehc_request": "a request for an education, health and care assessment",
}
_PLACES = {
    "cp_plan": "on a child protection plan",
    "cin_plan": "on a child in need plan",
    "looked_after": "looked after",
    "missing": "missing",
    "employment": "in employment",
    "leaving_care": "entitled to leaving-care services",
}
"""How somebody is in a period, where "in" and its name do not say it."""

_CODES = {
    "C1": "interim care order",
    "C2": "full care order",
    "E1": "placement order",
    "V2": "section 20, a single period",
    "V3": "section 20, short breaks",
    "V4": "section 20, short breaks under a series of agreements",
    "J1": "remand",
    "L1": "police protection",
    "L2": "emergency protection order",
}
"""What the legal status codes that rules ask about stand for."""

_SPELT = {"gp": "the GP", "iro": "the reviewing officer", "host_authority": "the host authority"}
"""Values of a field that are no words."""

_VERB = re.compile(
    r"\b(was|were|is|are|has|had|did|met|gave|told|decided|recommended|began|ended|changed|agreed|accepted|recorded|"
    r"presented|reviewed|asked|spoke|visited|took|made|saw|extended|sent|moved|reached|went|came)\b"
)


def period_name(vocabulary: Vocabulary, kind: str) -> str:
    """A kind of period as a name with its article: `a child protection plan`."""
    return _NAMES.get(kind) or _small(re.split(r"[,;.]", vocabulary.periods[kind].says)[0])


def event_said(vocabulary: Vocabulary, kind: str) -> str:
    """What a kind of event says: `the pathway plan was made`, or where it is a thing, `a dental check`."""
    return _small(re.split(r"[;.]", vocabulary.events[kind].says)[0])


def record_of(vocabulary: Vocabulary, kind: str) -> str:
    """A record of a kind of event: `a record that the pathway plan was made`, `a record of a dental check`."""
    said = event_said(vocabulary, kind)
    return f"a record {'that' if _VERB.search(said) else 'of'} {said}"


def happening(vocabulary: Vocabulary, kind: str) -> str:
    """An event as a clause: `the pathway plan was made`, `a dental check took place`."""
    said = event_said(vocabulary, kind)
    return said if _VERB.search(said) else f"{said} took place"


def the(name: str) -> str:
    """A name with the definite article, where it had the indefinite one."""
    for article in ("a ", "an "):
        if name.startswith(article):
            return f"the {name.removeprefix(article)}"
    return name


def attribute_name(word: Word, name: str) -> str:
    """An attribute as it is read: a flag by what it says, anything else by its name."""
    attribute = word.attributes.get(name) if word is not None else None
    if attribute is not None and attribute.says and attribute.type in ("flag", "date"):
        said = _small(re.split(r"\.(?: |$)", attribute.says)[0])
        return re.sub(r"^recorded as ", "", said)
    return plain(name)


def plain(name: str) -> str:
    """A word of the vocabulary without its underscores and full stops."""
    return name.replace("_", " ").replace(".", " ")


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`a, b and c`; parts that have commas of their own are set apart by semicolons."""
    said = list(parts)
    if len(said) < 2:
        return "".join(said)
    if any("," in part for part in said):
        return f"{'; '.join(said[:-1])}; {last} {said[-1]}"
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def condition_words(vocabulary: Vocabulary, condition: Condition, word: Word = None, *, holds: bool = True) -> str:
    """A condition as a clause that follows "where": `the child is under 5`; with `holds` false, its opposite."""
    match condition:
        case Not(term):
            return condition_words(vocabulary, term, word, holds=not holds)
        case All(terms):
            return _joined(vocabulary, terms, word, "and" if holds else "or", holds=holds)
        case AnyOf(terms):
            return _joined(vocabulary, terms, word, "or" if holds else "and", holds=holds)
        case Age():
            return _age(condition, holds=holds)
        case Unborn(value):
            return "the child is not yet born" if value == holds else "the child is born"
        case Attribute():
            return _attribute(condition, word, holds=holds)
        case Holds(period, where):
            inside = condition_words(vocabulary, where, vocabulary.periods[period]) if where != ALWAYS else ""
            whose = vocabulary.periods[period].subject if vocabulary.periods[period].subject != "person" else "child"
            place = _PLACES.get(period) or f"in {period_name(vocabulary, period)}"
            return f"the {whose} is {'' if holds else 'not '}{place}{f' where {inside}' if inside else ''}"
        case Lasted(period, at_least):
            least = "at least" if holds else "less than"
            return f"{the(period_name(vocabulary, period))} began {least} {at_least} before"
        case Happened(event, since):
            said = record_of(vocabulary, event).removeprefix("a ")
            return f"there is {'a' if holds else 'no'} {said}, since {period_name(vocabulary, since)} began"
        case Repeated(period, times, within):
            fewer = "" if holds else "fewer than "
            least = " or more" if holds else ""
            return f"{fewer}{times}{least} have begun within {within} ({period_name(vocabulary, period)})"


def _joined(vocabulary: Vocabulary, terms: tuple[Condition, ...], word: Word, how: str, *, holds: bool) -> str:
    said = [condition_words(vocabulary, term, word, holds=holds) for term in terms]
    nested = [
        f"({part})" if isinstance(term, All | AnyOf) and len(terms) > 1 else part
        for term, part in zip(terms, said, strict=True)
    ]
    return f" {how} ".join([", ".join(nested[:-1]), nested[-1]]) if len(nested) > 1 else "".join(nested)


def _age(age: Age, *, holds: bool) -> str:
    if age.from_ is None or age.under is None:
        at_least = (age.under is None) == holds
        years = age.from_ if age.under is None else age.under
        return f"the child is {years} or over" if at_least else f"the child is under {years}"
    return f"the child is {'' if holds else 'not '}from {age.from_} up to the {ordinal(age.under)} birthday"


def _attribute(asked: Attribute, word: Word, *, holds: bool) -> str:
    if all(isinstance(value, bool) for value in asked.values):
        wanted = asked.values[0] == holds
        return f"it is {'' if wanted else 'not '}recorded as “{attribute_name(word, asked.name)}”"
    values = listed([_value(value) for value in asked.values], "or")
    name = {"placement_type": "placement code", "by": "person who did it"}.get(asked.name) or plain(asked.name)
    return f"the {name} is {'' if holds else 'not '}{values}"


def _value(value: str | bool | float) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and value in _CODES:
        return f"{value} ({_CODES[value]})"
    return _SPELT.get(str(value)) or plain(str(value))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _small(text: str) -> str:
    """With a small first letter, unless a capital follows it."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
