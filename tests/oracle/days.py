"""Counting days the slow way: one after the other."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from compliance.calendar import Duration

DAY = timedelta(days=1)
MonthDay = tuple[int, int]


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += DAY


def months_on(day: date, months: int) -> date:
    """The corresponding date so many months on; the month's last day where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def birthday(born: date, years: int) -> date:
    """The day on which an age is attained; a birthday on 29 February falls on 1 March in other years."""
    if (born.month, born.day) == (2, 29) and not calendar.isleap(born.year + years):
        return date(born.year + years, 3, 1)
    return born.replace(year=born.year + years)


def london_day(instant: datetime) -> date:
    """The date in England of an instant."""
    return instant.astimezone(ZoneInfo("Europe/London")).date()


def instant_of(local: datetime) -> datetime:
    """The instant of a clock time in London; the earlier one where the clock shows it twice."""
    return local.replace(tzinfo=ZoneInfo("Europe/London"), fold=0).astimezone(UTC)


@dataclass
class WorkingCalendar:
    """Which days are working days, from `first` to `last`; None stands for an answer beyond them."""

    first: date
    last: date
    holidays: frozenset[date]
    terms: tuple[tuple[MonthDay, MonthDay], ...] = ()
    """From when to when each school term runs, every year."""
    _known: dict[tuple[date, str, int], date | None] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() < 5 and day not in self.holidays

    def covers(self, day: date) -> bool:
        """Whether the calendar reaches so far."""
        return self.first <= day <= self.last

    def after(self, day: date, length: Duration) -> date | None:
        """The last day that is within `length` of `day`, which is day 0."""
        key = (day, length.unit, length.count)
        if key not in self._known:
            self._known[key] = self._after(day, length)
        return self._known[key]

    def _after(self, day: date, length: Duration) -> date | None:
        if length.unit == "working days" and length.count and not self.covers(day):
            return None
        answer = self._walk(day, length.count) if length.unit == "working days" else _calendar_after(day, length)
        return answer if answer is not None and self.covers(answer) else None

    def _walk(self, day: date, count: int) -> date | None:
        while count > 0:
            day += DAY
            if day > self.last:
                return None
            count -= self.works(day)
        return day

    def in_window(self, start: date, length: Duration, day: date) -> bool:
        """Whether a start is in the window of `length` that ends on `day`; one that leaves it beyond the calendar is."""
        leaves = self.after(start, length)
        return start <= day and (leaves is None or day < leaves)

    def beginning_with(self, day: date, length: Duration) -> date | None:
        """The last day of `length` when `day` is itself day 1."""
        if length.unit == "working days":
            return self.after(day - DAY, length)
        answer = self.after(day, length)
        return answer - DAY if answer is not None else None

    def before(self, day: date, length: Duration) -> date | None:
        """The latest day that is `length` before `day`."""
        if length.unit == "working days":
            answer = day
            while self.covers(answer) and not self._fits(answer, length, day):
                answer -= DAY
        elif length.unit in ("months", "years"):
            answer = months_on(day, -length.count * (12 if length.unit == "years" else 1))
        else:
            answer = day - timedelta(days=_days_in(length))
        return answer if self.covers(answer) else None

    def school_terms(self) -> list[tuple[date, date]]:
        """The first and last day of every term that the calendar covers; one that ends before it begins, ends next year."""
        each = [
            (date(year, *first), date(year if first <= last else year + 1, *last))
            for year in range(self.first.year, self.last.year + 1)
            for first, last in self.terms
        ]
        return sorted(term for term in each if self.covers(term[0]) and self.covers(term[1]))

    def _fits(self, start: date, length: Duration, day: date) -> bool:
        """Whether so many working days counted from a working day end by `day`; none fit on the day itself."""
        if length.count == 0:
            return start == day
        return self.works(start) and (self.after(start, length) or date.max) <= day

    def working_days_over(self, due: date, end: date) -> int:
        """Working days after `due`, up to and including `end`."""
        return sum(self.works(day) for day in each_day(due + DAY, end))


def _calendar_after(day: date, length: Duration) -> date:
    if length.unit in ("months", "years"):
        return months_on(day, length.count * (12 if length.unit == "years" else 1))
    return day + timedelta(days=_days_in(length))


def _days_in(length: Duration) -> int:
    match length.unit:
        case "hours":
            return -(-length.count // 24)
        case "weeks":
            return 7 * length.count
        case _:
            return length.count
