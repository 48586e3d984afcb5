"""`load`: how many people a worker or a team holds for the posts there are, or what share of an authority's posts is agency."""

from dataclasses import replace

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Flags, Ints, Longs, key_of, merge_spans
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.involved import Posts, involvements, posts
from compliance.evaluate.occurrences import Occurrences, joined, no_occurrences, occurrences
from compliance.evaluate.roots import root_of
from compliance.evaluate.runs_over import over_and_current
from compliance.evaluate.spans import Segments, Spans, segments, spans
from compliance.evaluate.triggers import reason
from compliance.evaluate.world import World
from compliance.rulebook.model import Load

COUNTED, CAPACITY, UNKNOWN_FTE = range(3)
THOUSAND = 1000


def load_occurrences(world: World, form: Load) -> Occurrences:
    """A current row for each judged worker, team or authority within the limit, and an occurrence for each run of days over it.

    What is counted for each post is a thousand times `COUNTED` over `CAPACITY`.
    """
    every = _spans(world, form)
    if not any(len(s.subject) for s in every):
        return no_occurrences()
    found = segments(every, 3)
    counted, capacity = found.values[COUNTED], found.values[CAPACITY]
    # No agency worker at all is a share; no child at all is nobody's load.
    somebody = counted > 0 if form.count != "agency_share" else np.ones(len(counted), np.bool_)
    unknown = (found.values[UNKNOWN_FTE] > 0) & somebody
    judged = somebody & (capacity > 0) & ~unknown
    over = judged & (counted * THOUSAND * THOUSAND > round(form.most * THOUSAND) * capacity)
    each = np.where(judged, -(-counted * THOUSAND // np.maximum(capacity, 1)), 0)
    warn_at = form.warn_at if form.warn_at is not None else form.most
    warned = counted * THOUSAND * THOUSAND >= round(warn_at * THOUSAND) * capacity
    if form.warn_at is None:
        warned = np.zeros(len(counted), np.bool_)
    o = over_and_current(world, found, judged, over, each, warned)
    return _with_unknown(world, o, found, unknown)


def _spans(world: World, form: Load) -> list[Spans]:
    held = posts(world)
    match form.count:
        case "children":
            mine = held.where(is_one_of(held.role, [form.role])) if form.over == "team" else held
            holder = mine.worker if form.over == "worker" else mine.team
            return [_people(world, form), *_capacity(mine, holder, form)]
        case "posts":
            of_role, per_role = (held.where(is_one_of(held.role, [role])) for role in (form.role, str(form.per_role)))
            return [_workers(of_role, COUNTED, 1), _workers(per_role, CAPACITY, THOUSAND)]
        case "agency_share":
            return _agency_share(world, held.where(is_one_of(held.role, [form.role])), form)


def _people(world: World, form: Load) -> Spans:
    """The different people involved with each worker or team."""
    involved = involvements(world, form.role)
    holder = involved.worker if form.over == "worker" else involved.team
    return _different(holder, involved.person, involved.start, involved.stop, COUNTED, 1)


def _workers(held: Posts, channel: int, amount: int) -> Spans:
    """The different workers in posts of each team."""
    return _different(held.team, held.worker, held.start, held.stop, channel, amount)


def _different(holder: Ints, whom: Ints, start: Days, stop: Days, channel: int, amount: int) -> Spans:
    """Whom each holder has, everybody once a day."""
    real = holder >= 0
    pair = np.unique(key_of(holder[real], whom[real]), return_inverse=True)[1]
    _, first, last, row = merge_spans(pair, start[real], stop[real])
    return spans(holder[real][row], first, last, channel, amount)


def _capacity(held: Posts, holder: Ints, form: Load) -> list[Spans]:
    """The full-time equivalent of posts, in thousandths, and those of which nobody knows it."""
    fte = _fte(held, form)
    known, blank = (holder >= 0) & (fte >= 0), (holder >= 0) & (fte < 0)
    return [
        spans(holder[known], held.start[known], held.stop[known], CAPACITY, fte[known]),
        spans(holder[blank], held.start[blank], held.stop[blank], UNKNOWN_FTE),
    ]


def _agency_share(world: World, held: Posts, form: Load) -> list[Spans]:
    """The full-time equivalent of agency posts in each authority, and ten times that of all: a thousand times one over the
    other is a percentage."""
    root = np.where(held.team >= 0, np.append(root_of(world), -1)[held.team], -1).astype(np.int32)
    fte = _fte(held, form)
    agency = held.agency & (root >= 0) & (fte >= 0)
    every, unknown = _capacity(held, root, form)
    return [
        spans(root[agency], held.start[agency], held.stop[agency], COUNTED, fte[agency]),
        replace(every, amount=every.amount * (THOUSAND // 100)),
        unknown,
    ]


def _fte(held: Posts, form: Load) -> Longs:
    return held.fte if form.per == "fte" else np.full(len(held.fte), THOUSAND, np.int64)


def _with_unknown(world: World, o: Occurrences, found: Segments, unknown: Flags) -> Occurrences:
    now = np.flatnonzero((found.start <= world.as_of) & (found.stop > world.as_of) & unknown)
    none = np.full(len(now), UNKNOWN)
    why = np.full(len(now), reason("fte_unknown"))
    subject = found.subject[now].astype(np.int32)
    more = occurrences(subject, none, np.full(len(now), -1), none, none, none, none, why)
    return joined(o, more)
