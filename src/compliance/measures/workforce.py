"""Measures over the posts: the permanent share, turnover, and children for each worker."""

import numpy as np

from compliance.evaluate.arrays import FOREVER, Flags, key_of, merge_spans
from compliance.evaluate.ask import DONT_KNOW, YES, Asked, ask
from compliance.evaluate.columns import is_one_of
from compliance.evaluate.involved import involvements, posts
from compliance.evaluate.world import World
from compliance.measures.measured import Counted
from compliance.rulebook.measure_forms import Caseload, Posts

THOUSAND = 1000
MOST_FOR_EACH = 50
"""More children than this for a full-time post is a team's tray under somebody's name: the workforce census leaves it out."""


def permanent_share(world: World, form: Posts) -> Counted:
    """The full-time equivalent of posts held by permanent workers, of all posts of the role held on the day."""
    held = posts(world)
    held = held.where(is_one_of(held.role, [form.role]) & (held.stop == FOREVER))
    known = held.fte >= 0
    permanent = int(held.fte[known & ~held.agency].sum())
    return Counted(permanent / THOUSAND, int(held.fte[known].sum()) / THOUSAND, int((~known).sum()))


def turnover(world: World, form: Posts, first: int, last: int) -> Counted:
    """The permanent workers who left the role in the window, over those who are in it on its last day.

    Who goes from one post of the role to another, without a day between, has not left; who is in it again by then has not either.
    """
    held = posts(world)
    held = held.where(is_one_of(held.role, [form.role]) & ~held.agency)
    worker, _, stop, _ = merge_spans(held.worker, held.start, held.stop)
    start_on_last = held.where((held.start <= last) & (held.stop > last))
    staying = np.unique(start_on_last.worker)
    # `stop` is the day after the last in post.
    left = worker[(stop > first) & (stop <= last + 1) & (stop != FOREVER)]
    leavers = np.setdiff1d(left, staying)
    return Counted(len(leavers), len(staying))


def caseload(world: World, form: Caseload) -> Counted:
    """Children held on the day, over the full-time equivalent of the workers who hold any."""
    held = posts(world)
    held = held.where(is_one_of(held.role, [form.role]) & (held.stop == FOREVER))
    workers = len(world.snapshot.subject_ids("worker"))
    children = _children(world, form, workers)
    unknown = np.bincount(held.worker[held.fte < 0], minlength=workers) > 0
    fte = np.bincount(held.worker, np.maximum(held.fte, 0), minlength=workers)
    in_post = np.bincount(held.worker, minlength=workers) > 0
    asked, doubtful = _where(world, form, workers)
    holding = in_post & (children > 0)
    counted = holding & asked & ~unknown & (fte > 0) & (children * THOUSAND <= MOST_FOR_EACH * fte)
    left_out = holding & (doubtful | (asked & ~counted))
    return Counted(int(children[counted].sum()), float(fte[counted].sum()) / THOUSAND, int(left_out.sum()))


def _children(world: World, form: Caseload, workers: int) -> np.ndarray:
    """The different people with whom each worker is involved in the role."""
    involved = involvements(world, form.role)
    now = (involved.stop == FOREVER) & (involved.worker >= 0)
    worker = involved.worker[now]
    once = np.unique(key_of(worker, involved.person[now]), return_index=True)[1]
    return np.bincount(worker[once], minlength=workers)


def _where(world: World, form: Caseload, workers: int) -> tuple[Flags, Flags]:
    """The workers of whom the condition holds, and those of whom nobody knows."""
    everybody = np.arange(workers, dtype=np.int32)
    answers = ask(world, form.where, Asked(everybody, np.full(workers, np.int32(world.as_of))))
    return answers == YES, answers == DONT_KNOW
