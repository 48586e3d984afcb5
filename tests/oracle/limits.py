"""How long a duty gives: the value in force, and the date that it makes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from compliance.calendar import Duration
from compliance.rulebook.model import Limit, Standard
from oracle.days import WorkingCalendar, london_day


@dataclass(frozen=True)
class Due:
    """A due date, or the reason why there is none; `instant` where hours are counted from a known instant."""

    on: date | None
    reason: str | None = None
    instant: datetime | None = None


def in_force(standard: Standard, limit: Limit, start: date) -> Duration | None:
    """The length in force on a link's start; None where there is none."""
    if isinstance(limit, Duration):
        return limit if standard.in_force_from is None or start >= standard.in_force_from else None
    valid = [v for v in limit if v.from_ <= start and (v.until is None or start <= v.until)]
    return max(valid, key=lambda v: v.from_).value if valid else None


def due_from(
    calendar: WorkingCalendar,
    standard: Standard,
    limit: Limit,
    start: date,
    counted_from: date | None = None,
    beginning_with: bool = False,
    instant: datetime | None = None,
) -> Due:
    """The due date of a link that began on `start`, counted from there or from `counted_from`."""
    length = in_force(standard, limit, start)
    if length is None:
        return Due(None, "no_value_in_force")
    if length.unit == "hours" and instant is not None:
        at = instant + timedelta(hours=length.count)
        return Due(london_day(at), None, at) if calendar.covers(london_day(at)) else Due(None, "beyond_calendar")
    count = calendar.beginning_with if beginning_with else calendar.after
    on = count(counted_from or start, length)
    return Due(on) if on is not None else Due(None, "beyond_calendar")
