"""The form of `<id>.cases.yaml`.

::

    cases:
      - name: Held on the last day is met
        as_of: 2026-01-20
        born: 2015-03-01
        records:
          - {period: looked_after, from: 2025-12-12}
          - {event: lac_review.held, on: 2026-01-14}
        expect:
          - {turn: 1, outcome: met, due_on: 2026-01-14, met_on: 2026-01-14}
          - {turn: 2, outcome: on_track, due_on: 2026-04-14}

`expect` has an entry for every finding of the standard for the case's subject, in order of their start; each names only
the columns that matter.
"""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

CHILD = "child"
"""The person whom a record is about where the record names nobody."""

RECORD_WORDS = ("period", "event", "involvement", "post", "exception")
"""What a record may be; one that is none of them and names a team is the team itself."""


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep="T")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, date | int | float) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class CaseRecord(BaseModel):
    """One record of a case: exactly one of `RECORD_WORDS`, or a team, and what it needs.

    `of` names the period (by its `id`) that an event or exception belongs to. `children` repeats an involvement for so many
    children. `worker` or `team` name whom a period, event or exception is about, where that is no child; a record with nothing
    but a `team` (and its `parent_id`) is that team. Any other key is an attribute.
    """

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    period: str | None = None
    event: str | None = None
    involvement: str | None = None
    post: str | None = None
    exception: str | None = None
    id: str | None = None
    of: str | None = None
    person: str = CHILD
    children: int = 1
    worker: str = ""
    team: str = ""
    from_: Text = Field("", alias="from")
    to: Text = ""
    on: Text = ""
    at: Text = ""

    @model_validator(mode="after")
    def _exactly_one(self) -> "CaseRecord":
        named = [word for word in RECORD_WORDS if getattr(self, word) is not None]
        if len(named) != 1 and (named or not self.team):
            raise ValueError(f"a record is exactly one of {', '.join(RECORD_WORDS)}")
        return self

    def attributes(self) -> dict[str, str]:
        """The other keys, as text."""
        return {name: str(_as_text(value)) for name, value in (self.model_extra or {}).items()}


class Case(BaseModel):
    """Dated records, a date, and what must be found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    as_of: date
    known_on: date | None = None
    born: Text = ""
    expected_birth: Text = ""
    subject: str = CHILD
    records: tuple[CaseRecord, ...]
    expect: tuple[dict[str, Any], ...]


class CaseFile(BaseModel):
    """All cases of one standard."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: tuple[Case, ...] = Field(min_length=1)
