"""Writing child protection plans: reviews, core groups and visits."""

from compliance.demo.journeys import Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

CATEGORIES = ("neglect", "physical", "sexual", "emotional", "multiple")
CATEGORY_SHARES = (49, 7, 4, 37, 3)


def write_protection(journey: Journey, rows: Rows, pace: Pace) -> None:
    """The plan of every child of the family, with the same meetings and, mostly, the same visits."""
    plan = journey.cp_plan
    if plan is None or plan.start > rows.ends_on:
        return
    category = pace.random.choices(CATEGORIES, CATEGORY_SHARES)[0]
    reviews = review_days(plan, journey, rows, pace)
    groups = _repeated("core group", "10 working days", "30 working days", plan, journey, rows, pace)
    every = "" if pace.flawless or not pace.chance(0.08) else pace.random.choice(("5", "15", "20"))
    visits = _repeated("cp visit", "10 working days", f"{every or 10} working days", plan, journey, rows, pace)
    tries = [] if pace.flawless else [day for day in visits if pace.chance(0.04)]
    for child in journey.family.children:
        period = rows.period("cp_plan", child.id, plan.start, plan.end, category=category, visit_every=every)
        for day in reviews:
            rows.event("cp_review.held", child.id, day, period)
        for day in groups:
            rows.event("core_group.held", child.id, day, period)
        for day in visits:
            rows.event("cp_visit.made", child.id, day, period, child_seen="true", seen_alone=yes(pace.chance(0.75)))
        for day in tries:
            missed = pace.diary.back_to_working(day - 1)
            if missed > plan.start:
                rows.event("cp_visit.made", child.id, missed, period, child_seen="false", seen_alone="false")


def review_days(plan: Span, journey: Journey, rows: Rows, pace: Pace) -> list[int]:
    """Reviews within three months of the conference, then six of the last; a plan ends at a review."""
    days: list[int] = []
    due = pace.diary.after(plan.start, "3 months")
    last = plan.start
    while last <= rows.ends_on:
        day = pace.done("cp review", last, due, journey.worker_on(last))
        if day >= plan.end:
            if plan.end <= due or not pace.flawless:
                days.append(plan.end)
            return days
        days.append(day)
        last, due = day, pace.diary.after(day, "6 months")
    return days


def _repeated(duty: str, first: str, then: str, plan: Span, journey: Journey, rows: Rows, pace: Pace) -> list[int]:
    days: list[int] = []
    day = pace.done(duty, plan.start, pace.diary.after(plan.start, first), journey.worker_on(plan.start))
    while day <= plan.end:
        days.append(day)
        if day > rows.ends_on:
            break
        day = pace.done(duty, day, pace.diary.after(day, then), journey.worker_on(day))
    return days
