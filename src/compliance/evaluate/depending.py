"""`depending`: which of several limits is a trigger's, by what its own record says."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Ints
from compliance.evaluate.ask import DONT_KNOW, NO, YES, Answers, Asked, ask
from compliance.evaluate.choose import unknown_reason
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.triggers import NO_REASON, Triggers
from compliance.evaluate.world import SeenEvents, SeenPeriods, World
from compliance.rulebook.conditions import ALWAYS, Condition
from compliance.rulebook.model import Deadline, Standard


@dataclass(frozen=True)
class Depended:
    """The entry of `depending` that is each trigger's limit, its due date, and why there is none."""

    entry: Ints
    due: Days
    reason: Reasons


def depending_days(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> Depended:
    """The first entry whose condition is not known to fail of each trigger, and the date that it gives."""
    size = len(triggers)
    entry = np.full(size, -1, np.int32)
    due = np.full(size, UNKNOWN)
    why = np.full(size, NO_REASON)
    for number, candidate in enumerate(form.depending):
        rows = np.flatnonzero(entry < 0)
        answers = ask_triggers(world, standard, candidate.when, triggers.where(rows))
        rows, unknown = rows[answers != NO], answers[answers != NO] == DONT_KNOW
        entry[rows] = number
        dues, reasons = due_days(
            world.calendar, candidate.within, triggers.anchor[rows], standard.in_force_from, form.beginning_with
        )
        due[rows] = np.where(unknown, UNKNOWN, dues)
        why[rows] = reasons
        if unknown.any():
            why[rows[unknown]] = unknown_reason(world, candidate.when, triggers.subject[rows[unknown]])
    return Depended(entry, due, why)


def ask_triggers(world: World, standard: Standard, condition: Condition, triggers: Triggers) -> Answers:
    """The answer for each trigger, asked of its own record on its anchor."""
    answers = np.full(len(triggers), YES)
    if condition == ALWAYS:
        return answers
    for source, records in enumerate(records_of(world, standard)):
        rows = np.flatnonzero(triggers.source == source)
        asked = Asked(triggers.subject[rows], triggers.anchor[rows], records, triggers.record[rows])
        answers[rows] = ask(world, condition, asked)
    return answers


def records_of(world: World, standard: Standard) -> list[SeenPeriods] | list[SeenEvents]:
    """What can be seen of each kind of record that begins the standard, in the order in which they are named."""
    if standard.during is not None:
        return [world.periods(kind) for kind in standard.during.period]
    assert standard.after is not None
    return [world.events(kind) for kind in standard.after.event]
