"""The made-up authority's counts and rates lie in bands about the published ones (see `rates.py`)."""

from collections import Counter
from datetime import date

import pytest

from compliance.calendar import Calendar

from .conftest import ENDS_ON
from .rates import Folder, again, caseloads, day_of, interviews_within_72_hours, is_open, once, started

SINCE = date(2023, 4, 1)
LAST_YEAR = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("referral", 1950, 2250),
        ("assessment", 380, 560),
        ("cin_plan", 600, 820),
        ("cp_plan", 290, 370),
        ("looked_after", 540, 640),
        ("pre_proceedings", 25, 80),
        ("proceedings", 60, 130),
        ("section_47", 25, 90),
    ],
)
def test_as_many_are_open_as_a_middling_authority_has(whole: Folder, kind: str, least: int, most: int) -> None:
    assert least <= sum(map(is_open, whole.periods(kind))) <= most


@pytest.mark.parametrize(
    ("kind", "event", "limit", "published", "within"),
    [
        ("assessment", "assessment.authorised", "45 working days", 0.857, 0.025),
        ("section_47", "icpc.held", "15 working days", 0.814, 0.03),
        ("looked_after", "health.iha", "20 working days", 0.75, 0.05),
        ("looked_after", "health.paperwork_sent", "5 working days", 0.85, 0.05),
    ],
)
def test_what_is_done_once_is_as_timely_as_published(
    whole: Folder, calendar: Calendar, kind: str, event: str, limit: str, published: float, within: float
) -> None:
    tally = once(whole, kind, event, limit, calendar, ENDS_ON, SINCE)
    assert tally.in_time + tally.late > 300
    assert tally.rate == pytest.approx(published, abs=within)


@pytest.mark.parametrize(
    ("kind", "event", "limits", "published", "within"),
    [
        ("cp_plan", "cp_review.held", ["3 months", "6 months"], 0.898, 0.03),
        ("cp_plan", "cp_visit.made", ["10 working days"], 0.87, 0.03),
        ("looked_after", "lac_review.held", ["20 working days", "3 months", "6 months"], 0.935, 0.02),
    ],
)
def test_what_recurs_is_as_timely_as_published(
    whole: Folder, calendar: Calendar, kind: str, event: str, limits: list[str], published: float, within: float
) -> None:
    tally = again(whole, kind, event, limits, calendar, ENDS_ON, SINCE)
    assert tally.rate == pytest.approx(published, abs=within)
    assert tally.overdue < 0.15 * sum(map(is_open, whole.periods(kind)))


def test_visits_in_ordinary_placements_are_as_timely_as_reported(whole: Folder, calendar: Calendar) -> None:
    visits: dict[str, list[date]] = {}
    for row in whole.events("statutory_visit.made"):
        visits.setdefault(row["person_id"], []).append(day_of(row["happened_at"]))
    in_time = late = 0
    for placement in whole.periods("placement"):
        special = ("with_parents", "before_assessment", "connected_temporary", "long_term", "short_break")
        begun = started(placement)
        if begun is None or begun < SINCE or any(placement[name] == "true" for name in special):
            continue
        last, limit = begun, 7
        end = day_of(placement["ended_on"]) if placement["ended_on"] else ENDS_ON
        for day in sorted(day for day in visits.get(placement["person_id"], []) if begun < day <= end):
            in_time += (day - last).days <= limit
            late += (day - last).days > limit
            last, limit = day, 42
    assert in_time / (in_time + late) == pytest.approx(0.90, abs=0.03)


def test_return_interviews_are_as_timely_as_published(whole: Folder) -> None:
    tally = interviews_within_72_hours(whole)
    assert tally.in_time / (tally.in_time + tally.late + tally.overdue) == pytest.approx(0.63, abs=0.05)
    assert tally.overdue < 90


def test_court_work_takes_as_long_as_published(whole: Folder) -> None:
    ended = [p for p in whole.periods("proceedings") if p["ended_on"] and day_of(p["ended_on"]) >= SINCE]
    in_time = [p for p in ended if (day_of(p["ended_on"]) - day_of(p["started_on"])).days <= 181]
    assert len(in_time) / len(ended) == pytest.approx(0.40, abs=0.06)


def test_child_protection_plans_are_as_old_as_published(whole: Folder) -> None:
    ages = [(ENDS_ON - day_of(plan["started_on"])).days for plan in whole.periods("cp_plan") if is_open(plan)]
    bands = Counter("3" if age <= 91 else "6" if age <= 183 else "12" if age <= 365 else "more" for age in ages)
    for band, share in (("3", 0.315), ("6", 0.255), ("12", 0.263), ("more", 0.167)):
        assert bands[band] / len(ages) == pytest.approx(share, abs=0.07)


def test_about_one_plan_in_four_is_not_the_child_s_first(whole: Folder) -> None:
    begun: dict[str, list[date]] = {}
    for plan in whole.periods("cp_plan"):
        begun.setdefault(plan["person_id"], []).append(day_of(plan["started_on"]))
    recent = [(person, day) for person, days in begun.items() for day in days if day > LAST_YEAR]
    again_on_one = sum(min(begun[person]) < day for person, day in recent)
    assert again_on_one / len(recent) == pytest.approx(0.245, abs=0.06)


def test_about_one_referral_in_four_or_five_is_a_repeat(whole: Folder) -> None:
    referred: dict[str, list[date]] = {}
    for row in whole.periods("referral"):
        referred.setdefault(row["person_id"], []).append(day_of(row["started_on"]))
    recent = [(person, day) for person, days in referred.items() for day in days if day > LAST_YEAR]
    repeats = sum(any(0 < (day - other).days <= 365 for other in referred[person]) for person, day in recent)
    assert 3900 <= len(recent) <= 4600
    assert repeats / len(recent) == pytest.approx(0.226, abs=0.03)


def test_workers_hold_about_fifteen_children_each(whole: Folder) -> None:
    held, fte = caseloads(whole, ENDS_ON)
    assert 138 <= len(fte) <= 152
    assert sum(held.values()) / sum(fte.values()) == pytest.approx(15.2, abs=0.8)
    assert max(held.values()) < 40


def test_about_one_child_in_ten_in_care_has_had_three_placements_in_the_year(whole: Folder) -> None:
    in_care = {p["person_id"] for p in whole.periods("looked_after") if is_open(p) and p["short_break"] != "true"}
    held = Counter(
        p["person_id"]
        for p in whole.periods("placement")
        if p["short_break"] != "true" and (is_open(p) or day_of(p["ended_on"]) > LAST_YEAR)
    )
    assert sum(held[person] >= 3 for person in in_care) / len(in_care) == pytest.approx(0.10, abs=0.03)


def test_some_teams_are_later_than_others(whole: Folder, calendar: Calendar) -> None:
    team_of: dict[str, str] = {}
    for row in whole.tables["involvements"]:
        if row["role"] == "social_worker":
            team_of.setdefault(row["person_id"], row["team_id"])
    by_team: dict[str, Counter[bool]] = {}
    authorised = whole.days_by_period("assessment.authorised")
    for period in whole.periods("assessment"):
        days = authorised.get(period["period_id"])
        if days and period["person_id"] in team_of and day_of(period["started_on"]) > SINCE:
            taken = calendar.elapsed(day_of(period["started_on"]), days[0], "working days")
            by_team.setdefault(team_of[period["person_id"]], Counter())[taken <= 45] += 1
    shares = [counts[True] / counts.total() for counts in by_team.values() if counts.total() > 300]
    assert max(shares) - min(shares) > 0.10
