"""What a measure asks of and the extract has nothing of: no record is neither a no nor a nought."""

from collections.abc import Iterator

from compliance.records.snapshot import Snapshot
from compliance.rulebook.conditions import All, AnyOf, Condition, Happened, Holds, Lasted, Not, Repeated
from compliance.rulebook.measure import Measure
from compliance.rulebook.measure_forms import AverageDays, Chosen, Population, Share, Since


def absent(snapshot: Snapshot, measure: Measure) -> str:
    """Why the records cannot answer: the kind that they hold none of, in a sentence's end; nothing where they can."""
    held = {*snapshot.kinds("periods"), *snapshot.kinds("events")}
    for kinds in _needed(measure):
        if kinds and not held.intersection(kinds):
            return f"the extract holds no record of {' or '.join(sorted(kinds))}"
    return ""


def _needed(measure: Measure) -> Iterator[set[str]]:
    """Sets of kinds: of each, at least one must be there."""
    match measure.form:
        case Share(of=of, with_=asked):
            yield from _of(of)
            yield set(_asked(asked.where, of))
            yield from _looked(asked.earlier)
            yield from _looked(asked.later)
        case Population() as of:
            yield from _of(of)
        case AverageDays(of=of, from_=since):
            yield from _of(of)
            yield from _looked(since if isinstance(since, Since) else None)
        case _:
            pass


def _of(of: Population) -> Iterator[set[str]]:
    yield {of.kind}
    yield from _looked(of.earlier)
    yield from _looked(of.later)


def _looked(chosen: Chosen | None) -> Iterator[set[str]]:
    if chosen is not None:
        yield {chosen.kind}


def _asked(condition: Condition, of: Population) -> Iterator[str]:
    """The kinds from which an answer may come."""
    match condition:
        case All(terms) | AnyOf(terms):
            for term in terms:
                yield from _asked(term, of)
        case Not(term):
            yield from _asked(term, of)
        case Holds(kind, _) | Lasted(kind, _) | Repeated(kind, _, _) | Happened(kind, _):
            yield kind
        case _:
            yield of.kind
