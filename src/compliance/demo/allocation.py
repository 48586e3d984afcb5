"""Giving each family a worker, day by day as people come and go."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from compliance.demo.journeys import Holding, Journey, Span
from compliance.demo.rows import Rows
from compliance.demo.staffing import Post
from compliance.demo.workforce import Workforce

STARTS, LEAVES, CLOSES, OPENS, EVENS_OUT = range(5)
"""The order of things on one day."""

HEAVY, UNEVEN = 18, 6
"""Children for each full-time post above which a manager moves work, and by how much more than a colleague's."""


@dataclass(eq=False)
class Case:
    """A family's time with one service, and who holds it now."""

    journey: Journey
    team: str
    span: Span
    post: Post | None = None
    since: int = 0

    @property
    def children(self) -> int:
        """How many children it counts for."""
        return len(self.journey.family.children)


@dataclass
class Desk:
    """A worker's cases today."""

    post: Post
    cases: list[Case] = field(default_factory=list[Case])
    children: int = 0

    def load(self, more: float = 0.0) -> float:
        """Children for each full-time post, with `more` of them."""
        return (self.children + more) / (self.post.fte * self.post.room)


@dataclass
class Allocation:
    """The desks of each team today."""

    rows: Rows
    random: Random
    desks: dict[str, list[Desk]] = field(default_factory=lambda: defaultdict(list[Desk]))


Entry = tuple[int, int, int, Case | Post | str]
"""Day, action, a number that keeps the order, and what it is about: a case, a post, or a team."""


def allocate(journeys: list[Journey], force: Workforce, rows: Rows, random: Random) -> None:
    """Case-holding workers for every journey from the day the window opens; writes their involvements."""
    cases = [
        Case(journey, journey.family.teams[service], span)
        for journey in journeys
        for service, span in journey.service_spans()
        if span.end >= force.opens_on and span.start <= rows.ends_on
    ]
    allocation = Allocation(rows, random)
    for day, action, _, subject in _timeline(cases, force, rows.ends_on):
        if isinstance(subject, str):
            _even_out(allocation, subject, day)
        elif isinstance(subject, Case):
            if action == OPENS:
                _open(allocation, subject, day)
            else:
                _close(allocation, subject, day)
        elif action == STARTS:
            allocation.desks[subject.team].append(Desk(subject))
        else:
            _leave(allocation, subject, day)


def _timeline(cases: list[Case], force: Workforce, ends_on: int) -> list[Entry]:
    entries: list[Entry] = []
    for post in force.in_role("social_worker"):
        entries.append((max(post.start, force.opens_on - 1), STARTS, len(entries), post))
        if post.end is not None and post.end <= ends_on:
            entries.append((post.end, LEAVES, len(entries), post))
    for case in cases:
        entries.append((max(case.span.start, force.opens_on), OPENS, len(entries), case))
        entries.append((case.span.end, CLOSES, len(entries), case))
    for teams in force.case_teams.values():
        for team in teams:
            entries += [(day, EVENS_OUT, day, team.id) for day in range(force.opens_on + 20, ends_on, 30)]
    return sorted(entries, key=lambda entry: entry[:3])


def _open(allocation: Allocation, case: Case, day: int) -> None:
    near = allocation.desks[case.team] or [desk for team in allocation.desks.values() for desk in team]
    if not near:
        return
    _give(case, min(near, key=lambda desk: desk.load(5 * allocation.random.random())), day)


def _give(case: Case, desk: Desk, day: int) -> None:
    desk.cases.append(case)
    desk.children += case.children
    case.post = desk.post
    # Work that was open before the window has been held since the worker came, as far as the records tell.
    first = not case.journey.holdings and case.span.start < day
    case.since = max(desk.post.start, case.span.start) if first else day
    case.journey.holdings.append(Holding(desk.post.worker, case.since))


def _close(allocation: Allocation, case: Case, day: int) -> None:
    if case.post is None:
        return
    for desk in allocation.desks[case.post.team]:
        if desk.post is case.post:
            desk.cases.remove(case)
            desk.children -= case.children
    for child in case.journey.family.children:
        start = max(case.since, child.born) if child.expected is None else case.since
        allocation.rows.involvement(child.id, case.post.worker, "social_worker", case.post.team, start, day)
    case.post = None


def _leave(allocation: Allocation, post: Post, day: int) -> None:
    """Somebody's last day: their families go to colleagues the next morning, or a few days later."""
    team = allocation.desks[post.team]
    desk = next(desk for desk in team if desk.post is post)
    left = list(desk.cases)
    for case in left:
        _close(allocation, case, day)
    team.remove(desk)
    for case in left:
        gap = 1 if allocation.random.random() < 0.85 else allocation.random.randrange(2, 9)
        if case.span.end >= day + gap:
            _open(allocation, case, day + gap)


def _even_out(allocation: Allocation, team: str, day: int) -> None:
    """Once a month a manager moves the latest families of whoever holds far too many to whoever holds fewest."""
    desks = allocation.desks[team]
    for _ in range(3 if len(desks) > 1 else 0):
        most, least = max(desks, key=Desk.load), min(desks, key=Desk.load)
        if most.load() < HEAVY or most.load() - least.load() < UNEVEN:
            return
        case = most.cases[-1]
        if case.since >= day or case.span.end <= day:
            return
        _close(allocation, case, day - 1)
        _give(case, least, day)
