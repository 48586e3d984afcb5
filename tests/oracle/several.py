"""Several obligations of one trigger: a point for each of several limits, or one for each school term."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.model import Deadline, MetBy, Standard
from oracle.days import DAY
from oracle.due import due_by, due_of
from oracle.limits import Due, in_force
from oracle.triggers import Begun
from oracle.world import World


@dataclass(frozen=True)
class Owed:
    """One obligation of a trigger: its place, its start and due date, what meets it, and since when that counts."""

    turn: int
    start: date | None
    due: Due
    ways: tuple[MetBy, ...]
    since: date | None = None


def owed_by(world: World, standard: Standard, form: Deadline, trigger: Begun) -> list[Owed]:
    """What a trigger owes: one thing, or several."""
    several = form.points or form.each is not None
    if trigger.reason is not None or not several:
        ways = form.points[0].met_by or form.met_by if form.points else form.met_by
        return [Owed(1, trigger.anchor, due_of(world, standard, form, trigger), ways)]
    made = _points(world, standard, form, trigger) if form.points else _terms(world, standard, form, trigger)
    return list(made)


def _points(world: World, standard: Standard, form: Deadline, trigger: Begun) -> Iterator[Owed]:
    start, since = trigger.anchor, None
    for turn, point in enumerate(form.points, 1):
        due = due_by(world, standard, form, point.within, trigger)
        yield Owed(turn, start, due, point.met_by or form.met_by, None if point.met_by else since)
        if due.on is None or due.on > min(world.as_of, trigger.ends_on or date.max):
            return
        start, since = due.on, due.on + DAY


def _terms(world: World, standard: Standard, form: Deadline, trigger: Begun) -> Iterator[Owed]:
    assert trigger.anchor is not None
    last_day = min(world.as_of, trigger.ends_on or date.max)
    begun = [term for term in world.calendar.school_terms() if trigger.anchor <= term[0] <= last_day]
    for turn, (first, last) in enumerate(begun, 1):
        applies = in_force(standard, Duration(0, "days"), first) is not None
        yield Owed(turn, first, Due(last) if applies else Due(None, "no_value_in_force"), form.met_by, first)
