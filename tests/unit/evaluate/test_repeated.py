"""`repeated`: at least so many periods of a kind have begun in the window that ends on the day."""

from typing import Any

import pytest

STANDARD = """
during: {period: missing, unless: {not: {repeated: {period: missing, times: 3, within: 30 days}}}}
deadline: {within: 5 working days, met_by: {event: strategy.held}}
"""


def _begun(told: Any, *episodes: str, as_of: str = "2026-03-31") -> list[str]:
    records = "\n".join(f"- {{period: missing, {episode}}}" for episode in episodes)
    return [str(row["started_on"]) for row in told(STANDARD, records, as_of)]


def test_the_third_in_thirty_days_is_the_first_that_is_repeated(told: Any) -> None:
    assert _begun(told, "from: 2026-03-01", "from: 2026-03-10", "from: 2026-03-30") == ["2026-03-30"]


def test_a_start_has_left_the_window_on_the_day_that_the_length_gives(told: Any) -> None:
    assert _begun(told, "from: 2026-03-01", "from: 2026-03-10", "from: 2026-03-31") == []


def test_those_begun_on_one_day_each_count(told: Any) -> None:
    days = ["from: 2026-03-01", "from: 2026-03-01, to: 2026-03-01", "from: 2026-03-01, to: 2026-03-02"]
    assert _begun(told, *days) == ["2026-03-01"] * 3


def test_what_begins_after_the_day_does_not_count(told: Any) -> None:
    assert _begun(told, "from: 2026-03-01", "from: 2026-03-02", "from: 2026-03-03", as_of="2026-03-02") == []


@pytest.mark.parametrize("other", ["to: 2026-03-02", "from: 2026-03-02, to: 2026-03-01"])
def test_unknown_starts_and_contradictions_are_left_out(told: Any, other: str) -> None:
    assert "2026-03-20" not in _begun(told, "from: 2026-03-01", other, "from: 2026-03-20")


def test_episodes_of_another_child_do_not_count(told: Any) -> None:
    others = ["from: 2026-03-18, person: another", "from: 2026-03-19, person: zed"]
    assert _begun(told, "from: 2026-03-01", "from: 2026-03-20", *others) == []
