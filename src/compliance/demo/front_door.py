"""Writing the front door: the referral, its assessments and enquiries, and supervision of the case."""

from compliance.demo.assessments import write_assessments
from compliance.demo.enquiries import write_enquiries
from compliance.demo.intake import write_intake
from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows
from compliance.demo.transfers import write_transfers

SOURCES = ("individual", "school", "health", "police", "housing", "local_authority", "other")
SOURCE_SHARES = (9, 20, 15, 29, 2, 15, 10)


def write_front_door(journey: Journey, rows: Rows, pace: Pace) -> dict[str, str]:
    """What every open family has: a referral, mostly an assessment, enquiries for some, and supervision.

    Returns the period of each child's referral.
    """
    referred = journey.referred
    source = pace.random.choices(SOURCES, SOURCE_SHARES)[0]
    decided = pace.diary.after(referred, "2 working days") if pace.mishap(0.1) else referred
    referrals = {
        child.id: rows.period("referral", child.id, referred, journey.closed, source=source)
        for child in journey.family.children
        if is_known(child, referred)
    }
    if decided <= journey.closed:
        rows.shared("referral.decided", referrals, decided)
    write_intake(journey, referrals, rows, pace)
    write_assessments(journey, referrals, rows, pace)
    write_enquiries(journey, referrals, rows, pace)
    write_transfers(journey, referrals, rows, pace)
    for day in supervision_days(journey, rows, pace):
        rows.shared("supervision.case", dict.fromkeys(referrals, ""), day)
    return referrals


def is_known(child: Child, day: int) -> bool:
    """Whether there is a record of the child on `day`: born, or referred before birth."""
    return child.expected is not None or child.born <= day


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
