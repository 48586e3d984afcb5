"""`count: posts` and `count: agency_share`: loads of a team and of the whole authority."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from one_standard import written_standard

from compliance.evaluate import evaluate
from compliance.records.build import build_snapshot
from compliance.records.extract import Extract, table_of_rows
from compliance.rulebook.book import Rulebook

SPAN = "load: {count: posts, role: social_worker, per_role: team_manager, over: team, most: 2, warn_at: 2}"
SHARE = "load: {count: agency_share, role: social_worker, over: authority, most: 25, warn_at: 20}"

Row = dict[str, str | None]


def _post(worker: str, role: str = "social_worker", **said: str) -> Row:
    return {"worker_id": worker, "role": role, "team_id": "t1", "fte": "1", "started_on": "2025-01-06", **said}


def _teams(**parents: str | None) -> list[Row]:
    return [{"team_id": team, "parent_id": parent} for team, parent in parents.items()]


def _found(
    words: Rulebook, standard: str, posts: list[Row], teams: list[Row] | None = None, as_of: str = "2026-01-12"
) -> list[tuple[Any, ...]]:
    written = {"workers": posts, "teams": teams if teams is not None else _teams(t1=None)}
    tables = tuple(table_of_rows(name, rows) for name, rows in written.items())
    snapshot = build_snapshot(Extract(tables, source="case"), words.vocabulary)
    rulebook = replace(words, standards=(written_standard(standard),))
    found = evaluate(snapshot, rulebook, date.fromisoformat(as_of)).named().sort("subject", "started_on")
    assert found["subject_kind"].unique().to_list() in ([], ["team"])
    return found.select("subject", "outcome", "turn", "started_on", "met_on", "reason").rows()


MANAGER = _post("m1", "team_manager")


def _told(outcome: str, turn: int, subject: str = "t1") -> tuple[Any, ...]:
    return (subject, outcome, turn, None, None, None)


def test_workers_for_each_manager_are_counted_in_their_team(words: Rulebook) -> None:
    assert _found(words, SPAN, [MANAGER, _post("a")]) == [_told("on_track", 1)]
    assert _found(words, SPAN, [MANAGER, _post("a"), _post("b")]) == [_told("due_soon", 2)]
    over = [MANAGER, _post("a"), _post("b"), _post("c", started_on="2026-01-05")]
    assert _found(words, SPAN, over) == [("t1", "overdue", 3, date(2026, 1, 5), None, None)]


def test_a_part_of_one_more_is_shown_as_one_more(words: Rulebook) -> None:
    workers = [_post(name) for name in "abc"]
    assert _found(words, SPAN, [MANAGER, _post("m2", "team_manager"), *workers]) == [_told("on_track", 2)]


def test_whoever_holds_two_posts_in_a_team_is_one(words: Rulebook) -> None:
    twice = [_post("a"), _post("a", fte="0.5", started_on="2025-06-02"), _post("b")]
    assert _found(words, SPAN, [MANAGER, MANAGER | {"fte": "0.2"}, *twice]) == [_told("due_soon", 2)]


def test_part_time_posts_and_unknown_hours_count_as_people(words: Rulebook) -> None:
    assert _found(words, SPAN, [MANAGER, _post("a", fte="0.5"), _post("b", fte="")]) == [_told("due_soon", 2)]


@pytest.mark.parametrize("posts", [[_post("a")], [MANAGER], [MANAGER | {"team_id": "t2"}, _post("a")], []])
def test_a_team_without_a_manager_or_without_workers_is_not_judged(words: Rulebook, posts: list[Row]) -> None:
    assert _found(words, SPAN, posts, _teams(t1=None, t2=None)) == []


def test_posts_of_other_teams_and_of_none_are_apart(words: Rulebook) -> None:
    others = [_post("c", team_id="t2"), _post("d", team_id="")]
    found = _found(words, SPAN, [MANAGER, _post("a"), *others], _teams(t1=None, t2="t1"))
    assert found == [_told("on_track", 1)]


def test_when_the_manager_has_gone_the_run_is_over_and_nothing_is_judged(words: Rulebook) -> None:
    posts = [MANAGER | {"ended_on": "2025-12-31"}, *(_post(name) for name in "abc")]
    assert _found(words, SPAN, posts) == [("t1", "missed", 3, date(2025, 1, 6), None, None)]


AGENCY = {"agency": "true"}


def test_the_share_is_of_the_full_time_equivalent_in_posts_of_the_role(words: Rulebook) -> None:
    posts = [
        _post("a"),
        _post("b"),
        _post("c"),
        _post("d", fte="0.5", agency="true"),
        _post("m", "team_manager", **AGENCY),
    ]
    assert _found(words, SHARE, posts) == [_told("on_track", 15)]


def test_exactly_the_most_is_within_it_and_more_is_over_from_its_first_day(words: Rulebook) -> None:
    posts = [_post("a"), _post("b"), _post("c"), _post("d", **AGENCY)]
    assert _found(words, SHARE, posts) == [_told("due_soon", 25)]
    over = [*posts, _post("e", fte="0.1", started_on="2026-01-05", **AGENCY)]
    assert _found(words, SHARE, over) == [("t1", "overdue", 27, date(2026, 1, 5), None, None)]


def test_without_any_agency_worker_the_share_is_nought_and_without_posts_there_is_none(words: Rulebook) -> None:
    assert _found(words, SHARE, [_post("a")]) == [_told("on_track", 0)]
    assert _found(words, SHARE, [_post("m", "team_manager", **AGENCY)]) == []
    assert _found(words, SHARE, [_post("a", fte="0", **AGENCY)]) == []


def test_an_authority_is_a_team_without_a_parent_with_all_teams_below_it(words: Rulebook) -> None:
    teams = _teams(top=None, middle="top", t1="middle", other=None, below="other")
    posts = [
        _post("a"),
        _post("b", team_id="top", **AGENCY),
        _post("c", team_id="below"),
        _post("d", team_id="", **AGENCY),
    ]
    assert [row[:3] for row in _found(words, SHARE, posts, teams)] == [
        ("other", "on_track", 0),
        ("top", "overdue", 50),
    ]


def test_teams_whose_parents_go_in_a_ring_are_of_no_authority(words: Rulebook) -> None:
    posts = [_post("a", **AGENCY), _post("b", team_id="own", **AGENCY), _post("c", team_id="below", **AGENCY)]
    assert _found(words, SHARE, posts, _teams(t1="t2", t2="t1", below="t2", own="own")) == []


def test_the_row_of_a_team_that_began_last_says_what_is_above_it(words: Rulebook) -> None:
    rows: list[tuple[str, str | None, str]] = [
        ("t1", "old", "2020-01-01"),
        ("t1", "new", "2025-01-01"),
        ("t1", "later", "2026-06-01"),
        *((name, None, "") for name in ("old", "new", "later")),
    ]
    teams: list[Row] = [{"team_id": team, "parent_id": parent, "started_on": start} for team, parent, start in rows]
    assert _found(words, SHARE, [_post("a")], teams) == [_told("on_track", 0, "new")]


def test_with_unknown_hours_the_share_cannot_be_told_and_those_days_are_in_no_run(words: Rulebook) -> None:
    posts = [_post("a", fte=""), _post("b", **AGENCY)]
    assert _found(words, SHARE, posts) == [("t1", "cannot_tell", 1, None, None, "fte_unknown")]
    until = [_post("a", fte="", ended_on="2025-06-30"), _post("b", **AGENCY)]
    assert _found(words, SHARE, until) == [("t1", "overdue", 100, date(2025, 7, 1), None, None)]
    other = [_post("a"), _post("m", "team_manager", fte="")]
    assert _found(words, SHARE, other) == [_told("on_track", 0)]
