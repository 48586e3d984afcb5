"""Every option of the rule language, as names, so that a test can say which the generator never produced."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from themes import VOCABULARY, inside

from compliance.calendar import UNITS, Duration
from compliance.rulebook import deadline, forms, model, nodes
from compliance.rulebook.conditions import CONDITIONS
from compliance.rulebook.model import DatedValue, Deadline, Node, Recurring, Standard
from compliance.rulebook.nodes import Words

FORMS = ("deadline", "recurring", "state", "limit", "load", "during", "after", "extension", "warn")
NOT_EVALUATED = {"Node", "Standard", "Citation", "Tunable", "LocalValue"}
"""Nodes that an evaluator does not read, or reads through the names above."""

ONLY_WORDS = {"cite"}


def _nodes() -> list[type[Node]]:
    """Every kind of node that rules are made of, whichever module declares it."""
    found = {
        thing
        for module in (nodes, deadline, forms, model)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Node) and thing.__name__ not in NOT_EVALUATED
    }
    return sorted(found, key=lambda node: node.__name__)


def every_option() -> set[str]:
    """The options there are: each field of each node, each value of a choice, each condition, each unit."""
    found = {f"Standard.{name}" for name in FORMS}
    found |= {f"unit {unit}" for unit in UNITS} | {condition.__name__ for condition in CONDITIONS}
    for node in _nodes():
        for name, field in node.model_fields.items():
            if name in ONLY_WORDS:
                continue
            found.add(f"{node.__name__}.{name}")
            if get_origin(field.annotation) is Literal:
                found |= {f"{node.__name__}.{name} {value}" for value in get_args(field.annotation)}
            if _of_words(field.metadata):
                found.add(f"{node.__name__}.{name} several")
    found |= {f"{form} of a {subject}" for form in ("deadline", "recurring") for subject in ("worker", "team")}
    return found | {"warn before", "warn after", "counts_from before", "counts_from the day after", "value none"}


def _of_words(metadata: list[Any]) -> bool:
    """Whether a field takes one word or several."""
    return bool(metadata) and metadata[0] in get_args(Words)


def options_of(standard: Standard) -> set[str]:
    """The options that a standard uses."""
    found = {f"Standard.{name}" for name in FORMS if getattr(standard, name)}
    found |= {f"warn {text.rpartition(' ')[2]}" for text in standard.warn}
    form = standard.form
    if isinstance(form, Deadline | Recurring):
        found.add("counts_from before" if form.counts_from.endswith("before") else f"counts_from {form.counts_from}")
        found.add(f"{'deadline' if isinstance(form, Deadline) else 'recurring'} of a {_subject(standard)}")
    for part in inside((standard.during, standard.after, standard.extension, form)):
        found |= set(_of(part))
    return found


def _subject(standard: Standard) -> str:
    if standard.during is not None:
        return VOCABULARY.periods[standard.during.period[0]].subject
    return VOCABULARY.events[standard.after.event[0]].subject if standard.after is not None else "person"


def _of(part: Any) -> Iterator[str]:
    match part:
        case Duration(unit=unit):
            yield f"unit {unit}"
        case DatedValue(value=None):
            yield "value none"
        case _ if isinstance(part, CONDITIONS):
            yield type(part).__name__
        case _:
            pass
    if isinstance(part, Node):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if value != field.default:
                yield f"{type(part).__name__}.{name}"
            if isinstance(value, str | bool):
                yield f"{type(part).__name__}.{name} {value}"
            if _of_words(field.metadata) and isinstance(value, tuple) and len(value) > 1:
                yield f"{type(part).__name__}.{name} several"
