"""Writing what happens in proceedings, and the supervision order that a few of them end with."""

from compliance.demo.diary import iso
from compliance.demo.journeys import Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

LATE = 0.12
BEFORE, MEANWHILE = 0.03, 900
"""How many were in proceedings before, and so many days ago."""


def write_hearings(journey: Journey, people: dict[str, str], span: Span, rows: Rows, pace: Pace) -> None:
    """From the decision to issue to the last hearing. `people` are the periods of proceedings, by child."""
    issued, after = span.start, pace.diary.after
    days = pace.random.randrange(18, 35) if pace.mishap(LATE) else pace.random.randrange(2, 11)
    decided = pace.diary.back_to_working(issued - days)
    rows.shared("pre_proceedings.decided_to_issue", dict.fromkeys(people, ""), decided)
    rows.shared("proceedings.applied", dict.fromkeys(people, ""), issued)
    for kind in ("directions_given", "guardian_appointed", "judge_allocated"):
        _write_step(f"proceedings.{kind}", "court steps", after(issued, "1 working day"), people, span, rows, pace)
    eighteenth = after(issued, "17 working days")
    _write_step("proceedings.cmh_held", "case management hearing", eighteenth, people, span, rows, pace)
    _write_step("proceedings.irh_held", "issues resolution hearing", issued + 139, people, span, rows, pace)
    for kind in ("iro.named_to_court", "guardian.named"):
        _write_step(kind, "names exchanged", eighteenth, people, span, rows, pace)
    if journey.care is not None and journey.care.end < span.end + 200:
        write_supervision_order(journey, max(span.end, journey.care.end), rows, pace)
    if pace.mishap(BEFORE):
        for child in journey.family.children:
            if child.born < issued - MEANWHILE - 150:
                rows.period("proceedings", child.id, issued - MEANWHILE - 150, issued - MEANWHILE, outcome="withdrawn")


def _write_step(kind: str, duty: str, due: int, people: dict[str, str], span: Span, rows: Rows, pace: Pace) -> None:
    day = pace.done(duty, span.start, due)
    if day <= span.end:
        rows.shared(kind, people, day)


def write_supervision_order(journey: Journey, start: int, rows: Rows, pace: Pace) -> None:
    """A year at home under supervision; before its end a panel decides whether to renew it."""
    expires = pace.diary.after(start, "12 months")
    reviewed = pace.done("order reviewed", expires - 85, expires - 1, journey.worker_on(start))
    for child in journey.family.children:
        if expires - child.born < 6570:
            period = rows.period("court_order", child.id, start, expires, status="supervision", expires_on=iso(expires))
            if period:
                rows.event("order.expiry_reviewed", child.id, reviewed, period)
