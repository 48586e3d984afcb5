"""Writing a looked-after child's health: notice, assessments, appointments, dentist, immunisations, questionnaire."""

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

YEAR = 365.25
CAUGHT_UP = 200
"""Days after which somebody has noticed that papers were never sent, and sent them."""

MISSED, NOT_UP_TO_DATE, NOT_SCORED = 0.08, 0.08, 0.06


def write_health(life: CareLife, rows: Rows, pace: Pace) -> None:
    """Health is told and sent the papers, the child is assessed, and assessed again."""
    child, care, period, worker = life.child, life.span, life.period, life.worker
    told_by = pace.diary.after(care.start, "5 working days")
    told = pace.done("health notified", care.start, told_by, worker)
    papers = max(told, pace.done("health paperwork", care.start, told_by, worker))
    if told <= care.end:
        rows.event("health.notified", child.id, told, period)
    if papers <= care.end and (pace.flawless or care.start < rows.ends_on - CAUGHT_UP or pace.chance(0.97)):
        rows.event("health.paperwork_sent", child.id, papers, period)
    _write_assessments(life, rows, pace)
    for day in _yearly("dental", care.start, care.end, rows, pace):
        rows.event("dental.checked", child.id, day)
    for day in _yearly("immunisations", care.start, care.end, rows, pace):
        if pace.mishap(NOT_UP_TO_DATE):
            rows.event("health.immunisations_checked", child.id, day - 30, outcome="not_up_to_date")
        rows.event("health.immunisations_checked", child.id, day, outcome="up_to_date")
    for day in _yearly("sdq", max(care.start, life.aged(4)), min(care.end, life.aged(17) - 1), rows, pace):
        rows.event("sdq.completed", child.id, day, outcome="not_scored" if pace.chance(NOT_SCORED) else "scored")


def _write_assessments(life: CareLife, rows: Rows, pace: Pace) -> None:
    child, care, journey, period = life.child, life.span, life.journey, life.period
    due = pace.diary.after(care.start, "20 working days")
    day = pace.done("iha", care.start, due, journey.worker_on(care.start))
    kind = "health.iha"
    while day <= care.end:
        refused = not pace.flawless and day - child.born > 14 * YEAR and pace.chance(0.04)
        rows.event(kind, child.id, day, period, outcome="refused" if refused else "done")
        if kind == "health.rha" and pace.mishap(MISSED):
            write_missed(life, day - pace.random.randrange(12, 40), day, rows, pace)
        if day > rows.ends_on:
            return
        kind = "health.rha"
        day = pace.done("rha", day, review_due(child.born, day, pace), journey.worker_on(day))


def review_due(born: int, last: int, pace: Pace) -> int:
    """Six months on where that is before the fifth birthday, else twelve; the flawless keep to six until then."""
    in_six = pace.diary.after(last, "6 months")
    under_five = (last if pace.flawless else in_six) - born < 5 * YEAR
    return in_six if under_five else pace.diary.after(last, "12 months")


def write_missed(life: CareLife, missed: int, assessed: int, rows: Rows, pace: Pace) -> None:
    """An appointment that came to nothing, and the next one booked."""
    missed = pace.diary.back_to_working(missed)
    if missed <= life.span.start:
        return
    rows.event("health.appointment_missed", life.child.id, missed, life.period)
    booked = pace.within("missed appointment", missed, "5 working days", life.journey.worker_on(missed))
    if booked < assessed:
        rows.event("health.appointment_booked", life.child.id, booked, life.period)


def _yearly(duty: str, start: int, end: int, rows: Rows, pace: Pace) -> list[int]:
    """At about six months, then within twelve months of the last, while it lies in the child's time in care."""
    days: list[int] = []
    if start > min(end, rows.ends_on):
        return days
    day = pace.within(duty, start, "6 months")
    while day <= min(end, rows.ends_on):
        days.append(day)
        day = pace.within(duty, day, "12 months")
    return days
