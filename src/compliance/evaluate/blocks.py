"""A large snapshot in blocks of people, so that the cost of a child does not grow with the number of children.

A block is a snapshot of its own: the rows of its people, whose codes begin at nought again. Where a code of a period stands
in a row, it is still the whole snapshot's; `Block.offsets` says how far each kind is shifted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from compliance.records.snapshot import Snapshot, Tables
from compliance.vocabulary import Vocabulary

PEOPLE_IN_A_BLOCK = 1 << 16
"""Few enough for a block's arrays to stay near the processor, many enough for the work of a block to outweigh its set-up."""

Range = tuple[int, int]
"""First row and number of rows."""


@dataclass(frozen=True)
class Block:
    """The snapshot of one block; `first` is the code of its first person, `offsets` the first row of each kind of period."""

    snapshot: Snapshot
    first: int
    offsets: Mapping[str, int]


@dataclass(frozen=True)
class BlockTables:
    """The rows of people from code `first` up to `stop`; `ranges` says where they stand in each table that is cut."""

    whole: Tables
    first: int
    stop: int
    ranges: Mapping[str, Range]

    def names(self) -> list[str]:
        return self.whole.names()

    def read(self, name: str, columns: Sequence[str] | None) -> pl.DataFrame:
        return self.read_rows(name, columns, 0, None)

    def read_rows(self, name: str, columns: Sequence[str] | None, first: int, count: int | None) -> pl.DataFrame:
        if name == "exceptions":
            return self._exceptions(columns)
        if name not in self.ranges:
            return self.whole.read_rows(name, columns, first, count)
        start, rows = self.ranges[name]
        frame = self.whole.read_rows(name, columns, start + first, rows - first if count is None else count)
        return frame.with_columns(pl.col("subject") - self.first) if "subject" in frame.columns else frame

    def _exceptions(self, columns: Sequence[str] | None) -> pl.DataFrame:
        frame = self.whole.read("exceptions", None)
        mine = pl.col("subject").is_between(self.first, self.stop - 1)
        frame = frame.filter((pl.col("subject_kind") == "person") & mine)
        frame = frame.with_columns(pl.col("subject") - self.first)
        return frame if columns is None else frame.select(columns)


def fits_in_one(snapshot: Snapshot) -> bool:
    """Whether the people of a snapshot are so few that they are one block."""
    return snapshot.table("people", ["person_id"]).height <= PEOPLE_IN_A_BLOCK


def blocks(snapshot: Snapshot, vocabulary: Vocabulary) -> list[Block]:
    """The blocks of a snapshot; one, the snapshot itself, where its people are few."""
    if fits_in_one(snapshot):
        return [Block(snapshot, 0, {})]
    people = snapshot.table("people", ["person_id"]).height
    even = -(-people // -(-people // PEOPLE_IN_A_BLOCK))
    firsts = range(0, people, even)
    stops = [*firsts[1:], people]
    bounds = {name: _bounds(snapshot, name, [*firsts, people]) for name in _cut(snapshot, vocabulary)}
    found: list[Block] = []
    for place, (first, stop) in enumerate(zip(firsts, stops, strict=True)):
        ranges = {name: (at[place], at[place + 1] - at[place]) for name, at in bounds.items()}
        tables = BlockTables(snapshot.tables, first, stop, {**ranges, "people": (first, stop - first)})
        offsets = {name.removeprefix("periods/"): start for name, (start, _) in ranges.items() if "periods/" in name}
        found.append(Block(Snapshot(snapshot.facts, tables), first, offsets))
    return found


def _cut(snapshot: Snapshot, vocabulary: Vocabulary) -> list[str]:
    """The tables whose rows belong to people and stand in their order."""
    periods = [f"periods/{k}" for k in snapshot.kinds("periods") if vocabulary.periods[k].subject == "person"]
    events = [f"events/{k}" for k in snapshot.kinds("events") if vocabulary.events[k].subject == "person"]
    return [*periods, *events, "involvements"]


def _bounds(snapshot: Snapshot, name: str, codes: list[int]) -> list[int]:
    subjects = snapshot.tables.read(name, ["subject"])["subject"].to_numpy()
    return [int(at) for at in np.searchsorted(subjects, codes)]
