"""docs/coverage.md: every id of the catalogue, and what carries it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from compliance.coverage.catalogue import Named
from compliance.coverage.found import Carried, Coverage
from compliance.rulebook.words_of import plain

FORMS = ("deadline", "recurring", "state", "limit", "load")


def coverage_page(coverage: Coverage) -> str:
    """The whole page, as it should stand in docs/coverage.md."""
    return "\n".join(
        [_opening(coverage), *_sections(coverage), *_beyond(coverage), *_named(coverage), _ladders(coverage)]
    )


def counts(coverage: Coverage) -> list[str]:
    """How many of each there are, a sentence each."""
    ids, standards = coverage.catalogue.standards, coverage.standards
    by_measure = sum(coverage.carried(name) is None and name in coverage.homes for name in ids)
    forms = Counter(_form(one) for one in standards)
    status = Counter(one.standard.status for one in standards)
    standing = Counter(one.standard.standing.replace("-", " ") for one in standards)
    named = [*coverage.catalogue.mechanisms, *coverage.catalogue.measures]
    declined = sum(bool(one.declined) for one in named)
    return [
        f"{len(ids)} ids of the catalogue: {sum(name in coverage.homes for name in ids) - by_measure} carried by standards, "
        f"{by_measure} by measures, {sum(name not in coverage.homes for name in ids)} by nothing.",
        f"{len(standards)} standards with {sum(one.cases for one in standards):,} cases: {_counted(forms)}; "
        f"{_counted(standing)}; {_counted(status)}.",
        f"{len(coverage.measures.each)} measures in the rules, and {len(coverage.measures.declined)} declined with a reason.",
        f"{len(coverage.catalogue.mechanisms)} mechanisms and {len(coverage.catalogue.measures)} measures that councils' reports "
        f"name: {len(named) - declined} have a home, {declined} are declined with a reason.",
        f"Records: {_sources(coverage)}.",
    ]


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in found.most_common())


def _sources(coverage: Coverage) -> str:
    names = list(coverage.standards[0].lacking) if coverage.standards else []
    said = [
        f"{name} can supply all that {sum(name in one.sources for one in coverage.standards)} standards need"
        for name in names
    ]
    return "; ".join(said) or "no source is installed"


def _opening(coverage: Coverage) -> str:
    said = "\n".join(f"- {sentence}" for sentence in counts(coverage))
    return f"""# Coverage

Every duty of the catalogue, and the standard or measure that carries it. Written by `compliance rules coverage --write`, and
checked by the tests; an id, mechanism or measure without a home fails them. What each standard says is in the
[handbook](handbook/README.md).

{said}

*Records* are the kinds that start the clock, meet it, or are asked about. *Sources* are those that can supply all of them; from a
source that lacks what would meet a standard it cannot be told whether it was met, and that is what the program then says.
"""


def _sections(coverage: Coverage) -> Iterator[str]:
    for letter, title in coverage.catalogue.sections.items():
        yield f"## {letter}. {title}\n"
        yield "| id of the catalogue | carried by | form | standing | status | cases | records | sources |"
        yield "| --- | --- | --- | --- | --- | ---: | --- | --- |"
        yield from (
            _row(coverage, name) for name, duty in coverage.catalogue.standards.items() if duty.section == letter
        )
        yield ""


def _row(coverage: Coverage, name: str) -> str:
    carried = coverage.carried(name)
    if carried is None:
        measures = coverage.measured(name)
        kept = ", ".join(measure.id for measure in measures) or "**nothing**"
        standing = ", ".join(dict.fromkeys(plain(measure.standing.replace("-", " ")) for measure in measures))
        return f"| {name} | {kept} | {'measure' if measures else ''} | {standing} | | | | |"
    return f"| {name} | {_cells(carried)} |"


def _cells(one: Carried) -> str:
    standard = one.standard
    link = f"[{standard.id}](../rules/{standard.area}/{standard.id}.yaml)"
    records = ", ".join(plain_kind(kind) for kind in one.needed.every.names)
    standing = plain(standard.standing.replace("-", " "))
    return " | ".join(
        [link, _form(one), standing, standard.status, str(one.cases), records, ", ".join(one.sources) or "**none**"]
    )


def plain_kind(kind: str) -> str:
    """A kind of record in a table: as it is declared, since a source has to use that word."""
    return f"`{kind}`"


def _form(one: Carried) -> str:
    return next(name for name in FORMS if getattr(one.standard, name) is not None)


def _beyond(coverage: Coverage) -> Iterator[str]:
    """Standards that carry no id of the catalogue: a duty that one of its rows names beside another."""
    of_catalogue = {home for name in coverage.catalogue.standards for home in coverage.homes.get(name, ())}
    others = [one for one in coverage.standards if one.standard.id not in of_catalogue]
    if not others:
        return
    yield "## Standards beside those of the catalogue\n"
    yield "Each is a part of a row above that is a duty of its own.\n"
    yield "| standard | form | standing | status | cases | records | sources |"
    yield "| --- | --- | --- | --- | ---: | --- | --- |"
    yield from (f"| {_cells(one)} |" for one in others)
    yield ""


def _named(coverage: Coverage) -> Iterator[str]:
    for title, named in (("Mechanisms", coverage.catalogue.mechanisms), ("Measures", coverage.catalogue.measures)):
        yield f"## {title} that councils' reports name\n"
        yield "| source | what it names | where it is kept, or why not |"
        yield "| --- | --- | --- |"
        yield from _lines(coverage, named)
        yield ""


def _lines(coverage: Coverage, named: Iterable[Named]) -> Iterator[str]:
    for one in named:
        kept = ", ".join(_home(coverage, home) for home in one.home)
        reason = coverage.measures.declined.get(one.declined, one.declined)
        yield f"| {one.source} | {one.says} | {kept or f'Declined. {reason}'} |"


def _home(coverage: Coverage, home: str) -> str:
    if home in coverage.commands:
        return f"`{home}`"
    found = coverage.homes.get(home)
    return f"**nothing: {home}**" if found is None else ", ".join(found)


def _ladders(coverage: Coverage) -> str:
    rows = "\n".join(f"| {ladder} | {', '.join(ids)} |" for ladder, ids in coverage.by_ladder().items())
    return f"## Who climbs which ladder\n\n| ladder | standards |\n| --- | --- |\n{rows}\n"
