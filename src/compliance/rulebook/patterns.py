"""Patterns: rules over the findings of one child. Data only; `compliance.patterns` finds them."""

from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from compliance.rulebook.check_words import Fault
from compliance.rulebook.nodes import Length, Node, Words
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean


class Drift(Node):
    """At least so many of the child's standards are overdue at once (of those listed, or of all)."""

    at_least: Annotated[int, Field(ge=2)]
    among: Words = ()


class Unseen(Node):
    """No visit of any of these kinds has been made within the shortest interval that any of them has for the child."""

    visits: Words


class Cause(Node):
    """While `standard` is overdue, what is late of `explains` is shown under it: shown under its cause, never hidden."""

    standard: str
    explains: Words


class ClosedInTime(Node):
    """A period ended, without the thing done, in the last `within` before something of `among` fell due."""

    within: Length
    among: Words
    for_: Length = Field(alias="for")
    """How long it stays in sight."""


class Reopened(Node):
    """A period of one of these kinds began again within `within` of the end of the one before."""

    periods: Words
    within: Length
    for_: Length = Field(alias="for")
    """How long it stays in sight."""


Rule = Drift | Unseen | Cause | ClosedInTime | Reopened


class Pattern(Node):
    """One pattern: what it says, exactly one rule, and the ladder that it climbs (a cause needs none: its standard has one)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    says: str
    status: Literal["draft", "shadow", "live", "retired"]
    notes: str = ""
    ladder: str | None = None
    drift: Drift | None = None
    unseen: Unseen | None = None
    cause: Cause | None = None
    closed_in_time: ClosedInTime | None = None
    reopened: Reopened | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        rules: list[Any] = [self.drift, self.unseen, self.cause, self.closed_in_time, self.reopened]
        if sum(rule is not None for rule in rules) != 1:
            raise ValueError("a pattern has exactly one of drift, unseen, cause, closed_in_time and reopened")
        if (self.ladder is None) != (self.cause is not None):
            raise ValueError("a pattern climbs a ladder; a cause has none, for its standard has one")
        return self

    @property
    def rule(self) -> Rule:
        """The rule that the pattern has."""
        rule = self.drift or self.unseen or self.cause or self.closed_in_time or self.reopened
        assert rule is not None
        return rule

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards that the pattern names."""
        match self.rule:
            case Drift(among=named) | Unseen(visits=named) | ClosedInTime(among=named):
                return named
            case Cause(standard=standard, explains=explains):
                return (standard, *explains)
            case Reopened():
                return ()


def check_pattern(
    pattern: Pattern, vocabulary: Vocabulary, ladders: Collection[str], standards: Collection[str]
) -> Iterator[Fault]:
    """Every standard, ladder and kind of period that the pattern names and the rules do not have."""
    if pattern.ladder is not None and pattern.ladder not in ladders:
        yield ("ladder",), f"there is no ladder '{pattern.ladder}'; {did_you_mean(pattern.ladder, ladders)}"
    for name in pattern.standards:
        if name not in standards:
            yield (), f"there is no standard '{name}'; {did_you_mean(name, standards)}"
    for kind in pattern.rule.periods if isinstance(pattern.rule, Reopened) else ():
        if kind not in vocabulary.periods:
            yield (
                ("reopened", "periods"),
                f"there is no kind of period '{kind}'; {did_you_mean(kind, vocabulary.periods)}",
            )
    if pattern.id in standards:
        yield (), f"'{pattern.id}' already names a standard."
