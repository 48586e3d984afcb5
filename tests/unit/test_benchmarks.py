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
    from benchmarks.standards import the_sixteen

    rulebook = the_sixteen()
    return {name: load_evaluation(name)(lives, rulebook, ENDS_ON).lazy() for name in ("engine", "duckdb", "loop")}


def test_more_standards_change_nothing_of_what_is_found_of_the_sixteen(
    lives: Path, found: dict[str, pl.LazyFrame]
) -> None:
    from benchmarks.comparing import differences
    from benchmarks.contender import load_evaluation, rulebook_for
    from benchmarks.lives import ENDS_ON
    from benchmarks.standards import of_the_sixteen

    for name in ("idle", "pack"):
        rulebook = rulebook_for(name, lives)
        theirs = of_the_sixteen(load_evaluation(name)(lives, rulebook, ENDS_ON), rulebook)
        assert list(differences(found["engine"], theirs.lazy())) == [], name


def test_the_standards_that_no_record_begins_find_nothing(lives: Path, found: dict[str, pl.LazyFrame]) -> None:
    from benchmarks.contender import load_evaluation, rulebook_for
    from benchmarks.lives import ENDS_ON
    from benchmarks.standards import SIXTEEN

    rulebook = rulebook_for("idle", lives)
    assert len(rulebook.standards) > 2 * len(SIXTEEN)
    assert load_evaluation("idle")(lives, rulebook, ENDS_ON).height == found["engine"].collect().height


def test_the_lives_began_under_earlier_numbers_too(found: dict[str, pl.LazyFrame]) -> None:
    reasons = found["engine"].select(pl.col("reason").cast(pl.String).unique()).collect()["reason"].to_list()
    assert "no_value_in_force" in reasons


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

    quick, slow = Measured(1.0, 1.0, 500, 10, 1, 16), Measured(9.0, 9.0, 500, 10, 1, 121)
    found = {"100k": {"engine": slow, "duckdb": quick, "loop": slow, "idle": slow, "pack": slow}}
    said = list(verdicts({"100k": 100_000}, found, {"demo": slow, "sweep-demo": quick}))
    assert said[0] == "**Not met**: no slower than 1.5 times DuckDB at 100k: 9.00 times"
    assert said[-2] == "**Not met**: evaluation of the demo authority against the whole pack under 3 s: 9.00 s"
    assert said[-1] == "Met: its first sweep under 3 s: 1.00 s"


def test_the_report_says_what_more_standards_cost() -> None:
    from benchmarks.reporting import Measured, table_of_standards, verdicts_on_more_standards

    sixteen = Measured(1.0, 1.0, 500, 100_000, 1, 16)
    idle, pack = Measured(1.05, 1.05, 500, 100_000, 1, 60), Measured(3.0, 3.0, 800, 200_000, 1, 121)
    found = {"100k": {"engine": sixteen, "idle": idle, "pack": pack}}
    assert list(verdicts_on_more_standards(found)) == [
        "Met: 44 standards that no record begins cost nothing at 100k: 1.05 times",
        "**Not met**: a finding of the whole pack costs no more than one of the sixteen at 100k: 10.00 to 15.00 µs",
    ]
    last = table_of_standards({"100k": 100_000}, found).splitlines()[-1]
    assert last == "| 100k | 121: the whole pack | 200,000 | 3.00 | 3.00 | 30.0 | 15.00 | 800 | 1 |"
