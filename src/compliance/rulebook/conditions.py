"""Conditions: small structured questions about a child, a record or a day. Data, never code.

Written as mappings; several keys in one mapping must all hold::

    {age: {under: 5}}
    {placement_type: [P1, P3]}
    {holds: {period: placement, where: {with_parents: true}}}
    {repeated: {period: missing, times: 3, within: 30 days}}
    {all: [...]}  {any: [...]}  {not: {...}}

`parse_condition` turns the mapping into the nodes below; nothing here touches data.
"""

from dataclasses import dataclass
from typing import Any, cast

from compliance.calendar import Duration, parse_duration
from compliance.words import did_you_mean

WORDS = ("all", "any", "not", "age", "holds", "lasted", "happened", "repeated", "unborn")
"""The words that are not names of attributes."""


@dataclass(frozen=True)
class All:
    """Every one of `terms` holds; none at all holds too."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of `terms` holds."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """`term` does not hold; unknown stays unknown."""

    term: "Condition"


@dataclass(frozen=True)
class Age:
    """Age in years on the day is at least `from_` and under `under`, as far as each is given.

    A birthday on 29 February falls on 1 March in other years.
    """

    from_: int | None
    under: int | None


@dataclass(frozen=True)
class Unborn:
    """The day is before the date of birth (or only an expected birth date is known) equals `value`."""

    value: bool


@dataclass(frozen=True)
class Attribute:
    """The attribute `name` of the record asked about is one of `values`; empty is unknown."""

    name: str
    values: tuple[str | bool | float, ...]


@dataclass(frozen=True)
class Holds:
    """On the day, the subject is in a period of `period` for which `where` holds."""

    period: str
    where: "Condition"


@dataclass(frozen=True)
class Lasted:
    """The latest-begun period of `period` that holds on the day began at least `at_least` before it."""

    period: str
    at_least: Duration


@dataclass(frozen=True)
class Happened:
    """An event of `event` fell between the start of the latest-begun `since` period that holds on the day, and the day."""

    event: str
    since: str


@dataclass(frozen=True)
class Repeated:
    """At least `times` periods of `period` began in the window of `within` that ends on the day."""

    period: str
    times: int
    within: Duration


Condition = All | AnyOf | Not | Age | Unborn | Attribute | Holds | Lasted | Happened | Repeated

CONDITIONS = (All, AnyOf, Not, Age, Unborn, Attribute, Holds, Lasted, Happened, Repeated)
"""The classes of `Condition`."""

ALWAYS = All(())


class ConditionError(ValueError):
    """A mapping that is no condition; `path` leads from the mapping to the fault."""

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path


def parse_condition(written: Any) -> Condition:
    """The condition that a mapping says.

    Raises:
        ConditionError: the mapping has a form that no condition has.
    """
    if not isinstance(written, dict) or not written:
        raise ConditionError("a condition is a mapping such as {age: {under: 5}}")
    entries = cast(dict[Any, Any], written)
    terms = tuple(_within(str(key), _parse_entry, str(key), value) for key, value in entries.items())
    return terms[0] if len(terms) == 1 else All(terms)


def _within(step: str | int, parse: Any, *arguments: Any) -> Any:
    try:
        return parse(*arguments)
    except ConditionError as error:
        raise ConditionError(str(error), (step, *error.path)) from None


def _parse_entry(key: str, value: Any) -> Condition:
    match key:
        case "all":
            return All(_parse_list(value))
        case "any":
            return AnyOf(_parse_list(value))
        case "not":
            return Not(parse_condition(value))
        case "age":
            bounds = _mapping(value, {"from", "under"})
            return Age(_age(bounds.get("from")), _age(bounds.get("under")))
        case "unborn":
            if not isinstance(value, bool):
                raise ConditionError("unborn is true or false")
            return Unborn(value)
        case "holds":
            parts = _mapping(value, {"period", "where"}, needed={"period"})
            where = _within("where", parse_condition, parts["where"]) if "where" in parts else ALWAYS
            return Holds(str(parts["period"]), where)
        case "lasted":
            parts = _mapping(value, {"period", "at_least"}, needed={"period", "at_least"})
            return Lasted(str(parts["period"]), _within("at_least", _duration, parts["at_least"]))
        case "happened":
            parts = _mapping(value, {"event", "since"}, needed={"event", "since"})
            return Happened(str(parts["event"]), str(parts["since"]))
        case "repeated":
            parts = _mapping(value, {"period", "times", "within"}, needed={"period", "times", "within"})
            times = _whole(parts["times"], "'times' is a whole number")
            within = _within("within", _duration, parts["within"])
            if times < 1 or within.unit == "hours":
                raise ConditionError("'times' is at least 1, and 'within' a length in days, weeks, months or years")
            return Repeated(str(parts["period"]), times, within)
        case _:
            return Attribute(key, _values(value))


def _parse_list(value: Any) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise ConditionError("a list of conditions is wanted here")
    return tuple(_within(i, parse_condition, item) for i, item in enumerate(cast(list[Any], value)))


def _values(value: Any) -> tuple[str | bool | float, ...]:
    listed = cast(list[Any], value) if isinstance(value, list) else [value]
    if not listed or any(not isinstance(item, str | bool | int | float) for item in listed):
        raise ConditionError("an attribute is compared with a value or a list of values")
    return tuple(item if isinstance(item, str | bool) else float(item) for item in listed)


def _mapping(value: Any, allowed: set[str], needed: set[str] | None = None) -> dict[str, Any]:
    given = cast(dict[str, Any], value) if isinstance(value, dict) else {}
    for key in given:
        if key not in allowed:
            raise ConditionError(f"'{key}' is not a word that fits here; {did_you_mean(key, allowed)}", (key,))
    if not given or (needed or set()) - set(given):
        raise ConditionError(f"a mapping with {', '.join(sorted(allowed))} is wanted here")
    return given


def _age(value: Any) -> int | None:
    return None if value is None else _whole(value, "an age is a whole number of years")


def _whole(value: Any, sentence: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConditionError(sentence)
    return value


def _duration(value: Any) -> Duration:
    try:
        return parse_duration(str(value))
    except ValueError as error:
        raise ConditionError(str(error)) from None


def terms_of(condition: Condition) -> list[Condition]:
    """The condition and every condition inside it."""
    match condition:
        case All(terms) | AnyOf(terms):
            return [condition, *(inner for term in terms for inner in terms_of(term))]
        case Not(term):
            return [condition, *terms_of(term)]
        case Holds(_, where):
            return [condition, *terms_of(where)]
        case _:
            return [condition]
