"""The sentences about limits, loads and a period's own interval say what was counted, and no more."""

from datetime import date

import pytest

from compliance.calendar import Duration
from compliance.evaluate.detail import CitedLimit, Detail
from compliance.rulebook.model import Standard
from compliance.why_counted import counted, nobody_counted, own_interval


def _standard(**form: object) -> Standard:
    said: dict[str, object] = {"id": "duty", "title": "A duty", "area": "any", "standing": "local", "status": "live"}
    return Standard.model_validate(said | {"says": "A duty.", "basis": [{"cite": "Somewhere"}], "ladder": "any"} | form)


def _load(**said: object) -> Standard:
    return _standard(load={"role": "social_worker", "most": 8, **said})


def test_what_a_load_counted_is_said_in_its_own_terms() -> None:
    team = _load(count="posts", per_role="team_manager", over="team")
    assert counted(team, 9, "overdue") == (
        "Counted: 9 people in posts as social worker for each in a post as team manager, rounded up; the limit is 8."
    )
    share = _load(count="agency_share", over="authority")
    assert counted(share, 9, "met_late") == (
        "The most counted: 9 per cent of the full-time equivalent in posts as social worker held by agency workers, rounded up; "
        "the limit is 8."
    )
    assert "16 people for each full-time post of a social worker" in counted(_load(), 16, "exempt")


def test_a_row_is_not_said_to_be_within_a_length_of_time() -> None:
    count = {"event": "statutory_visit.made", "where": {"seen_alone": False}}
    row = _standard(during={"period": "looked_after"}, limit={"count": count, "most": 2, "in_a_row": True})
    assert counted(row, 3, "overdue") == (
        "Counted: 3 (statutory visit made, of the sort that counts, in a row with none of the others between; those of one day "
        "are one); the limit is 2."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "no post as social worker with anybody to count"),
        ({"count": "posts", "per_role": "team_manager", "over": "team"}, "or nobody in one as team manager"),
        (
            {"count": "agency_share", "over": "authority"},
            "Either this team has one above it, or the record of 5 January 2026",
        ),
    ],
)
def test_why_nobody_was_counted_is_one_of_what_it_can_be(said: dict[str, object], words: str) -> None:
    form = _load(**said).load
    assert form is not None
    assert words in nobody_counted(form, date(2026, 1, 5))


def test_only_an_interval_that_the_period_sets_is_said_to_be_its_own() -> None:
    then = [{"within": {"own": "visit_every", "in": "weeks"}}, {"within": "6 weeks"}]
    standard = _standard(
        during={"period": "cin_plan"},
        recurring={"met_by": {"event": "cin_visit.made"}, "first": "1 week", "then": then},
    )
    limit = CitedLimit(Duration(3, "weeks"), "Somewhere", date(2026, 1, 5), own=True)
    assert own_interval(Detail({}, standard, limit)) == ["The child in need plan itself sets this interval."]
    assert own_interval(Detail({}, standard, CitedLimit(Duration(3, "weeks"), "Somewhere", date(2026, 1, 5)))) == []
    assert own_interval(Detail({}, standard)) == []
