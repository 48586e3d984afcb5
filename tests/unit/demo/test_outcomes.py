"""What the whole pack finds in the made-up authority: of every duty most is done in time, and hardly one is all late."""

from pathlib import Path

import polars as pl
import pytest

from compliance.demo.own_values import write_own_values
from compliance.evaluate.engine import evaluate
from compliance.records.importing import import_extract
from compliance.rulebook.load import load_rulebook, national_pack

from .conftest import ENDS_ON

LIMITS = {"caseload-15", "agency-share", "manager-ratio"}
"""One row a worker, team or authority: a crossing of them is news each time."""


@pytest.fixture(scope="module")
def findings(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    data = tmp_path_factory.mktemp("data")
    write_own_values(data)
    rulebook = load_rulebook(national_pack(), (), data / "local.yaml")
    imported = import_extract("folder", small_folder, data, rulebook.vocabulary)
    assert not imported.report.rejected
    return evaluate(imported.snapshot, rulebook, ENDS_ON).named()


def _shares(findings: pl.DataFrame, part: list[str], of: list[str], least: int) -> dict[str, float]:
    counted = (
        findings.filter(pl.col("outcome").is_in(of))
        .group_by("standard")
        .agg(share=pl.col("outcome").is_in(part).mean(), number=pl.len())
        .filter(pl.col("number") >= least)
    )
    return dict(counted.select("standard", "share").rows())


def test_no_standard_is_mostly_overdue(findings: pl.DataFrame) -> None:
    shares = _shares(findings, ["overdue"], ["on_track", "due_soon", "overdue"], 10)
    assert {name: share for name, share in shares.items() if share > 0.5 and name not in LIMITS} == {}


def test_most_of_what_was_owed_was_done_in_time(findings: pl.DataFrame) -> None:
    done = findings.filter(pl.col("due_on").is_not_null() & (pl.col("standard").is_in(_done_once(findings))))
    shares = _shares(done, ["met"], ["met", "met_late", "missed"], 30)
    assert len(shares) > 55
    assert {name: share for name, share in shares.items() if share < 0.5} == {}
    assert sum(share < 1 for share in shares.values()) > 0.9 * len(shares)


def _done_once(findings: pl.DataFrame) -> list[str]:
    """Standards of which something was ever met: a limit is only ever kept or crossed."""
    return findings.filter(pl.col("outcome") == "met")["standard"].unique().to_list()


def test_what_nobody_did_is_noticed_before_long(findings: pl.DataFrame) -> None:
    overdue = findings.filter((pl.col("outcome") == "overdue") & pl.col("standard").is_in(_done_once(findings)))
    old = overdue.filter(pl.col("days_over") > 250)
    assert old.height <= 0.05 * overdue.height
