"""Counting days: the only module that does.

Days are whole numbers since 1970-01-01 (what a Polars date is underneath), held in int32 arrays in which `UNKNOWN`
stands for a day that nobody knows. The conventions are those of docs/adr/0003-counting-conventions.md: day 0 is left out
unless a rule says "beginning with"; working days are those of England and Wales; a week is 7 days; months go by the
corresponding date; a calendar deadline does not roll forward; hours are counted in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

Days = NDArray[np.int32]
"""An array of day numbers; `UNKNOWN` where no day is known."""

UNKNOWN = np.int32(np.iinfo(np.int32).min)
"""The day that nobody knows, and the answer that lies beyond the calendar."""

Unit = Literal["hours", "days", "working days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = ("hours", "days", "working days", "weeks", "months", "years")

EPOCH = date(1970, 1, 1)
LONDON = ZoneInfo("Europe/London")
_TABLE_START = date(1850, 1, 1)
_TABLE_END = date(2200, 1, 1)


class BeyondCalendarError(ValueError):
    """A date that the calendar does not reach, so that a count to or from it cannot be told."""


@dataclass(frozen=True)
class Duration:
    """So many of one unit: `Duration(20, "working days")`."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"

    @property
    def in_whole_days(self) -> int:
        """Hours as days, for records that hold no time of day: 72 hours are 3 days (date precision)."""
        return -(-self.count // 24) if self.unit == "hours" else self.count


def parse_duration(text: str) -> Duration:
    """The duration that `text` says.

    >>> parse_duration("20 working days")
    Duration(count=20, unit='working days')

    Raises:
        ValueError: it is not a whole number and a unit.
    """
    count, _, unit = text.strip().partition(" ")
    for known in UNITS:
        if count.isdigit() and unit in (known, known[:-1]):
            return Duration(int(count), known)
    raise ValueError(f"'{text}' is not a length of time: write a number and one of {', '.join(UNITS)}")


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def to_date(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))


def days_array(days: Iterable[date | None]) -> Days:
    """Day numbers of dates; None becomes `UNKNOWN`."""
    return np.array([UNKNOWN if day is None else day_number(day) for day in days], dtype=np.int32)


def instant_of(local: datetime) -> datetime:
    """The instant (UTC) of a moment; one without a time zone is Europe/London, the earlier reading of a fold."""
    return (local if local.tzinfo is not None else local.replace(tzinfo=LONDON, fold=0)).astimezone(UTC)


def local_day(instant: datetime) -> date:
    """The date in England of an instant."""
    return instant.astimezone(LONDON).date()


def local_days(instants: NDArray[np.int64]) -> Days:
    """The dates in England of many instants, given in microseconds UTC."""
    moments = pl.Series(instants).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone("Europe/London")
    return moments.dt.date().to_physical().cast(pl.Int32()).to_numpy()


MonthDay = tuple[int, int]
"""A month and a day of it, of any year."""


@dataclass(frozen=True)
class Term:
    """A school term, which runs each year from one day to another, both included; over new year where `to` is earlier."""

    name: str
    from_: MonthDay
    to: MonthDay

    def in_year(self, year: int) -> tuple[date, date]:
        """The first and last day of the term that begins in a year."""
        return date(year, *self.from_), date(year + (self.to < self.from_), *self.to)


@dataclass(frozen=True)
class Calendar:
    """Working days of England and Wales from `starts_on` to `ends_on`, both included: the horizon.

    `holidays` are bank holidays (Christmas Day and Good Friday among them). `closure_days` are days on which an authority
    is closed; the law does not leave them out, so they are none unless an authority says otherwise, visibly. `terms` are the
    school terms of a year.
    """

    starts_on: date
    ends_on: date
    holidays: frozenset[date]
    closure_days: frozenset[date] = field(default_factory=frozenset[date])
    source: str = ""
    terms: tuple[Term, ...] = ()

    def add(self, day: date, duration: Duration) -> date:
        """The last day that is within `duration` of `day`, which is itself day 0.

        Raises:
            BeyondCalendarError: the answer lies outside the horizon, or `day` where working days are counted.
        """
        due = self.add_days(days_array([day]), duration)[0]
        if due == UNKNOWN:
            raise BeyondCalendarError(
                f"{duration} from {day} cannot be counted: the calendar runs from {self.starts_on} to {self.ends_on}."
            )
        return to_date(due)

    def before(self, day: date, duration: Duration) -> date:
        """The latest day from which `duration` still fits by `day`; of working days, the latest working day.

        So 5 working days before Saturday 28 February 2026 is Friday the 20th: 5 after that is Friday the 27th.

        Raises:
            BeyondCalendarError: the answer lies outside the horizon, or `day` where working days are counted.
        """
        earlier = self.before_days(days_array([day]), duration)[0]
        if earlier == UNKNOWN:
            raise BeyondCalendarError(f"{duration} before {day} lies outside the calendar.")
        return to_date(earlier)

    def elapsed(self, start: date, end: date, unit: Unit) -> int:
        """Whole `unit`s from `start` (day 0) to `end`: the exact inverse of `add`.

        The most that can be added to `start` without passing `end`; negative where `end` is earlier.

        Raises:
            BeyondCalendarError: working days outside the horizon.
        """
        if end < start:
            return -self.elapsed(end, start, unit)
        match unit:
            case "days":
                return (end - start).days
            case "weeks":
                return (end - start).days // 7
            case "hours":
                return (end - start).days * 24
            case "working days":
                if start < self.starts_on or end > self.ends_on:
                    raise BeyondCalendarError(
                        f"working days from {start} to {end} cannot be counted: outside the calendar."
                    )
                counted = self.working_days_between(days_array([start]), days_array([end]))
                return int(counted[0])
            case "months" | "years":
                months = (end.year - start.year) * 12 + end.month - start.month
                if to_date(int(_add_months(days_array([start]), months)[0])) > end:
                    months -= 1
                return months if unit == "months" else months // 12

    def add_days(self, days: Days, duration: Duration) -> Days:
        """`add` for many days at once; `UNKNOWN` where the day is unknown or the answer lies outside the horizon."""
        if duration.unit == "working days" and duration.count:
            return self._step_working_days(days, duration.count)
        return self._inside(days, _moved(days, duration, 1))

    def before_days(self, days: Days, duration: Duration) -> Days:
        """`before` for many days at once."""
        if duration.unit == "working days" and duration.count:
            return self._step_working_days(days, -duration.count)
        return self._inside(days, _moved(days, duration, -1))

    def beginning_with_days(self, days: Days, duration: Duration) -> Days:
        """The last day of `duration` when `days` are themselves day 1 ("beginning with")."""
        known = days != UNKNOWN
        if duration.unit == "working days":
            return self._step_working_days(
                np.where(known, days - np.int32(1), UNKNOWN).astype(np.int32), duration.count
            )
        moved = self.add_days(days, duration)
        return np.where(moved == UNKNOWN, UNKNOWN, moved - np.int32(1)).astype(np.int32)

    def working_days_between(self, starts: Days, ends: Days) -> NDArray[np.int32]:
        """Working days after each start up to and including each end, both inside the horizon; negative backwards."""
        counts = self._counts
        return counts[ends - self._first] - counts[starts - self._first]

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day in England and Wales (and at this authority, if it sets closure days)."""
        return day.weekday() < 5 and day not in self.holidays and day not in self.closure_days

    def term_of(self, first: date) -> Term | None:
        """The term that begins on a day, if one does."""
        return next((term for term in self.terms if term.in_year(first.year)[0] == first), None)

    @cached_property
    def term_days(self) -> tuple[Days, Days]:
        """The first and the last days of all terms that lie within the horizon, in order."""
        years = range(self.starts_on.year, self.ends_on.year + 1)
        spans = sorted(term.in_year(year) for term in self.terms for year in years)
        inside = [(first, last) for first, last in spans if self.starts_on <= first and last <= self.ends_on]
        return days_array(first for first, _ in inside), days_array(last for _, last in inside)

    def _inside(self, days: Days, moved: NDArray[np.integer]) -> Days:
        inside = (days != UNKNOWN) & (moved >= self._first) & (moved <= self._last)
        return np.where(inside, moved, UNKNOWN).astype(np.int32)

    def _step_working_days(self, days: Days, step: int) -> Days:
        known = (days >= self._first) & (days <= self._last)
        # A step longer than the calendar leaves it, however long it is.
        step = max(-len(self._nth), min(step, len(self._nth)))
        position = self._counts[np.where(known, days - self._first, 0)] + np.int32(step)
        reachable = known & (position >= 1) & (position < len(self._nth))
        return np.where(reachable, self._nth[np.where(reachable, position, 1)], UNKNOWN).astype(np.int32)

    @cached_property
    def _first(self) -> np.int32:
        return np.int32(day_number(self.starts_on))

    @cached_property
    def _last(self) -> np.int32:
        return np.int32(day_number(self.ends_on))

    @cached_property
    def _working(self) -> NDArray[np.bool_]:
        every = np.arange(self._first, self._last + 1, dtype=np.int32)
        weekday = (every + 3) % 7 < 5
        off = days_array(self.holidays | self.closure_days)
        return weekday & ~np.isin(every, off)

    @cached_property
    def _counts(self) -> NDArray[np.int32]:
        """How many working days have passed by the end of each day of the horizon."""
        return np.cumsum(self._working, dtype=np.int32)

    @cached_property
    def _nth(self) -> Days:
        """The day that is the n-th working day; entry 0 stands for none."""
        days = np.flatnonzero(self._working).astype(np.int32) + self._first
        return np.concatenate([np.array([UNKNOWN], dtype=np.int32), days])


def age_birthday(born: Days, years: int) -> Days:
    """The day on which each attains an age; born on 29 February, on 1 March in a common year."""
    months, of_month = _month_and_day(born)
    target = months + 12 * years
    rolls = of_month >= _MONTH_LENGTH[target]
    day = _MONTH_START[target] + np.where(rolls, _MONTH_LENGTH[target], of_month)
    return np.where(born == UNKNOWN, UNKNOWN, day).astype(np.int32)


_LONGEST = 1_000_000
"""More days than any calendar holds: a longer count leaves it just as surely."""


def _moved(days: Days, duration: Duration, sign: int) -> NDArray[np.integer]:
    """Each day moved by a duration in calendar units, forwards or backwards; far outside the calendar where it leaves it."""
    match duration.unit:
        case "months":
            return _add_months(days, sign * min(duration.count, _LONGEST))
        case "years":
            return _add_months(days, sign * 12 * min(duration.count, _LONGEST))
        case "weeks":
            return days.astype(np.int64) + sign * 7 * min(duration.count, _LONGEST)
        case _:
            return days.astype(np.int64) + sign * min(duration.in_whole_days, _LONGEST)


def _add_months(days: Days, months: int) -> NDArray[np.integer]:
    """The corresponding date so many months on, or the month's last day where there is none (Dodds v Walker)."""
    month, of_month = _month_and_day(days)
    target = month.astype(np.int64) + months
    held = np.clip(target, 0, len(_MONTH_START) - 1)
    moved = _MONTH_START[held] + np.minimum(of_month, _MONTH_LENGTH[held] - 1)
    return np.where(held == target, moved, np.where(target < 0, -_LONGEST, _LONGEST))


def _month_and_day(days: Days) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    index = np.clip(days, _TABLE_FIRST + 366 * 50, _TABLE_LAST - 366 * 50) - _TABLE_FIRST
    return _MONTH_OF[index], _DAY_OF_MONTH[index]


def _month_tables() -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    months = np.arange(np.datetime64(_TABLE_START, "M"), np.datetime64(_TABLE_END, "M"))
    starts = months.astype("datetime64[D]").astype(np.int32)
    lengths = np.diff(np.append(starts, np.int32(day_number(_TABLE_END)))).astype(np.int32)
    month_of = np.repeat(np.arange(len(months), dtype=np.int32), lengths)
    day_of_month = np.arange(starts[0], starts[0] + len(month_of), dtype=np.int32) - starts[month_of]
    return starts, lengths, month_of, day_of_month.astype(np.int32)


_TABLE_FIRST = day_number(_TABLE_START)
_TABLE_LAST = day_number(_TABLE_END)
_MONTH_START, _MONTH_LENGTH, _MONTH_OF, _DAY_OF_MONTH = _month_tables()
