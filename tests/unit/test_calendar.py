"""Counting days, by the worked dates of section 6 of the reference and by what must hold of any date."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.calendar import (
    UNITS,
    UNKNOWN,
    BeyondCalendarError,
    Calendar,
    Duration,
    Term,
    Unit,
    age_birthday,
    day_number,
    days_array,
    instant_of,
    local_day,
    local_days,
    parse_duration,
    to_date,
)
from compliance.rulebook.load import load_calendar, national_pack
from compliance_adapters.sources.bank_holidays import ENDS_ON, STARTS_ON, bank_holidays, calendar_text

CALENDAR = load_calendar(national_pack() / "calendar.yaml")

AFTER = [
    ("1 health told within 5 working days", "2025-12-22", "5 working days", "2025-12-31"),
    ("2 health told within 5 working days over Easter", "2026-04-01", "5 working days", "2026-04-10"),
    ("3 first review within 20 working days", "2025-12-12", "20 working days", "2026-01-14"),
    ("4 a Saturday is day 0 and Monday is day 1", "2025-12-20", "20 working days", "2026-01-21"),
    ("5 the substitute for Boxing Day 2026", "2026-12-07", "20 working days", "2027-01-07"),
    ("6 initial conference over Easter", "2026-03-24", "15 working days", "2026-04-16"),
    ("7 assessment within 45 working days", "2025-11-10", "45 working days", "2026-01-15"),
    ("8 first core group over Easter", "2026-03-26", "10 working days", "2026-04-13"),
    ("9 three months from 30 November are clipped", "2025-11-30", "3 months", "2026-02-28"),
    ("9 three months from 28 November do not roll to Monday", "2025-11-28", "3 months", "2026-02-28"),
    ("10 sixteen weeks ignore holidays", "2025-12-02", "16 weeks", "2026-03-24"),
    ("11 an extension of 26 weeks by 8", "2026-08-20", "8 weeks", "2026-10-15"),
    ("12 a week that ends on Boxing Day", "2025-12-19", "1 week", "2025-12-26"),
    ("13 six weeks from the last visit", "2025-12-23", "6 weeks", "2026-02-03"),
    ("14 72 hours where only days are known", "2026-12-24", "72 hours", "2026-12-27"),
    ("15 dispute over Easter, 5", "2026-03-26", "5 working days", "2026-04-02"),
    ("15 dispute over Easter, 10", "2026-03-26", "10 working days", "2026-04-13"),
    ("15 dispute over Easter, 15", "2026-03-26", "15 working days", "2026-04-20"),
    ("15 dispute over Easter, 20", "2026-03-26", "20 working days", "2026-04-27"),
    ("16 dispute over Christmas, 5", "2025-12-15", "5 working days", "2025-12-22"),
    ("16 dispute over Christmas, 10", "2025-12-15", "10 working days", "2025-12-31"),
    ("16 dispute over Christmas, 15", "2025-12-15", "15 working days", "2026-01-08"),
    ("16 dispute over Christmas, 20", "2025-12-15", "20 working days", "2026-01-15"),
    ("17 two months are not eight weeks", "2025-12-31", "2 months", "2026-02-28"),
    ("17 eight weeks are not two months", "2025-12-31", "8 weeks", "2026-02-25"),
    ("18 temporary approval for 16 weeks", "2025-12-01", "16 weeks", "2026-03-23"),
    ("18 temporary approval for 24 weeks", "2025-12-01", "24 weeks", "2026-05-18"),
    ("19 first visit in private fostering", "2025-12-23", "7 working days", "2026-01-06"),
    ("20 protection visit within 10 working days", "2025-12-16", "10 working days", "2026-01-02"),
    ("21 six months from 31 August are clipped", "2025-08-31", "6 months", "2026-02-28"),
    ("22 four months from 30 September (Dodds v Walker)", "2025-09-30", "4 months", "2026-01-30"),
]

BEGINNING_WITH = [
    ("11 twenty-six weeks beginning with the day of issue", "2026-02-20", "26 weeks", "2026-08-20"),
    ("20 ten working days with the visit's own day counted", "2025-12-16", "10 working days", "2025-12-31"),
    ("a day beginning with itself", "2026-02-20", "1 day", "2026-02-20"),
    ("working days beginning with a Saturday", "2025-12-20", "1 working day", "2025-12-22"),
    ("a month beginning with the 15th", "2026-01-15", "1 month", "2026-02-14"),
]


@pytest.mark.parametrize(("what", "start", "length", "due"), AFTER, ids=[row[0] for row in AFTER])
def test_a_worked_date_is_as_the_reference_says(what: str, start: str, length: str, due: str) -> None:
    assert CALENDAR.add(date.fromisoformat(start), parse_duration(length)) == date.fromisoformat(due)


@pytest.mark.parametrize(("what", "start", "length", "due"), BEGINNING_WITH, ids=[row[0] for row in BEGINNING_WITH])
def test_beginning_with_a_day_makes_that_day_the_first(what: str, start: str, length: str, due: str) -> None:
    answer = CALENDAR.beginning_with_days(days_array([date.fromisoformat(start)]), parse_duration(length))
    assert to_date(answer[0]) == date.fromisoformat(due)


def test_the_last_working_day_before_a_due_date_of_boxing_day_is_christmas_eve() -> None:
    working = [day for day in range(23, 27) if CALENDAR.is_working_day(date(2025, 12, day))]
    assert working == [23, 24]


def test_seventy_two_hours_from_an_evening_end_at_the_same_hour_on_a_sunday() -> None:
    found = instant_of(datetime.fromisoformat("2026-12-24T22:15"))
    assert found + timedelta(hours=72) == instant_of(datetime.fromisoformat("2026-12-27T22:15"))


# One-off and substitute holidays


@pytest.mark.parametrize(
    "day",
    ["2022-06-02", "2022-06-03", "2022-09-19", "2022-12-27", "2023-01-02", "2023-05-08", "2026-12-28", "2027-12-27"],
)
def test_one_off_and_substitute_holidays_are_not_working_days(day: str) -> None:
    assert not CALENDAR.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2022-05-30", "2025-12-29", "2026-01-02", "2026-08-03"])
def test_a_moved_holiday_a_day_between_holidays_and_a_scottish_holiday_are_working_days(day: str) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day))


def test_the_frozen_calendar_is_what_the_holidays_package_makes() -> None:
    assert (national_pack() / "calendar.yaml").read_text(encoding="utf-8") == calendar_text()
    assert sorted(CALENDAR.holidays) == [day for day, _ in bank_holidays()]
    assert (CALENDAR.starts_on, CALENDAR.ends_on) == (STARTS_ON, ENDS_ON)
    assert "holidays" in CALENDAR.source


# School terms


def test_the_terms_of_every_year_within_the_calendar_stand_in_order() -> None:
    first, last = CALENDAR.term_days
    found = [(to_date(a), to_date(b)) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    assert len(found) == 3 * (2030 - 1990 + 1)
    assert found == sorted(found)
    assert found[:2] == [(date(1990, 1, 1), date(1990, 4, 15)), (date(1990, 4, 16), date(1990, 7, 31))]
    assert found[-1] == (date(2030, 9, 1), date(2030, 12, 31))


def test_a_term_may_run_over_new_year_and_one_that_leaves_the_calendar_is_none() -> None:
    winter = replace(CALENDAR, terms=(Term("winter", (11, 1), (2, 15)),))
    first, last = winter.term_days
    assert (to_date(int(first[0])), to_date(int(last[0]))) == (date(1990, 11, 1), date(1991, 2, 15))
    assert to_date(int(first[-1])) == date(2029, 11, 1)


def test_a_term_is_known_by_its_first_day_and_without_any_there_is_none() -> None:
    term = CALENDAR.term_of(date(2026, 9, 1))
    assert term is not None
    assert term.name == "autumn"
    assert CALENDAR.term_of(date(2026, 9, 2)) is None
    assert replace(CALENDAR, terms=()).term_days[0].tolist() == []


# What must hold of any date

DAYS = st.dates(date(1992, 1, 1), date(2024, 12, 31))
COUNTS = {"hours": 2000, "days": 2000, "working days": 1400, "weeks": 290, "months": 66, "years": 5}


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    unit: Unit = draw(st.sampled_from(UNITS))
    count = draw(st.integers(0, COUNTS[unit]))
    return Duration(count - count % 24 if unit == "hours" else count, unit)


@given(DAYS, durations())
@example(date(2024, 1, 31), Duration(1, "months"))
@example(date(2024, 2, 29), Duration(1, "years"))
@example(date(2025, 12, 25), Duration(1, "working days"))
def test_what_was_added_is_what_has_elapsed(start: date, length: Duration) -> None:
    assert CALENDAR.elapsed(start, CALENDAR.add(start, length), length.unit) == length.count


@given(DAYS, st.integers(0, 1900), st.sampled_from(UNITS))
def test_what_has_elapsed_is_the_most_that_can_be_added_without_passing_the_end(
    start: date, later: int, unit: Unit
) -> None:
    end = start + timedelta(days=later)
    elapsed = CALENDAR.elapsed(start, end, unit)
    assert CALENDAR.add(start, Duration(elapsed, unit)) <= end
    assert CALENDAR.add(start, Duration(elapsed + 1, unit)) > end


@given(DAYS, DAYS, st.sampled_from(UNITS))
def test_time_elapsed_backwards_is_the_same_with_a_minus_sign(one: date, other: date, unit: Unit) -> None:
    assert CALENDAR.elapsed(one, other, unit) == -CALENDAR.elapsed(other, one, unit)


@given(DAYS, st.integers(1, 1000))
def test_working_days_end_on_a_working_day_and_count_each_on_the_way(start: date, count: int) -> None:
    due = CALENDAR.add(start, Duration(count, "working days"))
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert CALENDAR.is_working_day(due)
    assert sum(CALENDAR.is_working_day(day) for day in between) == count


@given(DAYS, st.integers(1, 500))
def test_so_many_working_days_before_a_working_day_is_the_inverse_of_adding_them(day: date, count: int) -> None:
    due = CALENDAR.add(day, Duration(1, "working days"))
    earlier = CALENDAR.before(due, Duration(count, "working days"))
    assert CALENDAR.is_working_day(earlier)
    assert CALENDAR.add(earlier, Duration(count, "working days")) == due


@given(DAYS, st.integers(0, 300), st.sampled_from(["days", "weeks"]))
def test_so_many_days_or_weeks_before_is_the_inverse_of_adding_them(day: date, count: int, unit: Unit) -> None:
    length = Duration(count, unit)
    assert CALENDAR.before(CALENDAR.add(day, length), length) == day


@given(DAYS, st.integers(1, 60))
def test_months_keep_the_day_of_the_month_or_take_the_last(start: date, count: int) -> None:
    due = CALENDAR.add(start, Duration(count, "months"))
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == count
    assert due.day == start.day or (due.day < start.day and (due + timedelta(days=1)).day == 1)


@given(DAYS, durations().filter(lambda length: length.count > 0 and length.unit != "working days"))
def test_beginning_with_a_day_ends_one_day_before_after_it(start: date, length: Duration) -> None:
    begun = CALENDAR.beginning_with_days(days_array([start]), length)[0]
    assert to_date(begun) == CALENDAR.add(start, length) - timedelta(days=1)


@given(DAYS, st.integers(1, 60))
def test_working_days_beginning_with_a_working_day_end_one_working_day_sooner(day: date, count: int) -> None:
    start = CALENDAR.add(day, Duration(1, "working days"))
    begun = to_date(CALENDAR.beginning_with_days(days_array([start]), Duration(count, "working days"))[0])
    assert begun == CALENDAR.add(start, Duration(count - 1, "working days"))


@given(st.lists(DAYS | st.none(), max_size=8), durations())
def test_many_days_at_once_are_each_as_one_alone(days: list[date | None], length: Duration) -> None:
    answers = CALENDAR.add_days(days_array(days), length)
    assert [None if n == UNKNOWN else to_date(n) for n in answers] == [
        None if day is None else CALENDAR.add(day, length) for day in days
    ]


# Months


def test_months_are_added_to_the_original_day_and_never_to_a_clipped_one() -> None:
    start = date(2025, 8, 31)
    assert CALENDAR.add(start, Duration(6, "months")) == date(2026, 2, 28)
    assert CALENDAR.add(start, Duration(12, "months")) == date(2026, 8, 31)


def test_six_months_from_the_end_of_february_are_not_the_end_of_august() -> None:
    assert CALENDAR.add(date(2025, 2, 28), Duration(6, "months")) == date(2025, 8, 28)


def test_six_months_from_31_august_before_a_leap_february_end_on_the_29th() -> None:
    assert CALENDAR.add(date(2023, 8, 31), Duration(6, "months")) == date(2024, 2, 29)


# The horizon


@pytest.mark.parametrize("unit", UNITS)
def test_a_count_that_leaves_the_calendar_cannot_be_told(unit: Unit) -> None:
    with pytest.raises(BeyondCalendarError, match="2030-12-31"):
        CALENDAR.add(date(2030, 12, 20), Duration(480, unit))
    assert CALENDAR.add_days(days_array([date(2030, 12, 20)]), Duration(480, unit))[0] == UNKNOWN


@pytest.mark.parametrize("unit", UNITS)
def test_a_count_from_before_the_calendar_cannot_be_told(unit: Unit) -> None:
    with pytest.raises(BeyondCalendarError):
        CALENDAR.add(date(1980, 1, 1), Duration(1, unit))


@pytest.mark.parametrize("length", [Duration(9000, "months"), Duration(800, "years"), Duration(10**9, "weeks")])
def test_a_length_that_no_calendar_holds_cannot_be_told_either(length: Duration) -> None:
    with pytest.raises(BeyondCalendarError):
        CALENDAR.add(date(2026, 1, 5), length)


def test_the_last_day_of_the_calendar_can_still_be_told_and_the_next_cannot() -> None:
    assert CALENDAR.add(date(2030, 12, 30), Duration(1, "working days")) == date(2030, 12, 31)
    with pytest.raises(BeyondCalendarError):
        CALENDAR.add(date(2030, 12, 31), Duration(1, "working days"))


def test_a_day_so_long_before_that_the_calendar_does_not_hold_it_cannot_be_told() -> None:
    for length in (Duration(5, "working days"), Duration(2, "weeks"), Duration(1, "months"), Duration(30, "days")):
        with pytest.raises(BeyondCalendarError):
            CALENDAR.before(date(1990, 1, 3), length)


def test_working_days_elapsed_outside_the_calendar_cannot_be_told() -> None:
    with pytest.raises(BeyondCalendarError):
        CALENDAR.elapsed(date(2030, 12, 1), date(2031, 1, 5), "working days")
    with pytest.raises(BeyondCalendarError):
        CALENDAR.elapsed(date(1989, 12, 1), date(1990, 1, 5), "working days")


def test_an_unknown_day_stays_unknown_whatever_is_added() -> None:
    for unit in UNITS:
        for answer in (
            CALENDAR.add_days(days_array([None]), Duration(3, unit)),
            CALENDAR.before_days(days_array([None]), Duration(3, unit)),
            CALENDAR.beginning_with_days(days_array([None]), Duration(3, unit)),
        ):
            assert answer.tolist() == [UNKNOWN]


# Birthdays


@pytest.mark.parametrize(
    ("born", "years", "birthday"),
    [
        ("2020-02-29", 1, "2021-03-01"),
        ("2020-02-29", 4, "2024-02-29"),
        ("2020-02-29", 5, "2025-03-01"),
        ("2020-02-28", 5, "2025-02-28"),
        ("2020-03-01", 5, "2025-03-01"),
        ("2019-12-31", 18, "2037-12-31"),
    ],
)
def test_a_birthday_of_29_february_falls_on_1_march_in_a_common_year(born: str, years: int, birthday: str) -> None:
    assert to_date(age_birthday(days_array([date.fromisoformat(born)]), years)[0]) == date.fromisoformat(birthday)


def test_nobody_knows_the_birthday_of_a_child_whose_birth_is_unknown() -> None:
    assert age_birthday(days_array([None]), 5).tolist() == [UNKNOWN]


# Closure days


def test_closure_days_count_as_working_days_unless_the_authority_sets_them() -> None:
    closed = replace(CALENDAR, closure_days=frozenset({date(2025, 12, 29), date(2025, 12, 30)}))
    start, length = date(2025, 12, 22), Duration(5, "working days")
    assert CALENDAR.add(start, length) == date(2025, 12, 31)
    assert closed.add(start, length) == date(2026, 1, 5)
    assert not closed.is_working_day(date(2025, 12, 29))


def test_closure_days_move_no_deadline_in_weeks_or_months() -> None:
    closed = replace(CALENDAR, closure_days=frozenset({date(2025, 12, 30)}))
    assert closed.add(date(2025, 12, 23), Duration(1, "weeks")) == date(2025, 12, 30)


# Moments


def test_a_moment_that_happens_twice_is_read_as_the_earlier_one() -> None:
    twice = datetime.fromisoformat("2026-10-25T01:30")
    assert instant_of(twice) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_seventy_two_hours_over_the_end_of_summer_time_end_an_hour_earlier_by_the_clock() -> None:
    due = instant_of(datetime.fromisoformat("2026-10-23T22:15")) + timedelta(hours=72)
    assert due == instant_of(datetime.fromisoformat("2026-10-26T21:15"))


def test_seventy_two_hours_over_the_beginning_of_summer_time_end_an_hour_later_by_the_clock() -> None:
    due = instant_of(datetime.fromisoformat("2026-03-27T23:30")) + timedelta(hours=72)
    assert due == instant_of(datetime.fromisoformat("2026-03-31T00:30"))
    assert local_day(due) == date(2026, 3, 31)


def test_a_moment_with_a_zone_of_its_own_keeps_it() -> None:
    assert instant_of(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_late_in_a_summer_evening_the_day_in_england_is_already_the_next() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert local_day(late) == date(2026, 7, 2)
    microseconds = np.array([int(late.timestamp()) * 1_000_000], dtype=np.int64)
    assert to_date(local_days(microseconds)[0]) == date(2026, 7, 2)


# Durations


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20 working days", "20 working days"),
        ("1 week", "1 week"),
        ("1 working day", "1 working day"),
        ("3 months", "3 months"),
    ],
)
def test_a_length_is_read_and_said_in_the_same_words(text: str, said: str) -> None:
    assert str(parse_duration(text)) == said


@pytest.mark.parametrize("text", ["", "soon", "20", "working days", "-3 days", "2.5 weeks", "3 fortnights", "3  weeks"])
def test_what_is_no_length_of_time_is_refused_with_the_units_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="working days"):
        parse_duration(text)


def test_hours_are_rounded_up_to_whole_days_where_only_days_are_known() -> None:
    assert [Duration(hours, "hours").in_whole_days for hours in (1, 24, 25, 72)] == [1, 1, 2, 3]


def test_a_day_number_is_days_since_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert to_date(day_number(date(2026, 2, 20))) == date(2026, 2, 20)


def test_an_authority_can_make_a_calendar_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "calendar.yaml"
    file.write_text(
        "source: by hand\nstarts_on: 2026-01-01\nends_on: 2026-12-31\nholidays:\n  2026-01-01: New Year\n",
        encoding="utf-8",
    )
    calendar = load_calendar(file)
    assert calendar == Calendar(date(2026, 1, 1), date(2026, 12, 31), frozenset({date(2026, 1, 1)}), source="by hand")
    assert calendar.add(date(2026, 1, 1), Duration(1, "working days")) == date(2026, 1, 2)
