"""The days over which a measure is counted."""

from datetime import date, timedelta

from compliance.calendar import Calendar
from compliance.rulebook.measure import Window


def window_days(window: Window | None, as_of: date, calendar: Calendar) -> tuple[date, date]:
    """The first and last day: of the last month that is over by the end of `as_of`, of the time up to `as_of`, or `as_of` itself.

    Raises:
        BeyondCalendarError: the window begins before the calendar does.
    """
    if window is None:
        return as_of, as_of
    if isinstance(window, str):
        tomorrow = as_of + timedelta(days=1)
        last = tomorrow.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    return calendar.before(as_of, window) + timedelta(days=1), as_of


def window_words(window: Window | None, last: date) -> str:
    """A window that ends on a day as people read it: `12 months`, `March 2026`, `on the day`."""
    if window is None:
        return "on the day"
    return f"{last:%B %Y}" if isinstance(window, str) else str(window)
