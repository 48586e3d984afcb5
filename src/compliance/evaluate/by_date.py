"""`by`: a due date that the record or the child's birth gives."""

import numpy as np

from compliance.calendar import UNKNOWN, Days, Duration, age_birthday, day_number
from compliance.evaluate.columns import day_column
from compliance.evaluate.depending import records_of
from compliance.evaluate.limits import Reasons
from compliance.evaluate.triggers import NO_REASON, Triggers, reason
from compliance.evaluate.world import SeenPeriods, World
from compliance.rulebook.model import ByDate, Standard

NO_TIME = Duration(0, "days")


def by_days(world: World, standard: Standard, by: ByDate, triggers: Triggers) -> tuple[Days, Reasons]:
    """The due date of each trigger, and why there is none."""
    given = given_days(world, standard, by, triggers)
    shift = world.calendar.before_days if by.before is not None else world.calendar.add_days
    due = shift(given, by.before or by.after or NO_TIME)
    why = np.where(due == UNKNOWN, reason("beyond_calendar"), NO_REASON)
    if by.at_least is not None:
        soonest = world.calendar.add_days(triggers.anchor, by.at_least)
        why = np.where((soonest == UNKNOWN) & (why == NO_REASON), reason("beyond_calendar"), why)
        due = np.maximum(due, soonest)
    missing = "anchor_unknown" if by.date is not None else "date_of_birth"
    why = np.where(given == UNKNOWN, reason(missing), why)
    if standard.in_force_from is not None:
        not_yet = triggers.anchor < day_number(standard.in_force_from)
        why = np.where(not_yet, reason("no_value_in_force"), why)
    return np.where(why == NO_REASON, due, UNKNOWN).astype(np.int32), why.astype(np.int8)


def given_days(world: World, standard: Standard, by: ByDate, triggers: Triggers) -> Days:
    """The date from which each due date is taken: that of the trigger's record, a birthday, or that of the birth."""
    if by.date is not None:
        return _dates(world, standard, by.date, triggers)
    born = world.born[triggers.subject]
    if by.birthday is not None:
        return age_birthday(born, by.birthday)
    expected = world.expected_birth[triggers.subject]
    return np.where(expected != UNKNOWN, expected, born).astype(np.int32)


def _dates(world: World, standard: Standard, name: str, triggers: Triggers) -> Days:
    given = np.full(len(triggers), UNKNOWN)
    for source, records in enumerate(records_of(world, standard)):
        rows = np.flatnonzero(triggers.source == source)
        if isinstance(records, SeenPeriods):
            column = world.period_attribute(records, name)
        else:
            column = world.event_attribute(records, name)
        given[rows] = day_column(column)[triggers.record[rows]]
    return given
