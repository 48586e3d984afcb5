"""Writing a looked-after child's education: the first plan, a meeting each term, and one after a change of school."""

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

CHANGES_A_TERM, BEFORE_MEETING = 0.04, (3, 14)
LATE_AFTER_CHANGE = 0.15


def write_education(life: CareLife, rows: Rows, pace: Pace) -> None:
    """Personal education plans from the fourth birthday on."""
    start = max(life.span.start, life.aged(4))
    end = min(life.span.end, life.aged(18) - 1, rows.ends_on)
    if start > end:
        return
    person, period, after = life.child.id, life.period, pace.diary.after
    begun = pace.done("first pep", start, after(start, "10 working days"), life.worker)
    held = max(begun, pace.done("first pep", start, after(start, "20 working days"), life.worker))
    if begun <= end:
        rows.event("pep.started", person, begun, period)
    days = [
        held,
        *(pace.done("pep", first, last, life.journey.worker_on(first)) for first, last in pace.diary.terms(start, end)),
    ]
    for day in days:
        if day > life.span.end:
            continue
        rows.event("pep.held", person, day, period)
        if pace.chance(CHANGES_A_TERM):
            before = (
                pace.random.randrange(32, 50)
                if pace.mishap(LATE_AFTER_CHANGE)
                else pace.random.randrange(*BEFORE_MEETING)
            )
            if all(not day - before <= other < day for other in days) and day - before > start:
                rows.event("school.changed", person, day - before, period)
