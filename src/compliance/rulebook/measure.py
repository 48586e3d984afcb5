"""One measure: a rate or count over findings and records, its source, and its target where there is one."""

from typing import Annotated, Any, Literal, Self, cast

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.measure_forms import AverageDays, Caseload, Form, InTime, Population, Posts, Share, UpToDate
from compliance.rulebook.nodes import Citation, Node

FORMS = ("in_time", "up_to_date", "share", "count", "average_days", "permanent_share", "turnover", "caseload")

Unit = Literal["percent", "days", "number", "for each post"]
MONTH = "calendar month"


def _read_window(value: Any) -> Duration | str:
    if isinstance(value, Duration) or value == MONTH:
        return value
    length = parse_duration(str(value))
    if length.unit in ("hours", "working days"):
        raise ValueError(f"'{value}' is not a window: write it in days, weeks, months or years, or '{MONTH}'")
    return length


def _listed(value: Any) -> Any:
    return cast(Any, value) if isinstance(value, list | tuple) else [value]


Window = Annotated[Duration | str, PlainValidator(_read_window)]
"""`MONTH` (the last whole one), or so long up to the day."""


class Target(Node):
    """What should be reached. Green at it, amber no more than `amber` beyond (points of a percentage), red beyond that."""

    at_least: float | None = None
    at_most: float | None = None
    amber: Annotated[float, Field(ge=0)] = 5
    cite: str

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a target has exactly one of at_least and at_most")
        return self


class Measure(Node):
    """One measure: what it says, where it comes from, and exactly one form.

    `window` lists the times over which it is counted; one that is taken on the day itself has none.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    area: str
    says: str
    standing: Literal["national-indicator", "local", "design-default"]
    basis: tuple[Citation, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    notes: str = ""
    window: Annotated[tuple[Window, ...], BeforeValidator(_listed)] = ()
    target: Target | None = None
    in_time: InTime | None = None
    up_to_date: UpToDate | None = None
    share: Share | None = None
    count: Population | None = None
    average_days: AverageDays | None = None
    permanent_share: Posts | None = None
    turnover: Posts | None = None
    caseload: Caseload | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(getattr(self, name) is not None for name in FORMS) != 1:
            raise ValueError(f"a measure has exactly one of {', '.join(FORMS)}")
        if self._of_the_day == bool(self.window):
            wanted = "is of the day itself: leave 'window' out" if self._of_the_day else "needs a 'window'"
            raise ValueError(f"this {self.form_name} {wanted}")
        if self.unit != "percent" and self.target is not None and "amber" not in self.target.model_fields_set:
            raise ValueError("5 beyond the target is amber only of a percentage: write 'amber' beside it")
        return self

    @property
    def form_name(self) -> str:
        """The word that the form is written under."""
        return next(name for name in FORMS if getattr(self, name) is not None)

    @property
    def form(self) -> Form:
        """The form that the measure has."""
        return getattr(self, self.form_name)

    @property
    def unit(self) -> Unit:
        """What the value is."""
        match self.form_name:
            case "count":
                return "number"
            case "average_days":
                return "days"
            case "caseload":
                return "for each post"
            case _:
                return "percent"

    @property
    def _of_the_day(self) -> bool:
        match self.form:
            case Share(of=of) | AverageDays(of=of):
                return of.at == "open"
            case Population(at=at):
                return at == "open"
            case _:
                return self.form_name in ("up_to_date", "permanent_share", "caseload")
