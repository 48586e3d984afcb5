"""Every measure of the pack, taken of a made-up authority."""

from datetime import date
from pathlib import Path

import pytest

from compliance.demo.authority import generate_authority
from compliance.evaluate import evaluate
from compliance.measures import Measured, measure_all
from compliance.records.importing import import_extract
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.measures import load_measures

ENDS_ON = date(2026, 3, 31)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    pack = load_rulebook(national_pack())
    folder: Path = tmp_path_factory.mktemp("authority")
    generate_authority(folder / "extract", ENDS_ON, pack.calendar, scale=0.1)
    snapshot = import_extract("folder", folder / "extract", folder, pack.vocabulary).snapshot
    measures = load_measures(national_pack() / "measures.yaml", pack.vocabulary, pack.standards)
    return measure_all(evaluate(snapshot, pack, ENDS_ON), pack, measures.each.values())


def test_every_measure_gives_a_figure_or_says_why_not(figures: list[Measured]) -> None:
    pack = load_rulebook(national_pack())
    measures = load_measures(national_pack() / "measures.yaml", pack.vocabulary, pack.standards).each
    assert len(figures) == sum(len(one.window) or 1 for one in measures.values())
    assert all((one.value is None) == bool(one.because) for one in figures)


def test_most_measures_give_a_figure(figures: list[Measured]) -> None:
    assert sum(one.value is not None for one in figures) > 0.8 * len(figures)


def test_no_share_is_outside_a_hundred_per_cent(figures: list[Measured]) -> None:
    shares = [one.value for one in figures if one.measure.unit == "percent" and one.value is not None]
    assert all(0 <= value <= 100 for value in shares)


def test_a_colour_is_there_where_a_value_and_a_target_are(figures: list[Measured]) -> None:
    for one in figures:
        assert (one.rag is not None) == (one.value is not None and one.measure.target is not None)
