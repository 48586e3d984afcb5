"""A rulebook: all standards, ladders, calendar and words, as one version with a digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compliance.calendar import Calendar
from compliance.errors import InputError
from compliance.rulebook.ladders import Ladder
from compliance.rulebook.measures import Measures
from compliance.rulebook.model import Standard
from compliance.rulebook.patterns import Pattern
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean


@dataclass(frozen=True)
class Rulebook:
    """`standards` are sorted by id; `digest` is the SHA-256 of every file that made it, and of the closure days.

    `overlay` is the file of the authority's own values laid over the pack, as it is shown; empty where there is none.
    `local_ladders` are the ladders that it set.
    """

    standards: tuple[Standard, ...]
    ladders: Mapping[str, Ladder]
    calendar: Calendar
    vocabulary: Vocabulary
    digest: str
    overlay: str = ""
    local_ladders: frozenset[str] = frozenset()
    patterns: Mapping[str, Pattern] = field(default_factory=dict[str, Pattern])
    measures: Measures = field(default_factory=Measures)

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

    def titled(self, name: str) -> Standard | Pattern:
        """The standard or pattern of this name: what an escalation may be about.

        Raises:
            InputError: there is neither.
        """
        return self.patterns.get(name) or self.standard(name)
