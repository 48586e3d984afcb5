"""Whom a route reaches: the holder of its role or who covers for them, else the next role up; and what to say of it.

Cover moves the card, never the clock: levels are worked out before anybody is looked for.
"""

from dataclasses import dataclass

from compliance.escalate.directory import LINE, Directory
from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.rulebook.ladders import Ladder

ROLE_WORDS = {
    "iro": "independent reviewing officer",
    "iro_manager": "reviewing officers' manager",
    "cp_chair": "conference chair",
}


@dataclass(frozen=True)
class Telling:
    """`role` is the one the ladder names; `to_role` and `to_person` who hears.

    `note` says why they differ, who is covered for, or who is missing; `missing` is that last part alone, which somebody
    has to put right in the records.
    """

    level: int
    role: str
    to_role: str
    to_person: str | None
    note: str
    missing: str = ""


def role_words(role: str) -> str:
    """A role as it is read in a sentence."""
    return ROLE_WORDS.get(role, role.replace("_", " "))


def tell(route: Route, ladder: Ladder, finding: Finding, directory: Directory) -> Telling:
    """Who hears of a route. Where the whole extract names nobody to tell, it stays with the role and says so.

    Where everybody who could hear is away without cover, whoever holds the role hears all the same.
    """
    held = directory.holder(route.role, finding)
    missing = _missing(route.role, directory) if held is None else _away(route.role)
    for role in _upwards(route, ladder):
        holder = directory.holder(role, finding)
        person = directory.on_duty(holder, finding) if holder is not None else None
        if person is not None:
            lacking = "" if role == route.role else missing
            instead = f"{lacking}: told the {role_words(role)} instead" if lacking else ""
            covering = f"covering for {holder}" if person != holder else ""
            note = ", ".join(part for part in (instead, covering) if part)
            return Telling(route.level, route.role, role, person, note, lacking)
    return Telling(route.level, route.role, route.role, held, missing, missing)


def _upwards(route: Route, ladder: Ladder) -> list[str]:
    """The role and those after it: of a manager the line of management first, because reviewing is not managing."""
    above = ladder.roles_above(route.level)
    if route.role in LINE:
        return list(dict.fromkeys([route.role, *LINE[LINE.index(route.role) + 1 :], *above]))
    return list(dict.fromkeys([route.role, *above, *LINE]))


def _missing(role: str, directory: Directory) -> str:
    if role not in directory.known_roles:
        return f"the extract names no {role_words(role)}"
    return f"nobody holds the role of {role_words(role)} here"


def _away(role: str) -> str:
    return f"the {role_words(role)} is away and nobody covers"
