"""Writing legal planning meetings: asked for, held, and the manager's note of them."""

from compliance.demo.journeys import Journey
from compliance.demo.oversight import write_oversight
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

LATE = 0.14


def write_legal_planning(
    journey: Journey, referrals: dict[str, str], held: int, outcome: str, rows: Rows, pace: Pace
) -> None:
    """The meeting on the day `held`, which was asked for a week before, or too long before."""
    days = pace.random.randrange(18, 35) if pace.mishap(LATE) else pace.random.randrange(3, 11)
    asked = max(journey.referred, pace.diary.back_to_working(held - days))
    rows.shared("legal_planning.requested", referrals, asked)
    rows.shared("legal_planning.held", dict.fromkeys(referrals, ""), held, outcome=outcome)
    write_oversight(journey, referrals, held, rows, pace)
