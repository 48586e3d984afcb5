"""What a standard is about: whose it is, and which events meet it."""

from compliance.rulebook.model import AllOf, Deadline, MetBy, PeriodEnd, Recurring, Standard
from compliance.vocabulary import Vocabulary


def subject_kind_of(vocabulary: Vocabulary, standard: Standard) -> str:
    """Whom the standard is about: a person, a worker or a team."""
    if standard.load is not None:
        return "worker" if standard.load.over == "worker" else "team"
    if standard.during is not None:
        return vocabulary.periods[standard.during.period[0]].subject
    assert standard.after is not None
    return vocabulary.events[standard.after.event[0]].subject


def meeting_kinds(standard: Standard) -> set[str]:
    """The kinds of event that meet the standard."""
    match standard.form:
        case Deadline(ways=ways) | Recurring(met_by=ways):
            return {kind for way in ways for kind in kinds_of(way)}
        case _:
            return set()


def kinds_of(way: MetBy) -> list[str]:
    """The kinds of event that one way of meeting a standard needs."""
    match way:
        case PeriodEnd():
            return []
        case AllOf(all=records):
            return [record.event for record in records]
        case _:
            return [way.event]
