"""Writing pre-proceedings and proceedings, and the extensions agreed."""

from compliance.demo.commissioned import write_commissioned
from compliance.demo.diary import iso
from compliance.demo.hearings import write_hearings
from compliance.demo.journeys import CourtStage, Journey
from compliance.demo.legal_planning import write_legal_planning
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows


def write_court(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """Planning, letters, meetings, hearings and extensions; the same for every child of the family."""
    before, after = journey.pre_proceedings, journey.proceedings
    first = before or after
    if first is not None:
        outcome = "start_pre_proceedings" if before is not None else "issue"
        write_legal_planning(journey, referrals, first.span.start, outcome, rows, pace)
    if before is not None and before.span.start <= rows.ends_on:
        _write_pre_proceedings(journey, before, rows, pace)
        write_commissioned(journey, before.span.start, rows, pace)
    if after is not None and after.span.start <= rows.ends_on:
        write_hearings(journey, _write_stage("proceedings", journey, after, rows), after.span, rows, pace)
        write_commissioned(journey, after.span.start, rows, pace)


def _write_pre_proceedings(journey: Journey, stage: CourtStage, rows: Rows, pace: Pace) -> None:
    start, worker = stage.span.start, journey.worker_on(stage.span.start)
    last = min(stage.span.end, rows.ends_on)
    letter = pace.within("letter before proceedings", start, "5 working days", worker)
    meeting = pace.within("first pre-proceedings meeting", letter, "7 working days", worker)
    dates = {"letter_sent_on": letter, "first_meeting_on": meeting}
    known = {name: iso(day) for name, day in dates.items() if day <= last}
    people = _write_stage("pre_proceedings", journey, stage, rows, **known)
    if letter > stage.span.end:
        return
    rows.shared("pre_proceedings.letter_sent", people, letter)
    offered = pace.done("family meeting offered", letter - 21, letter, worker)
    rows.shared("family_meeting.offered", people, offered)
    if pace.chance(0.4):
        rows.shared("family_meeting.held", people, pace.diary.on_to_working(offered + pace.random.randrange(14, 40)))
    while meeting <= last:
        rows.shared("pre_proceedings.meeting_held", people, meeting)
        meeting = pace.within("pre-proceedings review", meeting, "6 weeks", worker)


def _write_stage(kind: str, journey: Journey, stage: CourtStage, rows: Rows, **known: str) -> dict[str, str]:
    people = {
        child.id: rows.period(kind, child.id, stage.span.start, stage.span.end, outcome=stage.outcome, **known)
        for child in journey.family.children
    }
    for agreed_on, new_due_on in stage.extensions:
        rows.shared(f"{kind}.extended", people, agreed_on, new_due_on=iso(new_due_on))
    return people
