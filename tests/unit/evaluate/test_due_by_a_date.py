"""`by`: due on a date of the record or of the child's birth, or so long before or after it."""

from datetime import date
from typing import Any

EXPIRY = """
during: {period: court_order}
deadline: {by: {date: expires_on, before: 4 weeks}, met_by: {event: order.expiry_reviewed}, until: end}
"""
REPORT = """
after: {event: lac_review.booked, outcome: [booked]}
deadline: {by: {date: review_on, before: 5 working days, at_least: 2 working days}, met_by: {event: lac_review.record_sent}}
"""
PASSPORT = """
during: {period: looked_after, aged: {from: 16}}
deadline: {by: {birthday: 18}, met_by: {event: health_passport.given}}
warn: [3 months before]
"""
UNBORN = """
during: {period: cp_plan}
deadline: {by: {expected_birth: true, after: 15 working days}, met_by: {event: cp_review.held}}
"""
ORDER = "[{period: court_order, from: 2025-11-03, expires_on: 2026-02-02}]"


def _due(told: Any, standard: str, records: str, as_of: str = "2026-01-12", born: str = "2015-06-15") -> Any:
    (row,) = told(standard, records, as_of, born=born)
    assert row["due_on"] is None or row["reason"] is None
    return row["due_on"] or row["reason"]


def test_it_is_due_so_long_before_a_date_of_the_period(told: Any) -> None:
    assert _due(told, EXPIRY, ORDER) == date(2026, 1, 5)


def test_it_is_due_so_many_working_days_before_a_date_of_the_event(told: Any) -> None:
    booked = "[{event: lac_review.booked, on: 2026-01-12, outcome: booked, review_on: 2026-02-28}]"
    assert _due(told, REPORT, booked) == date(2026, 2, 20)


def test_it_is_never_due_sooner_than_the_least_time(told: Any) -> None:
    booked = "[{event: lac_review.booked, on: 2026-01-09, outcome: booked, review_on: 2026-01-14}]"
    assert _due(told, REPORT, booked) == date(2026, 1, 13)


def test_a_date_that_is_missing_cannot_be_told(told: Any) -> None:
    assert _due(told, EXPIRY, "[{period: court_order, from: 2025-11-03}]") == "anchor_unknown"
    assert _due(told, UNBORN, "[{period: cp_plan, from: 2025-11-03}]", born="") == "date_of_birth"


def test_what_was_done_is_shown_where_the_date_is_missing(told: Any) -> None:
    records = "[{period: court_order, from: 2025-11-03}, {event: order.expiry_reviewed, on: 2025-12-08}]"
    (row,) = told(EXPIRY, records, "2026-01-12")
    assert (row["outcome"], row["met_on"]) == ("cannot_tell", date(2025, 12, 8))


def test_it_is_due_on_a_birthday_with_warnings_before_it(told: Any) -> None:
    care = "[{period: looked_after, from: 2020-03-02}]"
    for as_of, outcome in (
        ("2025-12-11", "on_track"), ("2025-12-12", "due_soon"), ("2026-03-12", "due_soon"), ("2026-03-13", "overdue"),
    ):  # fmt: skip
        (row,) = told(PASSPORT, care, as_of, born="2008-03-12")
        assert (row["due_on"], row["outcome"]) == (date(2026, 3, 12), outcome)


def test_a_birthday_beyond_the_calendar_cannot_be_told(told: Any) -> None:
    standard = PASSPORT.replace(", aged: {from: 16}", "")
    care = "[{period: looked_after, from: 2020-03-02}]"
    assert _due(told, standard, care, born="2012-12-31") == date(2030, 12, 31)
    assert _due(told, standard, care, born="2013-01-01") == "beyond_calendar"


def test_it_is_due_after_the_birth_or_the_day_on_which_that_is_expected(told: Any) -> None:
    records = "[{period: cp_plan, from: 2026-01-05}]"
    assert _due(told, UNBORN, records, born="2026-01-07") == date(2026, 1, 28)
    (row,) = told(UNBORN, records, "2026-01-12", born="2026-01-07", expected="2026-03-02")
    assert row["due_on"] == date(2026, 3, 23)


def test_an_order_that_began_before_the_standard_was_in_force_is_not_held_to_it(told: Any) -> None:
    standard = "basis: [{cite: Somewhere, from: 2025-11-04}]" + EXPIRY
    assert _due(told, standard, ORDER) == "no_value_in_force"
    assert _due(told, standard.replace("2025-11-04", "2025-11-03"), ORDER) == date(2026, 1, 5)


def test_a_date_already_past_is_overdue_from_the_start(told: Any) -> None:
    (row,) = told(EXPIRY, ORDER.replace("2026-02-02", "2025-11-10"), "2025-11-03")
    assert (row["due_on"], row["outcome"], row["days_over"]) == (date(2025, 10, 13), "overdue", 21)


def test_the_end_of_the_period_ends_it(told: Any) -> None:
    ended = ORDER.replace("expires_on", "to: 2026-01-05, expires_on")
    assert told(EXPIRY, ended, "2026-01-12")[0]["outcome"] == "lapsed"
    assert told(EXPIRY, ended.replace("01-05", "01-06"), "2026-01-12")[0]["outcome"] == "missed"


def test_the_proof_says_from_which_date_it_was_taken(explained: Any) -> None:
    ((said, *_, source),) = explained(EXPIRY, ORDER, "2026-01-04")
    assert (
        said
        == "4 weeks before the day on which the order ends, unless it is renewed, 2 February 2026, is 5 January 2026."
    )
    assert source == "Source: Somewhere (local)."


def test_the_proof_says_which_days_it_left_out(explained: Any) -> None:
    booked = "[{event: lac_review.booked, on: 2025-12-01, outcome: booked, review_on: 2026-01-05}]"
    ((said, *_),) = explained(REPORT, booked, "2025-12-04")
    assert said == (
        "5 working days before the recorded date “review on”, 5 January 2026, is 24 December 2025, leaving out weekends and "
        "25 December, 26 December, 1 January 2026."
    )


def test_the_proof_says_that_there_is_a_least_time(explained: Any) -> None:
    booked = "[{event: lac_review.booked, on: 2026-01-09, outcome: booked, review_on: 2026-01-14}]"
    ((said, *_),) = explained(REPORT, booked, "2026-01-09")
    assert said == (
        "It is never due sooner than 2 working days after 9 January 2026, which is 13 January 2026, leaving out weekends."
    )


def test_the_proof_names_the_birthday(explained: Any) -> None:
    standard = PASSPORT.replace(", aged: {from: 16}", "").replace("birthday: 18", "birthday: 11")
    ((said, *_),) = explained(standard, "[{period: looked_after, from: 2020-03-02}]", "2026-01-12")
    assert said == "It is due on the 11th birthday, 15 June 2026."
