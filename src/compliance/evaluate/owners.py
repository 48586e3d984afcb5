"""Who holds a subject now: the social worker and team of each person, the team of each worker."""

from dataclasses import dataclass

import numpy as np

from compliance.evaluate.arrays import FOREVER, Ints
from compliance.evaluate.involved import involvements, posts
from compliance.evaluate.world import World

HOLDERS = ("personal_adviser", "social_worker")
"""The roles that hold a person, the one that goes before the others last."""


@dataclass(frozen=True)
class Owners:
    """The codes of the worker and team that hold each person, and the team of each worker; -1 for nobody."""

    worker_of_person: Ints
    team_of_person: Ints
    team_of_worker: Ints


def owners(world: World) -> Owners:
    """Who holds whom on `as_of`: who was allocated latest, and the team named with them or of their post.

    The social worker; a care leaver who has none is held by the personal adviser.
    """
    held = posts(world)
    now = held.stop == FOREVER
    workers = world.snapshot.subject_ids("worker").len()
    team_of_worker = np.full(workers, -1, np.int32)
    order = np.argsort(held.start[now], kind="stable")
    team_of_worker[held.worker[now][order]] = held.team[now][order]

    people = world.snapshot.table("people", ["person_id"]).height
    worker_of_person, team_of_person = np.full(people, -1, np.int32), np.full(people, -1, np.int32)
    for role in HOLDERS:
        involved = involvements(world, role)
        current = involved.stop == FOREVER
        order = np.argsort(involved.start[current], kind="stable")
        person, worker = involved.person[current][order], involved.worker[current][order]
        team = involved.team[current][order]
        own = np.where(worker >= 0, team_of_worker[worker] if workers else -1, -1)
        worker_of_person[person] = worker
        team_of_person[person] = np.where(team >= 0, team, own)
    return Owners(worker_of_person, team_of_person, team_of_worker)


def held_by(holders: Owners, subject_kind: str, subject: Ints) -> tuple[Ints, Ints]:
    """Team and worker codes for each subject."""
    match subject_kind:
        case "person":
            return holders.team_of_person[subject], holders.worker_of_person[subject]
        case "worker":
            return holders.team_of_worker[subject], subject
        case _:
            return subject, np.full(len(subject), -1, np.int32)
