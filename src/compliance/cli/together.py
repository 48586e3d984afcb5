"""The queue in lines: siblings together, and in one line where the same is owed to each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from compliance.records.snapshot import Snapshot
from compliance.store.queue import QueueItem

Families = Mapping[str, str]
"""A family's id by that of each child who is in it."""


@dataclass(frozen=True)
class Line:
    """One line of the queue: the same standard, date and people told, for one subject or for several siblings."""

    items: tuple[QueueItem, ...]

    @property
    def first(self) -> QueueItem:
        """The item that speaks for all of them."""
        return self.items[0]

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


def lines_of(items: Sequence[QueueItem], families: Families) -> list[Line]:
    """The items, given most serious first, as lines: what is overdue first, each family where its most serious item is."""
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
        lines.setdefault((*_household(item, families), *owed), []).append(item)
    return [Line(tuple(alike)) for alike in lines.values()]
