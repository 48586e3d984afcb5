"""Rules in words: conditions, limits, forms and ladders, as somebody reads them who has never seen a file."""

from typing import Any

import pytest

from compliance.rulebook.book import Rulebook
from compliance.rulebook.conditions import parse_condition
from compliance.rulebook.ladders import parse_asked
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.words_of import condition_words, happening, listed, period_name, record_of
from compliance.rulebook.words_of_forms import arithmetic
from compliance.rulebook.words_of_ladders import asked_words, who_hears
from compliance.rulebook.words_of_limits import short_limit

BOOK = load_rulebook(national_pack())
WORDS = BOOK.vocabulary


@pytest.fixture
def book() -> Rulebook:
    return BOOK


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"age": {"under": 5}}, "the child is under 5"),
        ({"not": {"age": {"under": 5}}}, "the child is 5 or over"),
        ({"age": {"from": 4, "under": 17}}, "the child is from 4 up to the 17th birthday"),
        ({"unborn": True}, "the child is not yet born"),
        ({"not": {"unborn": True}}, "the child is born"),
        ({"holds": {"period": "cp_plan"}}, "the child is on a child protection plan"),
        (
            {"not": {"holds": {"period": "placement", "where": {"long_term": True}}}},
            "the child is not in a placement where it is recorded as “intended to last until the child is 18”",
        ),
        (
            {"holds": {"period": "legal_status", "where": {"status": ["C1", "C2"]}}},
            "the child is in a legal status where the status is C1 (interim care order) or C2 (full care order)",
        ),
        ({"lasted": {"period": "placement", "at_least": "1 year"}}, "the placement began at least 1 year before"),
        (
            {"not": {"happened": {"event": "lac_review.held", "since": "placement"}}},
            "there is no record that a looked-after child's review was held, since a placement began",
        ),
        (
            {"repeated": {"period": "missing", "times": 3, "within": "30 days"}},
            "3 or more have begun within 30 days (an episode of being missing)",
        ),
        (
            {"not": {"any": [{"age": {"under": 5}}, {"unborn": True}]}},
            "the child is 5 or over and the child is born",
        ),
        (
            {"all": [{"age": {"from": 5}}, {"any": [{"unborn": False}, {"age": {"under": 16}}]}]},
            "the child is 5 or over and (the child is born or the child is under 16)",
        ),
    ],
)
def test_a_condition_is_said_as_a_clause(written: dict[str, Any], said: str) -> None:
    assert condition_words(WORDS, parse_condition(written)) == said


def test_an_attribute_is_said_by_what_the_vocabulary_says_of_it() -> None:
    placement = WORDS.periods["placement"]
    said = condition_words(WORDS, parse_condition({"before_assessment": False}), placement)
    assert said == ("it is not recorded as “placed with parents before the assessment is complete (regulation 19)”")


def test_every_kind_has_a_name_that_a_sentence_can_hold() -> None:
    for kind in WORDS.periods:
        assert "_" not in period_name(WORDS, kind)
        assert not period_name(WORDS, kind).endswith((".", ","))
    for kind in WORDS.events:
        assert record_of(WORDS, kind).startswith(("a record that ", "a record of "))
    assert happening(WORDS, "dental.checked") == "a dental check took place"
    assert happening(WORDS, "strategy.held") == "a strategy discussion was held"


def test_parts_with_commas_of_their_own_are_set_apart_by_semicolons() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a, b", "c"], "or") == "a, b; or c"


def test_a_deadline_is_said_from_its_start_to_its_warnings(book: Rulebook) -> None:
    assert arithmetic(WORDS, book.standard("lac-iha"))[:3] == [
        "The clock starts on the first day of a period of being looked after.",
        "It is due within 20 working days.",
        "It is met by a record of an initial health assessment, with the outcome “done”.",
    ]


def test_a_chain_says_what_comes_first_and_what_after(book: Rulebook) -> None:
    said = " ".join(arithmetic(WORDS, book.standard("adoption-reviews")))
    assert (
        "The first is due within 4 weeks. Each later one is counted from the one before it: within 3 months where it is the 2nd; "
        in said
    )
    assert "otherwise within 6 months." in said
    assert short_limit(WORDS, book.standard("adoption-reviews")) == "4 weeks; then 3 months or 6 months"


def test_a_state_says_what_must_hold_and_when_it_is_late(book: Rulebook) -> None:
    said = " ".join(arithmetic(WORDS, book.standard("pre-proceedings-cp-plan")))
    assert "On every day of pre-proceedings there must be a child protection plan." in said
    assert (
        "A stretch of days without it is late once it has lasted more than 15 working days after its first day." in said
    )


def test_a_number_that_changed_is_said_with_the_dates_of_its_clocks(book: Rulebook) -> None:
    said = " ".join(arithmetic(WORDS, book.standard("pf-visit")))
    assert "no number of days set (for clocks started from 24 April 2020 to 25 September 2020)" in said


def test_every_standard_of_the_pack_can_be_said_without_a_word_of_its_file(book: Rulebook) -> None:
    for standard in book.standards:
        said = [*arithmetic(WORDS, standard), *who_hears(book.ladders[standard.ladder], standard)]
        assert all(sentence.endswith(".") and "_" not in sentence and "  " not in sentence for sentence in said), said
        assert short_limit(WORDS, standard)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"outcome": "overdue"}, "when it is overdue"),
        ({"outcome": "overdue", "working_days_over": {"from": 5}}, "when it is 5 or more working days late"),
        ({"outcome": "overdue", "days_over": {"from": 1}}, "when it is 1 day or more late"),
        (
            {"any": [{"outcome": "due_soon", "booked": 0}, {"outcome": "overdue"}]},
            "when it is due soon and nothing is booked, or when it is overdue",
        ),
        ({"warning": {"from": 2}}, "when the 2nd warning is reached"),
    ],
)
def test_a_step_says_when_somebody_hears(when: dict[str, Any], said: str, book: Rulebook) -> None:
    assert asked_words(parse_asked(when), book.standard("lac-review")) == said


def test_the_roles_of_one_level_are_told_together(book: Rulebook) -> None:
    said = who_hears(book.ladders["cp-visit"], book.standard("cp-visit"))
    assert said[0].startswith("First the team manager, when it is due soon and nothing is booked")
    assert said[1] == "Then the conference chair and service manager, when it is overdue."
