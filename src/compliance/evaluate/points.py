"""`points`: several limits that run from one anchor, each of them an occurrence once the one before it was due."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, Longs
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.meeting import Bound, Owed
from compliance.evaluate.triggers import NO_REASON, Triggers
from compliance.evaluate.world import World
from compliance.rulebook.model import Deadline, Standard


@dataclass(frozen=True)
class OfPoint:
    """The occurrences of one point: of which triggers, when they started and are due, and what counts for them."""

    trigger: Longs
    started: Days
    due: Days
    reason: Reasons
    owed: Owed


def of_points(b: Bound, form: Deadline) -> list[OfPoint]:
    """The occurrences of each point in turn."""
    found: list[OfPoint] = []
    trigger = np.arange(len(b), dtype=np.int64)
    started, since = b.triggers.anchor, np.full(len(trigger), ALWAYS)
    for point in form.points:
        due, why = due_of_point(b.world, b.standard, form, len(found), b.triggers.where(trigger))
        since = np.full(len(trigger), ALWAYS) if point.met_by else since
        found.append(OfPoint(trigger, started, due, why, Owed(trigger, since)))
        follows = is_there(b, trigger, due)
        trigger, started = trigger[follows], due[follows]
        since = started + np.int32(1)
    return found


def due_of_point(
    world: World, standard: Standard, form: Deadline, number: int, triggers: Triggers
) -> tuple[Days, Reasons]:
    """When each trigger's point is due, and why nobody can tell."""
    within = form.points[number].within
    due, why = due_days(world.calendar, within, triggers.anchor, standard.in_force_from, form.beginning_with)
    told = triggers.reason == NO_REASON
    return np.where(told, due, UNKNOWN).astype(np.int32), np.where(told, why, triggers.reason).astype(np.int8)


def is_there(b: Bound, trigger: Longs, day: Days) -> Flags:
    """Whether what starts on a day has begun by now, and before its trigger was over."""
    end = np.where(b.over, b.triggers.end, FOREVER)[trigger]
    return (day != UNKNOWN) & (day <= b.world.as_of) & (day <= end)
