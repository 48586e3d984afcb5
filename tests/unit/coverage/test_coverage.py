"""What the rules cover of the catalogue, and what they do not."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from compliance.coverage import Catalogue, Coverage, cover, coverage_page
from compliance.coverage.page import counts
from compliance.records.importing import sources_supply
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.measure import Measure
from compliance.rulebook.measures import Measures
from compliance.rulebook.records_needed import Kinds

BOOK = load_rulebook(national_pack())
NOTHING = Kinds()

CATALOGUE: dict[str, Any] = {
    "sections": {"A": "Health"},
    "standards": {
        "lac-iha": {"section": "A", "title": "Initial health assessment"},
        "lac-rha-under5": {"section": "A", "title": "Review health assessment, under 5"},
        "health-rate": {"section": "A", "title": "Rate of health assessments"},
    },
    "mechanisms": [{"source": "Plan", "says": "Health dashboard", "home": ["lac-iha", "compliance sweep"]}],
    "measures": [{"source": "Plan", "says": "Waits", "declined": "waits"}],
}


def small_book() -> Rulebook:
    return replace(BOOK, standards=tuple(s for s in BOOK.standards if s.id in ("lac-iha", "lac-rha")))


def rate(name: str, *aliases: str) -> Measure:
    return Measure.model_validate(
        {
            "id": name,
            "title": "Rate",
            "area": "health",
            "says": "Of those due, those in time.",
            "standing": "local",
            "basis": [{"cite": "Plan"}],
            "window": "12 months",
            "in_time": {"standards": "lac-iha"},
            "aliases": list(aliases),
        }
    )


RATES = Measures({"rates": rate("rates", "health-rate")}, {"waits": "Kept by the health service."})


def covered(measures: Measures = RATES, **update: Any) -> Coverage:
    supplied = {"folder": Kinds(frozenset(BOOK.vocabulary.periods), frozenset(BOOK.vocabulary.events)), "none": NOTHING}
    return cover(
        small_book(),
        Catalogue.model_validate({**CATALOGUE, **update}),
        {"lac-iha": 3},
        supplied,
        measures,
        ["compliance sweep"],
    )


def test_an_id_is_carried_by_the_standard_or_measure_of_that_id_or_alias() -> None:
    found = covered()
    assert found.homes["lac-rha-under5"] == ("lac-rha",)
    assert found.homes["health-rate"] == ("rates",)
    assert found.homeless == []


def test_several_measures_may_carry_one_id_together() -> None:
    both = Measures({name: rate(name, "health-rate") for name in ("rates", "shares")})
    assert covered(measures=both).homes["health-rate"] == ("rates", "shares")


def test_an_id_that_nothing_carries_is_named() -> None:
    assert covered(measures=Measures()).homeless == ["health-rate: no standard or measure has this id or alias."]


def test_a_home_that_is_nothing_is_named() -> None:
    lost = [{"source": "Plan", "says": "Dashboard", "home": ["lac-ihb"]}]
    assert covered(mechanisms=lost).homeless == [
        "Dashboard (mechanism of Plan): its home 'lac-ihb' is no standard, measure or command."
    ]


@pytest.mark.parametrize("both", [{}, {"home": ["lac-iha"], "declined": "why"}])
def test_what_a_report_names_has_either_a_home_or_a_reason(both: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="say either 'home'"):
        covered(mechanisms=[{"source": "Plan", "says": "Dashboard", **both}])


def test_an_id_in_a_section_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValidationError, match="there is no section 'B'"):
        covered(standards={"lac-iha": {"section": "B", "title": "Health"}})


def test_standards_without_cases_or_records_are_named() -> None:
    found = covered()
    assert found.without_cases == ["lac-rha"]
    assert found.without_source == []
    starved = cover(small_book(), found.catalogue, {}, {"none": NOTHING}, Measures())
    assert any(said.startswith("lac-iha: no source supplies ") for said in starved.without_source)


def test_the_page_says_what_carries_each_id_and_counts_them() -> None:
    page = coverage_page(covered())
    assert (
        "| lac-rha-under5 | [lac-rha](../rules/looked-after-health/lac-rha.yaml) | recurring | statutory | live | 0 |"
        in page
    )
    assert "| health-rate | rates | measure | local |" in page
    assert "| Plan | Health dashboard | lac-iha, `compliance sweep` |" in page
    assert "| Plan | Waits | Declined. Kept by the health service. |" in page
    assert counts(covered())[0] == "3 ids of the catalogue: 2 carried by standards, 1 by measures, 0 by nothing."


def test_who_climbs_a_ladder_is_listed() -> None:
    assert covered().by_ladder() == {"health-first": ["lac-iha"], "health-review": ["lac-rha"]}


def test_a_source_says_what_it_supplies_and_one_that_says_nothing_supplies_all() -> None:
    supplied = sources_supply(BOOK.vocabulary)
    assert supplied["folder"].events == frozenset(BOOK.vocabulary.events)
    assert supplied["ssda903"].periods == {"looked_after", "placement", "legal_status", "missing"}
    assert supplied["ssda903"].events == {"lac_review.held", "missing.returned"}
    assert supplied["ssda903"].roles == {"social_worker"}
