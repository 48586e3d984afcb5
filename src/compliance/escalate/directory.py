"""Who holds which role on a day: for a child by involvements, for a team by its line of managers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from compliance.escalate.cover import on_duty
from compliance.escalate.finding import Finding
from compliance.records.snapshot import Snapshot

LINE = ("team_manager", "service_manager", "head_of_service", "assistant_director", "director")
"""The line of management, upwards."""


@dataclass(frozen=True)
class Post:
    """A post that a worker holds on the day."""

    role: str | None
    team: str | None
    manager: str | None


@dataclass(frozen=True)
class Team:
    """A team as it is on the day."""

    manager: str | None
    parent: str | None


@dataclass(frozen=True)
class Directory:
    """Roles, posts and teams on one day. `involved` is by (person, role); `known_roles` is every role anybody holds.

    `away` holds who is absent that day, with their deputy if one is named.
    """

    involved: Mapping[tuple[str, str], str]
    posts: Mapping[str, Post]
    teams: Mapping[str, Team]
    holders: Mapping[str, Sequence[str]]
    known_roles: frozenset[str]
    away: Mapping[str, str | None]

    def on_duty(self, worker: str, finding: Finding) -> str | None:
        """The worker, or who covers for them that day; None where nobody does.

        Whoever is late themselves covers for nobody who hears of it.
        """
        own = {finding.worker_id, finding.subject if finding.subject_kind == "worker" else None}
        return on_duty(worker, self.away, lambda deputy: self._in_post(deputy) and deputy not in own)

    def holder(self, role: str, finding: Finding) -> str | None:
        """The worker who holds `role` for the subject of a finding, or None.

        The team manager is the manager of the finding's team; the reviewing officers' manager is the officer's own; a
        post that only one person holds is theirs for everybody.
        """
        direct = self.involved.get((finding.subject, role)) if finding.subject_kind == "person" else None
        if direct is not None:
            return direct
        if role in LINE:
            found = self._in_line(role, finding)
        elif role == "iro_manager":
            found = self._reviewing_manager(finding)
        else:
            found = None
        if found is not None or role == "team_manager":
            return found
        only = self.holders.get(role, ())
        return only[0] if len(only) == 1 and only[0] != finding.subject else None

    def _in_line(self, role: str, finding: Finding) -> str | None:
        line = list(self._line_of(finding))
        if role == "team_manager":
            return line[0] if line and not self._stands_above(line[0]) else None
        return next((worker for worker in line if self._role(worker) == role), None)

    def _stands_above(self, worker: str) -> bool:
        return self._role(worker) in LINE[1:]

    def _reviewing_manager(self, finding: Finding) -> str | None:
        for role in ("iro", "cp_chair"):
            officer = self.involved.get((finding.subject, role))
            for worker in self._upwards(officer) if officer is not None else ():
                if self._role(worker) == "iro_manager":
                    return worker
        return None

    def _line_of(self, finding: Finding) -> Iterator[str]:
        """The managers above whoever holds the finding, lowest first, each once."""
        holder = finding.subject if finding.subject_kind == "worker" else finding.worker_id
        first = next(self._managing(finding.team_id, holder), None)
        if first is not None and self._team_manager(finding.team_id) == first:
            yield first
            yield from self._upwards(first)
        elif holder is not None:
            yield from self._upwards(holder)
        elif first is not None:
            yield first
            yield from self._upwards(first)

    def _upwards(self, worker: str) -> Iterator[str]:
        seen = {worker}
        above = self._manager(worker)
        while above is not None and above not in seen:
            seen.add(above)
            yield above
            above = self._manager(above)

    def _manager(self, worker: str) -> str | None:
        """Who stands above a worker: the manager their post names, else whoever manages their team, or one above it.

        A manager whose own post has ended manages nobody.
        """
        post = self.posts.get(worker)
        if post is not None and post.manager is not None and self._in_post(post.manager):
            return post.manager
        above = self._managing(post.team, worker) if post is not None else iter(())
        return next(above, None) or self._manager_above_teams(worker)

    def _manager_above_teams(self, worker: str) -> str | None:
        """Where a manager has no line of their own, whoever manages the team above theirs."""
        for team in self.teams.values():
            if team.manager == worker and team.parent is not None:
                found = next(self._managing(team.parent, worker), None)
                if found is not None:
                    return found
        return None

    def _managing(self, team: str | None, worker: str | None) -> Iterator[str]:
        """The managers of a team and of those above it who are in post, lowest first, without the worker."""
        seen: set[str] = set()
        while team is not None and team not in seen:
            seen.add(team)
            manager = self._team_manager(team)
            if manager is not None and manager != worker:
                yield manager
            found = self.teams.get(team)
            team = found.parent if found is not None else None

    def _team_manager(self, team: str | None) -> str | None:
        found = self.teams.get(team) if team is not None else None
        return found.manager if found is not None and found.manager and self._in_post(found.manager) else None

    def _in_post(self, worker: str) -> bool:
        """Whether they work here that day; where the extract has no posts, everybody does."""
        return worker in self.posts or not self.posts

    def _role(self, worker: str) -> str | None:
        post = self.posts.get(worker)
        return post.role if post is not None else None


def directory_of(snapshot: Snapshot, as_of: date) -> Directory:
    """The directory of a snapshot on `as_of`."""
    people, workers, teams = (_ids(snapshot, kind) for kind in ("person", "worker", "team"))

    def named(ids: list[str], code: int | None) -> str | None:
        return ids[code] if code is not None and 0 <= code < len(ids) else None

    posts: dict[str, Post] = {
        workers[worker]: Post(role, named(teams, team), named(workers, manager))
        for worker, role, team, manager in _on(snapshot, "workers", as_of, ["worker", "role", "team", "manager"])
    }
    involved: dict[tuple[str, str], str] = {
        (people[subject], role): workers[worker]
        for subject, role, worker in _on(snapshot, "involvements", as_of, ["subject", "role", "worker"])
        if worker is not None and (workers[worker] in posts or not posts)
    }
    holders: dict[str, list[str]] = {}
    for worker, post in sorted(posts.items()):
        if post.role is not None:
            holders.setdefault(post.role, []).append(worker)
    standing: dict[str, Team] = {
        teams[team]: Team(named(workers, manager), named(teams, parent))
        for team, manager, parent in _on(snapshot, "teams", as_of, ["team", "manager", "parent"])
    }
    away: dict[str, str | None] = {
        workers[worker]: named(workers, deputy)
        for worker, deputy in _on(snapshot, "absences", as_of, ["worker", "deputy"])
    }
    managed = {"team_manager"} if any(team.manager is not None for team in standing.values()) else set[str]()
    known = frozenset(holders) | {role for _, role in involved} | managed
    return Directory(involved, posts, standing, holders, known, away)


def _ids(snapshot: Snapshot, kind: str) -> list[str]:
    return snapshot.subject_ids(kind).to_list()


def _on(snapshot: Snapshot, table: str, as_of: date, columns: list[str]) -> list[tuple[Any, ...]]:
    """Rows of a dated table that hold on the day, earliest start first, so that the latest wins."""
    day = pl.lit(as_of)
    frame = snapshot.table(table, [*columns, "started_on", "ended_on"])
    holds = (pl.col("started_on").is_null() | (pl.col("started_on") <= day)) & (
        pl.col("ended_on").is_null() | (pl.col("ended_on") >= day)
    )
    return frame.filter(holds).sort("started_on", nulls_last=False, maintain_order=True).select(columns).rows()
