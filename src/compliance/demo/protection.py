"""Writing child protection plans: conferences, core groups, visits, and a senior look at a long plan."""

from compliance.demo.conferences import REVIEW, write_booking, write_outcome
from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

CATEGORIES = ("neglect", "physical", "sexual", "emotional", "multiple")
CATEGORY_SHARES = (49, 7, 4, 37, 3)
LOOKED_AT = ("9 months", "12 months", "15 months", "18 months", "24 months")
SEEN_ALONE, SEEN_AWAKE, INQUORATE, TOLD_BY_OTHERS = 0.88, 0.93, 0.02, 0.05


def write_protection(journey: Journey, rows: Rows, pace: Pace) -> None:
    """The plan of every child of the family, with the same meetings and, mostly, the same visits."""
    plan = journey.cp_plan
    if plan is None or plan.start > rows.ends_on:
        return
    category = pace.random.choices(CATEGORIES, CATEGORY_SHARES)[0]
    every = pace.random.choice(("5", "15", "20")) if pace.mishap(0.08) else ""
    people = {
        child.id: rows.period("cp_plan", child.id, plan.start, plan.end, category=category, visit_every=every)
        for child in journey.family.children
    }
    _write_reviews(journey, plan, people, rows, pace)
    for day in _repeated("core group", "10 working days", "4 weeks", plan, journey, rows, pace):
        rows.shared("core_group.held", people, day)
    visits = _repeated("cp visit", "10 working days", f"{every or 10} working days", plan, journey, rows, pace)
    _write_visits(journey, plan, people, visits, rows, pace)
    last = plan.start
    for length in LOOKED_AT:
        due = pace.diary.after(plan.start, length)
        day = pace.done("long plan looked at", last, due, journey.worker_on(last))
        if day <= plan.end:
            rows.shared("cp_plan.reviewed_by_senior", people, day)
        last = due


def _write_reviews(journey: Journey, plan: Span, people: dict[str, str], rows: Rows, pace: Pace) -> None:
    last, meetings = plan.start, list[int]()
    for day in review_days(plan, journey, rows, pace):
        booked = max(last, pace.diary.back_to_working(day - pace.random.randrange(25, 50)))
        if booked < day:
            write_booking(REVIEW, people, booked, day, journey.worker_on(day), rows, pace)
        held = [(day, False)]
        if pace.mishap(INQUORATE) and day - 12 > last:
            held.insert(0, (pace.diary.back_to_working(day - 10), True))
        for on, inquorate in held:
            rows.shared("cp_review.held", people, on, inquorate=yes(inquorate))
            meetings.append(on)
        last = day
    for day, following in zip(meetings, [*meetings[1:], None], strict=True):
        write_outcome(dict.fromkeys(people, ""), day, following, journey.worker_on(day), rows, pace)


def _write_visits(
    journey: Journey, plan: Span, people: dict[str, str], visits: list[int], rows: Rows, pace: Pace
) -> None:
    """Visits to all the children; now and then nobody was in, or another professional saw them."""
    for day in visits:
        for child in journey.family.children:
            alone, awake = _how_seen(child, day, pace)
            rows.event(
                "cp_visit.made", child.id, day, people[child.id], child_seen="true", seen_alone=alone, seen_awake=awake
            )
        missed = pace.diary.back_to_working(day - 1)
        if pace.mishap(0.04) and missed > plan.start:
            rows.shared("cp_visit.made", people, missed, child_seen="false", seen_alone="false")
        if pace.chance(TOLD_BY_OTHERS):
            rows.shared("child.seen", dict.fromkeys(people, ""), day)


def _how_seen(child: Child, day: int, pace: Pace) -> tuple[str, str]:
    """Whether the child was seen alone and, an infant, awake."""
    if day - child.born < 730:
        return "false", yes(pace.flawless or pace.chance(SEEN_AWAKE))
    return yes(pace.flawless or pace.chance(SEEN_ALONE)), ""


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
