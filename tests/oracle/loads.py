"""No more than so much to carry: a count for each day, of a worker, a team or an authority."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil

from compliance.rulebook.model import Load
from oracle.judge import Occurrence
from oracle.lives import Post
from oracle.runs import Count, runs_over
from oracle.world import World

Share = Callable[[World, Load, str, date], Fraction | str | None]
"""What is counted of a subject on a day: a number, None where it is not judged, or why it cannot be told."""


def load_occurrences(world: World, form: Load) -> list[Occurrence]:
    """The occurrences of a load."""
    shares: dict[str, Share] = {"children": _children, "posts": _posts, "agency_share": _agency_share}

    def count(subject: str, day: date) -> Count | str | None:
        share = shares[form.count](world, form, subject, day)
        if not isinstance(share, Fraction):
            return share
        warned = form.warn_at is not None and share >= Fraction(str(form.warn_at))
        return Count(ceil(share), share > Fraction(str(form.most)), warned)

    return runs_over(world, count, _subjects(world, form), None)


def _subjects(world: World, form: Load) -> list[str]:
    match form.over:
        case "worker":
            return sorted({post.worker for post in world.lives.posts})
        case "team":
            return sorted(team.id for team in world.lives.teams)
        case "authority":
            return sorted(team.id for team in world.lives.teams if team.parent is None)


def _children(world: World, form: Load, subject: str, day: date) -> Fraction | str | None:
    people = {
        one.person
        for one in world.lives.involvements
        if one.role == form.role
        and subject == (one.worker if form.over == "worker" else one.team)
        and (one.started_on is None or one.started_on <= day)
        and (one.ended_on is None or day <= one.ended_on)
    }
    posts = [
        post
        for post in _held_on(world, day)
        if (post.worker == subject if form.over == "worker" else post.team == subject and post.role == form.role)
    ]
    whole = _whole(form, posts)
    if not people or not isinstance(whole, Fraction):
        return whole if people else None
    return Fraction(len(people)) / whole


def _posts(world: World, form: Load, subject: str, day: date) -> Fraction | None:
    here = [post for post in _held_on(world, day) if post.team == subject]
    counted = {post.worker for post in here if post.role == form.role}
    over = {post.worker for post in here if post.role == form.per_role}
    return Fraction(len(counted), len(over)) if counted and over else None


def _agency_share(world: World, form: Load, subject: str, day: date) -> Fraction | str | None:
    below = _with_teams_below(world, subject)
    posts = [post for post in _held_on(world, day) if post.team in below and post.role == form.role]
    whole = _whole(form, posts)
    if not isinstance(whole, Fraction):
        return whole
    return 100 * sum((_size(form, post) for post in posts if post.agency), Fraction()) / whole


def _with_teams_below(world: World, top: str) -> set[str]:
    found = {top}
    while more := {team.id for team in world.lives.teams if team.parent in found} - found:
        found |= more
    return found


def _held_on(world: World, day: date) -> list[Post]:
    return [
        post
        for post in world.lives.posts
        if (post.started_on is None or post.started_on <= day) and (post.ended_on is None or day <= post.ended_on)
    ]


def _whole(form: Load, posts: list[Post]) -> Fraction | str | None:
    """All the posts together: None where there is nothing to count by, a reason where nobody knows how much."""
    if form.per == "fte" and any(post.fte is None for post in posts):
        return "fte_unknown"
    return sum((_size(form, post) for post in posts), Fraction()) or None


def _size(form: Load, post: Post) -> Fraction:
    return Fraction(1) if form.per == "each" else Fraction(str(post.fte))
