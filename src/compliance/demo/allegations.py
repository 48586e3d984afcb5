"""Writing allegations against people who work with children: a handful, of adults whose records are restricted."""

from compliance.demo.diary import iso
from compliance.demo.names import first_name, surname
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

A_YEAR = 7
LONG, NO_MEETING = 0.25, 0.3


def write_allegations(rows: Rows, pace: Pace, opens_on: int, scale: float) -> None:
    """Allegations since `opens_on`, the last of them some weeks old."""
    number = max(round(A_YEAR * scale * (rows.ends_on - opens_on) / 365), 2)
    for turn in range(number):
        made = pace.diary.back_to_working(rows.ends_on - 6 - turn * (rows.ends_on - opens_on) // number)
        person = f"A{turn + 1:05d}"
        rows.add(
            "people",
            {
                "person_id": person,
                "display_name": f"{first_name(pace.random)} {surname(pace.random)}",
                "date_of_birth": iso(made - pace.random.randrange(23 * 365, 62 * 365)),
                "sex": pace.random.choice(("F", "M")),
                "restricted": yes(True),
                "responsible_authority": "MADEUP",
            },
        )
        write_allegation(person, made, rows, pace)


def write_allegation(person: str, made: int, rows: Rows, pace: Pace) -> None:
    """One allegation, from the day it was made to its conclusion."""
    days = pace.random.randrange(95, 200) if pace.mishap(LONG) else pace.random.randrange(20, 88)
    period = rows.period("allegation", person, made, pace.diary.on_to_working(made + days))
    referred = pace.within("designated officer", made, "1 working day")
    decided = pace.within("designated officer", referred, "1 working day")
    meeting = not pace.chance(NO_MEETING)
    rows.event("lado.referred", person, referred, period)
    rows.event("lado.decided", person, decided, period, outcome="meeting_needed" if meeting else "no_meeting_needed")
    if meeting:
        held = max(decided, pace.within("designated officer", referred, "5 days"))
        rows.event("lado.meeting_held", person, held, period)
