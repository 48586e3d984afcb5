"""What somebody sees who sits down with the program: help, the account of a sweep, the queue, why, the timeline."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import SWEPT_ON, Authority
from the_command import compliance, everything_in, fine, read_csv, refused, write_csv

from compliance.calendar import Calendar
from compliance.cli.account import OUTCOME_LINES, WANTING
from compliance.demo.compliant_lives import KINDS, generate_compliant_child
from compliance.demo.writing import write_folder
from compliance.rulebook.load import load_calendar, load_rulebook, national_pack

LATE = ("overdue", "met_late", "missed")
COUNTED = {s.id for s in load_rulebook(national_pack()).standards if s.limit is not None or s.load is not None}
"""The standards of which `why` gives a count, and no date."""


def test_help_is_there_at_once() -> None:
    script = "import sys, compliance.cli.main; print(sorted({'polars', 'numpy', 'sqlalchemy', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_command_mistyped_is_met_with_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean 'sweep'?" in refused("swep", within=tmp_path)


def test_the_account_of_a_sweep_says_what_silence_means(authority: Authority) -> None:
    assert authority.swept.startswith("Made-up authority. Sweep for 31 March 2026: ")
    assert "was checked and is not late." in authority.swept
    assert "Escalations: " in authority.swept
    assert "Next: compliance queue" in authority.swept


def test_the_queue_says_who_what_how_late_and_in_front_of_whom(authority: Authority) -> None:
    said = fine("queue", within=authority.folder)
    assert said.startswith("Made-up authority. Queue after the sweep for 31 March 2026: ")
    heading = next(line for line in said.splitlines() if line.startswith("No."))
    assert heading.split() == ["No.", "Who", "What", "Due", "Late", "In", "front", "of", "Worker"]


def test_the_queue_puts_what_is_overdue_first_and_families_together(authority: Authority) -> None:
    rows = compliance("queue", "--json", within=authority.folder).rows
    outcomes = [row["outcome"] for row in rows]
    assert outcomes == sorted(outcomes, key=lambda outcome: outcome != "overdue")
    for outcome in set(outcomes):
        families = [row["family_id"] for row in rows if row["outcome"] == outcome and row["family_id"]]
        runs = [family for place, family in enumerate(families) if place == 0 or families[place - 1] != family]
        assert len(runs) == len(set(runs))


def test_siblings_owed_the_same_stand_in_one_line(tmp_path: Path) -> None:
    child = {"kind": "pre_proceedings", "started_on": "2025-10-01"}
    extract = tmp_path / "extract"
    extract.mkdir()
    people = [{"person_id": name, "date_of_birth": "2015-01-01"} for name in ("ann", "bob", "cat")]
    write_csv(extract / "people.csv", people)
    write_csv(extract / "families.csv", [{"family_id": "f", "person_id": name} for name in ("ann", "cat")])
    write_csv(
        extract / "periods.csv",
        [{"period_id": f"pp-{p['person_id']}", "person_id": p["person_id"], **child} for p in people],
    )
    fine("import", "folder", "extract", within=tmp_path)
    fine("sweep", "--as-of", "2026-03-31", within=tmp_path)
    said = fine("queue", within=tmp_path)
    lines = [re.split(r"\s{2,}", line)[:2] for line in said.splitlines() if "Pre-proceedings concluded" in line]
    assert sorted(lines) == [["1, 3", "ann, cat"], ["2", "bob"]]


def test_a_queue_can_be_narrowed_to_a_role_or_a_person(authority: Authority) -> None:
    rows = compliance("queue", "--json", within=authority.folder).rows
    told = rows[0]["told"][0]
    for what, name in (("role", told["role"].replace("_", " ")), ("person", told["person"])):
        narrowed = compliance("queue", "--for", name, "--json", within=authority.folder).rows
        told_last = items_of(row for row in rows if told[what] in {one[what] for one in row["told"]})
        assert told_last <= items_of(narrowed) < items_of(rows)
        # Whoever heard of it lower down still sees what has gone up since.
        assert all(row["level"] > 1 for row in narrowed if not items_of([row]) <= told_last)
        assert len(items_of(narrowed)) == len(narrowed)


def items_of(rows: Iterable[dict[str, Any]]) -> set[str]:
    """The items of a queue but for their places: a family's is where its worst item stands, and a cause may not be there."""
    return {json.dumps({**row, "follows_from": None}, sort_keys=True) for row in rows}


def test_why_gives_the_dates_the_sum_and_the_law(authority: Authority) -> None:
    overdue = next(
        row
        for row in read_csv(authority.folder / "findings.csv")
        if row["outcome"] == "overdue" and row["standard"] not in COUNTED
    )
    said = fine("why", overdue["subject"], overdue["standard"], within=authority.folder)
    due = date.fromisoformat(overdue["due_on"])
    assert f"{due.day} {due:%B %Y}" in said
    assert "Nothing that meets it is recorded: it is " in said
    assert "Source: " in said


def test_a_timeline_is_in_order_of_date(authority: Authority) -> None:
    child = read_csv(authority.folder / "extract" / "periods.csv")[0]["person_id"]
    rows = compliance("timeline", child, "--json", within=authority.folder).rows
    days = [row["on"] or "" for row in rows]
    assert days == sorted(days)
    assert any(row["what"].startswith("DUE: ") for row in rows)


def test_findings_can_be_written_as_parquet(authority: Authority) -> None:
    fine("sweep", "--as-of", "2026-03-31", "--findings", "findings.parquet", within=authority.folder)
    written = pl.read_parquet(authority.folder / "findings.parquet")
    assert written.height == len(read_csv(authority.folder / "findings.csv"))


def test_a_rehearsal_before_the_first_sweep_leaves_no_store(authority: Authority, tmp_path: Path) -> None:
    fine("import", "folder", authority.folder / "extract", within=tmp_path)
    before = everything_in(tmp_path)
    assert "A rehearsal" in fine("sweep", "--as-of", "2026-03-31", "--dry-run", within=tmp_path)
    assert everything_in(tmp_path) == before


def test_rules_can_be_listed_shown_and_given_to_an_editor(tmp_path: Path) -> None:
    listed = compliance("rules", "list", "--json", within=tmp_path).rows
    assert [row["id"] for row in listed] == [standard.id for standard in load_rulebook(national_pack()).standards]
    assert "reg 33" in fine("rules", "show", "lac-review", within=tmp_path)
    assert '"title": "Standard"' in fine("rules", "schema", within=tmp_path)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_calendar(national_pack() / "calendar.yaml")


def test_for_fully_compliant_lives_nothing_is_overdue_or_was_ever_late(calendar: Calendar, tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, str]]] = {}
    for number, (kind, life) in enumerate(KINDS.items()):
        age, person = life.ages[number % len(life.ages)], f"C{number + 1:06d}"
        for table, rows in generate_compliant_child(kind, age, calendar, SWEPT_ON, person, seed=number).items():
            tables.setdefault(table, []).extend(rows)
    write_folder(tmp_path / "extract", tables)
    assert "Set aside:" not in fine("import", "folder", "extract", within=tmp_path)
    swept = fine("sweep", "--as-of", SWEPT_ON.isoformat(), "--findings", "findings.csv", within=tmp_path)
    # The account counts what only some roles may see too; the file leaves it out.
    said = {line.lstrip(" 0123456789,") for line in swept.splitlines()}
    assert OUTCOME_LINES["met"] in said
    assert not {OUTCOME_LINES[outcome] for outcome in LATE} & said
    # These lives are longer than some of the law, and than the calendar.
    assert {reason for reason, words in WANTING.items() if words in said} <= {"no_value_in_force", "beyond_calendar"}
    findings = read_csv(tmp_path / "findings.csv")
    assert [row for row in findings if row["outcome"] in LATE] == []
    met = {row["subject"] for row in findings if row["outcome"] == "met"}
    assert met >= {f"C{n + 1:06d}" for n, kind in enumerate(KINDS) if kind != "accused"}
    assert not [row for row in compliance("queue", "--json", within=tmp_path).rows if row["outcome"] == "overdue"]
