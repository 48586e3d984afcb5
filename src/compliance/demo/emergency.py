"""Writing how some children come into care overnight: police protection, then an emergency protection order."""

from compliance.demo.diary import iso
from compliance.demo.journeys import Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, clock

BY_POLICE, TOO_LONG = 0.16, 0.06
ORDERED, ORDER_TOO_LONG, EXTENDED = 0.5, 0.1, 0.25


def write_emergency(journey: Journey, rows: Rows, pace: Pace) -> None:
    """Police protection of all the family's children on the day care began, for some that came without a plan."""
    care = journey.care
    if care is None or journey.short_breaks or journey.cp_plan is not None or not pace.chance(BY_POLICE):
        return
    people = [child.id for child in journey.family.children if child.born < care.start]
    ended = write_police_protection(people, care.start, rows, pace)
    if pace.chance(ORDERED):
        write_emergency_order(people, ended, rows, pace)


def write_police_protection(people: list[str], start: int, rows: Rows, pace: Pace) -> int:
    """Seventy-two hours at most; returns the day of the end."""
    hours = pace.random.randrange(76, 100) if pace.mishap(TOO_LONG) else pace.random.randrange(8, 70)
    minute = pace.random.randrange(24 * 60)
    days, until = divmod(minute + hours * 60, 24 * 60)
    for person in people:
        period = rows.period("police_protection", person, start, start + days)
        rows.event("police_protection.began", person, start, period, clock(minute))
        rows.event("police_protection.ended", person, start + days, period, clock(until))
    return start + days


def write_emergency_order(people: list[str], start: int, rows: Rows, pace: Pace) -> None:
    """Eight days at most, and seven more where the court extends it once."""
    days = pace.random.randrange(9, 13) if pace.mishap(ORDER_TOO_LONG) else pace.random.randrange(4, 9)
    extended = pace.chance(EXTENDED)
    end = start + (pace.random.randrange(9, 16) if extended else days)
    for person in people:
        order = rows.period("court_order", person, start, end, status="emergency_protection", expires_on=iso(end))
        if extended:
            rows.event("order.extended", person, start + 7, order, new_due_on=iso(start + 15))
