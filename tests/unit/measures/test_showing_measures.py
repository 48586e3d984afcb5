"""What `compliance measures` prints."""

from datetime import date

import pytest
from one_measure import written_measure

from compliance.cli.measures import shown, target_words
from compliance.measures.measured import Counted, measured

DAY = date(2026, 3, 31)


def said(fields: str, numerator: float, denominator: float | None) -> str:
    return shown(measured(written_measure(fields), None, DAY, DAY, Counted(numerator, denominator)))


RATE = "{target: {at_least: 85, cite: x}, up_to_date: {standards: review}}"


@pytest.mark.parametrize(
    ("fields", "numerator", "denominator", "words"),
    [
        (RATE, 82, 97, "82 of 97, 84.5%"),
        (RATE, 1_000, 1_000, "1,000 of 1,000, 100.0%"),
        (RATE, 0, 0, "no figure"),
        ("{permanent_share: {role: social_worker}}", 1.5, 2.25, "1.5 of 2.2, 66.7%"),
        ("{count: {period: cp_plan, at: open}}", 1_234, None, "1,234"),
        ("{average_days: {of: {period: cp_plan, at: open}, from: start}}", 41, 2, "20 days, of 2"),
        ("{caseload: {role: social_worker}}", 21, 1.5, "14.0 (21 for 1.5)"),
    ],
)
def test_a_value_is_shown_with_what_it_was_made_from(
    fields: str, numerator: float, denominator: float | None, words: str
) -> None:
    assert said(fields, numerator, denominator) == words


def test_a_missed_target_is_not_rounded_into_a_reached_one() -> None:
    assert said(RATE, 33_900, 39_900) == "33,900 of 39,900, 84.96%"
    assert said(RATE, 85, 100) == "85 of 100, 85.0%"


def test_a_target_is_said_in_its_unit() -> None:
    one = written_measure(RATE)
    assert one.target is not None
    assert target_words(one, one.target) == "at least 85%"
    days = written_measure(
        "{target: {at_most: 1000, amber: 1, cite: x}, average_days: {of: {period: cp_plan, at: open}, from: start}}"
    )
    assert days.target is not None
    assert target_words(days, days.target) == "at most 1,000 days"
