"""Who hears of a route: involvements for the child, lines of managers for the team, and the next up for nobody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from small_authority import INVOLVEMENTS, SHORT_LADDER, TEAMS, WORKERS, Records

from compliance.escalate.directory import directory_of
from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.escalate.tell import Telling, tell
from compliance.rulebook.ladders import Ladder

LADDER = Ladder.model_validate({"id": "short", **SHORT_LADDER})
DAY = date(2026, 10, 1)
LATE = Finding(
    standard="dental",
    subject_kind="person",
    subject="c1",
    occurrence=DAY,
    period_id=None,
    turn=1,
    team_id="south",
    worker_id="wyn",
    started_on=DAY,
    due_on=DAY,
    met_on=None,
    outcome="overdue",
    days_over=1,
    working_days_over=1,
    warning=1,
    booked_for=None,
    next_change_on=None,
    reason=None,
)


def told(role: str, records: Records | None = None, finding: Finding = LATE, level: int = 1) -> Telling:
    directory = directory_of((records or Records()).snapshot(), DAY)
    return tell(Route("f0", LADDER.key, level, role), LADDER, finding, directory)


@pytest.mark.parametrize(
    ("role", "person"),
    [
        ("social_worker", "wyn"),
        ("team_manager", "mina"),
        ("service_manager", "sol"),
        ("head_of_service", "hope"),
        ("iro", "iris"),
        ("iro_manager", "olga"),
    ],
)
def test_each_role_reaches_its_holder(role: str, person: str) -> None:
    assert told(role) == Telling(1, role, role, person, "")


def test_the_manager_of_the_team_on_the_day_hears() -> None:
    changed = [{**TEAMS[0], "ended_on": "2026-09-30"}, {**TEAMS[0], "manager_id": "maud", "started_on": "2026-10-01"}]
    maud = {**WORKERS[1], "worker_id": "maud"}
    records = Records(teams=[*changed, TEAMS[1]], workers=[*WORKERS, maud])
    assert told("team_manager", records).to_person == "maud"


def test_a_post_that_has_ended_is_nobodys() -> None:
    gone = [{**row, "ended_on": "2026-09-01"} if row["worker_id"] == "iris" else row for row in WORKERS]
    telling = told("iro", Records(workers=gone), level=2)
    assert (telling.to_role, telling.to_person) == ("service_manager", "sol")


def test_an_involvement_that_has_ended_is_nobodys_and_the_only_officer_hears() -> None:
    ended = [{**row, "ended_on": "2026-09-01"} if row["role"] == "iro" else row for row in INVOLVEMENTS]
    assert told("iro", Records(involvements=ended)).to_person == "iris"


def test_of_several_officers_none_is_guessed_and_the_next_up_hears() -> None:
    ended = [{**row, "ended_on": "2026-09-01"} if row["role"] == "iro" else row for row in INVOLVEMENTS]
    two = [*WORKERS, {**WORKERS[4], "worker_id": "ivor"}]
    telling = told("iro", Records(involvements=ended, workers=two), level=2)
    missing = "nobody holds the role of independent reviewing officer here"
    note = f"{missing}: told the service manager instead"
    assert telling == Telling(2, "iro", "service_manager", "sol", note, missing)


def test_the_latest_involvement_wins() -> None:
    newer = {**INVOLVEMENTS[1], "worker_id": "ivor", "started_on": "2026-05-01"}
    records = Records(involvements=[newer, *INVOLVEMENTS], workers=[*WORKERS, {**WORKERS[4], "worker_id": "ivor"}])
    assert told("iro", records).to_person == "ivor"


def test_managers_above_are_found_through_the_teams_where_posts_name_none() -> None:
    loose = [{**row, "manager_id": ""} for row in WORKERS]
    assert told("service_manager", Records(workers=loose)).to_person == "sol"


def test_managers_in_a_circle_do_not_keep_it_walking() -> None:
    circle = [{**row, "manager_id": "mina"} if row["worker_id"] == "sol" else row for row in WORKERS]
    only = [row for row in circle if row["worker_id"] != "hope"]
    assert told("head_of_service", Records(workers=only), level=3).to_person is None


def test_a_workers_own_manager_hears_of_the_worker() -> None:
    heavy = replace(LATE, subject_kind="worker", subject="wyn", worker_id=None, team_id=None)
    assert told("team_manager", finding=heavy).to_person == "mina"


def test_a_manager_is_not_told_of_their_own_caseload() -> None:
    own = replace(LATE, subject_kind="worker", subject="mina", worker_id=None)
    telling = told("team_manager", finding=own, level=2)
    assert telling.to_person == "sol"


def test_nobody_at_all_stays_with_the_role_and_says_so() -> None:
    bare = Records(teams=(), workers=(), involvements=())
    lone: Any = replace(LATE, team_id=None, worker_id=None)
    missing = "the extract names no team manager"
    assert told("team_manager", bare, lone) == Telling(1, "team_manager", "team_manager", None, missing, missing)


def away(*pairs: tuple[str, str], start: str = "2026-09-28", end: str = "2026-10-05") -> list[dict[str, str]]:
    """These workers away, each with this deputy."""
    return [{"worker_id": one, "deputy_id": two, "started_on": start, "ended_on": end} for one, two in pairs]


TANYA = {**WORKERS[1], "worker_id": "tanya"}
TOM = {**WORKERS[1], "worker_id": "tom"}
TESS = {**WORKERS[1], "worker_id": "tess"}
WITH_DEPUTIES = Records(workers=[*WORKERS, TANYA, TOM, TESS])
AWAY = "the team manager is away and nobody covers"


def test_the_deputy_of_who_is_away_hears_and_it_says_for_whom() -> None:
    records = WITH_DEPUTIES.with_(absences=away(("mina", "tanya")))
    assert told("team_manager", records) == Telling(1, "team_manager", "team_manager", "tanya", "covering for mina")


@pytest.mark.parametrize(
    ("start", "end", "person"),
    [
        ("2026-10-01", "2026-10-01", "tanya"),
        ("2026-10-02", "", "mina"),
        ("2026-09-01", "2026-09-30", "mina"),
        ("2026-09-01", "", "tanya"),
    ],
)
def test_cover_runs_from_the_first_day_of_an_absence_to_its_last(start: str, end: str, person: str) -> None:
    records = WITH_DEPUTIES.with_(absences=away(("mina", "tanya"), start=start, end=end))
    assert told("team_manager", records).to_person == person


def test_a_deputy_who_is_away_is_covered_in_turn_three_steps_on() -> None:
    chain = away(("mina", "tanya"), ("tanya", "tom"), ("tom", "tess"))
    telling = told("team_manager", WITH_DEPUTIES.with_(absences=chain))
    assert (telling.to_person, telling.note) == ("tess", "covering for mina")


@pytest.mark.parametrize(
    "absences",
    [
        away(("mina", "")),
        away(("mina", "tanya"), ("tanya", "mina")),
        away(("mina", "mina")),
        away(("mina", "tanya"), ("tanya", "tom"), ("tom", "tess"), ("tess", "iris")),
        away(("mina", "wyn")),
    ],
    ids=["no deputy", "a ring", "their own deputy", "more than three steps", "whoever is late"],
)
def test_where_nobody_covers_the_next_role_up_hears(absences: list[dict[str, str]]) -> None:
    note = f"{AWAY}: told the service manager instead"
    telling = told("team_manager", WITH_DEPUTIES.with_(absences=absences))
    assert telling == Telling(1, "team_manager", "service_manager", "sol", note, AWAY)


def test_a_deputy_who_has_left_covers_for_nobody() -> None:
    left = Records(workers=[*WORKERS, {**TANYA, "ended_on": "2026-09-30"}], absences=away(("mina", "tanya")))
    assert told("team_manager", left).to_person == "sol"


def test_the_next_role_up_is_covered_too() -> None:
    records = WITH_DEPUTIES.with_(absences=away(("mina", ""), ("sol", "tom")))
    telling = told("team_manager", records)
    note = f"{AWAY}: told the service manager instead, covering for sol"
    assert (telling.to_role, telling.to_person, telling.note) == ("service_manager", "tom", note)


def test_where_everybody_is_away_whoever_holds_the_role_hears_all_the_same() -> None:
    everybody = away(*((name, "") for name in ("mina", "sol", "hope", "iris")))
    records = WITH_DEPUTIES.with_(absences=everybody)
    assert told("team_manager", records) == Telling(1, "team_manager", "team_manager", "mina", AWAY, AWAY)


def test_of_two_absences_on_a_day_the_later_names_the_deputy() -> None:
    both = [*away(("mina", "tanya")), *away(("mina", "tom"), start="2026-09-30")]
    assert told("team_manager", WITH_DEPUTIES.with_(absences=both)).to_person == "tom"


def test_an_officer_who_is_away_is_covered_whether_by_involvement_or_by_post() -> None:
    ivor = {**WORKERS[4], "worker_id": "ivor"}
    records = Records(workers=[*WORKERS, ivor], absences=away(("iris", "ivor"), ("olga", "ivor")))
    assert told("iro", records, level=2).to_person == "ivor"
    assert told("iro_manager", records, level=2).to_person == "ivor"


def test_a_manager_who_has_left_hears_nothing_and_the_team_above_does() -> None:
    left = [{**row, "ended_on": "2026-09-30"} if row["worker_id"] == "mina" else row for row in WORKERS]
    telling = told("team_manager", Records(workers=left))
    assert (telling.to_role, telling.to_person) == ("service_manager", "sol")
    assert telling.missing == "nobody holds the role of team manager here"
    assert told("head_of_service", Records(workers=left)).to_person == "hope"


def test_where_nobody_is_allocated_the_line_of_the_team_is_walked() -> None:
    left = [{**row, "ended_on": "2026-09-30"} if row["worker_id"] == "mina" else row for row in WORKERS]
    unallocated = replace(LATE, worker_id=None)
    assert told("service_manager", Records(workers=left), unallocated).to_person == "sol"


def test_teams_in_a_ring_do_not_keep_it_walking() -> None:
    ring = [{**TEAMS[0], "manager_id": ""}, {**TEAMS[1], "parent_id": "south", "manager_id": ""}]
    loose = [{**row, "manager_id": ""} for row in WORKERS]
    assert told("team_manager", Records(teams=ring, workers=loose)).to_person == "sol"
