"""The words that records may use: kinds of period and event, their attributes, and roles."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

AttributeType = Literal["flag", "code", "text", "number", "date"]


class AttributeWord(BaseModel):
    """An attribute that records of a kind may carry. `empty` says what an empty one means: nobody knows, or none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: AttributeType
    values: tuple[str, ...] = ()
    known_at_end: bool = False
    empty: Literal["unknown", "none"] = "unknown"
    says: str = ""


class PeriodWord(BaseModel):
    """A kind of period. `exclusive`: one subject can have only one open at a time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    subject: Literal["person", "worker", "team"] = "person"
    exclusive: bool = False
    attributes: Mapping[str, AttributeWord] = Field(default_factory=dict)


class EventWord(BaseModel):
    """A kind of event, the outcomes it may have (none listed: it has none), and its attributes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    subject: Literal["person", "worker", "team"] = "person"
    outcomes: tuple[str, ...] = ()
    attributes: Mapping[str, AttributeWord] = Field(default_factory=dict)


class Vocabulary(BaseModel):
    """All words, as `rules/vocabulary.yaml` declares them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    periods: Mapping[str, PeriodWord]
    events: Mapping[str, EventWord]
    roles: tuple[str, ...]

    def attributes(self, table: Literal["periods", "events"]) -> dict[str, AttributeWord]:
        """Every attribute that any kind of `table` may carry; one name has one type wherever it stands."""
        words = self.periods if table == "periods" else self.events
        return {name: attribute for word in words.values() for name, attribute in word.attributes.items()}
