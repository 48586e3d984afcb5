"""The people who work there: teams, managers, dated posts, and who comes and goes over three years."""

from dataclasses import dataclass, field
from random import Random

from compliance.demo.diary import iso
from compliance.demo.names import first_name, surname
from compliance.demo.rows import Rows, yes
from compliance.demo.staffing import Post, Staffing, fill_slots
from compliance.demo.structure import (
    AREAS,
    HEADS,
    INDEPENDENTS,
    MOST_ALONE,
    SERVICES,
    SPECIALISTS,
    TEAM_SLOWNESS,
    WITHOUT_DEPUTY,
    Service,
)


@dataclass(frozen=True)
class Team:
    """A team of any kind and the worker who manages it."""

    id: str
    name: str
    parent: str
    manager: str


@dataclass(frozen=True)
class CaseTeam:
    """A team that holds cases."""

    id: str
    area: str


@dataclass
class Workforce:
    """Everybody in post since `opens_on`, and the teams that hold cases, by service."""

    staffing: Staffing
    opens_on: int
    teams: dict[str, Team] = field(default_factory=dict[str, Team])
    case_teams: dict[str, list[CaseTeam]] = field(default_factory=dict[str, list[CaseTeam]])

    @property
    def posts(self) -> list[Post]:
        """Every post held."""
        return self.staffing.posts

    @property
    def slowness(self) -> dict[str, float]:
        """How much likelier than usual each worker and team is to be late."""
        return self.staffing.slowness

    def in_role(self, role: str) -> list[Post]:
        """The posts of one role."""
        return [post for post in self.posts if post.role == role]


def make_workforce(rows: Rows, opens_on: int, scale: float, random: Random) -> Workforce:
    """Teams, posts and workers from `opens_on` on, written to `rows`."""
    force = Workforce(Staffing(random), opens_on)
    director = _add_team(force, "Children's Services (made up)", "director", "")
    assistant = _add_team(force, "Children's Social Care", "assistant_director", director)
    heads = {head: _add_team(force, title, "head_of_service", assistant) for head, title in HEADS.items()}
    for service in SERVICES:
        _staff_service(force, service, heads[service.head], rows.ends_on, scale)
    quality = _add_team(force, "Independent reviewing and conferences", "iro_manager", heads["quality"])
    for role, number in INDEPENDENTS.items():
        for _ in range(max(round(number * scale), 1)):
            start = opens_on - random.randrange(300, 4000)
            force.posts.append(Post(force.staffing.new_worker(), quality, role, start, None))
    _staff_specialists(force, heads, scale)
    _write_teams(force, rows)
    _write_workers(force, rows, random)
    _write_absences(force, rows, random)
    return force


def _add_team(force: Workforce, name: str, role: str, parent: str) -> str:
    team = f"T{len(force.teams) + 1:03d}"
    manager = force.staffing.new_worker()
    start = force.opens_on - force.staffing.random.randrange(100, 2000)
    force.posts.append(Post(manager, team, role, start, None))
    force.teams[team] = Team(team, name, parent, manager)
    return team


def _staff_specialists(force: Workforce, heads: dict[str, str], scale: float) -> None:
    for title, manager, head, posts in SPECIALISTS:
        team = _add_team(force, title, manager, heads[head])
        for role, number in posts.items():
            for _ in range(max(round(number * scale), 1)):
                start = force.opens_on - force.staffing.random.randrange(100, 2500)
                force.posts.append(Post(force.staffing.new_worker(), team, role, start, None))


def _staff_service(force: Workforce, service: Service, head: str, ends_on: int, scale: float) -> None:
    units: dict[str, str] = {}
    slots: list[str] = []
    wanted = max(round(service.teams * scale), 1)
    paces = TEAM_SLOWNESS[service.name]
    for number in range(wanted):
        area = AREAS[number % len(AREAS)]
        if area not in units:
            units[area] = _add_team(force, f"{service.title} {area} service", "service_manager", head)
        team = _add_team(force, f"{service.title} {area} {number // len(AREAS) + 1}", "team_manager", units[area])
        force.case_teams.setdefault(service.name, []).append(CaseTeam(team, area))
        force.slowness[team] = paces[(number * len(paces)) // wanted] if wanted > 1 else 1.0
        slots += [team] * service.posts
        if service.posts > MOST_ALONE and number >= WITHOUT_DEPUTY:
            start = force.opens_on - force.staffing.random.randrange(100, 2000)
            force.posts.append(Post(force.staffing.new_worker(), team, "team_manager", start, None))
    fill_slots(force.staffing, slots, force.opens_on, ends_on)


def _write_teams(force: Workforce, rows: Rows) -> None:
    for team in force.teams.values():
        rows.add(
            "teams",
            {
                "team_id": team.id,
                "name": team.name,
                "parent_id": team.parent,
                "manager_id": team.manager,
                "started_on": "2010-04-01",
            },
        )


def _write_workers(force: Workforce, rows: Rows, random: Random) -> None:
    names: dict[str, str] = {}
    for post in sorted(force.posts, key=lambda post: (post.worker, post.start)):
        name = names.setdefault(post.worker, f"{first_name(random)} {surname(random)}")
        rows.add(
            "workers",
            {
                "worker_id": post.worker,
                "display_name": name,
                "email": f"{post.worker.lower()}@made-up.example",
                "role": post.role,
                "team_id": post.team,
                "manager_id": _manager_of(force, post),
                "fte": str(post.fte),
                "agency": yes(post.agency),
                "started_on": iso(post.start),
                "ended_on": iso(post.end) if post.end is not None and post.end <= rows.ends_on else "",
            },
        )


def _manager_of(force: Workforce, post: Post) -> str:
    """The manager of the team, or for the manager, of the team above."""
    team = force.teams[post.team]
    if team.manager != post.worker:
        return team.manager
    return force.teams[team.parent].manager if team.parent else ""


def _write_absences(force: Workforce, rows: Rows, random: Random) -> None:
    """Leave and sickness of managers and reviewing officers, mostly covered by one of their own kind."""
    for role in ("team_manager", "service_manager", "iro", "cp_chair"):
        posts = force.in_role(role)
        for post in posts:
            others = [other.worker for other in posts if other.worker != post.worker]
            day = force.opens_on + random.randrange(120)
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
