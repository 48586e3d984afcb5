"""Writing visits that somebody asked for."""

from itertools import pairwise

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

ASKED, LATE = 0.03, 0.15
BY, BY_SHARES = ("child", "carer", "parent", "regulator"), (35, 40, 20, 5)


def write_requested_visits(life: CareLife, rows: Rows, pace: Pace) -> None:
    """Some visits were asked for in the week before them, or too long before."""
    for before, day in pairwise([life.span.start, *life.visits]):
        if not pace.chance(ASKED):
            continue
        days = pace.random.randrange(8, 16) if pace.mishap(LATE) else pace.random.randrange(1, 8)
        if before < day - days:
            by = pace.random.choices(BY, BY_SHARES)[0]
            rows.event("visit.requested", life.child.id, day - days, life.period, by=by)
