"""The people who work there: teams, dated posts, managers, and who comes and goes over three years."""

import heapq
from dataclasses import dataclass, field
from random import Random

from compliance.demo.diary import iso
from compliance.demo.names import first_name, surname
from compliance.demo.rows import Rows, yes
from compliance.demo.structure import (
    AREAS,
    CASE_PROGRESSION,
    CHAIRS,
    HEADS,
    IROS,
    SERVICES,
    TEAM_SLOWNESS,
    Service,
)

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


@dataclass(frozen=True)
class Team:
    """A team that holds cases."""

    id: str
    service: str
    area: str


@dataclass
class Workforce:
    """Everybody, the teams by service, and how slow each worker and team is."""

    posts: list[Post] = field(default_factory=list[Post])
    teams: dict[str, list[Team]] = field(default_factory=dict[str, list[Team]])
    slowness: dict[str, float] = field(default_factory=dict[str, float])
    workers: int = 0

    def new_worker(self) -> str:
        """The id of somebody who was not there before."""
        self.workers += 1
        return f"W{self.workers:03d}"

    def in_role(self, role: str) -> list[Post]:
        """The posts of one role."""
        return [post for post in self.posts if post.role == role]


def make_workforce(rows: Rows, opens_on: int, scale: float, random: Random) -> Workforce:
    """Teams, posts and workers from `opens_on` on, written to `rows`."""
    force = Workforce()
    manager_of = _lead(force, rows, opens_on, random)
    for service in SERVICES:
        _staff_service(force, service, manager_of, rows, opens_on, scale, random)
    _staff_quality(force, manager_of, rows, opens_on, scale, random)
    _write_workers(force, manager_of, rows, random)
    _write_absences(force, rows, opens_on, random)
    return force


def _lead(force: Workforce, rows: Rows, opens_on: int, random: Random) -> dict[str, str]:
    """The director, the assistant director and heads of service; returns the manager of each team."""
    manager_of: dict[str, str] = {}

    def unit(team: str, name: str, role: str, parent: str) -> None:
        worker = force.new_worker()
        force.posts.append(Post(worker, team, role, opens_on - random.randrange(200, 2000), None))
        _write_team(rows, team, name, parent, worker)
        manager_of[team] = worker

    unit("T001", "Children's Services (made up)", "director", "")
    unit("T002", "Children's Social Care", "assistant_director", "T001")
    for number, (head, title) in enumerate(HEADS.items()):
        unit(f"T01{number}", title, "head_of_service", "T002")
        manager_of[head] = f"T01{number}"
    return manager_of


def _staff_service(
    force: Workforce,
    service: Service,
    manager_of: dict[str, str],
    rows: Rows,
    opens_on: int,
    scale: float,
    random: Random,
) -> None:
    units: dict[str, str] = {}
    slots: list[str] = []
    wanted = max(round(service.teams * scale), 1)
    for number in range(wanted):
        area = AREAS[number % len(AREAS)]
        if area not in units:
            units[area] = _managed_team(
                force, manager_of, rows, f"{service.title} {area} service", "service_manager", service.head, opens_on, random
            )
        name = f"{service.title} {area} {number // len(AREAS) + 1}"
        team = _managed_team(force, manager_of, rows, name, "team_manager", units[area], opens_on, random)
        force.teams.setdefault(service.name, []).append(Team(team, service.name, area))
        paces = TEAM_SLOWNESS[service.name]
        force.slowness[team] = paces[(number * len(paces)) // wanted] if wanted > 1 else 1.0
        slots += [team] * service.posts
    _fill(force, slots, opens_on, rows.ends_on, random)


def _managed_team(
    force: Workforce,
    manager_of: dict[str, str],
    rows: Rows,
    name: str,
    role: str,
    parent: str,
    opens_on: int,
    random: Random,
) -> str:
    team = f"T{100 + len(manager_of):03d}"
    parent = manager_of.get(parent, parent) if parent in HEADS else parent
    manager = force.new_worker()
    force.posts.append(Post(manager, team, role, opens_on - random.randrange(100, 1500), None))
    _write_team(rows, team, name, parent, manager)
    manager_of[team] = manager
    manager_of[f"above {team}"] = parent
    return team


def _fill(force: Workforce, slots: list[str], opens_on: int, ends_on: int, random: Random) -> None:
    """Each slot's occupants one after another: some leave, some move to another slot, gaps lie between."""
    holder: dict[int, Post] = {}
    leaving: list[tuple[int, int, str]] = []

    def tenure() -> int:
        return 30 + int(random.expovariate(LEAVE_A_YEAR / 365))

    def place(slot: int, post: Post, stays: int) -> None:
        holder[slot] = post
        heapq.heappush(leaving, (max(post.start, opens_on) + stays, slot, post.worker))

    for slot, team in enumerate(slots):
        place(slot, _newcomer(force, team, opens_on - 1 - int(random.expovariate(1 / 1100)), random, new=False), tenure())
    while leaving:
        day, slot, worker = heapq.heappop(leaving)
        if day > ends_on or holder.get(slot) is None or holder[slot].worker != worker:
            continue
        _close(force, holder.pop(slot), day)
        starts = day + 1 + random.randrange(0, 45)
        mover = random.choice(sorted(holder)) if holder and random.random() < MOVE_NOT_LEAVE else None
        if mover is not None and slots[mover] != slots[slot] and holder[mover].start < day - 200:
            moved = holder.pop(mover)
            _close(force, moved, starts - 1)
            place(slot, Post(moved.worker, slots[slot], moved.role, starts, None, moved.fte, moved.agency), tenure())
            starts += 1 + random.randrange(0, 45)
            slot = mover
        place(slot, _newcomer(force, slots[slot], starts, random, new=True), tenure())
    force.posts += [post for post in holder.values() if post.start <= ends_on]


def _close(force: Workforce, post: Post, day: int) -> None:
    if day >= post.start:
        force.posts.append(Post(post.worker, post.team, post.role, post.start, day, post.fte, post.agency, post.room))


def _newcomer(force: Workforce, team: str, start: int, random: Random, new: bool) -> Post:
    worker = force.new_worker()
    force.slowness[worker] = force.slowness[team] * random.lognormvariate(-0.06, 0.35)
    fte = random.choices((1.0, 0.8, 0.6, 0.5), (0.84, 0.08, 0.06, 0.02))[0]
    agency = random.random() < AGENCY
    room = 0.85 if new and not agency and random.random() < NEWLY_QUALIFIED else 1.0
    return Post(worker, team, "social_worker", start, None, fte, agency, room)


def _staff_quality(
    force: Workforce, manager_of: dict[str, str], rows: Rows, opens_on: int, scale: float, random: Random
) -> None:
    team = _managed_team(
        force, manager_of, rows, "Independent reviewing and conferences", "iro_manager", "quality", opens_on, random
    )
    for role, number in (("iro", IROS), ("cp_chair", CHAIRS), ("case_progression", CASE_PROGRESSION), ("designated_nurse", 1)):
        for _ in range(max(round(number * scale), 1)):
            start = opens_on - random.randrange(300, 4000)
            force.posts.append(Post(force.new_worker(), team, role, start, None))


def _write_team(rows: Rows, team: str, name: str, parent: str, manager: str) -> None:
    rows.add("teams", {"team_id": team, "name": name, "parent_id": parent, "manager_id": manager, "started_on": "2015-04-01"})


def _write_workers(force: Workforce, manager_of: dict[str, str], rows: Rows, random: Random) -> None:
    parents = {row["team_id"]: row["parent_id"] for row in rows.tables["teams"]}
    names: dict[str, str] = {}
    for post in sorted(force.posts, key=lambda post: (post.worker, post.start)):
        if post.start > rows.ends_on:
            continue
        name = names.setdefault(post.worker, f"{first_name(random)} {surname(random)}")
        manager = manager_of[post.team]
        rows.add(
            "workers",
            {
                "worker_id": post.worker,
                "display_name": name,
                "email": f"{post.worker.lower()}@made-up.example",
                "role": post.role,
                "team_id": post.team,
                "manager_id": manager if manager != post.worker else manager_of.get(parents[post.team], ""),
                "fte": str(post.fte),
                "agency": yes(post.agency),
                "started_on": iso(post.start),
                "ended_on": iso(post.end) if post.end is not None and post.end <= rows.ends_on else "",
            },
        )


def _write_absences(force: Workforce, rows: Rows, opens_on: int, random: Random) -> None:
    """Leave and sickness of managers and reviewing officers, mostly covered by one of their own kind."""
    for role in ("team_manager", "service_manager", "iro", "cp_chair"):
        posts = force.in_role(role)
        for post in posts:
            others = [other.worker for other in posts if other.worker != post.worker]
            day = opens_on + random.randrange(120)
            while day <= rows.ends_on:
                length = random.choice((4, 4, 11, 11, 18))
                deputy = random.choice(others) if others and random.random() < 0.9 else ""
                rows.add(
                    "absences",
                    {
                        "worker_id": post.worker,
                        "deputy_id": deputy,
                        "started_on": iso(day),
                        "ended_on": iso(day + length),
                    },
                )
                day += length + 60 + random.randrange(120)
