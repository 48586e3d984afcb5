"""What changed from one rulebook to another is said in words."""

from dataclasses import replace
from datetime import date
from typing import Any

from compliance.calendar import Duration
from compliance.rulebook.book import Rulebook
from compliance.rulebook.differences import differences
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import Standard

BOOK = load_rulebook(national_pack())


def other(name: str, **update: Any) -> Rulebook:
    """The pack with some parts of one standard changed."""
    changed = [s.model_copy(update=update) if s.id == name else s for s in BOOK.standards]
    return replace(BOOK, standards=tuple(changed))


def with_first(standard: Standard, count: int) -> Any:
    assert standard.recurring is not None
    return standard.recurring.model_copy(update={"first": Duration(count, "working days")})


def test_nothing_differs_from_itself() -> None:
    assert differences(BOOK, BOOK) == []


def test_a_changed_limit_is_said_by_its_name_with_both_values() -> None:
    longer = other("cp-visit", recurring=with_first(BOOK.standard("cp-visit"), 15))
    assert differences(BOOK, longer) == [
        "Child protection visit: the first limit was 10 working days and is 15 working days."
    ]


def test_a_standard_adopted_is_said() -> None:
    (shadow,) = [s for s in BOOK.standards if s.status == "shadow"][:1]
    assert differences(BOOK, other(shadow.id, status="live")) == [
        f"{shadow.title}: the status was in shadow and is live."
    ]


def test_a_standard_that_is_new_or_gone_is_named() -> None:
    fewer = replace(BOOK, standards=tuple(s for s in BOOK.standards if s.id != "lac-iha"))
    assert differences(BOOK, fewer) == ["Removed: Initial health assessment (lac-iha)."]
    (added,) = differences(fewer, BOOK)
    assert added.startswith("Added: Initial health assessment (lac-iha), live. ")


def test_a_standard_that_keeps_its_old_name_as_an_alias_is_renamed() -> None:
    old = BOOK.standard("lac-iha")
    renamed = old.model_copy(update={"id": "first-health-assessment", "aliases": ("lac-iha",)})
    newer = replace(BOOK, standards=(*(s for s in BOOK.standards if s.id != "lac-iha"), renamed))
    said = differences(BOOK, newer)
    assert (
        said[0]
        == "Renamed: Initial health assessment (lac-iha) is now Initial health assessment (first-health-assessment)."
    )


def test_another_way_of_working_it_out_is_said_in_sentences() -> None:
    standard = BOOK.standard("lac-iha")
    assert standard.deadline is not None
    stricter = other("lac-iha", deadline=standard.deadline.model_copy(update={"counts_from": "the day"}))
    (said,) = differences(BOOK, stricter)
    lost = "A record of the 3 months before the clock starts counts too."
    assert said == f"Initial health assessment: how it is worked out: it said “{lost}”; it says “nothing”."


def test_a_ladder_and_a_closure_day_are_said_too() -> None:
    ladder = BOOK.ladders["early-help"]
    shorter = ladder.model_copy(update={"steps": ladder.steps[:1]})
    calendar = replace(BOOK.calendar, closure_days=frozenset({date(2026, 12, 24)}))
    said = differences(BOOK, replace(BOOK, ladders={**BOOK.ladders, "early-help": shorter}, calendar=calendar))
    assert said[0].startswith("Ladder early-help: who hears was “First the early help manager")
    assert said[1] == "A closure day is new: 24 December 2026."
