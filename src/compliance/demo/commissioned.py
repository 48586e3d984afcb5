"""Writing assessments commissioned before or in proceedings, each from its commissioning to the report."""

from compliance.demo.journeys import Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

LENGTHS = {
    "parenting": "12 weeks",
    "viability": "4 weeks",
    "special_guardianship": "3 months",
    "cognitive": "12 weeks",
    "substance": "12 weeks",
}
SHARES = (45, 30, 8, 9, 8)


def write_commissioned(journey: Journey, stage_start: int, rows: Rows, pace: Pace) -> None:
    """One or two assessments, commissioned in the first weeks of a stage."""
    for _ in range(pace.random.choice((1, 1, 2))):
        kind = pace.random.choices(tuple(LENGTHS), SHARES)[0]
        start = pace.diary.on_to_working(stage_start + pace.random.randrange(7, 30))
        if start <= rows.ends_on:
            end = pace.within("commissioned report", start, LENGTHS[kind], journey.worker_on(start))
            for child in journey.family.children:
                rows.period("commissioned_assessment", child.id, start, end, type=kind)
