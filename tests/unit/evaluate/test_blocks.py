"""Evaluating a snapshot in blocks must not show in the findings."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from compliance.demo.authority import generate_authority
from compliance.evaluate import blocks, evaluate
from compliance.records.importing import import_extract
from compliance.records.snapshot import Snapshot
from compliance.rulebook.load import load_rulebook, national_pack

AS_OF = date(2026, 3, 31)
RULEBOOK = load_rulebook(national_pack())


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A small made-up authority, as it lies on disk."""
    folder: Path = tmp_path_factory.mktemp("authority")
    generate_authority(folder / "extract", AS_OF, RULEBOOK.calendar, scale=0.03)
    return import_extract("folder", folder / "extract", folder, RULEBOOK.vocabulary).snapshot


def _sorted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort("standard", "subject_kind", "subject", "occurrence", "started_on", "turn", "period")


@pytest.mark.parametrize("people", [7, 13, 100])
def test_findings_in_blocks_are_those_of_the_whole(
    snapshot: Snapshot, people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = evaluate(snapshot, RULEBOOK, AS_OF)
    monkeypatch.setattr(blocks, "PEOPLE_IN_A_BLOCK", people)
    in_blocks = evaluate(snapshot, RULEBOOK, AS_OF)
    assert whole.compact.height > 1000
    assert_frame_equal(_sorted(whole.compact), _sorted(in_blocks.compact))


def test_a_snapshot_in_blocks_names_the_same_periods(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = evaluate(snapshot, RULEBOOK, AS_OF).named().sort(pl.all())
    monkeypatch.setattr(blocks, "PEOPLE_IN_A_BLOCK", 50)
    assert_frame_equal(whole, evaluate(snapshot, RULEBOOK, AS_OF).named().sort(pl.all()))
