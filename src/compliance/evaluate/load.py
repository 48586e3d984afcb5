"""`load`: how many people a worker or a team holds, for the posts there are."""

import numpy as np

from compliance.calendar import UNKNOWN
from compliance.evaluate.arrays import Flags, Ints, key_of, merge_spans
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.involved import Posts, involvements, posts
from compliance.evaluate.occurrences import Occurrences, joined, occurrences
from compliance.evaluate.runs_over import over_and_current
from compliance.evaluate.spans import Segments, Spans, segments, spans
from compliance.evaluate.triggers import reason
from compliance.evaluate.world import World
from compliance.rulebook.model import Load

PEOPLE, CAPACITY, UNKNOWN_FTE = range(3)
THOUSAND = 1000


def load_occurrences(world: World, form: Load) -> Occurrences:
    """A current row for each judged worker or team within the limit, and an occurrence for each run of days over it.

    People are counted once each; capacity is in thousandths of a post.
    """
    held = posts(world)
    found = segments([_people(world, form), *_capacity(held, form)], 3)
    people, capacity = found.values[PEOPLE], found.values[CAPACITY]
    unknown = (found.values[UNKNOWN_FTE] > 0) & (people > 0)
    judged = (people > 0) & (capacity > 0) & ~unknown
    over = judged & (people * THOUSAND * THOUSAND > round(form.most * THOUSAND) * capacity)
    each = np.where(judged, -(-people * THOUSAND // np.maximum(capacity, 1)), 0)
    warn_at = form.warn_at if form.warn_at is not None else form.most
    warned = people * THOUSAND * THOUSAND >= round(warn_at * THOUSAND) * capacity
    if form.warn_at is None:
        warned = np.zeros(len(people), np.bool_)
    o = over_and_current(world, found, judged, over, each, warned)
    return _with_unknown(world, o, found, unknown)


def _people(world: World, form: Load) -> Spans:
    involved = involvements(world, form.role)
    holder = involved.worker if form.over == "worker" else involved.team
    real = holder >= 0
    pair = key_of(holder[real], involved.person[real])
    _, start, stop, row = merge_spans(
        np.unique(pair, return_inverse=True)[1], involved.start[real], involved.stop[real]
    )
    return spans(holder[real][row], start, stop, PEOPLE)


def _capacity(held: Posts, form: Load) -> list[Spans]:
    holder: Ints = held.worker if form.over == "worker" else held.team
    counts = holder >= 0
    if form.over == "team":
        counts &= is_one_of(held.role, [form.role])
    fte = held.fte if form.per == "fte" else np.full(len(holder), THOUSAND, np.int64)
    known, blank = counts & (fte >= 0), counts & (fte < 0)
    return [
        spans(holder[known], held.start[known], held.stop[known], CAPACITY, fte[known]),
        spans(holder[blank], held.start[blank], held.stop[blank], UNKNOWN_FTE),
    ]


def _with_unknown(world: World, o: Occurrences, found: Segments, unknown: Flags) -> Occurrences:
    now = np.flatnonzero((found.start <= world.as_of) & (found.stop > world.as_of) & unknown)
    none = np.full(len(now), UNKNOWN)
    why = np.full(len(now), reason("fte_unknown"))
    subject = found.subject[now].astype(np.int32)
    more = occurrences(subject, none, np.full(len(now), -1), none, none, none, none, why)
    return joined(o, more)
