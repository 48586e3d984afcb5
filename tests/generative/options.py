"""Every option of the rule language, as names, so that a test can say which the generator never produced."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from compliance.calendar import UNITS, Duration
from compliance.rulebook import conditions
from compliance.rulebook.model import (
    AllOf,
    Counted,
    DatedValue,
    Deadline,
    EventTrigger,
    Extension,
    Holding,
    Load,
    Node,
    PeriodEnd,
    Record,
    Recurring,
    Restart,
    Standard,
    State,
    Trigger,
    Turn,
    WindowLimit,
)

NODES = (
    AllOf, Counted, DatedValue, Deadline, EventTrigger, Extension, Holding, Load, PeriodEnd, Record, Recurring, Restart,
    State, Trigger, Turn, WindowLimit,
)  # fmt: skip
CONDITIONS = get_args(conditions.Condition)
ONLY_WORDS = {"cite"}
FORMS = ("deadline", "recurring", "state", "limit", "load", "during", "after", "extension", "warn")


def every_option() -> set[str]:
    """The options there are: each field of each node, each value of a choice, each condition, each unit."""
    found = {f"Standard.{name}" for name in FORMS}
    found |= {f"unit {unit}" for unit in UNITS} | {condition.__name__ for condition in CONDITIONS}
    for node in NODES:
        for name, field in node.model_fields.items():
            if name in ONLY_WORDS:
                continue
            found.add(f"{node.__name__}.{name}")
            if get_origin(field.annotation) is Literal:
                found |= {f"{node.__name__}.{name} {value}" for value in get_args(field.annotation)}
    return found | {"warn before", "warn after", "counts_from before", "counts_from the day after"}


def options_of(standard: Standard) -> set[str]:
    """The options that a standard uses."""
    found = {f"Standard.{name}" for name in FORMS if getattr(standard, name)}
    found |= {f"warn {text.rpartition(' ')[2]}" for text in standard.warn}
    form = standard.form
    if isinstance(form, Deadline | Recurring):
        found.add("counts_from before" if form.counts_from.endswith("before") else f"counts_from {form.counts_from}")
    for part in (standard.during, standard.after, standard.extension, form):
        found |= set(_of(part))
    return found


def _of(part: Any) -> Iterator[str]:
    match part:
        case Node():
            name = type(part).__name__
            for field in type(part).model_fields:
                value = getattr(part, field)
                if value != type(part).model_fields[field].default:
                    yield f"{name}.{field}"
                if isinstance(value, str | bool):
                    yield f"{name}.{field} {value}"
                yield from _of(value)
        case Duration(unit=unit):
            yield f"unit {unit}"
        case list() | tuple():
            for item in part:
                yield from _of(item)
        case _ if isinstance(part, CONDITIONS):
            for term in conditions.terms_of(part):
                yield type(term).__name__
                if isinstance(term, conditions.Lasted):
                    yield f"unit {term.at_least.unit}"
        case _:
            return
