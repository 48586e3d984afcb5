"""`compliance audit`: what happened, shown, and proved not to have been rewritten."""

import json
import sqlite3
from pathlib import Path

import pytest
from small_authority import Records, looked_after
from the_command import compliance, fine, refused

DAYS = ("2026-03-02", "2026-03-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which two children late for everything were swept on two days."""
    records = Records(periods=[looked_after("c1", "2025-09-01"), looked_after("c2", "2025-12-03")])
    records.write(tmp_path / "extract")
    fine("import", "folder", "extract", within=tmp_path)
    for day in DAYS:
        fine("sweep", "--as-of", day, within=tmp_path)
    return tmp_path


def tamper(folder: Path, statement: str) -> None:
    store = sqlite3.connect(folder / "data" / "store.sqlite")
    for verb in ("update", "delete"):
        store.execute(f"DROP TRIGGER escalation_events_refuse_{verb}")
    store.execute(statement)
    store.commit()
    store.close()


def broken(folder: Path) -> str:
    said = compliance("audit", "verify", within=folder)
    assert (said.code, said.out) == (1, "")
    return said.err.strip()


def test_what_happened_is_shown_and_holds_until_it_is_rewritten(folder: Path) -> None:
    said = fine("audit", "verify", within=folder)
    assert "each is as it was written" in said
    assert "4 manifests of sweeps" in said
    manifests = sorted((folder / "data" / "sweeps").glob("*.json"))
    assert said.split()[-1] == json.loads(manifests[-1].read_text())["audit_head"]

    rows = json.loads(fine("audit", "show", "--json", within=folder))
    assert said.startswith(f"{len(rows)} events, from ")
    mine = json.loads(fine("audit", "show", "c1", "--json", within=folder))
    assert {row["subject"] for row in mine} == {"c1"}
    assert mine == [row for row in rows if row["subject"] == "c1"]
    assert mine[0]["action"] == "raised"
    assert mine[0]["before"] is None
    assert mine[0]["after"]["state"] == "open"
    card = json.loads(fine("audit", "show", str(mine[0]["escalation"]), "--json", within=folder))
    assert {row["escalation"] for row in card} == {mine[0]["escalation"]}
    assert "raised" in fine("audit", "show", within=folder)
    assert "nobody" in refused("audit", "show", "nobody", within=folder)

    tamper(folder, f"DELETE FROM escalation_events WHERE on_day = '{DAYS[1]}'")
    assert DAYS[1] in broken(folder)
    assert "names a last event that is not there" in broken(folder)


def test_an_event_that_was_changed_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE escalation_events SET level = 4 WHERE id = 2")
    assert "event 2 (raised by sweep, escalation 2, for 2026-03-02) is not as it was written" in broken(folder)


def test_before_anything_happened_it_says_so(tmp_path: Path) -> None:
    assert "compliance sweep" in refused("audit", "verify", within=tmp_path)
    fine("store", "upgrade", within=tmp_path)
    assert fine("audit", "verify", within=tmp_path) == "Nothing has happened yet: there are no events.\n"
    assert fine("audit", "show", within=tmp_path) == "Nothing has happened yet: there are no events.\n"


def test_the_key_stands_where_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[audit]\nkey_file = "safe/key"\n')
    Records(periods=[looked_after("c1", "2025-09-01")]).write(tmp_path / "extract")
    fine("import", "folder", "extract", within=tmp_path)
    fine("sweep", "--as-of", DAYS[0], within=tmp_path)
    assert (tmp_path / "safe" / "key").exists()
    assert not (tmp_path / "data" / "audit.key").exists()
    fine("audit", "verify", within=tmp_path)
    (tmp_path / "safe" / "key").unlink()
    assert "put it back" in refused("audit", "verify", within=tmp_path)
