"""Days as numbers since 1970-01-01, and counting them one at a time."""

from calendar import monthrange
from datetime import date
from functools import cache

from compliance.calendar import Calendar

EPOCH = date(1970, 1, 1).toordinal()
NEVER, FOREVER = -10_000_000, 10_000_000
"""A day before, and a day after, every day that matters."""


RELAXED = (date(2020, 4, 24).toordinal() - EPOCH, date(2020, 9, 25).toordinal() - EPOCH)


def relaxed(day: int) -> bool:
    """In the months of 2020 in which the law gave no number for what recurs in care."""
    return RELAXED[0] <= day <= RELAXED[1]


class WorkingDays:
    """How many working days have passed by the end of each day, and which day is the n-th."""

    def __init__(self, calendar: Calendar) -> None:
        off = calendar.holidays | calendar.closure_days
        self.first = calendar.starts_on.toordinal() - EPOCH
        self.last = calendar.ends_on.toordinal() - EPOCH
        self.passed: list[int] = []
        self.nth: list[int] = [NEVER]
        for day in range(self.first, self.last + 1):
            the_date = date.fromordinal(day + EPOCH)
            if the_date.weekday() < 5 and the_date not in off:
                self.nth.append(day)
            self.passed.append(len(self.nth) - 1)

    def move(self, day: int, count: int) -> int | None:
        """So many working days after a day (before it, if negative); None beyond the calendar."""
        if not self.first <= day <= self.last:
            return None
        place = self.passed[day - self.first] + count
        return self.nth[place] if 1 <= place < len(self.nth) else None

    def between(self, start: int, end: int) -> int:
        """Working days after `start` up to and including `end`."""
        return self.passed[end - self.first] - self.passed[start - self.first]


@cache
def months_on(day: int, months: int) -> int:
    """The corresponding date so many months on, or the last day of the month."""
    start = date.fromordinal(day + EPOCH)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal() - EPOCH


def birthday(born: int, years: int) -> int:
    """The day on which somebody attains an age; born on 29 February, on 1 March in a common year."""
    start = date.fromordinal(born + EPOCH)
    if (start.month, start.day) == (2, 29) and monthrange(start.year + years, 2)[1] == 28:
        return date(start.year + years, 3, 1).toordinal() - EPOCH
    return start.replace(year=start.year + years).toordinal() - EPOCH
