"""How a figure stands to its target."""

from datetime import date

import pytest
from one_measure import written_measure

from compliance.measures.measured import Counted, measured

DAY = date(2026, 3, 31)


def stands(fields: str, numerator: float, denominator: float | None = 100) -> str | None:
    one = written_measure(fields)
    return measured(one, None, DAY, DAY, Counted(numerator, denominator)).rag


@pytest.mark.parametrize(("met", "rag"), [(90, "green"), (89, "amber"), (85, "amber"), (84, "red")])
def test_at_least_is_green_at_the_target_and_amber_within_five_points(met: int, rag: str) -> None:
    assert stands("{target: {at_least: 90, cite: x}, up_to_date: {standards: review}}", met) == rag


@pytest.mark.parametrize(("found", "rag"), [(18, "green"), (19, "amber"), (20, "amber"), (21, "red")])
def test_at_most_is_green_below_and_amber_as_far_as_it_says(found: int, rag: str) -> None:
    assert stands("{target: {at_most: 18, amber: 2, cite: x}, up_to_date: {standards: review}}", found) == rag


def test_a_number_or_days_stand_to_a_target_in_their_own_unit() -> None:
    days = "{target: {at_most: 121, amber: 30, cite: x}, average_days: {of: {period: cp_plan, at: open}, from: start}}"
    assert [stands(days, total, 2) for total in (242, 302, 303)] == ["green", "amber", "red"]
    count = "{target: {at_least: 10, amber: 0, cite: x}, count: {period: cp_plan, at: open}}"
    assert [stands(count, number, None) for number in (10, 9)] == ["green", "red"]


def test_without_a_target_there_is_no_colour() -> None:
    assert stands("{up_to_date: {standards: review}}", 50) is None


def test_without_anything_to_count_from_there_is_neither_value_nor_colour() -> None:
    one = written_measure("{target: {at_least: 90, cite: x}, up_to_date: {standards: review}}")
    figure = measured(one, None, DAY, DAY, Counted(0, 0, 7))
    assert (figure.value, figure.rag, figure.left_out) == (None, None, 7)
