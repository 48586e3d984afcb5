"""Writing adoption: the plan, the panel and the decision, the match, and visits and reviews in the new family."""

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.placements import Placement
from compliance.demo.rows import Rows

SET_BY_REVIEW = "4 weeks"
"""How far apart visits are once the first review has been held: what the placement's record says."""


def write_adoption(life: CareLife, rows: Rows, pace: Pace) -> None:
    """The adoption of a child whose last placement is with adopters."""
    placement, period = life.placements[-1]
    if not placement.adoptive:
        return
    person, placed = life.child.id, placement.start
    planned = _planned_on(life, placement)
    decided = min(pace.within("adoption decision", planned, "2 months", life.worker), placed - 1)
    if planned < decided - 8:
        panel = pace.diary.back_to_working(decided - pace.random.randrange(3, 8))
        rows.event("adoption.planned", person, planned, life.period)
        rows.event("adoption.panel_recommended", person, panel, life.period)
        rows.event("adoption.decided", person, decided, life.period)
        rows.event("adoption.matched", person, max(decided + 1, placed - 20), life.period)
        rows.period("adoption", person, decided, life.span.end)
    if period:
        _write_placed(life, placement, period, rows, pace)


def _planned_on(life: CareLife, placement: Placement) -> int:
    """The last review that leaves the agency four months before the placement; else halfway to it."""
    early = [day for day in life.reviews if day < placement.start - 120]
    return early[-1] if early else (life.span.start + placement.start) // 2


def _write_placed(life: CareLife, placement: Placement, period: str, rows: Rows, pace: Pace) -> None:
    start, person = placement.start, life.child.id
    last = min(placement.end, rows.ends_on)
    reviews = [pace.within("adoption review", start, "4 weeks", life.worker)]
    while reviews[-1] <= last:
        length = "3 months" if len(reviews) == 1 else "6 months"
        reviews.append(pace.within("adoption review", reviews[-1], length, life.worker))
    for day in reviews:
        if day <= placement.end:
            rows.event("adoption_review.held", person, day, period)
    day = start
    while day <= last:
        day = pace.within("adoption visit", day, "1 week" if day < reviews[0] else SET_BY_REVIEW, life.worker)
        if day <= placement.end:
            rows.event("adoption_visit.made", person, day, period)
