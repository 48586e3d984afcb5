"""A standard with one part changed at a time: what some case beside it should notice.

Each part that a standard can have is taken away, or a number in it made one larger. Where the findings of every case stay
the same, no case says that the part is there: it is untested.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from compliance.calendar import Duration
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
from compliance.rulebook.model import AllOf, DatedValue, Node, Standard

Mutant = tuple[str, Standard]
"""What was changed, in the standard's own words, and the standard with the change."""

Changed = tuple[str, Any]
"""What was changed, and the part with the change."""


def mutants(standard: Standard) -> Iterator[Mutant]:
    """The standard with each of its parts taken away, or each number made larger, one at a time."""
    for name in ("during", "after", "extension"):
        part = getattr(standard, name)
        if part is not None:
            yield from _in_standard(standard, name, _of_node(part, skip=_fixed(standard)))
    if standard.extension is not None:
        yield "extension left out", standard.model_copy(update={"extension": None})
    for number, text in enumerate(standard.warn):
        yield f"warn '{text}' left out", standard.model_copy(update={"warn": _less(standard.warn, number)})
    name = next(n for n in ("deadline", "recurring", "state", "limit", "load") if getattr(standard, n) is not None)
    yield from _in_standard(standard, name, _of_node(getattr(standard, name)))


def _fixed(standard: Standard) -> tuple[str, ...]:
    """What cannot be left out of the trigger: the kind of period that the obligation ends with."""
    return ("of",) if standard.deadline is not None and standard.deadline.until is not None else ()


def _in_standard(standard: Standard, name: str, parts: Iterator[Changed]) -> Iterator[Mutant]:
    for what, part in parts:
        yield f"{name}.{what}", standard.model_copy(update={name: part})


_PLAIN: dict[str, Any] = {
    "unless": None,
    "of": None,
    "outcome": (),
    "times": None,
    "event": None,
    "aged": None,
    "from_": None,
    "under": None,
    "before": None,
    "after": None,
    "at_least": None,
    "beginning_with": False,
    "counts_from": "the day",
    "until": None,
    "one_each": False,
    "test_at": "start",
    "grace": None,
    "warn_at": None,
    "by": "starts",
    "per": "fte",
    "nth": None,
}
"""What each part is where it is left out."""

_NEEDED = (
    ("Record", "event"),
    ("Counted", "event"),
    ("EventTrigger", "event"),
    ("Deadline", "by"),
    ("Load", "count"),
)
"""Parts that cannot be left out of a node of this kind."""


def _of_node(node: Node, skip: tuple[str, ...] = ()) -> Iterator[Changed]:
    """A node with one of its own parts, or of the parts inside it, changed at a time."""
    kind = type(node).__name__
    for name in type(node).model_fields:
        value: Any = getattr(node, name)
        if name in skip or value is None or value == ():
            continue
        for what, other in _of_part(kind, name, value):
            yield f"{_shown(name)}{what}", node.model_copy(update={name: other})


def _of_part(kind: str, name: str, value: Any) -> Iterator[Changed]:
    plain = _plain(kind, name)
    if name in _PLAIN and (kind, name) not in _NEEDED and value != plain:
        yield " left out", plain
    if name == "most":
        yield " one more", value + 1
    elif isinstance(value, Duration):
        yield " one longer", replace(value, count=value.count + 1)
    elif isinstance(value, Node):
        yield from ((f".{what}", other) for what, other in _of_node(value))
    elif name in ("when", "where", "unless") and not isinstance(value, tuple):
        yield from _of_condition(name, value)
    elif isinstance(value, tuple):
        yield from _of_list(name, cast(tuple[Any, ...], value))


def _plain(kind: str, name: str) -> Any:
    """What the part is where it is left out, in a node of this kind."""
    if name == "from_" and kind == "Trigger":
        return "started_on"
    if name == "unless" and kind == "State":
        return ()
    return _PLAIN.get(name)


def _of_condition(name: str, condition: Condition) -> Iterator[Changed]:
    if condition == ALWAYS:
        return
    if name != "unless":
        yield " left out", ALWAYS
    for what, less in lesser(condition):
        yield f" without {what}", less


def _of_list(name: str, parts: tuple[Any, ...]) -> Iterator[Changed]:
    """Each entry left out, where others remain, and each entry with a part changed."""
    for number, part in enumerate(parts):
        needed = len(parts) == 1 and name not in ("exempted_by", "restart", "unless")
        last = name in ("then", "depending") and number == len(parts) - 1
        if not (
            needed or last or name == "points" or isinstance(part, DatedValue) or _says_as_the_last(name, number, parts)
        ):
            yield f" {number + 1} left out", _less(parts, number)
        for what, other in _of_entry(part):
            if what.startswith(".when") and _says_as_the_last(name, number, parts):
                continue
            yield f" {number + 1}{what}", (*parts[:number], other, *parts[number + 1 :])


def _says_as_the_last(name: str, number: int, parts: tuple[Any, ...]) -> bool:
    """Whether an entry stands just before the last and gives the same limit: it is there to be set apart, and changes nothing."""
    return name in ("then", "depending") and number == len(parts) - 2 and parts[number].within == parts[-1].within


def _of_entry(part: Any) -> Iterator[Changed]:
    match part:
        case DatedValue(value=value):
            longer = replace(value, count=value.count + 1) if value is not None else Duration(1, "days")
            yield f" (from {part.from_}) another length", part.model_copy(update={"value": longer})
        case AllOf(all=records):
            for number, record in enumerate(records):
                place = f".all {number + 1}"
                yield f"{place} left out", part.model_copy(update={"all": _less(records, number)})
                for what, other in _of_node(record):
                    changed = (*records[:number], other, *records[number + 1 :])
                    yield f"{place}.{what}", part.model_copy(update={"all": changed})
        case Node():
            yield from ((f".{what}", other) for what, other in _of_node(part))
        case _:
            return


def lesser(condition: Any) -> Iterator[tuple[str, Condition]]:
    """The condition with one of its terms, or one of the values it allows, taken away at a time, and which."""
    terms = getattr(condition, "terms", ())
    for number, term in enumerate(terms):
        if len(terms) > 1:
            yield brief(term), replace(condition, terms=_less(terms, number))
        for what, less in lesser(term):
            yield what, replace(condition, terms=(*terms[:number], less, *terms[number + 1 :]))
    for name in ("term", "where"):
        if hasattr(condition, name):
            for what, less in lesser(getattr(condition, name)):
                yield what, replace(condition, **{name: less})
            if name == "where" and condition.where != ALWAYS:
                yield f"{brief(condition.where)} of {condition.period}", replace(condition, where=ALWAYS)
    if isinstance(condition, Attribute) and len(condition.values) > 1:
        for number, value in enumerate(condition.values):
            yield f"{condition.name} {value}", replace(condition, values=_less(condition.values, number))


def brief(condition: Condition) -> str:
    """A condition in a word or two, so that somebody finds it in the file."""
    match condition:
        case All(terms) | AnyOf(terms):
            how = " and " if isinstance(condition, All) else " or "
            return how.join(brief(term) for term in terms)
        case Not(term):
            return f"not {brief(term)}"
        case Holds(period, where):
            return f"holds {period}" + (f" ({brief(where)})" if where != ALWAYS else "")
        case Attribute(name, values):
            return f"{name} {'/'.join(str(value) for value in values)}"
        case Happened(event):
            return f"happened {event}"
        case Lasted(period) | Repeated(period):
            return f"{type(condition).__name__.lower()} {period}"
        case Age() | Unborn():
            return type(condition).__name__.lower()


def _less(parts: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return (*parts[:number], *parts[number + 1 :])


def _shown(name: str) -> str:
    return name.rstrip("_")
