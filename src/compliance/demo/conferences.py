"""Writing what surrounds a conference: booked, the report shared before it, decision and minutes sent after it."""

from compliance.demo.diary import iso
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

INITIAL, REVIEW = "initial", "review"
BEFORE = {INITIAL: "3 days", REVIEW: "5 working days"}
"""How long before each the report is to be shared."""

OUTCOME = (
    ("conference.decision_sent", "conference decision", "1 working day"),
    ("conference.minutes_sent", "conference minutes", "20 working days"),
)
MOVED = 0.04


def write_booking(
    kind: str, people: dict[str, str], booked: int, conference: int, worker: str, rows: Rows, pace: Pace
) -> None:
    """A conference `booked` for the day `conference`, and the report that its members see before it."""
    if pace.mishap(MOVED):
        before = pace.diary.back_to_working(conference - pace.random.randrange(1, 8))
        rows.shared("conference.booked", people, booked, outcome="moved", conference=kind, conference_on=iso(before))
    rows.shared("conference.booked", people, booked, outcome="booked", conference=kind, conference_on=iso(conference))
    due = max(pace.diary.before(conference, BEFORE[kind]), pace.diary.after(booked, "1 working day"))
    shared = pace.done("conference report", booked, due, worker)
    if shared < conference:
        rows.shared("conference.report_shared", people, shared)


def write_outcome(
    people: dict[str, str], conference: int, following: int | None, worker: str, rows: Rows, pace: Pace
) -> None:
    """The decision within a working day, the minutes within twenty; both before the `following` conference."""
    after = pace.diary.after
    for kind, duty, length in OUTCOME:
        day = pace.owed(duty, conference, after(conference, length), worker)
        if day is not None and following is not None:
            day = max(conference, min(day, following - 1))
        rows.shared(kind, people, day)
