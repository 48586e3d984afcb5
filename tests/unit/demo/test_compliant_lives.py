"""Compliant children are never owed anything late: checked against the pack, month by month."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from compliance.calendar import Calendar
from compliance.demo.compliant_lives import KINDS, generate_compliant_child
from compliance.demo.writing import write_folder
from compliance.evaluate.engine import evaluate
from compliance.records.importing import import_extract
from compliance.records.snapshot import Snapshot
from compliance.rulebook.load import load_rulebook, national_pack

from .conftest import ENDS_ON

BORN = (date(2020, 11, 30), date(2012, 2, 29))


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory, calendar: Calendar) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("compliant")
    tables: dict[str, list[dict[str, str]]] = {}
    for number, (kind, born) in enumerate((kind, born) for kind in KINDS for born in BORN):
        person = f"C{number + 1:06d}"
        for table, rows in generate_compliant_child(kind, born, calendar, ENDS_ON, person, seed=number).items():
            if number == 0 or table not in ("workers", "teams"):
                tables.setdefault(table, []).extend(rows)
    write_folder(folder / "extract", tables)
    rulebook = load_rulebook(national_pack())
    imported = import_extract("folder", folder / "extract", folder / "data", rulebook.vocabulary)
    assert not imported.report.rejected
    return imported.snapshot


@pytest.mark.parametrize("months_ago", range(0, 60, 5))
def test_nothing_is_ever_late_for_a_compliant_child(everybody: Snapshot, months_ago: int) -> None:
    rulebook = load_rulebook(national_pack())
    findings = evaluate(everybody, rulebook, ENDS_ON - timedelta(days=30 * months_ago + months_ago)).named()
    late = findings.filter(pl.col("outcome").is_in(["overdue", "met_late", "missed", "cannot_tell"]))
    assert late.select("standard", "subject", "turn", "started_on", "due_on", "outcome", "reason").rows() == []


def test_between_them_they_are_owed_nearly_every_standard(everybody: Snapshot) -> None:
    findings = evaluate(everybody, load_rulebook(national_pack()), ENDS_ON).named()
    assert findings["standard"].n_unique() >= 16
    assert findings.filter(pl.col("outcome") == "met").height > 1000


def test_long_term_placements_are_visited_every_three_months_and_no_sooner(calendar: Calendar) -> None:
    rows = generate_compliant_child("long term", BORN[1], calendar, ENDS_ON)
    visits = sorted(
        date.fromisoformat(row["happened_at"])
        for row in rows["events"]
        if row["kind"] == "statutory_visit.made" and row.get("happened_at")
    )
    gaps = [(later - earlier).days for earlier, later in zip(visits[-8:], visits[-7:], strict=False)]
    assert all(42 < gap <= 92 for gap in gaps)
