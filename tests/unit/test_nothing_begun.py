"""Why a standard has no finding for a child, where its age or the school year is the reason."""

from datetime import date

from small_authority import Records, rulebook

from compliance.cli.nothing_begun import nothing_begun
from compliance.rulebook.model import Standard

CARE = ({"period_id": "p1", "person_id": "c1", "kind": "looked_after", "started_on": "2026-09-14", "ended_on": ""},)


def _said(**parts: object) -> list[str]:
    said: dict[str, object] = {"id": "duty", "title": "A duty", "area": "any", "standing": "local", "status": "live"}
    said |= {"says": "A duty.", "basis": [{"cite": "Somewhere"}], "ladder": "any"}
    snapshot = Records(periods=CARE).snapshot()
    return nothing_begun(snapshot, rulebook(), Standard.model_validate(said | parts), ("person", 0), date(2026, 11, 2))


def _during(**aged: int) -> dict[str, object]:
    return {"period": "looked_after", "aged": aged}


def test_a_child_of_another_age_is_told_the_years_in_which_it_is_owed() -> None:
    made = {"within": "3 months", "met_by": {"event": "pathway_plan.made"}}
    shown = "The record shows a period of looked after, but none that the standard applies to."
    assert _said(during={"period": "looked_after", "aged": {"from": 16}}, deadline=made) == [
        shown,
        "It is owed only while the child is 16 or over.",
    ]
    assert _said(during=_during(under=5), deadline=made)[1] == "It is owed only while the child is under 5."
    both = {"period": "looked_after", "aged": {"from": 16, "under": 18}}
    assert _said(during=both, deadline=made)[1] == "It is owed only while the child is at least 16 and under 18."


def test_where_no_term_has_begun_yet_that_is_said() -> None:
    each = {"each": "school term", "met_by": {"event": "pep.held"}}
    assert _said(during={"period": "looked_after"}, deadline=each)[1] == (
        "It is owed in each school term that begins in that time; none has begun yet."
    )
