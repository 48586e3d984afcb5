"""Lives in which everything is done on time, for five years or more: nothing about them is ever late.

Each comes with the people who hold it: a worker, a manager, a reviewing officer, a chair and an adviser of a team of
their own, supervised in time and with no more work than they can do.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from compliance.calendar import Calendar, day_number
from compliance.demo import compliant_at_home as at_home
from compliance.demo import compliant_in_care as in_care
from compliance.demo.compliant_scene import Kind, set_scene
from compliance.demo.diary import Diary
from compliance.demo.pace import Pace
from compliance.demo.rows import Row, Rows

YEAR = 365.25


@dataclass(frozen=True)
class Life:
    """A kind of life, the ages in years at which it may begin, and how many years it is watched."""

    kind: Kind
    ages: tuple[float, ...]
    years: float = 5


KINDS: dict[str, Life] = {
    "through the court": Life(in_care.through_the_court, (0.4, 9.1)),
    "unborn to care leaver": Life(in_care.unborn_to_care_leaver, (-0.4,), years=20),
    "section 20": Life(in_care.section_20, (0.3, 9.2)),
    "interim order at home": Life(in_care.interim_order_at_home, (0.5, 9.3)),
    "placed with parents": Life(in_care.placed_with_parents, (2.6, 8.4)),
    "at home before assessment": Life(in_care.at_home_before_assessment, (0.6, 9.5)),
    "long term": Life(in_care.long_term, (0.7, 9.6)),
    "remanded": Life(in_care.remanded, (14.4, 16.3)),
    "unaccompanied": Life(in_care.unaccompanied, (14.6, 16.7)),
    "adopted": Life(in_care.adopted, (0.2, 3.4)),
    "missing": Life(in_care.missing, (10.6, 12.2)),
    "in need": Life(at_home.in_need, (0.8, 9.7)),
    "protected before birth": Life(at_home.protected_before_birth, (-0.45,)),
    "under supervision": Life(at_home.under_supervision, (1.1, 9.9)),
    "privately fostered": Life(at_home.privately_fostered, (6.1, 11.3)),
    "disabled and privately fostered": Life(at_home.disabled_and_privately_fostered, (7.2, 14.9)),
    "homeless": Life(at_home.homeless, (16.4,)),
    "special needs": Life(at_home.with_a_plan_for_special_needs, (4.2, 9.4)),
    "short breaks": Life(at_home.short_breaks, (5.5, 10.5)),
    "accused": Life(at_home.accused, (37.5,)),
}
"""The lives there are, by what marks them."""


def generate_compliant_child(
    kind: str, age: float, calendar: Calendar, ends_on: date, person_id: str = "C000001", seed: int = 0
) -> dict[str, list[Row]]:
    """The rows, by table, of a made-up child to whom nothing is ever owed late in the years to `ends_on`.

    `kind` is one of `KINDS`; `age` is the child's, in years, when the life begins (below 0: before birth).

    Raises:
        KeyError: there is no such kind.
    """
    life = KINDS[kind]
    random = Random(seed)
    last = day_number(ends_on)
    rows = Rows(last, random, mark=f"{person_id}-")
    pace = Pace(Diary(calendar), random, flawless=True, today=last)
    opened = pace.diary.on_to_working(last - int(life.years * YEAR))
    scene = set_scene(rows, pace, person_id, opened - int(age * YEAR), opened)
    life.kind(scene)
    return rows.tables
