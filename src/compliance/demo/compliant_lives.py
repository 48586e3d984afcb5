"""Children for whom everything is done on time, for five years: nothing about them is ever late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from compliance.calendar import Calendar, day_number
from compliance.demo.care import write_looked_after
from compliance.demo.court import write_court
from compliance.demo.diary import Diary, iso
from compliance.demo.front_door import write_front_door
from compliance.demo.journeys import Child, CourtStage, Family, Holding, Journey, Span
from compliance.demo.missing import write_episode
from compliance.demo.pace import Pace
from compliance.demo.placements import LegalStatus, Placement
from compliance.demo.protection import write_protection
from compliance.demo.rows import Row, Rows

FIVE_YEARS = 1826
EVER_AFTER = 3650
"""So many days that what lasts them has not ended by the day of the extract."""


@dataclass(frozen=True)
class _Scene:
    """What a life is written with: where the rows go, the pace of the flawless, and the child's one journey."""

    rows: Rows
    pace: Pace
    child: Child
    journey: Journey

    def later(self, day: int) -> int:
        return self.pace.diary.on_to_working(day)


def generate_compliant_child(
    kind: str, born: date, calendar: Calendar, ends_on: date, person_id: str = "C000001", seed: int = 0
) -> dict[str, list[Row]]:
    """The rows, by table, of a made-up child, open for the five years to `ends_on`, to whom nothing is ever owed late.

    `kind` is one of `KINDS`. The child has one worker all along. `born` lies before the five years begin.

    Raises:
        KeyError: there is no such kind.
    """
    random = Random(seed)
    rows = Rows(day_number(ends_on), random, mark=f"{person_id}-")
    pace = Pace(Diary(calendar), random, flawless=True)
    opened = pace.diary.on_to_working(day_number(ends_on) - FIVE_YEARS)
    child = Child(person_id, day_number(born))
    family = Family(f"F{person_id[1:]}", "Moor", (child,), {})
    holding = Holding("W001", opened)
    journey = Journey(family, opened, opened + FIVE_YEARS + EVER_AFTER, holdings=[holding])
    journey.authorised = pace.diary.after(opened, "30 working days")
    _write_people(rows, child, opened)
    KINDS[kind](_Scene(rows, pace, child, journey))
    return rows.tables


def _write_people(rows: Rows, child: Child, opened: int) -> None:
    rows.add(
        "people",
        {"person_id": child.id, "display_name": "Test-Avery Moor", "date_of_birth": iso(child.born), "sex": "F"},
    )
    rows.add("families", {"family_id": f"F{child.id[1:]}", "person_id": child.id, "started_on": iso(child.born)})
    rows.add("teams", {"team_id": "T001", "name": "Made-up team", "manager_id": "W002", "started_on": iso(opened)})
    for worker, role in (("W001", "social_worker"), ("W002", "team_manager"), ("W003", "iro"), ("W004", "cp_chair")):
        rows.add(
            "workers",
            {"worker_id": worker, "role": role, "team_id": "T001", "fte": "1.0", "started_on": iso(opened)},
        )
        if role != "team_manager":
            rows.involvement(child.id, worker, role, "T001", opened, None)


def _through_the_court(scene: _Scene) -> None:
    """In need, then on a plan, then pre-proceedings, then the court, then looked after."""
    journey, later = scene.journey, scene.later
    assert journey.authorised is not None
    journey.strategy = later(journey.authorised + 150)
    journey.conference = scene.pace.diary.after(journey.strategy, "12 working days")
    journey.cin_plans = [Span(journey.authorised, journey.conference - 1)]
    prepared = later(journey.conference + 250)
    issued = later(prepared + 100)
    ordered = later(issued + 160)
    placed = later(issued + 5)
    journey.pre_proceedings = CourtStage(Span(prepared, issued), "issued")
    journey.proceedings = CourtStage(Span(issued, ordered), "care_order")
    journey.cp_plan = Span(journey.conference, later(placed + 12))
    move = placed + 200
    _live_in_care(
        scene,
        [Placement(placed, move - 1, "U6"), Placement(move, placed + EVER_AFTER, "U4", long_term=True)],
        [LegalStatus(placed, ordered - 1, "C1"), LegalStatus(ordered, placed + EVER_AFTER, "C2")],
    )


def _under_five(scene: _Scene) -> None:
    """Looked after from early on, so that health is reviewed every six months until the fifth birthday."""
    start = scene.later(scene.journey.referred + 10)
    _live_in_care(
        scene,
        [Placement(start, start + EVER_AFTER, "U6")],
        [LegalStatus(start, start + EVER_AFTER, "V2")],
    )


def _with_parents(scene: _Scene) -> None:
    """At home under an interim order, weekly visits and then 4-weekly; at home still when the care order is made."""
    start = scene.later(scene.journey.referred + 10)
    ordered = scene.later(start + 165)
    scene.journey.proceedings = CourtStage(Span(start, ordered), "care_order")
    _live_in_care(
        scene,
        [Placement(start, start + EVER_AFTER, "P1", with_parents=True)],
        [LegalStatus(start, ordered - 1, "C1"), LegalStatus(ordered, start + EVER_AFTER, "C2")],
    )


def _before_assessment(scene: _Scene) -> None:
    """At home under a care order before the assessment is complete: weekly visits and then 6-weekly."""
    start = scene.later(scene.journey.referred + 10)
    assessed = start + 120
    _live_in_care(
        scene,
        [
            Placement(start, assessed - 1, "P1", with_parents=True, before_assessment=True),
            Placement(assessed, start + EVER_AFTER, "P1", with_parents=True),
        ],
        [LegalStatus(start, start + EVER_AFTER, "C2")],
    )


def _long_term(scene: _Scene) -> None:
    """In long-term foster care after sixteen weeks with a connected person: visits every three months after a year."""
    start = scene.later(scene.journey.referred + 10)
    move = start + 112
    _live_in_care(
        scene,
        [
            Placement(start, move - 1, "U3", connected_temporary=True),
            Placement(move, start + EVER_AFTER, "U1", long_term=True),
        ],
        [LegalStatus(start, start + EVER_AFTER, "C2")],
    )


def _missing(scene: _Scene) -> None:
    """Looked after and often missing, always asked about it within 72 hours."""
    _under_five(scene)
    day = scene.journey.referred + 90
    while day < scene.rows.ends_on - 10:
        back = day + scene.pace.random.randrange(3)
        write_episode(scene.child, day, back, scene.journey, scene.rows, scene.pace)
        day = back + scene.pace.random.randrange(5, 60)


def _live_in_care(scene: _Scene, placements: list[Placement], statuses: list[LegalStatus]) -> None:
    journey, rows, pace = scene.journey, scene.rows, scene.pace
    write_front_door(journey, rows, pace)
    write_protection(journey, rows, pace)
    write_court(journey, rows, pace)
    care = Span(placements[0].start, placements[-1].end)
    write_looked_after(scene.child, care, placements, statuses, journey, rows, pace)


KINDS: dict[str, Callable[[_Scene], None]] = {
    "through the court": _through_the_court,
    "under five": _under_five,
    "with parents": _with_parents,
    "before assessment": _before_assessment,
    "long term": _long_term,
    "missing": _missing,
}
"""The lives there are, by what marks them."""
