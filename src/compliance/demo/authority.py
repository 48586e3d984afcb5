"""A made-up English authority, the same for the same seed, as a folder of records."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from compliance.calendar import Calendar, day_number
from compliance.demo.allegations import write_allegations
from compliance.demo.allocation import allocate
from compliance.demo.blemishes import blemish
from compliance.demo.diary import Diary
from compliance.demo.early_help import write_early_help
from compliance.demo.families import make_journeys
from compliance.demo.independents import allocate_independents
from compliance.demo.living import write_life
from compliance.demo.pace import Pace
from compliance.demo.partnership import write_incidents, write_programme
from compliance.demo.rows import Rows
from compliance.demo.staff_records import write_staff_records
from compliance.demo.workforce import make_workforce
from compliance.demo.writing import write_folder

WINDOW = 1096
"""Days of history before the extract: three years."""


def generate_authority(
    folder: Path,
    ends_on: date,
    calendar: Calendar,
    seed: int = 2026,
    scale: float = 1.0,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Write a synthetic authority as it stood on `ends_on` to `folder`, in the folder format.

    At `scale` 1 about 2,100 children are open, held by about 140 workers; three years of closed work lie behind them.
    Everything is drawn from `seed`. `progress` is told what is being made, a phrase at a time.

    Raises:
        BeyondCalendarError: `ends_on` is too near an end of the calendar for the authority's past or future to be counted.
    """
    rows = make_rows(ends_on, calendar, seed, scale, progress or _silently)
    if progress is not None:
        progress("Writing the folder")
    write_folder(folder, rows.tables)


def _silently(_: str) -> None:
    """Nobody is watching."""


def make_rows(ends_on: date, calendar: Calendar, seed: int, scale: float, say: Callable[[str], None]) -> Rows:
    """The authority's records, in memory."""
    random = Random(seed)
    last = day_number(ends_on)
    opens_on = last - WINDOW
    rows = Rows(last, random)
    diary = Diary(calendar)
    say("Hiring workers and forming teams")
    force = make_workforce(rows, opens_on, scale, random)

    @cache
    def pace_of(area: str) -> Pace:
        return Pace(diary, Random(f"{seed} {area}"), force.slowness, today=last)

    say("Meeting the families")
    journeys = make_journeys(rows, force, pace_of("families"), opens_on, scale)
    say("Allocating the work")
    allocate(journeys, force, rows, random)
    allocate_independents(journeys, force, rows, random)
    say("Living three years")
    advisers = force.in_role("personal_adviser")
    for journey in journeys:
        write_life(journey, advisers, rows, pace_of)
    write_early_help(journeys, rows, pace_of("early help"))
    write_allegations(rows, pace_of("allegations"), opens_on, scale)
    write_incidents(journeys, rows, pace_of("partnership"), opens_on, scale)
    write_programme(next(iter(force.teams)), rows, pace_of("partnership"))
    write_staff_records(force, rows, pace_of("staff"))
    say("Adding what real records have wrong with them")
    blemish(rows)
    return rows
