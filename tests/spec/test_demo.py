"""`compliance demo`: a made-up authority that says so, replaces its own, and leaves what is not its own alone."""

import shutil
from pathlib import Path

import pytest
from conftest import Authority
from the_command import compliance, everything_in, fine, refused, typed


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    said = typed("demo", within=folder)
    assert (said.code, said.err) == (0, ""), said.err
    return folder, said.out


def test_it_says_that_everything_is_made_up_and_shows_a_queue(shown: tuple[Path, str]) -> None:
    said = shown[1]
    assert said.startswith("EVERYTHING HERE IS MADE UP")
    assert "Made-up authority. Queue after the sweep" in said
    assert "In front of" in said
    assert "team manager" in said or "head of service" in said


def test_what_it_proposes_next_works_and_still_says_that_it_is_made_up(shown: tuple[Path, str]) -> None:
    folder, said = shown
    proposed = next(
        line for line in said.splitlines() if line.startswith("Why, with the dates and the law: compliance ")
    )
    words = proposed.partition("compliance ")[2].split()
    assert "(made up)" in fine(*words, within=folder)
    assert "Made-up authority. " in fine("sweep", "--dry-run", within=folder)


def test_run_again_it_replaces_its_own(shown: tuple[Path, str]) -> None:
    folder, said = shown
    (folder / "data" / "notes.txt").write_text("somebody's own", encoding="utf-8")
    again = fine("demo", within=folder)
    assert again.splitlines()[:4] == said.splitlines()[:4]
    assert len(list((folder / "data" / "snapshots").iterdir())) == 1
    assert (folder / "data" / "notes.txt").exists()


def test_it_refuses_a_store_that_is_not_a_demos_and_leaves_it(authority: Authority) -> None:
    before = everything_in(authority.folder)
    said = refused("demo", within=authority.folder)
    assert said == "data holds a store that is not a demo's, and stays as it is: name another folder with --data."
    assert everything_in(authority.folder) == before


def test_it_refuses_a_snapshot_of_real_records_and_leaves_it(authority: Authority, tmp_path: Path) -> None:
    real_extract(authority, tmp_path)
    fine("import", "folder", "extract", within=tmp_path)
    before = everything_in(tmp_path)
    assert "a snapshot that is not a demo's" in refused("demo", within=tmp_path)
    assert everything_in(tmp_path) == before


def test_real_records_are_not_swept_into_a_made_up_store(authority: Authority, tmp_path: Path) -> None:
    shutil.copytree(authority.folder / "data", tmp_path / "data")
    real_extract(authority, tmp_path)
    fine("import", "folder", "extract", within=tmp_path)
    said = refused("sweep", "--as-of", "2026-03-31", within=tmp_path)
    assert "This store holds made-up records, and the snapshot holds real records" in said


def real_extract(authority: Authority, folder: Path) -> None:
    """The people of the authority alone, with nothing that says they are made up."""
    (folder / "extract").mkdir()
    shutil.copy(authority.folder / "extract" / "people.csv", folder / "extract")


def test_it_refuses_a_store_kept_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[store]\nurl = "sqlite:///other.sqlite"\n', encoding="utf-8")
    assert "The demo keeps its own SQLite store" in refused("demo", within=tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "config.toml"]


def test_what_prints_tables_gives_lists_of_objects(shown: tuple[Path, str]) -> None:
    folder = shown[0]
    queue = compliance("queue", "--json", within=folder).rows
    assert {"standard", "subject", "family_id", "due_on", "outcome", "level", "told"} <= queue[0].keys()
    first = queue[0]
    why = compliance("why", first["subject"], first["standard"], "--json", within=folder).rows
    assert any(row["due_on"] == first["due_on"] and row["sentences"] for row in why)
    assert {"on", "what", "detail"} == compliance("timeline", first["subject"], "--json", within=folder).rows[0].keys()
