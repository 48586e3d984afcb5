"""The queue in lines: siblings together, and in one line where the same is owed to each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from compliance.records.snapshot import Snapshot
from compliance.rulebook.patterns import Cause, Pattern
from compliance.store.queue import QueueItem

Families = Mapping[str, str]
"""A family's id by that of each child who is in it."""

Causes = Mapping[str, str]
"""The standard that each of some standards follows from."""


@dataclass(frozen=True)
class Line:
    """One line of the queue: the same standard, date and people told, for one subject or for several siblings.

    `cause` is the standard under which it is shown, because it follows from that.
    """

    items: tuple[QueueItem, ...]
    cause: str | None = None

    @property
    def first(self) -> QueueItem:
        """The item that speaks for all of them."""
        return self.items[0]

    @property
    def numbers(self) -> str:
        """The numbers of their escalations."""
        return ", ".join(str(item.id) for item in self.items)

    @property
    def subjects(self) -> str:
        """Their ids."""
        return ", ".join(item.subject for item in self.items)


def families_of(snapshot: Snapshot) -> Families:
    """The family that each child is in, the latest where there have been several."""
    frame = snapshot.table("families", ["family_id", "subject", "started_on"])
    latest = frame.sort("started_on", nulls_last=False, maintain_order=True).unique("subject", keep="last")
    people = snapshot.subject_ids("person")
    known = latest.filter(pl.col("subject").is_not_null())
    return dict(zip(people.gather(known["subject"]).to_list(), known["family_id"].to_list(), strict=True))


def causes_of(patterns: Iterable[Pattern]) -> Causes:
    """Which standard each follows from, as the live causes among the patterns say."""
    rules = [pattern.rule for pattern in patterns if pattern.status == "live"]
    return {name: rule.standard for rule in rules if isinstance(rule, Cause) for name in rule.explains}


def lines_of(items: Sequence[QueueItem], families: Families, causes: Causes) -> list[Line]:
    """The items, given most serious first, as lines: what is overdue first, each family where its most serious item is.

    What follows from something else that is open about the same subject stands under that.
    """
    lines = _lines(items, families)
    open_now = {(item.standard, item.subject_kind, item.subject) for item in items}
    under: dict[tuple[str, str], list[Line]] = {}
    first: list[Line] = []
    for line in lines:
        cause = causes.get(line.first.standard)
        if (
            cause is not None
            and cause not in causes
            and all((cause, item.subject_kind, item.subject) in open_now for item in line.items)
        ):
            under.setdefault((cause, line.first.subject), []).append(replace(line, cause=cause))
        else:
            first.append(line)
    return [shown for line in first for shown in (line, *_following(line, under))]


def _following(line: Line, under: Mapping[tuple[str, str], list[Line]]) -> list[Line]:
    return [below for item in line.items for below in under.get((item.standard, item.subject), ())]


def _lines(items: Sequence[QueueItem], families: Families) -> list[Line]:
    first: dict[tuple[bool, str], int] = {}
    for place, item in enumerate(items):
        first.setdefault(_household(item, families), place)
    ranked = sorted(enumerate(items), key=lambda one: (first[_household(one[1], families)], one[0]))
    overdue_first = sorted((item for _, item in ranked), key=lambda item: item.outcome != "overdue")
    return _merged(overdue_first, families)


def _household(item: QueueItem, families: Families) -> tuple[bool, str]:
    family = families.get(item.subject) if item.subject_kind == "person" else None
    return (
        item.outcome == "overdue",
        f"family {family}" if family is not None else f"{item.subject_kind} {item.subject}",
    )


def _merged(items: Iterable[QueueItem], families: Families) -> list[Line]:
    lines: dict[tuple[object, ...], list[QueueItem]] = {}
    for item in items:
        owed = (item.standard, item.turn, item.outcome, item.due_on, item.booked_for, item.told, item.worker_id)
        done = (item.promised_for, item.snoozed_until, item.passed_to, item.promises_broken, item.is_doubted)
        lines.setdefault((*_household(item, families), *owed, *done), []).append(item)
    return [Line(tuple(alike)) for alike in lines.values()]
