"""One finding on its way to an escalation, and the identity that it keeps from day to day."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

FINISHED = ("met", "met_late", "missed", "lapsed")
"""Outcomes that close an escalation; nothing else does."""

OPEN = ("on_track", "due_soon", "overdue")


@dataclass(frozen=True)
class Finding:
    """A row of the findings frame (`Findings.named`), without what escalation has no use for.

    `started_on` and `occurrence` are None in a `current` row: one that says how near a limit somebody is.
    """

    standard: str
    subject_kind: str
    subject: str
    occurrence: date | None
    period_id: str | None
    turn: int | None
    team_id: str | None
    worker_id: str | None
    started_on: date | None
    due_on: date | None
    met_on: date | None
    outcome: str
    days_over: int | None
    working_days_over: int | None
    warning: int | None
    booked_for: date | None
    next_change_on: date | None
    reason: str | None

    @cached_property
    def fingerprint(self) -> str:
        """Standard, subject, period and link: what makes two findings of different days the same obligation's."""
        parts = (self.occurrence, self.started_on)
        return "|".join(
            [
                self.standard,
                self.subject_kind,
                self.subject,
                *("" if part is None else part.isoformat() for part in parts),
            ]
        )

    @property
    def child_key(self) -> str:
        """The subject, by kind and id."""
        return f"{self.subject_kind}:{self.subject}"

    @property
    def is_current(self) -> bool:
        """Whether it is a standing state rather than an obligation that began and will end."""
        return self.started_on is None and self.occurrence is None


COLUMNS = tuple(field.name for field in fields(Finding))

FINGERPRINT = pl.concat_str(
    [
        pl.col("standard"),
        pl.col("subject_kind"),
        pl.col("subject"),
        pl.col("occurrence").dt.to_string("iso").fill_null(""),
        pl.col("started_on").dt.to_string("iso").fill_null(""),
    ],
    separator="|",
)
"""`Finding.fingerprint`, over the named frame."""


def findings_in(frame: pl.DataFrame) -> list[Finding]:
    """The rows of a named frame, in its order."""
    rows: list[tuple[Any, ...]] = frame.select(COLUMNS).rows()
    return [Finding(*row) for row in rows]
