"""Evaluating a snapshot in blocks must not show in the findings."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from compliance.evaluate import blocks, evaluate
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook


def _sorted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort("standard", "subject_kind", "subject", "occurrence", "started_on", "turn", "period")


@pytest.mark.parametrize("people", [7, 13, 100])
def test_findings_in_blocks_are_those_of_the_whole(
    authority: Snapshot, rulebook: Rulebook, as_of: date, people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = evaluate(authority, rulebook, as_of)
    monkeypatch.setattr(blocks, "PEOPLE_IN_A_BLOCK", people)
    in_blocks = evaluate(authority, rulebook, as_of)
    assert whole.compact.height > 1000
    assert_frame_equal(_sorted(whole.compact), _sorted(in_blocks.compact))


def test_a_snapshot_in_blocks_names_the_same_periods(
    authority: Snapshot, rulebook: Rulebook, as_of: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = evaluate(authority, rulebook, as_of).named().sort(pl.all())
    monkeypatch.setattr(blocks, "PEOPLE_IN_A_BLOCK", 50)
    assert_frame_equal(whole, evaluate(authority, rulebook, as_of).named().sort(pl.all()))
