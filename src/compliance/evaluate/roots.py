"""The authority that each team is part of: the team above all others that its parents lead to."""

import numpy as np

from compliance.calendar import UNKNOWN
from compliance.evaluate.arrays import Ints
from compliance.evaluate.columns import code_column, day_column
from compliance.evaluate.world import World


def root_of(world: World) -> Ints:
    """The code of the team without a parent above each team, itself where it has none; -1 where parents go in a ring.

    Of a team with several rows, the one that began last by `as_of` says which parent it has.
    """
    frame = world.snapshot.table("teams", ["team", "parent", "started_on"])
    start = day_column(frame["started_on"])
    seen = (start <= world.as_of) | (start == UNKNOWN)
    team, parent = frame["team"].to_numpy()[seen], code_column(frame["parent"])[seen]
    size = world.snapshot.subject_ids("team").len()
    above = np.arange(size, dtype=np.int32)
    # Rows stand in order of their start: what is written last stays.
    above[team] = np.where(parent < 0, team, parent)
    topmost = np.ones(size, np.bool_)
    topmost[team] = parent < 0
    for _ in range(size.bit_length()):
        above = above[above]
    return np.where(topmost[above], above, -1).astype(np.int32) if size else above
