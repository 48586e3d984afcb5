"""Writing private fostering: a child who lives with others, the arrangement once it is known, and the visits."""

from compliance.demo.journeys import Child, Journey
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

SHARE, DISABLED, KNOWN_LATE = 0.012, 0.08, 0.12
YEAR = 365.25


def write_private_fostering(journey: Journey, rows: Rows, pace: Pace) -> None:
    """A few of the families in need are in need because a child lives with somebody else."""
    if not journey.cin_plans or journey.care is not None or not pace.chance(SHARE):
        return
    child = journey.family.eldest
    if 2 * YEAR < journey.referred - child.born < 14 * YEAR:
        days = pace.random.randrange(32, 70) if pace.mishap(KNOWN_LATE) else pace.random.randrange(2, 24)
        began = journey.referred - days
        end = min(journey.closed, child.born + int(15.9 * YEAR))
        disabled = pace.chance(DISABLED)
        write_arrangement(child, began, journey.referred, end, disabled, journey, rows, pace)


def write_arrangement(
    child: Child, began: int, known: int, end: int, disabled: bool, journey: Journey, rows: Rows, pace: Pace
) -> None:
    """The stay from the day it `began`, and the arrangement from the day on which it was `known`, both to `end`."""
    rows.period("living_with_others", child.id, began, end, disabled=yes(disabled))
    period = rows.period("private_fostering", child.id, known, end)
    day = pace.within("private fostering visit", known, "7 working days", journey.worker_on(known))
    while day <= min(end, rows.ends_on):
        rows.event("private_fostering.visited", child.id, day, period, seen_alone=yes(pace.chance(0.8)))
        length = "6 weeks" if day < known + int(YEAR) else "12 weeks"
        day = pace.within("private fostering visit", day, length, journey.worker_on(day))
