"""Writing formal disputes that a reviewing officer or a conference chair has raised."""

from compliance.demo.journeys import Child
from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

RAISED, TO_CAFCASS, TOO_LONG = 0.02, 0.15, 0.25


def write_disputes(life: CareLife, rows: Rows, pace: Pace) -> None:
    """After a few reviews the reviewing officer disputes what is, or is not, being done."""
    for day in life.reviews:
        if pace.chance(RAISED):
            write_dispute(life.child, pace.diary.on_to_working(day + 2), rows, pace)


def write_dispute(child: Child, raised: int, rows: Rows, pace: Pace) -> None:
    """One dispute: resolved within twenty working days, or referred to Cafcass, or too late."""
    days = pace.random.randrange(22, 45) if pace.mishap(TOO_LONG) else pace.random.randrange(4, 20)
    ends = pace.diary.after(raised, f"{days} working days")
    period = rows.period("dispute", child.id, raised, ends)
    if period and pace.chance(TO_CAFCASS):
        rows.event("dispute.referred", child.id, ends, period)
