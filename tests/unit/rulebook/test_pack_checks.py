"""The pack as a whole: duties counted twice, tables with gaps, records that no source has, numbers that may be set."""

from typing import Any

import pytest

from compliance.rulebook.model import Standard
from compliance.rulebook.pack_checks import check_pack
from compliance.rulebook.records_needed import Kinds, needed_by

VISIT: dict[str, Any] = {
    "id": "home-visit",
    "title": "Home visit",
    "area": "visiting",
    "standing": "statutory",
    "status": "live",
    "says": "A child on a plan is visited at home.",
    "basis": [{"cite": "Visiting Regulations 2010, reg 5"}],
    "during": {"period": "cp_plan"},
    "recurring": {"met_by": {"event": "cp_visit.made"}, "first": "10 working days", "then": [{"within": "6 weeks"}]},
    "ladder": "cp-visit",
}
SUPPLIED = {"folder": Kinds(frozenset({"cp_plan", "placement"}), frozenset({"cp_visit.made", "icpc.held"}))}


def standard(**update: Any) -> Standard:
    return Standard.model_validate({**VISIT, **update})


def sentences(*standards: Standard) -> list[str]:
    return [fault.sentence for fault in check_pack(standards, SUPPLIED)]


def then(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"recurring": {**VISIT["recurring"], "then": list(entries)}}


def test_a_pack_without_faults_has_none() -> None:
    assert sentences(standard()) == []


def test_two_standards_that_ask_the_same_of_the_same_trigger_are_one_too_many() -> None:
    twin = standard(id="visit-at-home", **then({"within": "8 weeks"}))
    (said,) = sentences(standard(), twin)
    assert said.startswith("it asks the same of the same trigger as 'home-visit': make them one standard")


def test_a_pair_may_stand_side_by_side_where_one_says_why() -> None:
    twin = standard(id="visit-at-home", tags={"beside": {"home-visit": "the one is of the law, the other local"}})
    assert sentences(standard(), twin) == []


def test_standards_of_different_records_are_different_duties() -> None:
    assert (
        sentences(
            standard(), standard(id="conference", recurring={**VISIT["recurring"], "met_by": {"event": "icpc.held"}})
        )
        == []
    )


def test_standards_split_by_age_are_told_of_the_years_that_both_count() -> None:
    young = standard(id="visit-young", during={"period": "cp_plan", "aged": {"under": 6}})
    older = standard(id="visit-older", during={"period": "cp_plan", "aged": {"from": 5}})
    (said,) = sentences(young, older)
    assert "the same trigger as 'visit-young' from 5 to under 6 years" in said
    assert sentences(young, standard(id="visit-older", during={"period": "cp_plan", "aged": {"from": 6}})) == []


def test_a_kind_of_record_that_no_source_can_supply_is_named() -> None:
    unknown = standard(recurring={**VISIT["recurring"], "met_by": {"event": "strategy.held"}})
    assert sentences(unknown) == ["no source can supply strategy.held, which it needs."]


def test_one_way_of_meeting_it_is_enough_for_a_source() -> None:
    either = standard(recurring={**VISIT["recurring"], "met_by": [{"event": "strategy.held"}, {"event": "icpc.held"}]})
    assert sentences(either) == []
    assert needed_by(either).every.names == ["cp_plan", "icpc.held", "strategy.held"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            [{"when": {"age": {"under": 6}}, "within": "2 weeks"}, {"when": {"age": {"from": 5}}, "within": "3 weeks"}],
            "the ages from 5 to under 6 years stand in two entries.",
        ),
        (
            [{"when": {"age": {"under": 5}}, "within": "2 weeks"}, {"when": {"age": {"from": 7}}, "within": "3 weeks"}],
            "the ages from 5 to under 7 years stand in no entry between the others.",
        ),
        (
            [{"nth": 2, "within": "2 weeks"}, {"nth": 5, "within": "3 weeks"}],
            "no entry names the 3rd to the 4th: say which limit holds there.",
        ),
        (
            [{"nth": 2, "within": "2 weeks"}, {"nth": 2, "within": "3 weeks"}],
            "it is never reached: an entry before it holds wherever this one does.",
        ),
        (
            [
                {"when": {"unborn": True}, "within": "2 weeks"},
                {"when": {"unborn": True}, "nth": 3, "within": "3 weeks"},
            ],
            "it is never reached: an entry before it holds wherever this one does.",
        ),
    ],
)
def test_gaps_and_overlaps_of_a_table_are_said_with_their_range(entries: list[dict[str, Any]], said: str) -> None:
    assert said in sentences(standard(**then(*entries, {"within": "6 weeks"})))


def test_a_depending_entry_that_comes_twice_is_never_reached() -> None:
    deadline = {
        "met_by": {"event": "icpc.held"},
        "depending": [
            {"when": {"age": {"under": 5}}, "within": "1 week"},
            {"when": {"age": {"under": 5}}, "within": "2 weeks"},
            {"within": "3 weeks"},
        ],
    }
    said = sentences(standard(recurring=None, deadline=deadline))
    assert "it is never reached: an entry before it has the same condition." in said


def test_a_limit_of_the_law_that_an_authority_may_set_has_a_ceiling() -> None:
    tune = {"later": {"sets": ["recurring.then.0.within"]}}
    (said,) = sentences(standard(tune=tune))
    assert said.startswith("a limit of the law has a 'ceiling'")
    assert sentences(standard(tune={"later": {**tune["later"], "ceiling": "6 weeks"}})) == []
    assert (
        sentences(standard(tune=tune, tags={"no_ceiling": {"later": "the law leaves the interval to the plan"}})) == []
    )


def test_a_local_number_is_tunable() -> None:
    assert sentences(standard(standing="local")) == ["local values are tunable: name them under 'tune'."]


def test_a_number_from_memory_ships_in_shadow() -> None:
    memory = [{"cite": "Local practice", "verified": "memory"}]
    (said,) = sentences(standard(basis=memory))
    assert said.startswith("nobody has seen its number in any source")
    assert sentences(standard(basis=memory, status="shadow")) == []
    assert sentences(standard(basis=[*memory, {"cite": "A procedures manual"}])) == []


def test_every_fault_is_found_at_once() -> None:
    bad = standard(
        standing="local",
        basis=[{"cite": "Local practice", "verified": "memory"}],
        **then({"nth": 2, "within": "1 week"}, {"nth": 4, "within": "1 week"}, {"within": "6 weeks"}),
    )
    assert len(sentences(bad)) == 3
