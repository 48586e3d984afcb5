"""Every standard, for every subject, on a date."""

from collections.abc import Sequence
from datetime import date

from compliance.rulebook.model import Deadline, Load, MetBy, Recurring, Standard, State, WindowLimit
from compliance.vocabulary import Vocabulary
from oracle.days import WorkingCalendar
from oracle.deadline import deadline_occurrences
from oracle.judge import Occurrence, judge, kinds_of
from oracle.lives import Lives
from oracle.loads import load_occurrences
from oracle.recurring import recurring_occurrences
from oracle.seen import seen
from oracle.state import state_occurrences
from oracle.triggers import Begun, triggers
from oracle.windows import limit_occurrences
from oracle.world import World

Finding = dict[str, object]


def findings(
    lives: Lives,
    standards: Sequence[Standard],
    vocabulary: Vocabulary,
    calendar: WorkingCalendar,
    as_of: date,
    known_on: date | None = None,
) -> list[Finding]:
    """The findings of live and shadow standards on a date, in no order: a row for each, with ids."""
    kinds = {period.id: period.kind for period in lives.periods}
    world = World(seen(lives, vocabulary, as_of, known_on), vocabulary, calendar, as_of, kinds)
    return [
        {"standard": standard.id, **judge(world, standard, one)}
        for standard in standards
        if standard.status in ("live", "shadow")
        for one in _occurrences(world, standard)
    ]


def _occurrences(world: World, standard: Standard) -> list[Occurrence]:
    if not _can_be_met(world, standard):
        return _not_in_extract(world, standard)
    match standard.form:
        case Deadline() as form:
            return deadline_occurrences(world, standard, form)
        case Recurring() as form:
            return recurring_occurrences(world, standard, form)
        case State() as form:
            return state_occurrences(world, standard, form)
        case WindowLimit() as form:
            return limit_occurrences(world, standard, form)
        case Load() as form:
            return load_occurrences(world, form)


def _can_be_met(world: World, standard: Standard) -> bool:
    """Whether the extract carries the records of at least one way of meeting the standard, or each of its points."""
    carries, form = world.lives.carries, standard.form
    if carries is None or not isinstance(form, Deadline | Recurring):
        return True
    points = form.points if isinstance(form, Deadline) else ()
    things: list[tuple[MetBy, ...]] = [point.met_by or form.met_by for point in points] or [form.met_by]
    return all(any(kinds_of(way) <= carries for way in ways) for ways in things)


def _not_in_extract(world: World, standard: Standard) -> list[Occurrence]:
    return [
        Occurrence(
            trigger.subject, trigger.occurrence, trigger.anchor, None,
            (trigger.period,) if trigger.period is not None else (), reason="not_in_extract",
        )
        for trigger in triggers(world, standard)
        if _is_open(standard, trigger)
    ]  # fmt: skip


def _is_open(standard: Standard, trigger: Begun) -> bool:
    if standard.after is not None:
        return trigger.ends_on is None
    return trigger.last is None or trigger.reason == "contradiction"
