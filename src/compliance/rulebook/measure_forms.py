"""What a measure counts: its forms, and the records that they choose. Data only; `compliance.measures` counts."""

from typing import Literal, Self

from pydantic import Field, model_validator

from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.nodes import Length, Node, When, Words


class InTime(Node):
    """Of what the standards asked for by a day in the window, what was met in time.

    Under `each: subject` a child (worker, team) counts once, and as in time only where all that fell due was.
    """

    standards: Words
    each: Literal["obligation", "subject"] = "obligation"


class UpToDate(Node):
    """Of those to whom the standards owe something on the day, those for whom nothing of it is overdue."""

    standards: Words


class Chosen(Node):
    """Records of one kind: `where` asks of the record's own attributes, and of the day on which it stands."""

    period: str | None = None
    event: str | None = None
    outcome: Words = ()
    where: When = ALWAYS

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.period is None) == (self.event is None):
            raise ValueError("exactly one of 'period' and 'event' is wanted here")
        if self.event is None and self.outcome:
            raise ValueError("a period has no 'outcome' of this sort: ask of its attribute in 'where'")
        return self

    @property
    def kind(self) -> str:
        """The kind of period or event."""
        return self.period or str(self.event)


class Earlier(Chosen):
    """A record of the same child before the day: a period that began (`start`), ended or was `held`, within a length, or ever.

    What lies exactly `within` before the day has left it, as in a limit's window.
    """

    at: Literal["start", "end", "held"] = "start"
    within: Length | None = None


class Later(Chosen):
    """A record of the same child on the day, or up to `within` after it.

    What is counted, is counted when that time is over, so that nothing stands as a no that may yet become a yes.
    """

    at: Literal["start", "end"] = "start"
    within: Length


class Population(Chosen):
    """The records that a measure is about: events in the window, periods that began or ended in it, or those open on the day."""

    at: Literal["start", "end", "open"] = "start"
    earlier: Earlier | None = None
    later: Later | None = None

    @model_validator(mode="after")
    def _can_look_there(self) -> Self:
        if self.event is not None and self.at != "start":
            raise ValueError("an event neither ends nor is open: leave 'at' out")
        if self.at == "open" and self.later is not None:
            raise ValueError("nothing later than the day is known: leave 'later' out where 'at' is open")
        return self


class With(Node):
    """What is asked of each record of a population; all that is written must hold."""

    where: When = ALWAYS
    earlier: Earlier | None = None
    later: Later | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if self.where == ALWAYS and self.earlier is None and self.later is None:
            raise ValueError("'with' asks nothing: write where, earlier or later")
        return self


class Share(Node):
    """Of the records `of`, those `with` something."""

    of: Population
    with_: With = Field(alias="with")

    @model_validator(mode="after")
    def _later_than_something(self) -> Self:
        if self.of.at == "open" and self.with_.later is not None:
            raise ValueError("nothing later than the day is known: leave 'later' out where 'at' is open")
        return self


class Since(Chosen):
    """From when days are counted: the start of the period that holds (the latest begun), or the latest event, up to the day.

    Under `nought_if_after` a record with none before it, but one after it, counts as no days.
    """

    nought_if_after: bool = False


class AverageDays(Node):
    """The days, on average, from the start of each record itself (`from: start`) or from another, to its day."""

    of: Population
    from_: Literal["start"] | Since = Field(alias="from")

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.from_ == "start" and self.of.at == "start":
            raise ValueError("from its start to its start is no time: write 'at: end' or 'at: open', or another 'from'")
        return self


class Posts(Node):
    """The posts of a role."""

    role: str


class Caseload(Posts):
    """Children for each full-time equivalent post of a role, of the workers for whom `where` holds."""

    where: When = ALWAYS


Form = InTime | UpToDate | Share | Population | AverageDays | Posts | Caseload
