"""Which part of the queue somebody asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.cli.context import Context
from compliance.errors import InputError
from compliance.store.queue import QueueItem
from compliance.words import did_you_mean


@dataclass(frozen=True)
class Wanted:
    """What to narrow the queue to, as it was written; None is all of it. `level` is that level and those above it."""

    holder: str | None = None
    role: str | None = None
    team: str | None = None
    level: int | None = None
    area: str | None = None
    new_since: str | None = None

    @property
    def asking_role(self) -> str | None:
        """The role that asks, in the form of the rules."""
        return as_role(self.role or self.holder)

    @property
    def words(self) -> str:
        """What was asked for, as it follows the word queue; empty for all of it."""
        asked = {
            "in front of": " and ".join(who for who in (self.holder, self.role) if who is not None) or None,
            "of team": self.team,
            "from level": self.level,
            "about": self.area,
            "new since": self.new_since,
        }
        return "".join(f" {said} {what}" for said, what in asked.items() if what is not None)


def as_role(written: str | None) -> str | None:
    """A role as the rules write it, from how somebody wrote it."""
    return written.strip().casefold().replace(" ", "_") if written is not None else None


def narrowed(items: Sequence[QueueItem], wanted: Wanted, given: Context) -> list[QueueItem]:
    """The items that were asked for.

    Raises:
        InputError: there is no such role, worker, team or area, or what was written is no date.
    """
    found = in_front_of(wanted.holder, items, given) if wanted.holder is not None else list(items)
    if wanted.role is not None:
        role = _known_role(wanted.role, given)
        found = [item for item in found if any(role == to for to, _, _ in item.heard)]
    if wanted.team is not None:
        team = _known_team(wanted.team, given)
        found = [
            item for item in found if team in (item.team_id, item.subject if item.subject_kind == "team" else None)
        ]
    if wanted.level is not None:
        found = [item for item in found if item.level >= wanted.level]
    if wanted.area is not None:
        within = _standards_of(wanted.area, given)
        found = [item for item in found if item.standard in within]
    if wanted.new_since is not None:
        since = _day(wanted.new_since)
        found = [item for item in found if item.news_on >= since]
    return found


def in_front_of(holder: str, items: Sequence[QueueItem], given: Context) -> list[QueueItem]:
    """What is in front of a person or a role: what they heard of, and what was passed to them.

    Raises:
        InputError: nobody has heard of it, and neither the rules nor the extract know such a role or worker.
    """
    role = as_role(holder)
    found = [
        item
        for item in items
        if holder == item.passed_to or any(role == to or holder == person for to, person, _ in item.heard)
    ]
    known = [*given.rulebook.vocabulary.roles]
    if not found and role not in known and given.snapshot.code_of("worker", holder) is None:
        raise InputError(f"--for: there is no role or worker '{holder}'; {did_you_mean(role or '', known)}")
    return found


def _known_role(written: str, given: Context) -> str:
    role = as_role(written) or ""
    known = [*given.rulebook.vocabulary.roles]
    if role not in known:
        raise InputError(f"--role: there is no role '{written}'; {did_you_mean(role, known)}")
    return role


def _known_team(team: str, given: Context) -> str:
    if given.snapshot.code_of("team", team) is None:
        raise InputError(f"--team: no team in the extract has the id '{team}': give the id that the case system uses.")
    return team


def _standards_of(area: str, given: Context) -> frozenset[str]:
    areas: dict[str, set[str]] = {}
    for standard in given.rulebook.standards:
        areas.setdefault(standard.area, set()).add(standard.id)
    if area not in areas:
        raise InputError(f"--area: there is no area '{area}'; {did_you_mean(area, areas)}")
    return frozenset(areas[area])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--new-since: '{text}' is not a date: write it as 2026-03-31.") from None
