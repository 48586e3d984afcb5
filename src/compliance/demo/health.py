"""Writing a looked-after child's health and education: notice, assessments, dentist, questionnaire, education plan."""

from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

YEAR = 365.25
CAUGHT_UP = 200
"""Days after which somebody has noticed that papers were never sent, and sent them."""


def write_health(child: Child, care: Span, period: str, journey: Journey, rows: Rows, pace: Pace) -> None:
    """Health is told and sent the papers, the child is assessed, and assessed again."""
    told_by = pace.diary.after(care.start, "5 working days")
    worker = journey.worker_on(care.start)
    told = pace.done("health notified", care.start, told_by, worker)
    papers = max(told, pace.done("health paperwork", care.start, told_by, worker))
    if told <= care.end:
        rows.event("health.notified", child.id, told, period)
    if papers <= care.end and (pace.flawless or care.start < rows.ends_on - CAUGHT_UP or pace.chance(0.97)):
        rows.event("health.paperwork_sent", child.id, papers, period)
    _write_assessments(child, care, period, journey, rows, pace)
    _write_yearly("dental", "dental.checked", (1, 18), child, care, rows, pace)
    _write_yearly("sdq", "sdq.completed", (4, 17), child, care, rows, pace)
    _write_education(child, care, rows, pace)


def _write_assessments(child: Child, care: Span, period: str, journey: Journey, rows: Rows, pace: Pace) -> None:
    due = pace.diary.after(care.start, "20 working days")
    day = pace.done("iha", care.start, due, journey.worker_on(care.start))
    kind = "health.iha"
    while day <= care.end:
        refused = not pace.flawless and day - child.born > 14 * YEAR and pace.chance(0.04)
        rows.event(kind, child.id, day, period, outcome="refused" if refused else "done")
        if day > rows.ends_on:
            return
        kind = "health.rha"
        day = pace.done("rha", day, review_due(child.born, day, pace), journey.worker_on(day))


def review_due(born: int, last: int, pace: Pace) -> int:
    """Six months on where that is before the fifth birthday, else twelve; the flawless keep to six until then."""
    in_six = pace.diary.after(last, "6 months")
    under_five = (last if pace.flawless else in_six) - born < 5 * YEAR
    return in_six if under_five else pace.diary.after(last, "12 months")


def _write_yearly(
    duty: str, kind: str, ages: tuple[int, int], child: Child, care: Span, rows: Rows, pace: Pace
) -> None:
    day = pace.done(duty, care.start, pace.diary.after(care.start, "6 months"))
    while day <= min(care.end, rows.ends_on):
        if ages[0] * YEAR <= day - child.born < ages[1] * YEAR:
            rows.event(kind, child.id, day)
        day = pace.done(duty, day, pace.diary.after(day, "12 months"))


def _write_education(child: Child, care: Span, rows: Rows, pace: Pace) -> None:
    day = pace.done("pep", care.start, pace.diary.after(care.start, "20 working days"))
    while day <= min(care.end, rows.ends_on):
        if 3 * YEAR <= day - child.born < 18 * YEAR:
            rows.event("pep.held", child.id, day)
        day = pace.done("pep", day, pace.diary.after(day, "4 months"))
