"""Choosing the entry of `then` that sets a link's limit."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Flags, Ints, Longs
from compliance.evaluate.ask import DONT_KNOW, NO, YES, Answers, Asked, ask
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.own import own_days, own_numbers
from compliance.evaluate.triggers import NO_REASON, reason
from compliance.evaluate.world import World
from compliance.rulebook.conditions import ALWAYS, Age, Condition, Unborn, terms_of
from compliance.rulebook.model import OwnInterval, Recurring, Standard, Turn


@dataclass(frozen=True)
class Choice:
    """The entry chosen for each row, its due date, and why there is none."""

    entry: Ints
    due: Days
    reason: Reasons

    @property
    def in_doubt(self) -> Flags:
        """Where nobody can tell whether the entry applies."""
        return (self.reason == reason("attribute_unknown")) | (self.reason == reason("date_of_birth"))


def choose(
    world: World, standard: Standard, form: Recurring, subject: Ints, day: Days, turn: Ints, period: Longs
) -> Choice:
    """The first entry of `then` that is for the turn and whose `when` holds, and the limit it gives from `day`.

    `period` is the code of each row's trigger's period, which may set an interval of its own.
    """
    size = len(subject)
    entry = np.full(size, -1, np.int32)
    due = np.full(size, UNKNOWN)
    why = np.full(size, NO_REASON)
    for number, candidate in enumerate(form.then):
        open_ = entry < 0
        rows = np.flatnonzero(open_ & (turn == candidate.nth) if candidate.nth is not None else open_)
        rows, dues, reasons = _given(world, standard, form, candidate, rows, day, period)
        if not len(rows):
            continue
        answers = _when(world, form, candidate, subject[rows], day[rows], dues)
        taken = answers != NO
        chosen = rows[taken]
        entry[chosen] = number
        unknown = answers[taken] == DONT_KNOW
        due[chosen] = np.where(unknown, UNKNOWN, dues[taken])
        why[chosen] = reasons[taken]
        if unknown.any():
            why[chosen[unknown]] = unknown_reason(world, candidate.when, subject[chosen[unknown]])
    return Choice(entry, due, why)


def _given(
    world: World, standard: Standard, form: Recurring, candidate: Turn, rows: Longs, day: Days, period: Longs
) -> tuple[Longs, Days, Reasons]:
    """The rows for which an entry has a limit at all, its date counted from the day of each, and why there is none."""
    since = standard.in_force_from
    if not isinstance(candidate.within, OwnInterval):
        return rows, *due_days(world.calendar, candidate.within, day[rows], since, form.beginning_with)
    numbers = own_numbers(world, standard, candidate.within, period[rows])
    rows, numbers = rows[numbers > 0], numbers[numbers > 0]
    return rows, *own_days(world.calendar, candidate.within, numbers, day[rows], since, form.beginning_with)


def late_turn(form: Recurring, turn: Ints) -> Ints:
    """The turn of links of which only a lower bound is known, read as late as any entry tells turns apart."""
    highest = max((entry.nth or 1 for entry in form.then), default=1)
    return np.maximum(turn, np.int32(highest + 1))


def _when(world: World, form: Recurring, candidate: Turn, subject: Ints, day: Days, dues: Days) -> Answers:
    if candidate.when == ALWAYS:
        return np.full(len(subject), YES)
    if form.test_at == "start":
        return ask(world, candidate.when, Asked(subject, day))
    # Where the entry gives no date, why it gives none is the answer, not that the condition has no day to be asked of.
    return np.where(dues == UNKNOWN, YES, ask(world, candidate.when, Asked(subject, dues)))


def unknown_reason(world: World, condition: Condition, subject: Ints) -> Reasons:
    """The field that is missing: the date of birth where the condition asks of age, else an attribute."""
    # Only people have a date of birth, and only of them is age asked: the codes of workers and teams are of other tables.
    if not any(isinstance(term, Age | Unborn) for term in terms_of(condition)):
        return np.full(len(subject), reason("attribute_unknown"))
    unborn = world.born[subject] == UNKNOWN
    return np.where(unborn, reason("date_of_birth"), reason("attribute_unknown")).astype(np.int8)
