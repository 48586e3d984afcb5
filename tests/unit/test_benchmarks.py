"""What the benchmark times are answers to one question: the contenders must find the same."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[2]
CHILDREN = 500


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_can_be_imported() -> Iterator[None]:
    sys.path.insert(0, str(ROOT))
    yield
    sys.path.remove(str(ROOT))


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from benchmarks.contender import write_lives

    folder = tmp_path_factory.mktemp("bench") / "lives"
    write_lives(folder, CHILDREN)
    return folder


@pytest.fixture(scope="module")
def found(lives: Path) -> dict[str, pl.LazyFrame]:
    """What each contender finds."""
    from benchmarks.contender import load_evaluation
    from benchmarks.lives import ENDS_ON
    from compliance.rulebook.load import load_rulebook, national_pack

    rulebook = load_rulebook(national_pack())
    return {name: load_evaluation(name)(lives, rulebook, ENDS_ON).lazy() for name in ("engine", "duckdb", "loop")}


@pytest.mark.parametrize("other", ["duckdb", "loop"])
def test_the_contenders_find_the_same(found: dict[str, pl.LazyFrame], other: str) -> None:
    from benchmarks.comparing import differences

    assert list(differences(found["engine"], found[other])) == []


def test_a_difference_in_any_column_is_seen(found: dict[str, pl.LazyFrame]) -> None:
    from benchmarks.comparing import differences

    ours = found["engine"].collect()
    for column in ours.columns:
        theirs = ours.with_columns(pl.lit(None, ours.schema[column]).alias(column))
        if column != "standard":
            assert list(differences(ours.lazy(), theirs.lazy())), column


def test_the_lives_hold_every_standard_to_something_met_and_something_late(found: dict[str, pl.LazyFrame]) -> None:
    outcomes = found["engine"].group_by("standard").agg(pl.col("outcome").cast(pl.String).unique()).collect()
    assert outcomes.height == 16
    for row in outcomes.iter_rows(named=True):
        assert {"met_late", "missed", "overdue"} & set(row["outcome"]), row["standard"]


def test_the_report_says_what_is_not_met() -> None:
    from benchmarks.reporting import Measured, verdicts

    quick, slow = Measured(1.0, 1.0, 500, 1, 1), Measured(9.0, 9.0, 500, 1, 1)
    found = {"100k": {"engine": slow, "duckdb": quick, "loop": slow}}
    said = list(verdicts({"100k": 100_000}, found, quick))
    assert said[0] == "- **Not met**: no slower than 1.5 times DuckDB at 100k: 9.00 times"
    assert said[-1] == "- Met: sweep of the demo authority under 3 s: 1.00 s"
