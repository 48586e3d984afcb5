"""Giving each family a worker, a reviewing officer and a chair, day by day as people come and go."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from compliance.demo.journeys import Holding, Journey, Span
from compliance.demo.rows import Rows
from compliance.demo.workforce import Post, Workforce

STARTS, LEAVES, CLOSES, OPENS = range(4)
"""The order of things on one day."""


@dataclass
class Case:
    """A family's time with one service, and who holds it now."""

    journey: Journey
    service: str
    span: Span
    post: Post | None = None
    since: int = 0

    @property
    def team(self) -> str:
        return self.journey.family.teams[self.service]

    @property
    def children(self) -> int:
        return len(self.journey.family.children)


@dataclass
class Desk:
    """A worker's cases today."""

    post: Post
    cases: list[Case] = field(default_factory=list[Case])
    children: int = 0


def allocate(journeys: list[Journey], force: Workforce, rows: Rows, opens_on: int, random: Random) -> None:
    """Case-holding workers for every journey, from `opens_on` on; writes their involvements."""
    cases = [
        Case(journey, service, span)
        for journey in journeys
        for service, span in journey.service_spans()
        if span.end >= opens_on and span.start <= rows.ends_on
    ]
    posts = [post for post in force.posts if post.role == "social_worker"]
    desks: dict[str, list[Desk]] = defaultdict(list)
    for _, action, _, subject in sorted(_timeline(cases, posts, opens_on), key=lambda entry: entry[:3]):
        if isinstance(subject, Post):
            if action == STARTS:
                desks[subject.team].append(Desk(subject))
            else:
                _leave(subject, desks[subject.team], rows, random)
        elif action == OPENS:
            _open(subject, desks, max(subject.span.start, opens_on), random)
        else:
            _close(subject, desks[subject.post.team] if subject.post else [], subject.span.end, rows)
    for team in desks.values():
        for desk in team:
            for case in list(desk.cases):
                _close(case, team, case.span.end, rows)


def _timeline(
    cases: list[Case], posts: list[Post], opens_on: int
) -> list[tuple[int, int, int, Case | Post]]:
    entries: list[tuple[int, int, int, Case | Post]] = []
    for post in posts:
        entries.append((max(post.start, opens_on - 1), STARTS, len(entries), post))
        if post.end is not None:
            entries.append((post.end, LEAVES, len(entries), post))
    for case in cases:
        entries.append((max(case.span.start, opens_on), OPENS, len(entries), case))
        entries.append((case.span.end, CLOSES, len(entries), case))
    return entries


def _open(case: Case, desks: dict[str, list[Desk]], day: int, random: Random) -> None:
    near = desks[case.team] or [desk for team in desks.values() for desk in team]
    if not near:
        return
    desk = min(near, key=lambda desk: (desk.children + 5 * random.random()) / (desk.post.fte * desk.post.room))
    desk.cases.append(case)
    desk.children += case.children
    case.post = desk.post
    before_window = case.span.start < day
    case.since = max(desk.post.start, case.span.start) if before_window else day
    case.journey.holdings.append(Holding(desk.post.worker, case.since))


def _close(case: Case, desks: list[Desk], day: int, rows: Rows) -> None:
    if case.post is None:
        return
    for desk in desks:
        if desk.post is case.post:
            desk.cases.remove(case)
            desk.children -= case.children
    for child in case.journey.family.children:
        start = max(case.since, child.born) if child.expected is None else case.since
        rows.involvement(child.id, case.post.worker, "social_worker", case.post.team, start, day)
    case.post = None


def _leave(post: Post, team: list[Desk], rows: Rows, random: Random) -> None:
    """Somebody's last day: their families go to colleagues the next morning, or a few days later."""
    desk = next((desk for desk in team if desk.post is post), None)
    if desk is None:
        return
    assert post.end is not None
    left = list(desk.cases)
    for case in left:
        _close(case, team, post.end, rows)
    team.remove(desk)
    for case in left:
        gap = 1 if random.random() < 0.85 else random.randrange(2, 9)
        if case.span.end >= post.end + gap:
            _open(case, {post.team: team, case.team: team}, post.end + gap, random)


def allocate_independents(journeys: list[Journey], force: Workforce, rows: Rows, random: Random) -> None:
    """A reviewing officer for each period of care, a chair for each plan, case progression for court work."""
    for journey in journeys:
        for role, span in _independent_roles(journey):
            if span.start > rows.ends_on:
                continue
            post = random.choice(force.in_role(role))
            start = max(span.start + random.choice((0, 1, 1, 2, 4)), post.start)
            for child in journey.family.children:
                rows.involvement(child.id, post.worker, role, post.team, max(start, child.born), span.end)


def _independent_roles(journey: Journey) -> list[tuple[str, Span]]:
    roles: list[tuple[str, Span]] = []
    if journey.care is not None and not journey.short_breaks:
        roles.append(("iro", journey.care))
    if journey.cp_plan is not None:
        roles.append(("cp_chair", journey.cp_plan))
    roles += [
        ("case_progression", stage.span) for stage in (journey.pre_proceedings, journey.proceedings) if stage is not None
    ]
    return roles
