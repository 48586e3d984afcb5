"""The form `deadline`: done once, within a limit of an anchor."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.nodes import DURATION_PATTERN, Length, Limit, Listed, Node, When


class Record(Node):
    """Records that count: an event kind, the outcomes that qualify (none listed: any), and a condition on it."""

    event: str
    outcome: tuple[str, ...] = ()
    where: When = ALWAYS


class PeriodEnd(Node):
    """Met by the end of the trigger's own period, where `where` holds of it."""

    end: Literal[True]
    where: When = ALWAYS


class AllOf(Node):
    """Met when each of several records is there."""

    all: tuple[Record, ...]


def _way(value: Any) -> str:
    if isinstance(value, dict):
        return next((key for key in ("all", "end") if key in value), "record")
    return {"AllOf": "all", "PeriodEnd": "end"}.get(type(value).__name__, "record")


MetBy = Annotated[
    Annotated[Record, Tag("record")] | Annotated[PeriodEnd, Tag("end")] | Annotated[AllOf, Tag("all")],
    Discriminator(_way),
]
"""A way of meeting a deadline."""

WaysToMeet = Annotated[tuple[MetBy, ...], Listed]


def _read_counts_from(value: Any) -> str:
    text = str(value)
    if text not in ("the day", "the day after"):
        length, _, side = text.rpartition(" ")
        if side != "before":
            raise ValueError(f"'{text}' does not say from when: write 'the day', 'the day after' or '3 months before'")
        parse_duration(length)
    return text


CountsFrom = Annotated[
    str,
    PlainValidator(_read_counts_from),
    WithJsonSchema({"type": "string", "pattern": f"^the day$|^the day after$|{DURATION_PATTERN[:-1]} before$"}),
]
"""From when a record counts: `the day` of the anchor, `the day after`, or so long `before` it."""


def _read_until(value: Any) -> Any:
    return {"end": True} if value == "end" else value


Until = Annotated[PeriodEnd, BeforeValidator(_read_until)]
"""`end`, or `{end: true, where: ...}`: the obligation is over with the period, or only where the condition then holds."""


class ByDate(Node):
    """Due on a date that the record or the child's birth gives, or so long `before` or `after` it.

    Exactly one of `date` (a date that the trigger's record carries), `birthday` (in years) and `expected_birth`. Never due
    sooner than `at_least` after the anchor.
    """

    date: str | None = None
    birthday: Annotated[int, Field(ge=1)] | None = None
    expected_birth: Literal[True] | None = None
    before: Length | None = None
    after: Length | None = None
    at_least: Length | None = None

    @model_validator(mode="after")
    def _one_date_one_side(self) -> Self:
        if sum(x is not None for x in (self.date, self.birthday, self.expected_birth)) != 1:
            raise ValueError("name exactly one of 'date', 'birthday' and 'expected_birth'")
        if self.before is not None and self.after is not None:
            raise ValueError("a date is due 'before' or 'after', not both")
        lengths = [x for x in (self.before, self.after, self.at_least) if x is not None]
        if any(length.unit == "hours" for length in lengths):
            raise ValueError("a date has no hours: write days")
        return self


class Depending(Node):
    """One entry of `depending`: the limit when the condition holds of the trigger on its anchor."""

    within: Limit
    when: When = ALWAYS


class Point(Node):
    """One of several limits that run from one anchor; without `met_by`, what meets the deadline meets each in its stretch."""

    within: Limit
    met_by: WaysToMeet = ()


def _in_hours(limit: Limit) -> bool:
    lengths: list[Duration | None] = [limit] if isinstance(limit, Duration) else [v.value for v in limit]
    return any(length is not None and length.unit == "hours" for length in lengths)


class Deadline(Node):
    """Done once, within a limit of an anchor; by a date; at each of several points; or once in each school term."""

    within: Limit | None = None
    depending: tuple[Depending, ...] = ()
    by: ByDate | None = None
    points: tuple[Point, ...] = ()
    each: Literal["school term"] | None = None
    met_by: WaysToMeet = ()
    beginning_with: bool = False
    exempted_by: Annotated[tuple[Record, ...], Listed] = ()
    counts_from: CountsFrom = "the day"
    until: Until | None = None
    one_each: bool = False

    @model_validator(mode="after")
    def _one_kind_of_limit(self) -> Self:
        given = [self.within is not None, bool(self.depending), self.by is not None, bool(self.points)]
        if sum([*given, self.each is not None]) != 1:
            raise ValueError("a deadline has exactly one of 'within', 'depending', 'by', 'points' and 'each'")
        if not self.met_by and not (self.points and all(point.met_by for point in self.points)):
            raise ValueError("'met_by' is missing: say which records meet this")
        if self.beginning_with and (self.by is not None or self.each is not None):
            raise ValueError("'beginning_with' is for a limit that runs from the anchor: leave it out")
        if self.one_each and self.counts_from != "the day":
            raise ValueError("'one_each' counts from the day itself: leave 'counts_from' out")
        return self

    @model_validator(mode="after")
    def _several_limits_fit_together(self) -> Self:
        if self.depending and self.depending[-1].when != ALWAYS:
            raise ValueError("the last entry of 'depending' must apply always: it takes no 'when'")
        several = [*(entry.within for entry in self.depending), *(point.within for point in self.points)]
        if any(_in_hours(limit) for limit in several):
            raise ValueError("hours are counted where there is one limit, 'within': write days here")
        if self.within is not None and self.beginning_with and _in_hours(self.within):
            raise ValueError("hours run from a moment: 'beginning_with' is for days, weeks and months")
        if any(point.met_by for point in self.points) and not all(point.met_by for point in self.points):
            raise ValueError("either every point says what meets it, or none does")
        return self

    @property
    def hours(self) -> int | None:
        """The limit in clock hours, where it is one duration in hours."""
        return self.within.count if isinstance(self.within, Duration) and self.within.unit == "hours" else None

    @property
    def ways(self) -> tuple[MetBy, ...]:
        """Every way of meeting it or any of its points."""
        return (*self.met_by, *(way for point in self.points for way in point.met_by))
