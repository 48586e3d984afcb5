"""A standard: what it says, as a frozen model. Nothing here touches data or the clock."""

from datetime import date
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field, model_validator

from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.deadline import (
    AllOf,
    ByDate,
    CountsFrom,
    Deadline,
    Depending,
    MetBy,
    PeriodEnd,
    Point,
    Record,
    Until,
)
from compliance.rulebook.forms import (
    Counted,
    Holding,
    Load,
    OwnInterval,
    Recurring,
    Restart,
    State,
    Turn,
    WindowLimit,
)
from compliance.rulebook.nodes import Citation, DatedValue, Length, Limit, Node, When, Words

__all__ = [
    "Aged",
    "AllOf",
    "ByDate",
    "Citation",
    "Counted",
    "CountsFrom",
    "DatedValue",
    "Deadline",
    "Depending",
    "EventTrigger",
    "Extension",
    "Form",
    "Holding",
    "Length",
    "Limit",
    "Load",
    "LocalValue",
    "MetBy",
    "Node",
    "OwnInterval",
    "PeriodEnd",
    "Point",
    "Record",
    "Recurring",
    "Restart",
    "Standard",
    "State",
    "Trigger",
    "Tunable",
    "Turn",
    "Until",
    "WindowLimit",
]

Form = Deadline | Recurring | State | WindowLimit | Load


class Aged(Node):
    """The part of a period in which the child's age is at least `from` and under `under`."""

    from_: Annotated[int, Field(ge=1)] | None = Field(None, alias="from")
    under: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _some_years(self) -> Self:
        if self.from_ is None and self.under is None:
            raise ValueError("say 'from', 'under' or both")
        if self.from_ is not None and self.under is not None and self.from_ >= self.under:
            raise ValueError(f"nobody is at least {self.from_} and under {self.under}")
        return self


class Trigger(Node):
    """What begins an obligation: a period of a kind (`during`), or of one of several kinds where a state is asked.

    `from` names the attribute that anchors it, where that is not the period's start. `aged` keeps the part of the period in
    which the child has that age.
    """

    period: Words
    unless: When | None = None
    where: When = ALWAYS
    from_: str = Field("started_on", alias="from")
    aged: Aged | None = None

    @model_validator(mode="after")
    def _several_take_nothing_else(self) -> Self:
        if not self.period:
            raise ValueError("'period' names no kind of period")
        if len(self.period) > 1 and (self.unless is not None or self.where != ALWAYS or self.from_ != "started_on"):
            raise ValueError("where several kinds of period are named, leave 'where', 'unless' and 'from' out")
        return self


class EventTrigger(Node):
    """What begins an obligation: an event of a kind, or of one of several (`after`).

    `of` names the kind of period that such an event belongs to: a record that names the same period belongs with it.
    """

    event: Words
    of: str | None = None
    outcome: tuple[str, ...] = ()
    where: When = ALWAYS
    unless: When | None = None

    @model_validator(mode="after")
    def _names_an_event(self) -> Self:
        if not self.event:
            raise ValueError("'event' names no kind of event")
        return self


class Extension(Node):
    """How far the standard's own authority lets its due date be moved."""

    up_to: Length
    times: int | None = None
    event: str | None = None
    cite: str


class Tunable(Node):
    """A value that an authority may set for itself, by its name.

    `sets` are the places in the standard that take it, as dotted paths (`recurring.then.1.within`). `ceiling` is the loosest
    length that the standard's own authority allows; `one_of` lists the only values there are.
    """

    sets: Words
    ceiling: Length | None = None
    one_of: tuple[str, ...] = ()
    says: str = ""


class LocalValue(Node):
    """A value that an authority has set over the pack's: its name, both values as written, and where it was agreed."""

    name: str
    value: str
    pack: str
    cite: str
    sets: tuple[str, ...]


class Standard(Node):
    """One practice standard: a duty, its authority, and exactly one of the five forms.

    `visible_to` lists the only roles that may see its findings; empty is everybody who may see the child. `local` and
    `adopted` are what an overlay set, never written in the pack.
    """

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
    tune: dict[str, Tunable] = Field(default_factory=dict)
    visible_to: tuple[str, ...] = ()
    tags: dict[str, Any] = Field(default_factory=dict)
    local: tuple[LocalValue, ...] = Field((), exclude=True)
    adopted: bool = Field(False, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _as_the_pack_writes_it(cls, written: Any) -> Any:
        for name in ("local", "adopted"):
            if isinstance(written, dict) and name in written:
                raise ValueError(f"'{name}' is not a word that fits here: only an overlay sets what is local")
        return cast(Any, written)

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
        if self.during is not None and len(self.during.period) > 1 and self.state is None:
            raise ValueError("only a state may be asked during several kinds of period")
        if self.extension is not None and (self.deadline is None or self.deadline.points or self.deadline.each):
            raise ValueError("only a deadline with one limit can be extended")
        return self

    @property
    def form(self) -> Form:
        """The form that the standard has."""
        form = self.deadline or self.recurring or self.state or self.limit or self.load
        assert form is not None
        return form

    @property
    def period_kind(self) -> str | None:
        """The kind of period that an occurrence belongs to, if it belongs to one of one kind."""
        if self.during is not None:
            return self.during.period[0] if len(self.during.period) == 1 else None
        return self.after.of if self.after is not None else None

    @property
    def in_force_from(self) -> date | None:
        """The day from which an undated limit is in force: the earliest date of the basis, or None for always."""
        dates = [c.from_ for c in self.basis if c.from_ is not None]
        return min(dates) if dates else None
