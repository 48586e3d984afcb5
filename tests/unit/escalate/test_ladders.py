"""Ladders: what may be written, and what the national ones say."""

from typing import Any

import pytest
from pydantic import ValidationError
from small_authority import SHORT_LADDER, rulebook

from compliance.rulebook.conditions import ConditionError
from compliance.rulebook.ladders import Between, Either, Every, Ladder, OneOf, check_ladder, parse_asked, thaw
from compliance_adapters.engines.plain import PlainRouter


def ladder(*steps: dict[str, Any]) -> Ladder:
    return Ladder.model_validate({"id": "some", "says": "", "steps": steps})


def step(level: int = 1, tell: str = "iro", **when: Any) -> dict[str, Any]:
    return {"level": level, "tell": tell, "when": when or {"outcome": "overdue"}}


def test_a_condition_is_read_into_a_tree() -> None:
    asked = parse_asked({"outcome": "due_soon", "any": [{"warning": {"from": 2}}, {"turn": [1, 2]}]})
    either = Either((Between("warning", 2, None), OneOf("turn", (1, 2))))
    assert asked == Every((OneOf("outcome", ("due_soon",)), either))


@pytest.mark.parametrize(
    ("when", "path", "says"),
    [
        ({}, (), "mapping"),
        ([], (), "mapping"),
        ({"outcom": "overdue"}, ("outcom",), "did you mean 'outcome'"),
        ({"outcome": "overdu"}, ("outcome",), "did you mean 'overdue'"),
        ({"outcome": "on_track"}, ("outcome",), "raises nothing"),
        ({"outcome": "met"}, ("outcome",), "raises nothing"),
        ({"outcome": {"from": 1}}, ("outcome",), "a word"),
        ({"days_over": "5"}, ("days_over",), "whole numbers"),
        ({"days_over": -1}, ("days_over",), "whole numbers"),
        ({"booked": True}, ("booked",), "whole numbers"),
        ({"days_over": {"above": 3}}, ("days_over",), "from and under"),
        ({"any": []}, ("any",), "list"),
        ({"any": [{"outcome": "overdue"}, {"turn": "x"}]}, ("any", 1, "turn"), "whole numbers"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_where_it_stands(when: Any, path: tuple[Any, ...], says: str) -> None:
    with pytest.raises(ConditionError, match=says) as refused:
        parse_asked(when)
    assert refused.value.path == path


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "at least 1"),
        ([step(2)], "begin at level 1"),
        ([step(1), step(3), step(2)], "in order"),
        ([step(1), step(1)], "told once"),
        ([step(0)], "greater than or equal to 1"),
    ],
)
def test_steps_that_cannot_stand_together_are_refused(steps: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        ladder(*steps)


def test_a_role_that_is_no_role_is_named_with_the_nearest() -> None:
    faults = check_ladder(ladder(step(1), step(2, "team_manger")), rulebook().vocabulary)
    assert faults == [(("steps", 1, "tell"), "'team_manger' is not a role; did you mean 'team_manager'?")]


def test_a_frozen_ladder_thaws_to_the_same_and_any_change_gives_it_another_key() -> None:
    one, other = ladder(step(1)), ladder(step(1, outcome="due_soon"))
    assert thaw(one.frozen_text) == one
    assert thaw(one.frozen_text).key == one.key
    assert one.key != other.key


def fires(name: str, **fact: Any) -> set[tuple[int, str]]:
    chosen = rulebook().ladders[name]
    numbers = {"days_over": 0, "working_days_over": 0, "warning": 0, "booked": 0, "turn": 1}
    routes = PlainRouter({"k": chosen}, "").route(
        "x", [{"kind": "finding", "id": "f0", "ladder": "k", **numbers, **fact}]
    )
    return {(route.level, route.role) for route in routes}


def test_pre_proceedings_climb_at_weeks_ten_twelve_fourteen_and_sixteen() -> None:
    first = {(1, "team_manager")}
    second = first | {(2, "case_progression"), (2, "service_manager")}
    third = second | {(3, "head_of_service")}
    assert fires("pre-proceedings", outcome="due_soon", warning=1) == first
    assert fires("pre-proceedings", outcome="due_soon", warning=2) == second
    assert fires("pre-proceedings", outcome="due_soon", warning=3) == third
    assert fires("pre-proceedings", outcome="due_soon", warning=4) == third | {(4, "assistant_director")}
    assert fires("pre-proceedings", outcome="overdue", warning=4, days_over=1) == third | {(4, "assistant_director")}


def test_a_conference_that_is_booked_raises_nothing_until_it_is_late() -> None:
    assert fires("initial-conference", outcome="due_soon", warning=1, booked=1) == set()
    assert fires("initial-conference", outcome="due_soon", warning=1) == {(1, "team_manager")}
    assert {level for level, _ in fires("initial-conference", outcome="overdue", booked=1, days_over=1)} == {1, 2, 3}


def test_a_late_visit_under_a_plan_reaches_chair_and_service_manager_together() -> None:
    late = fires("cp-visit", outcome="overdue", days_over=1, working_days_over=1)
    assert late == {(1, "team_manager"), (2, "cp_chair"), (2, "service_manager")}


def test_a_caseload_climbs_with_its_size() -> None:
    assert {level for level, _ in fires("caseload", outcome="overdue", turn=16)} == {1}
    assert {level for level, _ in fires("caseload", outcome="overdue", turn=19)} == {1, 2}
    assert {level for level, _ in fires("caseload", outcome="overdue", turn=21)} == {1, 2, 3}


def test_every_national_ladder_hears_of_what_is_very_late() -> None:
    for name in rulebook().ladders:
        routes = fires(name, outcome="overdue", days_over=400, working_days_over=270, warning=4, turn=30)
        assert len({level for level, _ in routes}) >= 2, name


def test_the_test_ladder_is_like_the_real_ones() -> None:
    assert len(SHORT_LADDER["steps"]) == 3
