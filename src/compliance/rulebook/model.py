"""The rule nodes: what a standard says, as frozen models. Nothing here touches data or the clock."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.conditions import ALWAYS, CONDITIONS, Condition, parse_condition


class Node(BaseModel):
    """A frozen piece of a rule; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


def _read_duration(value: Any) -> Duration:
    return value if isinstance(value, Duration) else parse_duration(str(value))


def _read_condition(value: Any) -> Condition:
    return value if isinstance(value, CONDITIONS) else parse_condition(value)


def _read_counts_from(value: Any) -> str:
    text = str(value)
    if text not in ("the day", "the day after"):
        length, _, side = text.rpartition(" ")
        if side != "before":
            raise ValueError(f"'{text}' does not say from when: write 'the day', 'the day after' or '3 months before'")
        parse_duration(length)
    return text


def _read_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Listed = BeforeValidator(_read_list)
"""One mapping may be written where a list of them is wanted."""

DURATION_PATTERN = r"^\d+ (hours?|days?|working days?|weeks?|months?|years?)$"

Length = Annotated[
    Duration, PlainValidator(_read_duration), WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN})
]
When = Annotated[Condition, PlainValidator(_read_condition), WithJsonSchema({"type": "object"})]


class Citation(Node):
    """Where a duty comes from, and from when it has had effect."""

    cite: str
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    verified: Literal["seen", "memory"] = "seen"


class DatedValue(Node):
    """A limit in force from one date (until another), with its own source."""

    value: Length
    from_: date = Field(alias="from")
    until: date | None = None
    cite: str


def _limit_form(value: Any) -> str:
    return "versions" if isinstance(value, list | tuple) else "length"


Limit = Annotated[
    Annotated[Length, Tag("length")] | Annotated[tuple[DatedValue, ...], Tag("versions")], Discriminator(_limit_form)
]
"""One duration, or its versions in order of date."""


class Trigger(Node):
    """What begins an obligation: a period of a kind (`during`).

    `from` names the attribute that anchors it, where that is not the period's start.
    """

    period: str
    unless: When | None = None
    where: When = ALWAYS
    from_: str = Field("started_on", alias="from")


class EventTrigger(Node):
    """What begins an obligation: an event of a kind (`after`).

    `of` names the kind of period that such an event belongs to: a record that names the same period belongs with it.
    """

    event: str
    of: str | None = None
    outcome: tuple[str, ...] = ()
    where: When = ALWAYS
    unless: When | None = None


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


class Deadline(Node):
    """Done once, within a limit of an anchor."""

    within: Limit
    met_by: Annotated[tuple[MetBy, ...], Listed]
    beginning_with: bool = False
    exempted_by: Annotated[tuple[Record, ...], Listed] = ()
    counts_from: CountsFrom = "the day"
    until: Until | None = None
    one_each: bool = False

    @model_validator(mode="after")
    def _one_each_counts_from_the_day(self) -> Self:
        if self.one_each and self.counts_from != "the day":
            raise ValueError("'one_each' counts from the day itself: leave 'counts_from' out")
        return self


class Turn(Node):
    """One entry of `then`: the limit for turn `nth` (any, if not given) when `when` holds."""

    within: Limit
    nth: Annotated[int, Field(ge=2)] | None = None
    when: When = ALWAYS


class Restart(Node):
    """Periods whose start begins the chain's clock again, and the limit from there."""

    period: str
    within: Limit
    where: When = ALWAYS
    when: When = ALWAYS


class Recurring(Node):
    """Done again and again: anchor to record, record to record."""

    met_by: Annotated[tuple[Record, ...], Listed]
    beginning_with: bool = False
    first: Limit | None = None
    then: tuple[Turn, ...]
    exempted_by: Annotated[tuple[Record, ...], Listed] = ()
    counts_from: CountsFrom = "the day"
    restart: Annotated[tuple[Restart, ...], Listed] = ()
    test_at: Literal["start", "due"] = "start"

    @model_validator(mode="after")
    def _last_turn_always_applies(self) -> Self:
        if not self.then or self.then[-1].nth is not None or self.then[-1].when != ALWAYS:
            raise ValueError("the last entry of 'then' must apply always: it takes neither 'nth' nor 'when'")
        return self


class Holding(Node):
    """A source of days: periods of a kind, or involvements of a role, or the days before birth."""

    period: str | None = None
    involvement: str | None = None
    unborn: Literal[True] | None = None
    where: When = ALWAYS

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(x is not None for x in (self.period, self.involvement, self.unborn)) != 1:
            raise ValueError("name exactly one of 'period', 'involvement' and 'unborn'")
        return self


class State(Node):
    """While the trigger's period lasts, one of `must` holds, after a grace."""

    must: Annotated[tuple[Holding, ...], Listed]
    unless: Annotated[tuple[Holding, ...], Listed] = ()
    grace: Length | None = None


class Counted(Node):
    """What a limit counts: periods or events of a kind, as starts, as held, or in days."""

    period: str | None = None
    event: str | None = None
    outcome: tuple[str, ...] = ()
    where: When = ALWAYS
    unless: When | None = None
    by: Literal["starts", "held", "days"] = "starts"

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.period is None) == (self.event is None):
            raise ValueError("name exactly one of 'period' and 'event'")
        if self.event is not None and self.by != "starts":
            raise ValueError("an event has no days and is not held: leave 'by' out")
        return self


class WindowLimit(Node):
    """No more than `most` in any window of `within`."""

    count: Counted
    most: int
    within: Length
    warn_at: int | None = None


class Load(Node):
    """No more than `most` people in involvements of `role` per full-time post of a worker or team."""

    role: str
    over: Literal["worker", "team"] = "worker"
    per: Literal["fte", "each"] = "fte"
    most: float
    warn_at: float | None = None


class Extension(Node):
    """How far the standard's own authority lets its due date be moved."""

    up_to: Length
    times: int | None = None
    event: str | None = None
    cite: str


class Standard(Node):
    """One practice standard: a duty, its authority, and exactly one of the five forms."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    area: str
    standing: Literal["statutory", "court-rule", "statutory-guidance", "best-practice", "local"]
    status: Literal["draft", "shadow", "live", "retired"]
    says: str
    basis: tuple[Citation, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    notes: str = ""
    during: Trigger | None = None
    after: EventTrigger | None = None
    deadline: Deadline | None = None
    recurring: Recurring | None = None
    state: State | None = None
    limit: WindowLimit | None = None
    load: Load | None = None
    extension: Extension | None = None
    warn: tuple[str, ...] = ()
    ladder: str
    tags: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.deadline, self.recurring, self.state, self.limit, self.load]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a standard has exactly one of deadline, recurring, state, limit and load")
        if self.deadline is not None and (self.during is None) == (self.after is None):
            raise ValueError("a deadline needs exactly one of 'during' and 'after'")
        if self.deadline is None and self.load is None and self.during is None:
            raise ValueError("'recurring', 'state' and 'limit' need 'during'")
        if self.load is not None and (self.during is not None or self.after is not None):
            raise ValueError("a load is of a worker or team and takes neither 'during' nor 'after'")
        if self.extension is not None and self.deadline is None:
            raise ValueError("only a deadline can be extended")
        return self

    @property
    def form(self) -> Deadline | Recurring | State | WindowLimit | Load:
        """The form that the standard has."""
        form = self.deadline or self.recurring or self.state or self.limit or self.load
        assert form is not None
        return form

    @property
    def period_kind(self) -> str | None:
        """The kind of period that an occurrence belongs to, if it belongs to one."""
        if self.during is not None:
            return self.during.period
        return self.after.of if self.after is not None else None

    @property
    def in_force_from(self) -> date | None:
        """The day from which an undated limit is in force: the earliest date of the basis, or None for always."""
        dates = [c.from_ for c in self.basis if c.from_ is not None]
        return min(dates) if dates else None
