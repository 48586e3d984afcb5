"""Writing requests for an education, health and care assessment."""

from compliance.demo.journeys import Child, Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

ASKED = {True: 0.8, False: 0.05}
"""How many children with short breaks, and without, are asked for."""

NO_ASSESSMENT, NO_PLAN = 0.15, 0.06
YEAR = 365.25


def write_special_needs(journey: Journey, rows: Rows, pace: Pace) -> None:
    """A request for some children of school age, at some time while the family is open."""
    if journey.authorised is None:
        return
    for child in journey.family.children:
        length = min(journey.closed, rows.ends_on) - journey.referred
        if length < 10 or not pace.chance(ASKED[journey.short_breaks]):
            continue
        asked = pace.diary.on_to_working(journey.referred + pace.random.randrange(length))
        if 3 * YEAR < asked - child.born < 16 * YEAR:
            write_request(child, asked, rows, pace)


def write_request(child: Child, asked: int, rows: Rows, pace: Pace) -> None:
    """A request: told within six weeks whether there will be an assessment, and within twenty of its plan, or of none."""
    told = pace.within("special needs decision", asked, "6 weeks")
    if pace.mishap(NO_ASSESSMENT):
        period = rows.period("ehc_request", child.id, asked, told)
        rows.event("ehc.decision_notified", child.id, told, period)
        return
    ended = max(told + 14, pace.within("special needs plan", asked, "20 weeks"))
    period = rows.period("ehc_request", child.id, asked, ended)
    rows.event("ehc.decision_notified", child.id, told, period)
    rows.event("ehc.refused" if pace.mishap(NO_PLAN) else "ehc.plan_issued", child.id, ended, period)
