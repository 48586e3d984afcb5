"""The folder of a made-up authority: the same for a seed, in known words, and whole in its references."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from compliance.calendar import Calendar
from compliance.demo.authority import generate_authority
from compliance.records.schema import TABLES
from compliance.vocabulary import AttributeWord, Vocabulary

from .conftest import ENDS_ON
from .rates import Folder, Record, day_of, is_open


def test_the_same_seed_gives_the_same_bytes(small_folder: Path, tmp_path: Path, calendar: Calendar) -> None:
    generate_authority(tmp_path, ENDS_ON, calendar, scale=0.08)
    first = {path.name: path.read_bytes() for path in small_folder.iterdir()}
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_another_seed_gives_another_authority(small_folder: Path, tmp_path: Path, calendar: Calendar) -> None:
    generate_authority(tmp_path, ENDS_ON, calendar, seed=1, scale=0.08)
    assert (tmp_path / "people.csv").read_bytes() != (small_folder / "people.csv").read_bytes()


def test_the_folder_holds_the_nine_tables_and_says_that_it_is_made_up(small_folder: Path) -> None:
    assert {path.stem for path in small_folder.glob("*.csv")} == set(TABLES)
    assert json.loads((small_folder / "extract.json").read_text(encoding="utf-8")) == {"made_up": True}


def test_progress_is_told_what_is_being_made(tmp_path: Path, calendar: Calendar) -> None:
    told: list[str] = []
    generate_authority(tmp_path, ENDS_ON, calendar, scale=0.02, progress=told.append)
    assert told[-1] == "Writing the folder"
    assert len(told) == len(set(told)) >= 5


def test_every_name_is_marked_as_made_up(small: Folder) -> None:
    named = small.tables["people"] + small.tables["workers"]
    assert all(row["display_name"].startswith("Test-") for row in named)
    assert all(row["email"].endswith("@made-up.example") for row in small.tables["workers"])


@pytest.mark.parametrize("table", ["periods", "events"])
def test_every_word_used_is_in_the_vocabulary(small: Folder, vocabulary: Vocabulary, table: str) -> None:
    words = vocabulary.periods if table == "periods" else vocabulary.events
    columns = set(TABLES[table])
    for row in small.tables[table]:
        word = words[row["kind"]]
        for name, value in row.items():
            if value and name not in columns:
                _assert_said(word.attributes[name], value)
        if table == "events" and row["outcome"]:
            assert row["outcome"] in vocabulary.events[row["kind"]].outcomes
    assert {row["kind"] for row in small.tables["events"]} > {"lac_review.held", "return_interview.held", "health.rha"}


def _assert_said(attribute: AttributeWord, value: str) -> None:
    match attribute.type:
        case "flag":
            assert value in ("true", "false")
        case "code":
            assert value in attribute.values
        case "date":
            date.fromisoformat(value)
        case "number":
            float(value)
        case _:
            pass


def test_roles_are_in_the_vocabulary(small: Folder, vocabulary: Vocabulary) -> None:
    roles = {row["role"] for row in small.tables["involvements"] + small.tables["workers"]}
    assert roles <= set(vocabulary.roles)
    assert {"iro", "cp_chair", "case_progression", "team_manager", "director", "assistant_director"} <= roles


def test_every_id_that_is_named_is_there(small: Folder) -> None:
    people, workers, teams = (_ids(small, table) for table in ("people", "workers", "teams"))
    periods = {
        row["period_id"]: row["person_id"] or row["worker_id"] or row["team_id"] for row in small.tables["periods"]
    }
    assert len(periods) == len(small.tables["periods"])
    for table in ("families", "periods", "events", "involvements", "exceptions"):
        for row in small.tables[table]:
            assert row["person_id"] in people or (
                not row["person_id"] and (row["worker_id"] in workers or row["team_id"] in teams)
            )
            assert not row.get("team_id") or row["team_id"] in teams
    for row in small.tables["events"]:
        subject = row["person_id"] or row["worker_id"] or row["team_id"]
        assert not row["period_id"] or periods[row["period_id"]] == subject
    for row in small.tables["workers"]:
        assert row["team_id"] in teams
        assert not row["manager_id"] or row["manager_id"] in workers
    for row in small.tables["teams"]:
        assert row["manager_id"] in workers
        assert not row["parent_id"] or row["parent_id"] in teams
    for row in small.tables["absences"]:
        assert row["worker_id"] in workers
        assert not row["deputy_id"] or row["deputy_id"] in workers


def _ids(folder: Folder, table: str) -> set[str]:
    return {row[f"{table.removesuffix('s') if table != 'people' else 'person'}_id"] for row in folder.tables[table]}


def test_nothing_has_happened_after_the_day_of_the_extract(small: Folder) -> None:
    last = ENDS_ON.isoformat()
    for table in ("periods", "involvements", "workers"):
        assert all(max(row["started_on"], row["ended_on"]) <= last for row in small.tables[table])
    for row in small.tables["events"]:
        assert row["happened_at"][:10] <= last
        assert row["recorded_on"] <= last
        assert bool(row["happened_at"]) != bool(row["planned_for"])
        assert not row["planned_for"] or row["planned_for"] > last


def test_no_period_ends_before_it_starts_and_no_two_exclusive_ones_overlap(
    small: Folder, vocabulary: Vocabulary
) -> None:
    spans: dict[tuple[str, str], list[Record]] = {}
    for row in small.tables["periods"]:
        if row["started_on"] not in ("", "1900-01-01"):
            assert not row["ended_on"] or row["started_on"] <= row["ended_on"]
            if vocabulary.periods[row["kind"]].exclusive:
                spans.setdefault((row["person_id"], row["kind"]), []).append(row)
    for rows in spans.values():
        ordered = sorted(rows, key=lambda row: row["started_on"])
        for earlier, later in pairwise(ordered):
            assert earlier["ended_on"]
            assert earlier["ended_on"] <= later["started_on"]


def test_meetings_are_held_on_working_days(small: Folder, calendar: Calendar) -> None:
    for kind in ("icpc.held", "cp_review.held", "core_group.held", "supervision.worker"):
        for row in small.events(kind):
            assert calendar.is_working_day(day_of(row["happened_at"])), kind


def test_siblings_share_a_family_and_mostly_a_worker(small: Folder) -> None:
    families: dict[str, list[str]] = {}
    for row in small.tables["families"]:
        families.setdefault(row["family_id"], []).append(row["person_id"])
    siblings = [people for people in families.values() if len(people) > 1]
    workers: dict[str, set[str]] = {}
    for row in small.tables["involvements"]:
        if row["role"] == "social_worker":
            workers.setdefault(row["person_id"], set()).add(row["worker_id"])
    assert len(siblings) > 0.3 * len(families)
    assert all(workers.get(a) == workers.get(b) for a, b, *_ in siblings if a in workers and b in workers) or (
        sum(workers.get(a) == workers.get(b) for a, b, *_ in siblings) > 0.8 * len(siblings)
    )


def test_the_untidiness_of_real_records_is_there(whole: Folder) -> None:
    assert any(row["started_on"] in ("", "1900-01-01") for row in whole.periods("looked_after"))
    assert any(row["planned_for"] for row in whole.tables["events"])
    assert any(row["restricted"] == "true" for row in whole.tables["people"])
    assert any(row["expected_birth_date"] and not row["date_of_birth"] for row in whole.tables["people"])
    assert any(row["short_break"] == "true" and is_open(row) for row in whole.periods("looked_after"))
    assert {row["kind"] for row in whole.tables["exceptions"]} == {"exempt", "extended"}
    assert {row["outcome"] for row in whole.events("return_interview.held")} == {"held", "declined", "not_offered"}
    assert {row["outcome"] for row in whole.events("health.rha")} == {"done", "refused"}
    assert whole.events("proceedings.extended")
    assert whole.events("pre_proceedings.extended")
    late = timedelta(days=5)
    recorded = [(day_of(row["recorded_on"]), day_of(row["happened_at"])) for row in whole.events("cp_visit.made")]
    assert 0.01 < sum(written - happened >= late for written, happened in recorded) / len(recorded) < 0.10


def test_workers_come_go_move_and_work_part_time(whole: Folder) -> None:
    posts = [row for row in whole.tables["workers"] if row["role"] == "social_worker"]
    teams: dict[str, set[str]] = {}
    for row in posts:
        teams.setdefault(row["worker_id"], set()).add(row["team_id"])
    assert sum(bool(row["ended_on"]) for row in posts) > 30
    assert any(len(moved) > 1 for moved in teams.values())
    assert 0.05 < sum(row["agency"] == "true" for row in posts) / len(posts) < 0.22
    assert any(float(row["fte"]) < 1 for row in posts)
    assert sum(not row["deputy_id"] for row in whole.tables["absences"]) > 5


@pytest.mark.parametrize("table", ["periods", "events"])
def test_every_kind_of_period_and_event_that_there_is_occurs(whole: Folder, vocabulary: Vocabulary, table: str) -> None:
    words = vocabulary.periods if table == "periods" else vocabulary.events
    assert sorted(set(words) - {row["kind"] for row in whole.tables[table]}) == []


def test_every_role_that_a_ladder_tells_is_held_by_somebody(small: Folder, vocabulary: Vocabulary) -> None:
    assert set(vocabulary.roles) <= {row["role"] for row in small.tables["workers"]}


def test_allegations_are_a_handful_and_of_restricted_adults_alone(whole: Folder) -> None:
    accused = {row["person_id"] for row in whole.periods("allegation")}
    people = [row for row in whole.tables["people"] if row["person_id"] in accused]
    assert 10 <= len(people) <= 40
    for row in people:
        assert row["restricted"] == "true"
        assert day_of(row["date_of_birth"]) < ENDS_ON - timedelta(days=20 * 365)
