"""Who holds which post when: newcomers, leavers, and people who move from one team to another."""

import heapq
from dataclasses import dataclass, field, replace
from random import Random

LEAVE_A_YEAR = 0.13
MOVE_NOT_LEAVE = 0.2
AGENCY = 0.13
NEWLY_QUALIFIED = 0.2


@dataclass(frozen=True)
class Post:
    """One worker's time in one post. `room` is the share of a full caseload that they can take."""

    worker: str
    team: str
    role: str
    start: int
    end: int | None
    fte: float = 1.0
    agency: bool = False
    room: float = 1.0


@dataclass
class Staffing:
    """The posts held so far, and how slow each worker and team is."""

    random: Random
    posts: list[Post] = field(default_factory=list[Post])
    slowness: dict[str, float] = field(default_factory=dict[str, float])
    workers: int = 0

    def new_worker(self) -> str:
        """The id of somebody who was not there before."""
        self.workers += 1
        return f"W{self.workers:03d}"


@dataclass
class _Slots:
    """The case-holding slots of a service: each slot's team, who is in it, and who leaves when."""

    teams: list[str]
    opens_on: int
    holder: dict[int, Post] = field(default_factory=dict[int, Post])
    leaving: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])


def fill_slots(staffing: Staffing, teams: list[str], opens_on: int, ends_on: int) -> None:
    """The posts of slots in `teams`, one occupant after another, with the gaps that recruitment leaves."""
    random = staffing.random
    slots = _Slots(teams, opens_on)
    for slot, team in enumerate(teams):
        began = opens_on - 1 - int(random.expovariate(1 / 1100))
        _place(slots, slot, _newcomer(staffing, team, began, new=False), random)
    while slots.leaving:
        day, slot, worker = heapq.heappop(slots.leaving)
        if day <= ends_on and slot in slots.holder and slots.holder[slot].worker == worker:
            _close(staffing, slots.holder.pop(slot), day)
            _replace(staffing, slots, slot, day)
    staffing.posts += [post for _, post in sorted(slots.holder.items()) if post.start <= ends_on]


def _replace(staffing: Staffing, slots: _Slots, slot: int, left_on: int) -> None:
    """Somebody new fills the slot, or somebody from another team does and leaves a slot to fill there."""
    random = staffing.random
    starts = left_on + 1 + random.randrange(45)
    mover = random.choice(sorted(slots.holder)) if slots.holder and random.random() < MOVE_NOT_LEAVE else slot
    if slots.teams[mover] != slots.teams[slot] and slots.holder[mover].start < left_on - 200:
        moved = slots.holder.pop(mover)
        _close(staffing, moved, starts - 1)
        _place(slots, slot, replace(moved, team=slots.teams[slot], start=starts), random)
        slot, starts = mover, starts + 1 + random.randrange(45)
    _place(slots, slot, _newcomer(staffing, slots.teams[slot], starts, new=True), random)


def _place(slots: _Slots, slot: int, post: Post, random: Random) -> None:
    stays = 30 + int(random.expovariate(LEAVE_A_YEAR / 365))
    slots.holder[slot] = post
    heapq.heappush(slots.leaving, (max(post.start, slots.opens_on) + stays, slot, post.worker))


def _close(staffing: Staffing, post: Post, day: int) -> None:
    if day >= post.start:
        staffing.posts.append(replace(post, end=day))


def _newcomer(staffing: Staffing, team: str, start: int, new: bool) -> Post:
    random = staffing.random
    worker = staffing.new_worker()
    staffing.slowness[worker] = staffing.slowness[team] * random.lognormvariate(-0.06, 0.35)
    fte = random.choices((1.0, 0.8, 0.6, 0.5), (0.84, 0.08, 0.06, 0.02))[0]
    agency = random.random() < AGENCY
    room = 0.85 if new and not agency and random.random() < NEWLY_QUALIFIED else 1.0
    return Post(worker, team, "social_worker", start, None, fte, agency, room)
