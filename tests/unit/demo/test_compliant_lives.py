"""Compliant lives are never owed anything late: checked against the whole pack, on many dates."""

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
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack

from .conftest import ENDS_ON

LATE = ("overdue", "met_late", "missed", "cannot_tell")
BEFORE_THE_LAW = ("no_value_in_force", "beyond_calendar")
"""Reasons for which nobody can tell, however good the record."""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    overlay = tmp_path_factory.mktemp("overlay") / "local.yaml"
    overlay.write_text("authority: Madeupshire\nadopt: all\n", encoding="utf-8")
    return load_rulebook(national_pack(), (), overlay)


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory, calendar: Calendar, rulebook: Rulebook) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("compliant")
    tables: dict[str, list[dict[str, str]]] = {}
    for number, (kind, age) in enumerate((kind, age) for kind, life in KINDS.items() for age in life.ages):
        person = f"C{number + 1:06d}"
        for table, rows in generate_compliant_child(kind, age, calendar, ENDS_ON, person, seed=number).items():
            tables.setdefault(table, []).extend(rows)
    write_folder(folder / "extract", tables)
    imported = import_extract("folder", folder / "extract", folder / "data", rulebook.vocabulary)
    assert not imported.report.rejected
    return imported.snapshot


@pytest.mark.parametrize("months_ago", [*range(0, 60, 5), 90, 120, 170, 220])
def test_nothing_is_ever_late_for_a_compliant_life(everybody: Snapshot, rulebook: Rulebook, months_ago: int) -> None:
    findings = evaluate(everybody, rulebook, ENDS_ON - timedelta(days=31 * months_ago)).named()
    late = findings.filter(
        pl.col("outcome").is_in(LATE) & ~pl.col("reason").is_in(BEFORE_THE_LAW).fill_null(value=False)
    )
    assert late.select("standard", "subject", "turn", "started_on", "due_on", "outcome", "reason").rows() == []


def test_between_them_they_are_held_to_every_standard_and_meet_it(everybody: Snapshot, rulebook: Rulebook) -> None:
    findings = pl.concat(
        evaluate(everybody, rulebook, ENDS_ON - timedelta(days=365 * years)).named() for years in range(5)
    )
    assert sorted({standard.id for standard in rulebook.standards} - set(findings["standard"])) == []
    assert findings.filter(pl.col("outcome") == "met")["standard"].n_unique() > 100


def test_long_term_placements_are_visited_every_three_months_and_no_sooner(calendar: Calendar) -> None:
    rows = generate_compliant_child("long term", 9.6, calendar, ENDS_ON)
    visits = sorted(
        date.fromisoformat(row["happened_at"])
        for row in rows["events"]
        if row["kind"] == "statutory_visit.made" and row.get("happened_at")
    )
    gaps = [(later - earlier).days for earlier, later in zip(visits[-8:], visits[-7:], strict=False)]
    assert all(42 < gap <= 92 for gap in gaps)
