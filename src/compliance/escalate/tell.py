"""Whom a route reaches: the holder of its role, else of the next role up; and what to say where there is nobody."""

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

    `note` says why they differ, or who is missing.
    """

    level: int
    role: str
    to_role: str
    to_person: str | None
    note: str


def role_words(role: str) -> str:
    """A role as it is read in a sentence."""
    return ROLE_WORDS.get(role, role.replace("_", " "))


def tell(route: Route, ladder: Ladder, finding: Finding, directory: Directory) -> Telling:
    """Who hears of a route. Where the whole extract names nobody to tell, it stays with the role and says so."""
    for role in _upwards(route, ladder):
        person = directory.holder(role, finding)
        if person is not None:
            note = (
                "" if role == route.role else f"{_missing(route.role, directory)}: told the {role_words(role)} instead"
            )
            return Telling(route.level, route.role, role, person, note)
    return Telling(route.level, route.role, route.role, None, _missing(route.role, directory))


def _upwards(route: Route, ladder: Ladder) -> list[str]:
    line = LINE[LINE.index(route.role) + 1 :] if route.role in LINE else LINE
    return list(dict.fromkeys([route.role, *ladder.roles_above(route.level), *line]))


def _missing(role: str, directory: Directory) -> str:
    if role not in directory.known_roles:
        return f"the extract names no {role_words(role)}"
    return f"nobody holds the role of {role_words(role)} here"
