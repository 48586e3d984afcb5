"""The forms `recurring`, `state`, `limit` and `load`; `deadline` has a module of its own."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.deadline import CountsFrom, Record
from compliance.rulebook.nodes import Length, Limit, Listed, Node, When


class OwnInterval(Node):
    """The interval that the period itself sets: the number in its attribute `own`, in a unit."""

    own: str
    in_: Literal["days", "working days", "weeks", "months"] = Field(alias="in")


def _interval_form(value: Any) -> str:
    return "own" if isinstance(value, dict | OwnInterval) else "limit"


Interval = Annotated[Annotated[Limit, Tag("limit")] | Annotated[OwnInterval, Tag("own")], Discriminator(_interval_form)]
"""A limit, or the interval that the period itself sets."""


class Turn(Node):
    """One entry of `then`: the limit for turn `nth` (any, if not given) when `when` holds.

    An entry whose interval is the period's own does not apply where the period sets none.
    """

    within: Interval
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
        last = self.then[-1] if self.then else None
        if last is None or last.nth is not None or last.when != ALWAYS or isinstance(last.within, OwnInterval):
            raise ValueError(
                "the last entry of 'then' must apply always: it takes neither 'nth' nor 'when', and a limit of its own"
            )
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
    """No more than `most` in any window of `within`, or `in_a_row`: one after another with none of the others between."""

    count: Counted
    most: Annotated[int, Field(ge=0)]
    within: Length | None = None
    in_a_row: Literal[True] | None = None
    warn_at: int | None = None

    @model_validator(mode="after")
    def _window_or_row(self) -> Self:
        if (self.within is None) == (self.in_a_row is None):
            raise ValueError("say exactly one of 'within' (a window of time) and 'in_a_row'")
        if self.in_a_row and (self.count.event is None or self.count.where == ALWAYS):
            raise ValueError("'in_a_row' counts events that a 'where' tells from the others of their kind")
        return self


class Load(Node):
    """No more than `most` of what `count` says, of a worker, a team, or the whole authority.

    - `children`: the people in involvements of `role`, per full-time post (`per: each` takes each post as one).
    - `posts`: the people in posts of `role` in a team, for each person in a post of `per_role` there.
    - `agency_share`: of the full-time equivalent in posts of `role`, the percentage that agency workers hold.
    """

    role: str
    count: Literal["children", "posts", "agency_share"] = "children"
    over: Literal["worker", "team", "authority"] = "worker"
    per: Literal["fte", "each"] = "fte"
    per_role: str | None = None
    most: float
    warn_at: float | None = None

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if (self.per_role is not None) != (self.count == "posts"):
            raise ValueError("'per_role' is what 'count: posts' needs, and nothing else takes")
        if self.count == "posts" and self.over != "team":
            raise ValueError("'count: posts' is over a team")
        if (self.count == "agency_share") != (self.over == "authority"):
            raise ValueError("'count: agency_share' and 'over: authority' go together")
        return self
