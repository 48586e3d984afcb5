"""Writing the front door: referral, assessment, enquiries, child in need plans and supervision of the case."""

from compliance.demo.diary import iso
from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

SOURCES = ("individual", "school", "health", "police", "housing", "local_authority", "other")
SOURCE_SHARES = (9, 20, 15, 29, 2, 15, 10)


def write_front_door(journey: Journey, rows: Rows, pace: Pace) -> None:
    """What every open family has: a referral, mostly an assessment, enquiries for some, and supervision."""
    referred = journey.referred
    source = pace.random.choices(SOURCES, SOURCE_SHARES)[0]
    decided = referred if pace.flawless or pace.chance(0.9) else pace.diary.after(referred, "2 working days")
    supervised = supervision_days(journey, rows, pace)
    for child in journey.family.children:
        if not is_known(child, referred):
            continue
        period = rows.period("referral", child.id, referred, journey.closed, source=source)
        rows.event("referral.decided", child.id, decided, period)
        if journey.authorised is not None:
            assessment = rows.period("assessment", child.id, referred, journey.authorised, referred_on=iso(referred))
            rows.event("assessment.authorised", child.id, journey.authorised, assessment)
        if journey.strategy is not None:
            _write_enquiries(child, journey, journey.strategy, rows, pace)
        for day in supervised:
            rows.event("supervision.case", child.id, day)
    for plan in journey.cin_plans:
        _write_cin_plan(journey, plan, rows, pace)


def is_known(child: Child, day: int) -> bool:
    """Whether there is a record of the child on `day`: born, or referred before birth."""
    return child.expected is not None or child.born <= day


def _write_enquiries(child: Child, journey: Journey, strategy: int, rows: Rows, pace: Pace) -> None:
    """Enquiries end with a conference (before it, usually) or without one."""
    if journey.conference is not None:
        end = max(strategy, min(journey.conference, pace.diary.after(strategy, "11 working days")))
    else:
        end = pace.diary.after(strategy, f"{5 + (strategy + journey.referred) % 8} working days")
    outcome = "conference" if journey.conference is not None else "no_conference"
    enquiries = rows.period("section_47", child.id, strategy, end, outcome=outcome)
    rows.event("strategy.held", child.id, strategy, enquiries)
    if journey.conference is not None:
        rows.event("icpc.held", child.id, journey.conference, enquiries)


def _write_cin_plan(journey: Journey, plan: Span, rows: Rows, pace: Pace) -> None:
    visits: list[int] = []
    day = plan.start
    while day <= min(plan.end, rows.ends_on):
        day = pace.done("cin visit", day, pace.diary.after(day, "20 working days"), journey.worker_on(day))
        if day <= plan.end:
            visits.append(day)
    for child in journey.family.children:
        period = rows.period("cin_plan", child.id, plan.start, plan.end)
        for visit in visits:
            rows.event("cin_visit.made", child.id, visit, period, child_seen="true", seen_alone=yes(pace.chance(0.7)))


def supervision_days(journey: Journey, rows: Rows, pace: Pace) -> list[int]:
    """When the case was discussed in supervision: within four weeks at first and where risk is highest, else eight."""
    closest = [
        span
        for span in (
            journey.cp_plan,
            journey.pre_proceedings.span if journey.pre_proceedings else None,
            journey.proceedings.span if journey.proceedings else None,
            Span(journey.strategy, journey.strategy + 20) if journey.strategy is not None else None,
        )
        if span is not None
    ]
    days: list[int] = []
    day, last = journey.referred, min(journey.closed, rows.ends_on)
    while True:
        due = day + (28 if not days or pace.flawless or _within(closest, day) else 56)
        begins = [span.start + 28 for span in closest if day < span.start < due]
        day = pace.done("supervision", day, min([due, *begins]), journey.worker_on(day))
        if day > last:
            return days
        days.append(day)


def _within(spans: list[Span], day: int) -> bool:
    return any(span.start <= day <= span.end for span in spans)
