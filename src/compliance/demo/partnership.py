"""Writing what the safeguarding partners and the inspectorate ask for: serious incidents, and the programme of a team."""

from compliance.demo.diary import iso
from compliance.demo.journeys import Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

INCIDENTS_A_YEAR = 3
INSPECTED = 420
"""Days before the extract on which the inspection's report came."""


def write_incidents(journeys: list[Journey], rows: Rows, pace: Pace, opens_on: int, scale: float) -> None:
    """A few serious incidents of children who were on a plan or in care at the time."""
    at_risk = [journey for journey in journeys if journey.cp_plan is not None or journey.care is not None]
    known = [journey for journey in at_risk if opens_on < journey.referred < rows.ends_on - 10]
    number = max(round(INCIDENTS_A_YEAR * scale * (rows.ends_on - opens_on) / 365), 1)
    for journey in pace.random.sample(known, min(number, len(known))):
        aware = pace.diary.on_to_working(journey.referred + pace.random.randrange(1, 200))
        if aware < min(journey.closed, rows.ends_on):
            write_incident(journey.family.eldest.id, aware, rows, pace)


def write_incident(person: str, aware: int, rows: Rows, pace: Pace) -> None:
    """One incident: the panel told, the rapid review submitted."""
    told = pace.within("partnership", aware, "5 working days")
    submitted = pace.within("partnership", told, "15 working days")
    period = rows.period("serious_incident", person, aware, submitted + 30)
    rows.event("incident.notified", person, told, period)
    rows.event("rapid_review.submitted", person, submitted, period)


def write_programme(team: str, rows: Rows, pace: Pace) -> None:
    """After an inspection, the action plan of the whole authority, and a visit of the inspectorate each quarter."""
    subject = {"team_id": team}
    received = pace.diary.on_to_working(rows.ends_on - INSPECTED)
    report = iso(received)
    plan = rows.subject_period("programme_action", subject, received, None, type="action_plan", received_on=report)
    sent = pace.within("partnership", received, "70 working days")
    rows.subject_event("action_plan.sent", subject, sent, plan)
    rows.subject_period("programme_action", subject, received + 30, None, type="milestone", received_on=report)
    cycle = rows.subject_period("programme_action", subject, received, None, type="monitoring", received_on=report)
    day = received
    while day <= rows.ends_on:
        day = pace.within("monitoring visit", day, "3 months")
        rows.subject_event("monitoring.visited", subject, day, cycle)
