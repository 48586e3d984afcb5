"""Writing assessments: the first, from the referral, and the next within a year while the family stays open."""

from collections.abc import Iterable

from compliance.demo.diary import iso
from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

LONG = 0.08
"""Of later assessments, those that take longer than 45 working days."""


def write_assessments(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """Every assessment of the journey, with its checkpoints and when the children were seen."""
    if journey.authorised is None:
        return
    spans = [Span(journey.referred, journey.authorised), *_later_assessments(journey, journey.authorised, rows, pace)]
    for span in spans:
        outcome = _outcome(journey, span.end)
        for child in journey.family.children:
            if child.id in referrals:
                period = rows.period("assessment", child.id, span.start, span.end, referred_on=iso(span.start))
                rows.event("assessment.authorised", child.id, span.end, period, outcome=outcome)
        if outcome == "child_in_need":
            agreed = pace.within("cin plan agreed", span.end, "10 working days", journey.worker_on(span.end))
            if agreed <= journey.closed:
                rows.shared("cin_plan.agreed", referrals, agreed)
        _write_checkpoints(journey, referrals, span, rows, pace)
        _write_seen(journey.family.children, journey, span, rows, pace)


def _later_assessments(journey: Journey, authorised: int, rows: Rows, pace: Pace) -> list[Span]:
    spans: list[Span] = []
    last = authorised
    while last <= rows.ends_on:
        due = pace.diary.after(last, "12 months")
        ends = pace.done("assessment refresh", last, due, journey.worker_on(last))
        days = pace.random.randrange(66, 95) if pace.mishap(LONG) else pace.random.randrange(14, 42)
        starts = pace.diary.on_to_working(ends - days)
        if ends > journey.closed or starts > rows.ends_on:
            return spans
        spans.append(Span(starts, ends))
        last = ends
    return spans


def _outcome(journey: Journey, day: int) -> str:
    """What an assessment that is authorised on `day` finds: what the family goes on to next."""
    if journey.care is not None and journey.care.start <= day + 14 and day < journey.care.end:
        return "looked_after"
    if journey.cp_plan is not None and journey.cp_plan.start <= day + 14 and day < journey.cp_plan.end:
        return "child_protection"
    if any(plan.start <= day + 14 and day < plan.end for plan in journey.cin_plans):
        return "child_in_need"
    return "no_further_action"


def _write_checkpoints(journey: Journey, referrals: dict[str, str], span: Span, rows: Rows, pace: Pace) -> None:
    """A manager's look by working day 10 and again by working day 20, while the assessment is open."""
    start = span.start
    for length in ("10 working days", "20 working days"):
        due = pace.diary.after(span.start, length)
        if span.end <= due:
            return
        day = pace.done("assessment checkpoint", start, due, journey.worker_on(start))
        if day <= span.end:
            rows.shared("oversight.recorded", referrals, day)
        start = due


def _write_seen(children: Iterable[Child], journey: Journey, span: Span, rows: Rows, pace: Pace) -> None:
    worker = journey.worker_on(span.start)
    day = pace.within("child seen in assessment", span.start, "5 working days", worker)
    for child in children:
        if child.born <= day <= span.end:
            rows.event("assessment.child_seen", child.id, day, seen_alone=str(pace.chance(0.7)).lower())
