"""Compliant lives in care: by agreement, by order, at home, with kin, on remand, alone, in long-term foster care, adopted."""

from compliance.demo.compliant_scene import EVER_AFTER, Scene
from compliance.demo.disputes import write_dispute
from compliance.demo.emergency import write_emergency_order, write_police_protection
from compliance.demo.health import write_missed
from compliance.demo.journeys import CourtStage, Span
from compliance.demo.missing import write_episodes
from compliance.demo.partnership import write_incident
from compliance.demo.placements import LegalStatus, Placement


def through_the_court(scene: Scene) -> None:
    """In need, then on a plan, then pre-proceedings, then the court, then looked after at a distance."""
    journey, later = scene.journey, scene.later
    assert journey.authorised is not None
    journey.strategy = later(journey.authorised + 150)
    journey.conference = scene.pace.diary.after(journey.strategy, "12 working days")
    journey.cin_plans = [Span(journey.authorised, journey.conference - 1)]
    prepared = later(journey.conference + 250)
    placed = _go_to_court(scene, prepared)
    ordered = journey.proceedings.span.end if journey.proceedings is not None else placed
    move = placed + 200
    scene.live_in_care(
        [
            Placement(placed, move - 1, "U6", out_of_area=True, at_a_distance=True, ended_unplanned=True),
            Placement(move, placed + EVER_AFTER, "U4", long_term=True, out_of_area=True),
        ],
        [LegalStatus(placed, ordered - 1, "C1"), LegalStatus(ordered, placed + EVER_AFTER, "C2")],
    )


def unborn_to_care_leaver(scene: Scene) -> None:
    """Enquiries and a plan before birth, the court in the first year, a long-term home, leaving care to 21."""
    journey, referred = scene.journey, scene.journey.referred
    journey.strategy = scene.later(referred + 2)
    journey.conference = scene.pace.diary.after(journey.strategy, "12 working days")
    placed = _go_to_court(scene, scene.later(scene.child.born + 20))
    ordered = journey.proceedings.span.end if journey.proceedings is not None else placed
    move, of_age = placed + 220, scene.birthday(18) - 1
    journey.closed = of_age
    scene.live_in_care(
        [Placement(placed, move - 1, "U6"), Placement(move, of_age, "U4", long_term=True)],
        [LegalStatus(placed, ordered - 1, "C1"), LegalStatus(ordered, of_age, "C2")],
    )


def _go_to_court(scene: Scene, prepared: int) -> int:
    """Pre-proceedings on the day `prepared`, issue 100 days later, a care order 160 days after that; placed at issue."""
    journey, later = scene.journey, scene.later
    assert journey.conference is not None
    issued = later(prepared + 100)
    placed = later(issued + 5)
    journey.pre_proceedings = CourtStage(Span(prepared, issued), "issued")
    journey.proceedings = CourtStage(Span(issued, later(issued + 160)), "care_order")
    journey.cp_plan = Span(journey.conference, later(placed + 12))
    return placed


def section_20(scene: Scene) -> None:
    """Accommodated by agreement, in one foster home."""
    start = scene.later(scene.journey.referred + 10)
    end = start + EVER_AFTER
    life = scene.live_in_care([Placement(start, end, "U6")], [LegalStatus(start, end, "V2")])
    write_missed(life, start + 300, start + 330, scene.rows, scene.pace)


def interim_order_at_home(scene: Scene) -> None:
    """Police protection, an emergency order, then at home under an interim order and, at home still, a care order."""
    journey, start = scene.journey, scene.later(scene.journey.referred + 10)
    ordered, end = scene.later(start + 165), start + EVER_AFTER
    journey.proceedings = CourtStage(Span(start, ordered), "care_order")
    taken = write_police_protection([scene.child.id], start - 9, scene.rows, scene.pace)
    write_emergency_order([scene.child.id], taken, scene.rows, scene.pace)
    scene.live_in_care(
        [Placement(start, end, "P1", with_parents=True, already_at_home=True)],
        [LegalStatus(start, ordered - 1, "C1"), LegalStatus(ordered, end, "C2")],
    )


def placed_with_parents(scene: Scene) -> None:
    """Under a care order, in foster care and then at home, assessed and decided before."""
    start = scene.later(scene.journey.referred + 10)
    home, end = scene.later(start + 400), start + EVER_AFTER
    scene.live_in_care(
        [Placement(start, home - 1, "U6"), Placement(home, end, "P1", with_parents=True)],
        [LegalStatus(start, end, "C2")],
    )


def at_home_before_assessment(scene: Scene) -> None:
    """At home under a care order before the assessment is complete: weekly visits and then 6-weekly."""
    start = scene.later(scene.journey.referred + 10)
    end = start + EVER_AFTER
    scene.live_in_care(
        [Placement(start, end, "P1", with_parents=True, before_assessment=True)], [LegalStatus(start, end, "C2")]
    )


def long_term(scene: Scene) -> None:
    """With a connected person, approved after sixteen weeks, for good: visits every three months after a year."""
    start = scene.later(scene.journey.referred + 10)
    move, end = start + 112, start + EVER_AFTER
    scene.live_in_care(
        [Placement(start, move - 1, "U3", connected_temporary=True), Placement(move, end, "U1", long_term=True)],
        [LegalStatus(start, end, "C2")],
    )
    write_incident(scene.child.id, scene.later(start + 500), scene.rows, scene.pace)
    write_dispute(scene.child, scene.later(start + 700), scene.rows, scene.pace)


def remanded(scene: Scene) -> None:
    """On remand for some weeks, then accommodated by agreement, then a care leaver."""
    start = scene.later(scene.journey.referred + 10)
    ends, of_age = start + 60, scene.birthday(18) - 1
    scene.journey.closed = of_age
    scene.live_in_care(
        [Placement(start, ends, "K2"), Placement(ends + 1, of_age, "U6")],
        [LegalStatus(start, ends, "J1"), LegalStatus(ends + 1, of_age, "V2")],
    )


def unaccompanied(scene: Scene) -> None:
    """Alone in the country, five days with emergency carers and then in foster care, then a care leaver."""
    start, of_age = scene.later(scene.journey.referred + 1), scene.birthday(18) - 1
    scene.journey.closed = of_age
    placements = [Placement(start, start + 5, "U6", emergency_carer=True), Placement(start + 6, of_age, "U6")]
    scene.live_in_care(placements, [LegalStatus(start, of_age, "V2")], unaccompanied=True)


def adopted(scene: Scene) -> None:
    """In foster care under an order, placed for adoption after fourteen months, adopted a year later."""
    start = scene.later(scene.journey.referred + 10)
    placed, ends = scene.later(start + 430), start + 830
    scene.journey.closed = ends
    scene.live_in_care(
        [Placement(start, placed - 1, "U6"), Placement(placed, ends, "A5", adoptive=True)],
        [LegalStatus(start, start + 200, "C2"), LegalStatus(start + 201, ends, "E1")],
    )


def missing(scene: Scene) -> None:
    """Accommodated by agreement and often missing, always asked about it within 72 hours."""
    section_20(scene)
    days: list[Span] = []
    day = scene.journey.referred + 90
    while day < scene.rows.ends_on - 10:
        back = day + scene.pace.random.randrange(3)
        days.append(Span(day, back))
        day = back + scene.pace.random.randrange(5, 60)
    write_episodes(scene.child, days, scene.journey, {scene.child.id: ""}, scene.rows, scene.pace)
