"""From an occurrence to a finding: the outcome, how far over, what comes next."""

from dataclasses import dataclass
from datetime import date

from compliance.calendar import parse_duration
from compliance.rulebook.model import AllOf, Deadline, MetBy, PeriodEnd, Recurring, Standard
from oracle.days import DAY
from oracle.lives import Agreement, Period
from oracle.qualify import names
from oracle.world import World

OPEN = ("on_track", "due_soon", "overdue")


@dataclass(frozen=True)
class Occurrence:
    """One obligation before it is judged.

    `met_on` and `met_late` say when it was met and whether that was too late; `excused` that an exempting record finished it in
    time; `ended_on` that it ended otherwise. `due_early` is the earlier of two due dates where the turn is unknown.
    """

    subject: str
    occurrence: date | None
    started_on: date | None
    due_on: date | None
    periods: tuple[Period, ...] = ()
    turn: int | None = 1
    met_on: date | None = None
    met_late: bool = False
    excused: bool = False
    ended_on: date | None = None
    due_early: date | None = None
    reason: str | None = None
    outcome: str | None = None


def judge(world: World, standard: Standard, one: Occurrence) -> dict[str, object]:
    """The finding of one occurrence: the columns of the findings frame that the oracle answers."""
    exempt = [e for e in agreed(world, standard, one, "exempt") if covers(e, world.as_of)]
    outcome = one.outcome or _outcome(world, standard, one, bool(exempt))
    told = outcome != "cannot_tell"
    over_until = _over_until(world, one, outcome)
    due = one.due_on
    return {
        "subject": one.subject,
        "occurrence": one.occurrence,
        "turn": one.turn,
        "started_on": one.started_on,
        "due_on": due if told or one.reason is None else None,
        "met_on": one.met_on,
        "outcome": outcome,
        "days_over": (over_until - due).days if over_until and due else None,
        "working_days_over": world.calendar.working_days_over(due, over_until) if over_until and due else None,
        "warning": (_warned(world, standard, one) or None) if outcome in OPEN else None,
        "booked_for": _booked_for(world, standard, one) if outcome in OPEN else None,
        "next_change_on": _next_change(world, standard, one, outcome, exempt),
        "reason": None if told else one.reason or "turn_unknown",
    }


def _outcome(world: World, standard: Standard, one: Occurrence, exempt: bool) -> str:
    looked = one.met_on or one.ended_on or world.as_of
    if one.due_early is not None and one.due_on is not None and one.due_early < looked <= one.due_on:
        return "cannot_tell"
    if one.reason is not None or one.due_on is None:
        return "cannot_tell"
    if one.excused:
        return "exempt"
    if one.met_on is not None:
        return "met_late" if one.met_late else "met"
    if one.ended_on is not None:
        return "lapsed" if one.ended_on <= one.due_on else "missed"
    if exempt:
        return "exempt"
    if world.as_of > one.due_on:
        return "overdue"
    return "due_soon" if _warned(world, standard, one) else "on_track"


def _over_until(world: World, one: Occurrence, outcome: str) -> date | None:
    return {"met_late": one.met_on, "missed": one.ended_on, "overdue": world.as_of}.get(outcome)


def agreed(world: World, standard: Standard, one: Occurrence, kind: str) -> list[Agreement]:
    """The exceptions agreed for an occurrence, known by `as_of`."""
    ids = {period.id for period in one.periods}
    return [
        exception
        for exception in world.lives.exceptions
        if exception.kind == kind
        and exception.standard in (standard.id, *standard.aliases)
        and exception.subject == one.subject
        and names(world, exception, standard.period_kind) in (None, *ids)
        and (exception.agreed_on is None or exception.agreed_on <= world.as_of)
    ]


def covers(exception: Agreement, day: date) -> bool:
    """Whether an exception holds on a day."""
    return exception.started_on <= day and (exception.until is None or day <= exception.until)


def _warning_dates(world: World, standard: Standard, one: Occurrence) -> list[date]:
    dates: list[date | None] = []
    for text in standard.warn:
        length, _, side = text.rpartition(" ")
        if side == "before" and one.due_on is not None:
            dates.append(world.calendar.before(one.due_on, parse_duration(length)))
        elif side == "after" and one.started_on is not None:
            dates.append(world.calendar.after(one.started_on, parse_duration(length)))
    return [day for day in dates if day is not None and one.due_on is not None and day <= one.due_on]


def _warned(world: World, standard: Standard, one: Occurrence) -> int:
    return sum(day <= world.as_of for day in _warning_dates(world, standard, one))


def _next_change(
    world: World, standard: Standard, one: Occurrence, outcome: str, exempt: list[Agreement]
) -> date | None:
    if outcome == "exempt" and not one.excused:
        last = None if any(e.until is None for e in exempt) else max(e.until for e in exempt if e.until is not None)
        return last + DAY if last is not None else None
    if outcome not in ("on_track", "due_soon") or one.due_on is None:
        return None
    warnings = [day for day in _warning_dates(world, standard, one) if day > world.as_of]
    return min([(one.due_early or one.due_on) + DAY, *(warnings if outcome == "on_track" else [])])


def kinds_of(way: MetBy) -> set[str]:
    """The kinds of event that a way of meeting a standard takes."""
    match way:
        case PeriodEnd():
            return set()
        case AllOf(all=records):
            return {record.event for record in records}
        case _:
            return {way.event}


def meeting_kinds(standard: Standard) -> set[str]:
    """The kinds of event that a standard is met by."""
    form = standard.form
    if isinstance(form, Recurring):
        return {record.event for record in form.met_by}
    return {kind for way in form.ways for kind in kinds_of(way)} if isinstance(form, Deadline) else set()


def _booked_for(world: World, standard: Standard, one: Occurrence) -> date | None:
    ids = {period.id for period in one.periods}
    kinds = meeting_kinds(standard)
    days = [
        event.planned_for
        for event in world.lives.planned
        if event.kind in kinds
        and event.subject == one.subject
        and event.planned_for is not None
        and event.planned_for >= world.as_of
        and (event.recorded_on is None or event.recorded_on <= world.as_of)
        and names(world, event, standard.period_kind) in (None, *ids)
    ]
    return min(days, default=None)
