"""When a deadline falls due: by its limit, by the one of several that fits, or by a date that the records give."""

from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.model import ByDate, Deadline, Depending, Limit, Standard
from oracle.conditions import Question, ask, why_unknown
from oracle.days import birthday
from oracle.limits import Due, due_from, in_force
from oracle.triggers import Begun
from oracle.world import World


def due_of(world: World, standard: Standard, form: Deadline, trigger: Begun) -> Due:
    """The due date of a trigger's one obligation, before any extension."""
    if trigger.reason is not None:
        return Due(None, trigger.reason)
    if form.by is not None:
        return _by_date(world, standard, form.by, trigger)
    if form.depending:
        limit = _that_fits(world, form.depending, trigger)
        return Due(None, limit) if isinstance(limit, str) else due_by(world, standard, form, limit, trigger)
    assert form.within is not None
    return due_by(world, standard, form, form.within, trigger)


def due_by(world: World, standard: Standard, form: Deadline, limit: Limit, trigger: Begun) -> Due:
    """The due date that a limit makes, counted from the trigger's anchor."""
    assert trigger.anchor is not None
    return due_from(
        world.calendar, standard, limit, trigger.anchor, beginning_with=form.beginning_with, instant=trigger.instant
    )


def _that_fits(world: World, entries: tuple[Depending, ...], trigger: Begun) -> Limit | str:
    """The first limit that is not known not to apply, or why nobody can tell whether it does."""
    question = Question(world, trigger.subject, trigger.anchor, trigger.record)
    for entry in entries:
        answer = ask(entry.when, question)
        if answer is True:
            return entry.within
        if isinstance(answer, str):
            return why_unknown(entry.when, question)
    raise AssertionError("the last entry always applies")


def _by_date(world: World, standard: Standard, by: ByDate, trigger: Begun) -> Due:
    assert trigger.anchor is not None
    if in_force(standard, Duration(0, "days"), trigger.anchor) is None:
        return Due(None, "no_value_in_force")
    given = _date_given(world, by, trigger)
    if given is None:
        return Due(None, "anchor_unknown" if by.date is not None else "date_of_birth")
    if by.before is not None:
        on = world.calendar.before(given, by.before)
    else:
        on = world.calendar.after(given, by.after or Duration(0, "days"))
    soonest = world.calendar.after(trigger.anchor, by.at_least) if by.at_least is not None else date.min
    return Due(None, "beyond_calendar") if on is None or soonest is None else Due(max(on, soonest))


def _date_given(world: World, by: ByDate, trigger: Begun) -> date | None:
    if by.date is not None:
        return trigger.record.attributes.get(by.date)
    person = world.person(trigger.subject)
    if person is None:
        return None
    if by.birthday is not None:
        return birthday(person.date_of_birth, by.birthday) if person.date_of_birth is not None else None
    return person.expected_birth_date or person.date_of_birth
