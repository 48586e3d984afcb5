"""What only some roles may see: the findings of standards that say so, and the records they are about."""

from collections.abc import Collection, Iterable

from compliance.evaluate.about import meeting_kinds
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Standard


def kept_apart(rulebook: Rulebook, role: str | None = None) -> frozenset[str]:
    """The ids of standards that somebody in `role` (None: nobody in particular) may not see."""
    return frozenset(s.id for s in rulebook.standards if s.visible_to and role not in s.visible_to)


def kinds_kept_apart(rulebook: Rulebook) -> frozenset[str]:
    """The kinds of period and event that only standards kept apart ask about."""
    apart = [s for s in rulebook.standards if s.visible_to]
    others = [s for s in rulebook.standards if not s.visible_to]
    return frozenset(_kinds(apart) - _kinds(others))


def for_whom(rulebook: Rulebook, names: Collection[str]) -> str:
    """The roles that may see them, in words."""
    roles = sorted({role for s in rulebook.standards if s.id in names for role in s.visible_to})
    return " and ".join(role.replace("_", " ") for role in roles)


def _kinds(standards: Iterable[Standard]) -> set[str]:
    kinds: set[str] = set()
    for standard in standards:
        kinds |= meeting_kinds(standard)
        kinds.update(standard.during.period if standard.during is not None else ())
        kinds.update(standard.after.event if standard.after is not None else ())
    return kinds
