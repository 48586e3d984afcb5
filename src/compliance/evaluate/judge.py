"""From occurrences to findings: the outcome, the days over, the warnings, and when the outcome next changes."""

import numpy as np
from numpy.typing import NDArray

from compliance.calendar import UNKNOWN, Calendar, Days, parse_duration
from compliance.evaluate.arrays import FOREVER, Flags
from compliance.evaluate.findings import OUTCOMES, Columns
from compliance.evaluate.occurrences import Occurrences
from compliance.evaluate.triggers import NO_REASON, reason

ON_TRACK, DUE_SOON, OVERDUE, MET, MET_LATE, MISSED, LAPSED, EXEMPT, CANNOT_TELL = (
    np.uint8(number) for number in range(len(OUTCOMES))
)


def outcomes_of(o: Occurrences, as_of: int) -> NDArray[np.uint8]:
    """The outcome of each occurrence on `as_of`, warnings apart: an open one in time is `on_track`."""
    is_met, is_over = o.met != UNKNOWN, o.over != UNKNOWN
    on_time = (o.met <= o.due) & ~o.late
    outcome = np.where(as_of > o.due, OVERDUE, ON_TRACK)
    if o.exempt_until is not None:
        outcome = np.where(o.exempt_until != UNKNOWN, EXEMPT, outcome)
    outcome = np.where(is_over, np.where(o.over <= o.due, LAPSED, MISSED), outcome)
    outcome = np.where(is_met, np.where(on_time, np.where(o.refused, EXEMPT, MET), MET_LATE), outcome)
    if o.current is not None and o.warned is not None:
        outcome = np.where(o.current, np.where(o.warned, DUE_SOON, ON_TRACK), outcome)
    outcome = np.where(o.reason != NO_REASON, CANNOT_TELL, outcome)
    if o.due_early is not None:
        outcome = np.where(_in_doubt(o, as_of), CANNOT_TELL, outcome)
    return outcome.astype(np.uint8)


def _in_doubt(o: Occurrences, as_of: int) -> Flags:
    """Between the earlier and the later reading of the due date."""
    assert o.due_early is not None
    looked = np.where(o.met != UNKNOWN, o.met, np.where(o.over != UNKNOWN, o.over, np.int32(as_of)))
    return (o.due_early != o.due) & (looked > o.due_early) & (looked <= o.due) & (o.reason == NO_REASON)


def judge(o: Occurrences, warn: tuple[str, ...], calendar: Calendar, as_of: int) -> Columns:
    """The columns of `COMPACT` that follow from the occurrences of one standard, as whole numbers, `UNKNOWN` for none."""
    outcome = outcomes_of(o, as_of)
    why = o.reason
    if o.due_early is not None:
        why = np.where(_in_doubt(o, as_of), reason("turn_unknown"), why).astype(np.int8)
    warning, next_change = _warnings(o, outcome, warn, calendar, as_of)
    days_over, working_days_over = _lateness(o, outcome, calendar, as_of)
    booked = np.full(len(o), UNKNOWN) if o.booked is None else np.where(outcome <= OVERDUE, o.booked, UNKNOWN)
    told = (why == NO_REASON) | (why == reason("turn_unknown"))
    return {
        "subject": o.subject,
        "occurrence": o.occurrence,
        "period": np.where(o.period < 0, UNKNOWN, o.period),
        "turn": o.turn,
        "started_on": o.started,
        "due_on": np.where(told, o.due, UNKNOWN),
        "met_on": o.met,
        "outcome": outcome,
        "days_over": days_over,
        "working_days_over": working_days_over,
        "warning": np.where(warning == 0, UNKNOWN, warning),
        "booked_for": booked,
        "next_change_on": next_change,
        "reason": np.where(why == NO_REASON, UNKNOWN, why),
    }


def _warnings(
    o: Occurrences, outcome: NDArray[np.uint8], warn: tuple[str, ...], calendar: Calendar, as_of: int
) -> tuple[NDArray[np.uint8], Days]:
    """How many warnings have been reached, turning `on_track` into `due_soon`, and when the outcome next changes."""
    warning = np.zeros(len(o), np.uint8)
    change = np.full(len(o), UNKNOWN)
    if o.exempt_until is not None:
        here = (outcome == EXEMPT) & (o.met == UNKNOWN) & (o.exempt_until != UNKNOWN) & (o.exempt_until != FOREVER)
        change[here] = o.exempt_until[here] + 1
    dated = np.ones(len(o), np.bool_) if o.current is None else ~o.current
    rows = np.flatnonzero((outcome <= OVERDUE) & dated)
    due, started = o.due[rows], o.started[rows]
    last = (due if o.due_early is None else np.minimum(due, o.due_early[rows])) + np.int32(1)
    first = last
    for text in warn:
        day = _warning_days(text, started, due, calendar)
        reached = (day <= as_of) & (day <= due) & (day != UNKNOWN)
        ahead = (day > as_of) & (day <= due)
        warning[rows] += reached
        first = np.where(ahead, np.minimum(first, day), first)
    outcome[rows[(warning[rows] > 0) & (outcome[rows] == ON_TRACK)]] = DUE_SOON
    changes = np.where(outcome[rows] == ON_TRACK, first, np.where(outcome[rows] == DUE_SOON, last, UNKNOWN))
    change[rows] = changes
    return warning, change


def _warning_days(text: str, started: Days, due: Days, calendar: Calendar) -> Days:
    length, _, side = text.rpartition(" ")
    duration = parse_duration(length)
    return calendar.before_days(due, duration) if side == "before" else calendar.add_days(started, duration)


def _lateness(
    o: Occurrences, outcome: NDArray[np.uint8], calendar: Calendar, as_of: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    days = np.full(len(o), UNKNOWN)
    working = np.full(len(o), UNKNOWN)
    rows = np.flatnonzero((outcome == OVERDUE) | (outcome == MET_LATE) | (outcome == MISSED))
    until = np.where(outcome[rows] == OVERDUE, np.int32(as_of), o.met[rows])
    until = np.where(outcome[rows] == MISSED, o.over[rows], until).astype(np.int32)
    days[rows] = until - o.due[rows]
    working[rows] = calendar.working_days_between(o.due[rows], until)
    return days, working
