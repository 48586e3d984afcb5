"""Who is involved with whom, and which posts are held: spans of days for states, loads and owners."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, Ints, Longs
from compliance.evaluate.world import World, day_after, day_column


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
    start: Days
    stop: Days


def involvements(world: World, role: str) -> Involved:
    """The involvements of `role` begun by `as_of`."""
    frame = world.snapshot.table("involvements", ["subject", "worker", "team", "role", "started_on", "ended_on"])
    chosen = frame.filter(pl.col("role").cast(pl.String()) == role)
    start, stop, seen = _seen(world, chosen)
    return Involved(
        chosen["subject"].to_numpy()[seen],
        chosen["worker"].fill_null(-1).to_numpy()[seen],
        chosen["team"].fill_null(-1).to_numpy()[seen],
        start[seen],
        stop[seen],
    )


def posts(world: World) -> Posts:
    """The posts taken up by `as_of`."""
    frame = world.snapshot.table("workers", ["worker", "team", "role", "fte", "started_on", "ended_on"])
    start, stop, seen = _seen(world, frame)
    fte = (frame["fte"].cast(pl.Float64()) * 1000).round().cast(pl.Int64()).fill_null(-1).to_numpy()
    return Posts(
        frame["worker"].to_numpy()[seen],
        frame["team"].fill_null(-1).to_numpy()[seen],
        frame["role"].cast(pl.String()).filter(pl.Series(seen)),
        fte[seen],
        start[seen],
        stop[seen],
    )


def _seen(world: World, frame: pl.DataFrame) -> tuple[Days, Days, Flags]:
    """First day, the day after the last (`FOREVER` while open), and which rows have begun."""
    start, end = day_column(frame["started_on"]), day_column(frame["ended_on"])
    seen = start <= world.as_of
    stop = day_after(np.where(end == UNKNOWN, FOREVER, end).astype(np.int32), world.as_of)
    return np.where(start == UNKNOWN, ALWAYS, start).astype(np.int32), stop, seen
