"""What each standard covers: its ids of the catalogue, its cases, its records and the sources that have them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.coverage.catalogue import Catalogue, Named
from compliance.rulebook.book import Rulebook
from compliance.rulebook.measure import Measure
from compliance.rulebook.measures import Measures
from compliance.rulebook.model import Standard
from compliance.rulebook.records_needed import Kinds, Needed, needed_by


@dataclass(frozen=True)
class Carried:
    """A standard, how many cases stand beside it, what it needs, and what each source lacks of that."""

    standard: Standard
    cases: int
    needed: Needed
    lacking: Mapping[str, Kinds]

    @property
    def sources(self) -> list[str]:
        """The sources that can supply all that it needs."""
        return [name for name, lacking in self.lacking.items() if not lacking]


@dataclass(frozen=True)
class Coverage:
    """The catalogue against the rules: `homes` gives the standard, or the measures, of each name that has any."""

    catalogue: Catalogue
    standards: tuple[Carried, ...]
    measures: Measures
    commands: frozenset[str]
    homes: Mapping[str, tuple[str, ...]]

    @property
    def homeless(self) -> list[str]:
        """A sentence for each id, mechanism and measure that nothing carries."""
        ids = [
            f"{name}: no standard or measure has this id or alias."
            for name in self.catalogue.standards
            if name not in self.homes
        ]
        return [
            *ids,
            *self._lost("mechanism", self.catalogue.mechanisms),
            *self._lost("measure", self.catalogue.measures),
        ]

    def _lost(self, what: str, named: Iterable[Named]) -> list[str]:
        return [
            f"{one.says} ({what} of {one.source}): its home '{home}' is no standard, measure or command."
            for one in named
            for home in one.home
            if home not in self.homes and home not in self.commands
        ]

    @property
    def without_cases(self) -> list[str]:
        """The standards beside which no case stands."""
        return [one.standard.id for one in self.standards if not one.cases]

    @property
    def without_source(self) -> list[str]:
        """The standards that no source can supply the records of, with what is missing in the fullest."""
        return [
            f"{one.standard.id}: no source supplies {', '.join(_least(one.lacking).names)}"
            for one in self.standards
            if not one.sources
        ]

    def carried(self, name: str) -> Carried | None:
        """The standard that carries an id of the catalogue; None where a measure does, or nothing."""
        homes = self.homes.get(name, ())
        return next((one for one in self.standards if one.standard.id in homes), None)

    def measured(self, name: str) -> list[Measure]:
        """The measures that carry an id of the catalogue."""
        return [self.measures.each[home] for home in self.homes.get(name, ()) if home in self.measures.each]

    def by_ladder(self) -> dict[str, list[str]]:
        """The standards that climb each ladder, by its id."""
        climbing: dict[str, list[str]] = {}
        for one in self.standards:
            climbing.setdefault(one.standard.ladder, []).append(one.standard.id)
        return dict(sorted(climbing.items()))


def cover(
    rulebook: Rulebook,
    catalogue: Catalogue,
    cases: Mapping[str, int],
    supplied: Mapping[str, Kinds],
    measures: Measures,
    commands: Iterable[str] = (),
) -> Coverage:
    """The catalogue against a rulebook.

    `cases` counts the cases by standard, `supplied` says what each source supplies, and `commands` are the commands that a home
    may name (`compliance sweep`).
    """
    carried = tuple(_carried(standard, cases, supplied) for standard in rulebook.standards)
    homes: dict[str, tuple[str, ...]] = {name: (s.id,) for s in rulebook.standards for name in (s.id, *s.aliases)}
    for measure in measures.each.values():
        for name in (measure.id, *measure.aliases):
            homes[name] = (*homes.get(name, ()), measure.id)
    return Coverage(catalogue, carried, measures, frozenset(commands), homes)


def _carried(standard: Standard, cases: Mapping[str, int], supplied: Mapping[str, Kinds]) -> Carried:
    needed = needed_by(standard)
    return Carried(
        standard, cases.get(standard.id, 0), needed, {name: needed.lacking(kinds) for name, kinds in supplied.items()}
    )


def _least(lacking: Mapping[str, Kinds]) -> Kinds:
    return min(lacking.values(), key=lambda kinds: len(kinds.names), default=Kinds())
