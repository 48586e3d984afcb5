"""Writing a child's time looked after: placements, legal statuses, reviews and visits."""

from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.placements import ALONE, LegalStatus, Placement, plan_placements, plan_statuses
from compliance.demo.rows import Row, Rows, yes

PARTICIPATION = ("PN1", "PN2", "PN3", "PN5", "PN7")


def write_care(journey: Journey, rows: Rows, pace: Pace) -> list[CareLife]:
    """Every child of the family that is looked after, each with placements of its own; short breaks give no life."""
    if journey.care is None or journey.short_breaks:
        return []
    lives: list[CareLife] = []
    for child in journey.family.children:
        care = Span(max(journey.care.start, child.born), journey.care.end)
        if care.start > rows.ends_on or care.end < care.start:
            continue
        stage = journey.proceedings.span if journey.proceedings is not None else None
        issued = stage.start if stage is not None else None
        placements = plan_placements(care, child.born, issued is not None and issued <= care.start, pace.random)
        adopted = placements[-1].adoptive
        statuses = plan_statuses(
            care, child.born, issued, stage.end if stage is not None else None, adopted, pace.random
        )
        by_agreement = statuses[0].status == "V2" and len(statuses) == 1 and care.start - child.born > 15 * 365
        alone = by_agreement and len(journey.family.children) == 1 and pace.chance(ALONE)
        lives.append(write_looked_after(child, care, placements, statuses, journey, rows, pace, alone))
    return lives


def write_looked_after(
    child: Child,
    care: Span,
    placements: list[Placement],
    statuses: list[LegalStatus],
    journey: Journey,
    rows: Rows,
    pace: Pace,
    alone: bool = False,
) -> CareLife:
    """The records of one child's period of care; `alone` marks an unaccompanied child."""
    ended = "adopted" if placements[-1].adoptive else "returned home"
    if care.end - child.born > 6560:
        ended = "aged 18"
    period = rows.period("looked_after", child.id, care.start, care.end, ended_because=ended, unaccompanied=yes(alone))
    lived = [
        (placement, rows.period("placement", child.id, placement.start, placement.end, **_attributes(placement)))
        for placement in placements
    ]
    held = [
        (status, rows.period("legal_status", child.id, status.start, status.end, status=status.status))
        for status in statuses
    ]
    reviews = review_days(care, journey, rows, pace)
    for day in reviews:
        spoke = "PN0" if day - child.born < 4 * 365 else pace.random.choice(PARTICIPATION)
        rows.event("lac_review.held", child.id, day, period, participation=spoke)
    visits = visit_days(placements, statuses, reviews, journey, rows, pace)
    for day in visits:
        rows.event("statutory_visit.made", child.id, day, period, child_seen="true", seen_alone=yes(pace.chance(0.8)))
    return CareLife(child, journey, care, period, lived, held, reviews, visits, alone)


def review_days(care: Span, journey: Journey, rows: Rows, pace: Pace) -> list[int]:
    """Within 20 working days, then 3 months, then every 6; one already booked beyond the extract is the last."""
    days: list[int] = []
    last, due = care.start, pace.diary.after(care.start, "20 working days")
    while last <= rows.ends_on:
        day = pace.done("lac review", last, due, journey.worker_on(last))
        if day > care.end:
            break
        days.append(day)
        last, due = day, pace.diary.after(day, "6 months" if len(days) > 1 else "3 months")
    return days


def visit_days(
    placements: list[Placement],
    statuses: list[LegalStatus],
    reviews: list[int],
    journey: Journey,
    rows: Rows,
    pace: Pace,
) -> list[int]:
    """Within a week of each placement, and of an order on a child at home; then at that placement's interval."""
    days: list[int] = []
    for placement in placements:
        orders = [status.start for status in statuses if placement.with_parents and status.start > placement.start]
        seen = placement.start
        due, duty = placement.start + 7, "first statutory visit"
        while seen <= rows.ends_on:
            made = pace.done(duty, seen, due, journey.worker_on(seen))
            if made > placement.end:
                break
            days.append(made)
            seen, duty = made, "statutory visit"
            due = _next_visit(made, placement, statuses, reviews, pace)
            due = min([due, *(order + 7 for order in orders if made < order <= due)])
    return days


def _next_visit(day: int, placement: Placement, statuses: list[LegalStatus], reviews: list[int], pace: Pace) -> int:
    """Care Planning Regulations 2010, regulation 28: weekly, 4-weekly, 6-weekly or 3-monthly from the last visit."""
    interim = any(status.status == "C1" and status.start <= day <= status.end for status in statuses)
    closely = placement.connected_temporary or (placement.with_parents and interim)
    reviewed = any(placement.start <= review <= day for review in reviews)
    if (closely or placement.before_assessment) and not reviewed:
        return day + 7
    if closely:
        return day + 28
    if placement.long_term and day >= pace.diary.after(placement.start, "12 months"):
        return pace.diary.after(day, "3 months")
    return day + 42


def _attributes(placement: Placement) -> Row:
    return {
        "placement_type": placement.code,
        "with_parents": yes(placement.with_parents),
        "before_assessment": yes(placement.before_assessment),
        "already_at_home": yes(placement.already_at_home),
        "connected_temporary": yes(placement.connected_temporary),
        "emergency_carer": yes(placement.emergency_carer),
        "long_term": yes(placement.long_term),
        "adoptive": yes(placement.adoptive),
        "out_of_area": yes(placement.out_of_area),
        "at_a_distance": yes(placement.at_a_distance),
        "ended_unplanned": yes(placement.ended_unplanned),
        "visit_every": "4" if placement.adoptive else "",
        "provider": "independent" if placement.start % 3 == 0 else "own",
    }
