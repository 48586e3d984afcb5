"""What the cases beside a standard leave untested."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cases.mutants import mutants
from compliance.cases.untested import untested
from compliance.rulebook.load import load_rulebook, national_pack

HELD_ON_THE_LAST_DAY = """\
cases:
  - name: Held on the last day
    as_of: 2026-01-20
    records:
      - {period: looked_after, from: 2025-12-12}
      - {event: lac_review.held, on: 2026-01-14}
    expect:
      - {turn: 1, outcome: met, due_on: 2026-01-14}
      - {turn: 2, outcome: on_track, due_on: 2026-04-14}
"""

STANDARD = Path("looked-after/lac-review.yaml")

Gaps = Callable[[str], list[str]]


@pytest.fixture
def gaps(pack: Path) -> Gaps:
    """The gaps that cases written as YAML leave."""

    def left(text: str) -> list[str]:
        (pack / STANDARD.parent / "lac-review.cases.yaml").write_text(text, encoding="utf-8")
        rulebook = load_rulebook(pack)
        return untested(pack, rulebook, rulebook.standard("lac-review"))

    return left


def test_outcomes_that_no_case_expects_are_named(gaps: Gaps) -> None:
    said = gaps(HELD_ON_THE_LAST_DAY)
    assert "no case is met on the last day" not in said
    assert "no case is met a day late" in said
    assert "no case is overdue by a day" in said
    assert "no case shows warning 1 (8 working days before)" in said
    assert "no case is missed: the period ends after it fell due" in said
    assert "no case has an exemption that somebody agreed" in said


def test_a_part_that_no_case_would_miss_is_named(gaps: Gaps) -> None:
    said = gaps(HELD_ON_THE_LAST_DAY)
    assert "no case notices during.unless left out" in said
    assert "no case notices recurring.first one longer" not in said


def test_reasons_that_no_case_shows_are_named_with_what_brings_them_about(gaps: Gaps) -> None:
    said = gaps(HELD_ON_THE_LAST_DAY)
    assert "no case cannot be told for 'start_unknown' (a period whose start nobody knows)" in said
    assert "no case cannot be told for 'two_open' (two such periods open at once)" in said


def test_a_case_that_does_not_hold_shows_nothing(gaps: Gaps) -> None:
    wrong = HELD_ON_THE_LAST_DAY.replace("outcome: met,", "outcome: missed,")
    assert "no case is met on the last day" in gaps(wrong)
    assert "no case notices recurring.first one longer" in gaps(wrong)


def test_several_cases_in_one_snapshot_do_not_see_one_another(gaps: Gaps) -> None:
    later = (
        HELD_ON_THE_LAST_DAY.removeprefix("cases:\n").replace("Held", "Also held").replace("2026-01-14", "2026-01-13")
    )
    both = gaps(HELD_ON_THE_LAST_DAY + later.replace("2026-01-13}\n    expect", "2026-01-13}\n    expect"))
    assert "no case is met on the last day" not in both


def test_every_standard_has_parts_to_take_away() -> None:
    for standard in load_rulebook(national_pack()).standards:
        names = [what for what, _ in mutants(standard)]
        assert len(names) == len(set(names)), standard.id
        assert names, standard.id
