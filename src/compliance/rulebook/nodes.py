"""The smallest pieces of a rule: a node, a length of time, a dated value, a condition, a citation."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.conditions import CONDITIONS, Condition, parse_condition


class Node(BaseModel):
    """A frozen piece of a rule; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


def _read_duration(value: Any) -> Duration:
    return value if isinstance(value, Duration) else parse_duration(str(value))


def _read_condition(value: Any) -> Condition:
    return value if isinstance(value, CONDITIONS) else parse_condition(value)


def _read_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _read_words(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Listed = BeforeValidator(_read_list)
"""One mapping may be written where a list of them is wanted."""

Words = Annotated[
    tuple[str, ...],
    BeforeValidator(_read_words),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One word, or a list of them."""

DURATION_PATTERN = r"^\d+ (hours?|days?|working days?|weeks?|months?|years?)$"

Length = Annotated[
    Duration, PlainValidator(_read_duration), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})
]
When = Annotated[Condition, PlainValidator(_read_condition), WithJsonSchema({"type": "object"})]

Verified = Literal["seen", "memory"]
"""Whether somebody has seen the number in the source, or knows it from general knowledge only."""


class Citation(Node):
    """Where a duty comes from, and from when it has had effect."""

    cite: str
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    verified: Verified = "seen"


def _read_value(value: Any) -> Duration | None:
    return None if value is None or value == "none" else _read_duration(value)


class DatedValue(Node):
    """A limit in force from one date (until another), with its own source.

    `value: none` says that the law gave no number then ("as soon as reasonably practicable"): nobody can tell what is late.
    """

    value: Annotated[
        Duration | None,
        PlainValidator(_read_value),
        WithJsonSchema({"anyOf": [{"type": "string", "pattern": DURATION_PATTERN}, {"const": "none"}]}),
    ]
    from_: date = Field(alias="from")
    until: date | None = None
    cite: str


def _limit_form(value: Any) -> str:
    return "versions" if isinstance(value, list | tuple) else "length"


Limit = Annotated[
    Annotated[Length, Tag("length")] | Annotated[tuple[DatedValue, ...], Tag("versions")], Discriminator(_limit_form)
]
"""One duration, or its versions in order of date."""
