"""`recurring`: done again and again, from the anchor to a record, from record to record."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import FOREVER, Ints, Longs, first_of_each, running_total
from compliance.evaluate.changes import Changes, changed_due
from compliance.evaluate.choose import late_turn
from compliance.evaluate.limits import Reasons, due_days
from compliance.evaluate.occurrences import Occurrences, hopeless, no_occurrences, occurrences, only, with_untold
from compliance.evaluate.records import Belonging, Rules, belonging
from compliance.evaluate.restarts import restarts_of
from compliance.evaluate.triggers import NO_REASON, Triggers, reason, triggers_of
from compliance.evaluate.world import World
from compliance.rulebook.model import Recurring, Standard

ANCHOR, RESTART, RECORD, REFUSAL = (np.int8(n) for n in range(4))


@dataclass(frozen=True)
class Points:
    """Days on which a link may start or end, ordered by trigger, day, and on one day anchor, restart, record.

    `which` is the place of a restart in the standard's list. `turn` is the turn of the link that would start here.
    """

    trigger: Longs
    day: Days
    kind: np.ndarray[tuple[int], np.dtype[np.int8]]
    which: Ints
    turn: Ints

    def __len__(self) -> int:
        return len(self.trigger)


def recurring_occurrences(world: World, standard: Standard, form: Recurring) -> Occurrences:
    """One occurrence a link, and one for each trigger of which nothing can be told."""
    triggers = triggers_of(world, standard)
    if not len(triggers):
        return no_occurrences()
    told = triggers.where(~hopeless(triggers))
    points = _points(world, standard, form, told)
    due, due_early, why = _due(world, standard, form, told, points)
    links = _links(points, due)
    o = _occurrences(form, told, points, links, due, due_early, why)
    return with_untold(o, triggers.where(hopeless(triggers)))


def _points(world: World, standard: Standard, form: Recurring, triggers: Triggers) -> Points:
    assert standard.during is not None
    last = np.minimum(triggers.end, np.int32(world.as_of)).astype(np.int32)
    rules = Rules(standard.period_kind, form.counts_from)
    found: list[tuple[Longs, Days, np.int8, int]] = [
        (np.arange(len(triggers), dtype=np.int64), triggers.anchor, ANCHOR, 0)
    ]
    for kind, records in ((RECORD, form.met_by), (REFUSAL, form.exempted_by)):
        for record in records:
            belongs: Belonging = belonging(world, record, triggers, last, rules)
            found.append((belongs.trigger, belongs.day, kind, 0))
    for which, restart in enumerate(form.restart):
        pairs, day = restarts_of(world, restart, triggers, last)
        found.append((pairs.left, day, RESTART, which))
    trigger, day, kind, which = _merged(found)
    is_record = (kind == RECORD) | (kind == REFUSAL)
    turn = running_total(is_record, first_of_each(trigger)) + 1
    return Points(trigger, day, kind, which, turn.astype(np.int32))


def _merged(
    found: list[tuple[Longs, Days, np.int8, int]],
) -> tuple[Longs, Days, np.ndarray[tuple[int], np.dtype[np.int8]], Ints]:
    """All points in order, one record and one restart a day: a qualifying record before a refusal, the first restart listed."""
    trigger = np.concatenate([t for t, _, _, _ in found])
    day = np.concatenate([d for _, d, _, _ in found])
    kind = np.concatenate([np.full(len(t), k, np.int8) for t, _, k, _ in found])
    which = np.concatenate([np.full(len(t), w, np.int32) for t, _, _, w in found])
    # One number orders the points: trigger, day, kind, place in the list.
    key = ((trigger << 24) + (day.astype(np.int64) + (1 << 23))) if len(trigger) else trigger
    key = np.where(kind == ANCHOR, trigger << 24, key)
    key = (((key << 2) + kind) << 4) + which
    order = np.argsort(key, kind="stable")
    key = key[order] >> 4
    kind = kind[order]
    # Records and refusals of one day are one: RECORD and REFUSAL differ in the last bit only.
    same = np.where(kind >= RECORD, key | 1, key)
    keep = first_of_each(same)
    order = order[keep]
    return trigger[order], day[order], kind[keep], which[order]


def _due(
    world: World, standard: Standard, form: Recurring, triggers: Triggers, points: Points
) -> tuple[Days, Days | None, Reasons]:
    """The due date of the link that would start at each point, under the earlier reading of the turn too, and why none."""
    due = np.full(len(points), UNKNOWN)
    why = np.full(len(points), NO_REASON)
    since = standard.in_force_from
    anchors = points.kind == ANCHOR
    if form.first is not None:
        due[anchors], why[anchors] = due_days(
            world.calendar, form.first, points.day[anchors], since, form.beginning_with
        )
        why[anchors & (points.day == UNKNOWN)] = reason("start_unknown")
    for which, restart in enumerate(form.restart):
        here = (points.kind == RESTART) & (points.which == which)
        due[here], why[here] = due_days(world.calendar, restart.within, points.day[here], since, form.beginning_with)
    records = np.flatnonzero(points.kind >= RECORD)
    trigger = points.trigger[records]
    changes = Changes(
        world,
        standard,
        form,
        triggers.subject[trigger],
        points.day[records],
        points.turn[records],
        triggers.period[trigger],
        _stops(world, triggers, points)[records],
    )
    chosen = changes.choose()
    due[records], why[records] = changed_due(changes, chosen)
    doubtful = np.flatnonzero(triggers.anchor[trigger] == UNKNOWN)
    if not len(doubtful):
        return due, None, why
    early = due.copy()
    due[records[doubtful]], early[records[doubtful]], why[records[doubtful]] = _both_readings(
        changes, doubtful, due[records[doubtful]], why[records[doubtful]]
    )
    return due, early, why


def _both_readings(changes: Changes, rows: Longs, counted: Days, why: Reasons) -> tuple[Days, Days, Reasons]:
    """The later and the earlier due date of links whose turn is only a lower bound: as counted, and read as a late turn."""
    links = changes.at(rows, late_turn(changes.form, changes.turn[rows]))
    late = links.choose()
    other, other_why = changed_due(links, late)
    either = (counted != UNKNOWN) & (other != UNKNOWN)
    due = np.where(either, np.maximum(counted, other), UNKNOWN).astype(np.int32)
    early = np.where(either, np.minimum(counted, other), UNKNOWN).astype(np.int32)
    return due, early, np.where(why == NO_REASON, other_why, why).astype(np.int8)


def _stops(world: World, triggers: Triggers, points: Points) -> Days:
    """The day by which the link started at each point is over: the next point's, or the day after all that is seen."""
    stop = np.minimum(triggers.end, np.int32(world.as_of))[points.trigger] + np.int32(1)
    follows = points.trigger[1:] == points.trigger[:-1]
    stop[:-1] = np.where(follows, points.day[1:], stop[:-1])
    return stop.astype(np.int32)


@dataclass(frozen=True)
class Links:
    """Which points start a link, the point whose day ends it by a record (-1: none) or by a restart (-1: none)."""

    start: Longs
    record: Longs
    restart: Longs


def _links(points: Points, due: Days) -> Links:
    """Follows the chain: a restart on or before the due date replaces a link, one after it changes nothing."""
    size = len(points)
    starts_segment = points.kind != RESTART
    segment = np.cumsum(starts_segment) - 1
    leader = np.flatnonzero(starts_segment)
    # The segment that follows, if it is the same trigger's, begins with the record that ends this one.
    next_leader = np.append(leader[1:], size)
    has_next = next_leader < size
    ends_by = np.where(has_next, next_leader, 0)
    has_next &= points.trigger[ends_by] == points.trigger[leader] if size else has_next
    record = np.where(has_next, ends_by, -1)[segment]
    if not (points.kind == RESTART).any():
        return Links(np.arange(size), record, np.full(size, -1, np.int64))
    overdue = np.zeros(size, np.bool_)
    overdue[1:] = (points.kind[1:] == RESTART) & (due[:-1] != UNKNOWN) & (points.day[1:] > due[:-1])
    absorbed = running_total(overdue, starts_segment) > 0
    start = np.flatnonzero(~absorbed)
    following = np.append(start[1:], size)
    inside = following < size
    following = np.where(inside, following, 0)
    replaced = inside & (points.kind[following] == RESTART) & (segment[following] == segment[start])
    return Links(start, record[start], np.where(replaced, following, -1))


def _occurrences(
    form: Recurring,
    triggers: Triggers,
    points: Points,
    links: Links,
    due: Days,
    due_early: Days | None,
    why: Reasons,
) -> Occurrences:
    start, trigger = links.start, points.trigger[links.start]
    record_day = np.where(links.record >= 0, points.day[links.record], UNKNOWN)
    restart_day = np.where(links.restart >= 0, points.day[links.restart], UNKNOWN)
    # A record on the very day of a restart meets the link it ends, and the one that begins.
    by_record = (links.record >= 0) & ((links.restart < 0) | (record_day == restart_day))
    met = np.where(by_record, record_day, UNKNOWN).astype(np.int32)
    refused = by_record & (points.kind[links.record] == REFUSAL)
    ended = np.where(triggers.end != FOREVER, triggers.end, UNKNOWN)[trigger]
    over = np.where(by_record, UNKNOWN, np.where(links.restart >= 0, restart_day, ended)).astype(np.int32)
    o = occurrences(
        triggers.subject[trigger],
        triggers.occurrence[trigger],
        triggers.period[trigger],
        points.day[start],
        due[start],
        met,
        over,
        why[start],
        turn=points.turn[start],
        refused=refused,
    )
    keep = np.ones(len(start), np.bool_) if form.first is not None else points.kind[start] != ANCHOR
    early = due_early[start][keep] if due_early is not None else None
    return only(o, keep, early)
