"""Writing a manager's decisions on the file."""

from compliance.demo.journeys import Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows


def write_oversight(journey: Journey, referrals: dict[str, str], after: int, rows: Rows, pace: Pace) -> None:
    """The manager's note within a working day of what happened on `after`, while the case is open."""
    day = pace.owed("oversight", after, pace.diary.after(after, "1 working day"), journey.worker_on(after))
    if day is not None and day <= journey.closed:
        rows.shared("oversight.recorded", referrals, day)
