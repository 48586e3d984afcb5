"""`deadline`: done once, within a limit of an anchor; by a date; at each of several points; or once in each school term."""

import numpy as np

from compliance.calendar import UNKNOWN, Days, local_days
from compliance.evaluate.agreements import extended
from compliance.evaluate.arrays import NO_INSTANT, Ints, Longs
from compliance.evaluate.by_date import by_days
from compliance.evaluate.depending import depending_days
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.meeting import Bound, Owed, bound, each_once, first_met, nothing_meets, refused
from compliance.evaluate.occurrences import Occurrences, joined, occurrences
from compliance.evaluate.points import of_points
from compliance.evaluate.terms import of_terms
from compliance.evaluate.triggers import NO_REASON, Triggers, triggers_of
from compliance.evaluate.world import World
from compliance.rulebook.model import Deadline, MetBy, Standard

HOUR = 3_600_000_000
"""Microseconds."""


def deadline_occurrences(world: World, standard: Standard, form: Deadline) -> Occurrences:
    """One occurrence a trigger; of points and of terms, one for each that has begun."""
    b = bound(world, standard, form, triggers_of(world, standard))
    if form.points:
        return _points(b, form)
    if form.each is not None:
        of = of_terms(b)
        return _occurrences(b, form, form.met_by, of.owed, of.started, of.due, of.reason, of.turn)
    return _once(b, form)


def due_once(world: World, standard: Standard, form: Deadline, triggers: Triggers) -> tuple[Days, Reasons]:
    """The due date of each trigger under the one limit that it has, extensions apart, and why there is none."""
    if form.by is not None:
        due, why = by_days(world, standard, form.by, triggers)
    elif form.depending:
        depended = depending_days(world, standard, form, triggers)
        due, why = depended.due, depended.reason
    else:
        assert form.within is not None
        due, why = due_days(world.calendar, form.within, triggers.anchor, standard.in_force_from, form.beginning_with)
    return due, np.where(triggers.reason != NO_REASON, triggers.reason, why).astype(np.int8)


def _once(b: Bound, form: Deadline) -> Occurrences:
    triggers, standard = b.triggers, b.standard
    due, why = due_once(b.world, standard, form, triggers)
    late_after = _due_at(triggers, form.hours) if form.hours is not None else None
    if late_after is not None:
        known = late_after != NO_INSTANT
        due = np.where(known & (due != UNKNOWN), local_days(np.where(known, late_after, 0)), due).astype(np.int32)
    if standard.extension is not None:
        due = extended(b.world, standard, standard.extension, triggers, due)
    turn = np.ones(len(triggers), np.int32)
    return _occurrences(b, form, form.met_by, each_once(triggers), triggers.anchor, due, why, turn, late_after)


def _points(b: Bound, form: Deadline) -> Occurrences:
    found = [
        _occurrences(
            b,
            form,
            point.met_by or form.met_by,
            of.owed,
            of.started,
            of.due,
            of.reason,
            np.full(len(of.trigger), turn, np.int32),
        )
        for turn, (point, of) in enumerate(zip(form.points, of_points(b, form), strict=True), start=1)
    ]
    whole = found[0]
    for more in found[1:]:
        whole = joined(whole, more)
    return whole


def _occurrences(
    b: Bound,
    form: Deadline,
    ways: tuple[MetBy, ...],
    owed: Owed,
    started: Days,
    due: Days,
    why: Reasons,
    turn: Ints,
    late_after: Longs | None = None,
) -> Occurrences:
    """What became of each occurrence. `late_after` is the moment after which a record is late, where one is known."""
    triggers = b.triggers.where(owed.trigger)
    met, met_at = first_met(b, ways, owed)
    late = np.zeros(len(met), np.bool_)
    if late_after is not None:
        late = (late_after != NO_INSTANT) & (met_at != NO_INSTANT) & (met != UNKNOWN) & (met_at > late_after)
    met, by_refusal = refused(b, form.exempted_by, owed, met)
    met = np.where(nothing_meets(triggers), UNKNOWN, met).astype(np.int32)
    over = np.where(b.over[owed.trigger] & (met == UNKNOWN), triggers.end, UNKNOWN).astype(np.int32)
    return occurrences(
        triggers.subject,
        triggers.occurrence,
        triggers.period,
        started,
        due,
        met,
        over,
        why,
        turn=turn,
        late=late & ~by_refusal,
        refused=by_refusal,
    )


def _due_at(triggers: Triggers, hours: int) -> Longs:
    """The moment so many hours after each anchor; `NO_INSTANT` where only its day is known."""
    known = triggers.instant != NO_INSTANT
    return np.where(known, np.where(known, triggers.instant, 0) + hours * HOUR, NO_INSTANT)
