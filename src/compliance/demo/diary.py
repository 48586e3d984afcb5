"""Days as whole numbers, and the working-day calendar asked about them one at a time."""

from datetime import date
from functools import cache

import numpy as np

from compliance.calendar import UNKNOWN, BeyondCalendarError, Calendar, day_number, parse_duration, to_date


class Diary:
    """A calendar asked about single days, hundreds of thousands of times.

    Each length of time is counted by the calendar once, for every day of its horizon, and looked up from then on.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._first = day_number(calendar.starts_on)
        self._days = np.arange(self._first, day_number(calendar.ends_on) + 1, dtype=np.int32)
        self._due: dict[str, list[int]] = {}
        self._terms = list(zip(*(days.tolist() for days in calendar.term_days), strict=True))
        self._working = [calendar.is_working_day(to_date(int(day))) for day in self._days]

    @property
    def last(self) -> int:
        """The last day of the horizon."""
        return self._first + len(self._working) - 1

    def after(self, day: int, length: str) -> int:
        """The last day that is within `length` ("20 working days") of `day`.

        Raises:
            BeyondCalendarError: the answer, or `day`, lies outside the calendar.
        """
        table = self._due.get(length)
        if table is None:
            table = self._due[length] = self._calendar.add_days(self._days, parse_duration(length)).tolist()
        index = day - self._first
        if not 0 <= index < len(table) or table[index] == UNKNOWN:
            raise BeyondCalendarError(f"{length} from {to_date(day)} lies outside the calendar.")
        return table[index]

    def before(self, day: int, length: str) -> int:
        """The last day from which `length` still fits before `day`.

        Raises:
            BeyondCalendarError: the answer, or `day`, lies outside the calendar.
        """
        return day_number(self._calendar.before(to_date(day), parse_duration(length)))

    def terms(self, start: int, end: int) -> list[tuple[int, int]]:
        """The school terms that begin between `start` and `end`, as first and last day."""
        return [(first, last) for first, last in self._terms if start <= first <= end]

    def is_working(self, day: int) -> bool:
        """Whether a meeting could be held on `day`."""
        return self._working[day - self._first]

    def back_to_working(self, day: int) -> int:
        """The last working day on or before `day`."""
        while not self.is_working(day):
            day -= 1
        return day

    def on_to_working(self, day: int) -> int:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += 1
        return day


def birthday(born: int, years: int) -> int:
    """The day on which somebody attains an age; born on 29 February, on 1 March in a common year."""
    day = to_date(born)
    try:
        return day_number(day.replace(year=day.year + years))
    except ValueError:
        return day_number(date(day.year + years, 3, 1))


@cache
def iso(day: int) -> str:
    """A day as it is written in a file."""
    return date.fromordinal(day + _EPOCH_ORDINAL).isoformat()


_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
