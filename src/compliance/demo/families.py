"""Made-up families: who is in them, how old they are, and when each was referred."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from compliance.demo.diary import iso
from compliance.demo.journeys import Child, Family, Journey
from compliance.demo.names import first_name, surname
from compliance.demo.pace import Pace
from compliance.demo.planning import plan_route
from compliance.demo.rows import Rows, yes
from compliance.demo.structure import AREAS
from compliance.demo.workforce import Workforce

YEAR = 365.25


@dataclass(frozen=True)
class Route:
    """A way through: children a year who go it, and how many years before the window they may have come."""

    name: str
    children_a_year: int
    comes_before: float
    sizes: tuple[float, ...]
    ages: tuple[float, float]


FAMILIES = (0.48, 0.30, 0.15, 0.07)
MOSTLY_ALONE = (0.78, 0.16, 0.06)

ROUTES = (
    Route("advice", 270, 0.1, FAMILIES, (0, 17)),
    Route("assessed", 2000, 0.4, FAMILIES, (0, 17)),
    Route("in_need", 1080, 3.0, FAMILIES, (0, 15.5)),
    Route("protected", 350, 5.0, FAMILIES, (-0.45, 14)),
    Route("via_court", 72, 9.0, FAMILIES, (-0.45, 11)),
    Route("care", 128, 9.0, MOSTLY_ALONE, (0, 17.2)),
    Route("short_breaks", 10, 6.0, (1.0,), (4, 13)),
)
SEEN_BEFORE = 0.30
"""Of referrals, those whose family is given one within the twelve months before (22.6% of children, published)."""
PLANNED_BEFORE = 0.50
"""Of plans, those whose family is given an earlier one; not all its children were born then (24.5%, published)."""


def make_journeys(rows: Rows, force: Workforce, pace: Pace, opens_on: int, scale: float) -> list[Journey]:
    """Every journey under way at some time since `opens_on`, in order of referral; writes children and families."""
    planned = sorted(_plan_all(force, pace, opens_on, rows.ends_on, scale), key=lambda journey: journey.referred)
    written: set[str] = set()
    for journey in planned:
        for child in journey.family.children:
            if child.id not in written:
                written.add(child.id)
                _write_child(rows, child, journey, pace.random)
    return planned


def _plan_all(force: Workforce, pace: Pace, opens_on: int, ends_on: int, scale: float) -> Iterator[Journey]:
    families = children = 0
    held: dict[str, int] = defaultdict(int)
    for route in ROUTES:
        mean_size = sum((size + 1) * share for size, share in enumerate(route.sizes)) / sum(route.sizes)
        years = (ends_on - opens_on) / YEAR + route.comes_before
        number = round(route.children_a_year * scale * years / mean_size)
        for turn in range(number):
            ago = (turn + pace.random.random()) / number * years * YEAR
            day = pace.diary.back_to_working(ends_on - int(ago))
            size = pace.random.choices(range(1, len(route.sizes) + 1), route.sizes)[0]
            family = _make_family(
                families + 1, children, size, route, day, _pick_teams(force, held, pace.random), pace.random
            )
            journey = plan_route(route.name, family, day, pace)
            if journey.closed < opens_on:
                continue
            families += 1
            children += size
            for service, span in journey.service_spans():
                held[family.teams[service]] += size if span.start <= ends_on < span.end else 0
            yield journey
            earlier = _earlier(journey, route, pace)
            if earlier is not None and (opens_on <= earlier.closed or earlier.cp_plan is not None):
                yield earlier


def _earlier(journey: Journey, route: Route, pace: Pace) -> Journey | None:
    """A closed journey of the same family before this one, for as many of the children as were born."""
    if route.name in ("protected", "via_court") and pace.chance(PLANNED_BEFORE):
        name, before = "protected", pace.random.randrange(600, 2000)
    elif route.name in ("advice", "assessed", "in_need", "protected") and pace.chance(SEEN_BEFORE):
        name, before = "assessed", pace.random.randrange(100, 360)
    else:
        return None
    day = pace.diary.back_to_working(journey.referred - before)
    born = tuple(child for child in journey.family.children if child.born < day)
    if not born:
        return None
    earlier = plan_route(name, replace(journey.family, children=born), day, pace)
    return earlier if earlier.closed < journey.referred else None


def _pick_teams(force: Workforce, held: dict[str, int], random: Random) -> dict[str, str]:
    """A team of each service in one area: of two drawn, the one that will hold fewer children at the end."""
    area = random.choice(AREAS)
    picked: dict[str, str] = {}
    for service, teams in force.case_teams.items():
        near = [team.id for team in teams if team.area == area] or [team.id for team in teams]
        picked[service] = min(random.choice(near), random.choice(near), key=lambda team: held[team])
    return picked


def _make_family(
    number: int, children_before: int, size: int, route: Route, day: int, teams: dict[str, str], random: Random
) -> Family:
    low, high = route.ages
    if route.name == "care":
        age = high - (high - low) * random.random() ** 1.6
    else:
        age = max(low + (high - low) * random.random() ** 1.15, 0.0 if size > 1 else low)
    if low < 0 and random.random() < 0.12:
        age = low * random.random() if size == 1 else max(age, 2.0)
    children: list[Child] = []
    for index in range(size):
        born = day - int(age * YEAR) - 1 if age >= 0 else day + 1 + int(-age * YEAR)
        expected = born + random.randrange(-12, 13) if born > day else None
        children.append(
            Child(f"C{children_before + index + 1:06d}", born, expected, restricted=random.random() < 0.004)
        )
        if age - 1.2 < 0:
            age = random.uniform(0.0, max(age, 0.1))
        else:
            age -= random.uniform(1.2, min(age, 4.0)) if age > 1.3 else 0.0
    return Family(f"F{number:05d}", surname(random), tuple(children), teams)


def _write_child(rows: Rows, child: Child, journey: Journey, random: Random) -> None:
    family = journey.family
    unborn = child.expected is not None and child.born > rows.ends_on
    rows.add(
        "people",
        {
            "person_id": child.id,
            "display_name": f"{first_name(random)} {family.name}",
            "date_of_birth": "" if unborn else iso(child.born),
            "expected_birth_date": iso(child.expected) if child.expected is not None else "",
            "sex": "" if unborn else random.choice(("F", "M")),
            "restricted": yes(child.restricted),
            "responsible_authority": "MADEUP",
        },
    )
    rows.add(
        "families",
        {"family_id": family.id, "person_id": child.id, "started_on": iso(min(journey.referred, child.born))},
    )
