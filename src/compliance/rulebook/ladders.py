"""Ladders: who hears about a finding, at which lateness. Data only; the engines in `adapters/engines` read them.

A step's `when` is a small mapping over what is known of one finding; several keys must all hold::

    {outcome: overdue}
    {outcome: due_soon, warning: {from: 2}, booked: 0}
    {any: [{outcome: overdue}, {outcome: due_soon, booked: 0}]}

It is kept as written, so that a ladder frozen into an escalation is the same text that somebody can read in the YAML.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from compliance.rulebook.conditions import ConditionError
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean

FIELDS: Mapping[str, Literal["word", "number"]] = {
    "outcome": "word",
    "days_over": "number",
    "working_days_over": "number",
    "warning": "number",
    "booked": "number",
    "turn": "number",
}
"""What a step may ask about. `booked` is 1 where a date is booked, else 0; numbers that do not apply are 0."""

RAISING_OUTCOMES = ("due_soon", "overdue")
"""Only these raise: what is on track, finished, exempt or unknown never does."""


@dataclass(frozen=True)
class OneOf:
    """The field is one of `values`."""

    field: str
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class Between:
    """The number is at least `from_` and less than `under`, as far as each is given."""

    field: str
    from_: int | None
    under: int | None


@dataclass(frozen=True)
class Every:
    """Each of `terms` holds."""

    terms: tuple["Asked", ...]


@dataclass(frozen=True)
class Either:
    """At least one of `terms` holds."""

    terms: tuple["Asked", ...]


Asked = OneOf | Between | Every | Either


class Step(BaseModel):
    """At `level`, `tell` the holder of a role, when a finding is so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Annotated[int, Field(ge=1)]
    tell: str
    when: Mapping[str, Any]

    @field_validator("when")
    @classmethod
    def _is_a_condition(cls, when: Mapping[str, Any]) -> Mapping[str, Any]:
        parse_asked(when)
        return when

    @property
    def asked(self) -> Asked:
        """The tree of `when`."""
        return parse_asked(self.when)


class Ladder(BaseModel):
    """Who hears first and who next. Steps stand in order of level; several roles may share a level."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    says: str
    note: str = ""
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        levels = [step.level for step in self.steps]
        if levels != sorted(levels) or levels[0] != 1:
            raise ValueError("the steps of a ladder begin at level 1 and stand in order of level")
        told = [(step.level, step.tell) for step in self.steps]
        if len(told) != len(set(told)):
            raise ValueError("a role is told once at a level: join the two conditions with 'any'")
        return self

    @cached_property
    def frozen_text(self) -> str:
        """The ladder as the JSON that is kept with an escalation raised under it."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))

    @cached_property
    def key(self) -> str:
        """The id and a digest of the whole, so that an older form of the same ladder can stand beside it."""
        return f"{self.id}@{hashlib.sha256(self.frozen_text.encode()).hexdigest()[:12]}"

    def roles_above(self, level: int) -> list[str]:
        """The roles told at higher levels, lowest first."""
        return list(dict.fromkeys(step.tell for step in self.steps if step.level > level))

    def roles_at(self, level: int) -> list[str]:
        """The roles told at a level."""
        return [step.tell for step in self.steps if step.level == level]

    def level_after(self, level: int) -> int:
        """The next level above one; at the top, the top."""
        levels = sorted({step.level for step in self.steps})
        return next((higher for higher in levels if higher > level), levels[-1])


def thaw(frozen_text: str) -> Ladder:
    """The ladder that was frozen as `frozen_text`."""
    return Ladder.model_validate_json(frozen_text)


def check_ladder(ladder: Ladder, vocabulary: Vocabulary) -> list[tuple[tuple[str | int, ...], str]]:
    """Every role the ladder tells that the vocabulary lacks: where in the ladder, and a sentence about it."""
    return [
        (("steps", number, "tell"), f"'{step.tell}' is not a role; {did_you_mean(step.tell, vocabulary.roles)}")
        for number, step in enumerate(ladder.steps)
        if step.tell not in vocabulary.roles
    ]


def parse_asked(written: Any) -> Asked:
    """The tree that a step's `when` says.

    Raises:
        ConditionError: it is not a mapping of known fields to values they can have; its path leads to the fault.
    """
    if not isinstance(written, Mapping) or not written:
        raise ConditionError("a step's 'when' is a mapping such as {outcome: overdue}")
    entries = cast("Mapping[str, Any]", written)
    terms = tuple(_parse_entry(str(key), value) for key, value in entries.items())
    return terms[0] if len(terms) == 1 else Every(terms)


def _parse_entry(key: str, value: Any) -> Asked:
    if key == "any":
        if not isinstance(value, list | tuple) or not value:
            raise ConditionError("'any' takes a list of mappings", ("any",))
        choices = cast("list[Any]", value)
        return Either(tuple(_parse_choice(number, choice) for number, choice in enumerate(choices)))
    if key not in FIELDS:
        raise ConditionError(f"a step cannot ask about '{key}': {did_you_mean(key, [*FIELDS, 'any'])}", (key,))
    if isinstance(value, Mapping):
        return _parse_range(key, cast("Mapping[str, Any]", value))
    values = tuple(cast("list[Any]", value)) if isinstance(value, list | tuple) else (value,)
    for one in values:
        _check_value(key, one)
    return OneOf(key, values)


def _parse_choice(number: int, choice: Any) -> Asked:
    try:
        return parse_asked(choice)
    except ConditionError as error:
        raise ConditionError(str(error), ("any", number, *error.path)) from None


def _parse_range(key: str, bounds: Mapping[str, Any]) -> Asked:
    if FIELDS[key] != "number" or not bounds or set(bounds) - {"from", "under"}:
        raise ConditionError(f"'{key}' takes {'from and under' if FIELDS[key] == 'number' else 'a word'}", (key,))
    for bound in bounds.values():
        _check_value(key, bound)
    return Between(key, bounds.get("from"), bounds.get("under"))


def _check_value(key: str, value: Any) -> None:
    if FIELDS[key] == "number":
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ConditionError(f"'{key}' is compared with whole numbers", (key,))
    elif value not in RAISING_OUTCOMES:
        raise ConditionError(f"'{value}' raises nothing: {did_you_mean(str(value), RAISING_OUTCOMES)}", (key,))
