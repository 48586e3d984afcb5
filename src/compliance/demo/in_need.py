"""Writing child in need plans: visits, reviews and the manager's look at a long one."""

from compliance.demo.journeys import Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

CHECKPOINTS = ("6 months", "9 months", "12 months")
OWN_INTERVAL = 0.06


def write_in_need(journey: Journey, rows: Rows, pace: Pace) -> None:
    """Every child in need plan of the family, the same for all its children."""
    for plan in journey.cin_plans:
        if plan.start <= rows.ends_on:
            _write_plan(journey, plan, rows, pace)


def _write_plan(journey: Journey, plan: Span, rows: Rows, pace: Pace) -> None:
    every = pace.random.choice(("3", "6")) if pace.mishap(OWN_INTERVAL) else ""
    people = {
        child.id: rows.period("cin_plan", child.id, plan.start, plan.end, visit_every=every)
        for child in journey.family.children
    }
    later = f"{every} weeks" if every else "20 working days"
    for day in _repeated("cin visit", "20 working days", later, plan, journey, rows, pace):
        for person, period in people.items():
            rows.event("cin_visit.made", person, day, period, child_seen="true", seen_alone=yes(pace.chance(0.7)))
    for day in _repeated("cin review", "6 weeks", "12 weeks", plan, journey, rows, pace):
        rows.shared("cin_review.held", people, day)
    last = plan.start
    for length in CHECKPOINTS:
        due = pace.diary.after(plan.start, length)
        day = pace.done("cin checkpoint", last, due, journey.worker_on(last))
        if day <= plan.end:
            rows.shared("cin_plan.checkpoint", people, day)
        last = due


def _repeated(duty: str, first: str, then: str, plan: Span, journey: Journey, rows: Rows, pace: Pace) -> list[int]:
    days: list[int] = []
    day = pace.within(duty, plan.start, first, journey.worker_on(plan.start))
    while day <= min(plan.end, rows.ends_on):
        days.append(day)
        day = pace.within(duty, day, then, journey.worker_on(day))
    return days
