"""Who is involved with whom, and which posts are held: spans of days for states, loads and owners."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, Ints, Longs
from compliance.evaluate.columns import code_column, day_column, is_one_of
from compliance.evaluate.world import World, day_after


@dataclass(frozen=True)
class Involved:
    """Involvements of one role that can be seen, as spans [start, stop); `worker` and `team` are codes, -1 for none."""

    person: Ints
    worker: Ints
    team: Ints
    start: Days
    stop: Days


@dataclass(frozen=True)
class Posts:
    """Posts that can be seen, as spans [start, stop). `fte` is in thousandths, -1 where nobody knows."""

    worker: Ints
    team: Ints
    role: pl.Series
    fte: Longs
    agency: Flags
    start: Days
    stop: Days

    def where(self, keep: Flags) -> "Posts":
        """Only some of the posts."""
        return Posts(
            self.worker[keep],
            self.team[keep],
            self.role.filter(pl.Series(keep)),
            self.fte[keep],
            self.agency[keep],
            self.start[keep],
            self.stop[keep],
        )


def involvements(world: World, role: str) -> Involved:
    """The involvements of `role` begun by `as_of`."""
    frame = world.snapshot.table("involvements", ["subject", "worker", "team", "role", "started_on", "ended_on"])
    start, stop, seen = _seen(world, frame)
    seen &= is_one_of(frame["role"], [role])
    return Involved(
        frame["subject"].to_numpy()[seen],
        code_column(frame["worker"])[seen],
        code_column(frame["team"])[seen],
        start[seen],
        stop[seen],
    )


def posts(world: World) -> Posts:
    """The posts taken up by `as_of`."""
    frame = world.snapshot.table("workers", ["worker", "team", "role", "fte", "agency", "started_on", "ended_on"])
    start, stop, seen = _seen(world, frame)
    fte = np.nan_to_num(np.rint(frame["fte"].cast(pl.Float64()).to_numpy() * 1000), nan=-1).astype(np.int64)
    return Posts(
        frame["worker"].to_numpy()[seen],
        code_column(frame["team"])[seen],
        frame["role"].filter(pl.Series(seen)),
        fte[seen],
        is_one_of(frame["agency"], [True])[seen],
        start[seen],
        stop[seen],
    )


def _seen(world: World, frame: pl.DataFrame) -> tuple[Days, Days, Flags]:
    """First day, the day after the last (`FOREVER` while open), and which rows have begun."""
    start, end = day_column(frame["started_on"]), day_column(frame["ended_on"])
    seen = start <= world.as_of
    stop = day_after(np.where(end == UNKNOWN, FOREVER, end).astype(np.int32), world.as_of)
    return np.where(start == UNKNOWN, ALWAYS, start).astype(np.int32), stop, seen
