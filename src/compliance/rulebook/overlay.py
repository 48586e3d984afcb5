"""An authority's own values over the national pack, kept apart from it so that an upgrade never overwrites them.

::

    authority: Exampleshire
    adopt: all                              # or a list of standards: from shadow to live
    set_aside:                              # local and best-practice standards that do not hold here, and why
      cp-seen-alone: Recorded in direct work, not on visits.
    standards:
      cp-visit:
        interval: {value: 15 working days, cite: "Practice standards 2026, 4.2", from: 2026-04-01}
    ladders:
      cp-visit: {says: ..., steps: [...]}   # in place of the pack's
    closure_days: [2026-12-24]
    terms: [{name: autumn, from: 09-03, to: 12-19}, ...]
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from compliance.rulebook.nodes import Node


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class OwnValue(Node):
    """A value that the authority sets, who agreed it, and from which day of trigger on (none: always)."""

    value: Annotated[str, BeforeValidator(_as_text)]
    cite: str
    from_: date | None = Field(None, alias="from")


class Overlay(Node):
    """Everything that an authority sets over the pack."""

    authority: str = ""
    adopt: Literal["all"] | tuple[str, ...] = ()
    set_aside: dict[str, str] = Field(default_factory=dict)
    standards: dict[str, dict[str, OwnValue]] = Field(default_factory=dict)
    ladders: dict[str, dict[str, Any]] = Field(default_factory=dict)
    closure_days: tuple[date, ...] = ()
    terms: tuple[dict[str, Any], ...] = ()
