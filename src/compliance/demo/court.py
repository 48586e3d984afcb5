"""Writing pre-proceedings and proceedings, and the extensions agreed."""

from compliance.demo.diary import iso
from compliance.demo.journeys import CourtStage, Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows


def write_court(journey: Journey, rows: Rows, pace: Pace) -> None:
    """Letters, meetings, periods and extensions; the same for every child of the family."""
    if journey.pre_proceedings is not None:
        _write_pre_proceedings(journey, journey.pre_proceedings, rows, pace)
    if journey.proceedings is not None and journey.proceedings.span.start <= rows.ends_on:
        for child in journey.family.children:
            _write_stage("proceedings", child.id, journey.proceedings, rows)


def _write_pre_proceedings(journey: Journey, stage: CourtStage, rows: Rows, pace: Pace) -> None:
    start = stage.span.start
    if start > rows.ends_on:
        return
    letter = pace.diary.on_to_working(start + pace.random.randrange(1, 8))
    meetings = [
        pace.done(
            "first pre-proceedings meeting",
            letter,
            pace.diary.after(letter, "15 working days"),
            journey.worker_on(letter),
        )
    ]
    while meetings[-1] + 42 < min(stage.span.end, rows.ends_on):
        meetings.append(pace.diary.back_to_working(meetings[-1] + 42))
    for child in journey.family.children:
        period = _write_stage("pre_proceedings", child.id, stage, rows)
        rows.event("pre_proceedings.letter_sent", child.id, letter, period)
        for day in meetings:
            if day <= stage.span.end:
                rows.event("pre_proceedings.meeting_held", child.id, day, period)


def _write_stage(kind: str, person: str, stage: CourtStage, rows: Rows) -> str:
    period = rows.period(kind, person, stage.span.start, stage.span.end, outcome=stage.outcome)
    for agreed_on, new_due_on in stage.extensions:
        rows.event(f"{kind}.extended", person, agreed_on, period, new_due_on=iso(new_due_on))
    return period
