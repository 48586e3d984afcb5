"""A rulebook: all standards, ladders, calendar and words, as one version with a digest."""

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.calendar import Calendar
from compliance.errors import InputError
from compliance.rulebook.ladders import Ladder
from compliance.rulebook.model import Standard
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean


@dataclass(frozen=True)
class Rulebook:
    """`standards` are sorted by id; `digest` is the SHA-256 of every file that made it, and of the closure days."""

    standards: tuple[Standard, ...]
    ladders: Mapping[str, Ladder]
    calendar: Calendar
    vocabulary: Vocabulary
    digest: str

    def standard(self, name: str) -> Standard:
        """The standard with this id or alias.

        Raises:
            InputError: there is none; the nearest id is named.
        """
        for standard in self.standards:
            if name == standard.id or name in standard.aliases:
                return standard
        known = [s.id for s in self.standards] + [a for s in self.standards for a in s.aliases]
        raise InputError(f"There is no standard '{name}': {did_you_mean(name, known)}")
