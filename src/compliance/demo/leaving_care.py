"""Writing entitlement to leaving care: needs, pathway plan, adviser, home, keeping in touch to 21 or 25."""

from dataclasses import dataclass
from random import Random

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes
from compliance.demo.staffing import Post

THIRTEEN_WEEKS = 91
RECORDED_LATE, TO_25, PROVIDED, MOVES = 0.08, 0.15, 0.6, 0.4
OUT_OF_TOUCH = ("refused", "no_longer_needs_services", "returned_home")


@dataclass(frozen=True)
class _Leaver:
    """A young person who is entitled to leaving care, from `start` to `end`, and the period that says so."""

    life: CareLife
    start: int
    end: int
    period: str

    @property
    def person(self) -> str:
        return self.life.child.id


def write_leaving_care(life: CareLife, advisers: list[Post], rows: Rows, pace: Pace) -> None:
    """The years from 16 of a young person who was looked after then for thirteen weeks or more."""
    eligible = max(life.aged(16), life.span.start + THIRTEEN_WEEKS)
    if eligible > min(life.span.end, rows.ends_on):
        return
    start = eligible + (pace.random.randrange(20, 80) if pace.mishap(RECORDED_LATE) else -1)
    end = life.aged(25 if pace.chance(TO_25) else 21) - 1
    if rows.ends_on >= life.aged(18):
        status = "former_relevant"
    else:
        status = "eligible" if rows.ends_on <= life.span.end else "relevant"
    period = rows.period("leaving_care", life.child.id, start, end, status=status)
    if period:
        leaver = _Leaver(life, start, end, period)
        _write_plan(leaver, rows, pace)
        _write_adviser(leaver, advisers, rows, pace.random)
        _write_adult_life(leaver, rows, pace)


def _write_plan(leaver: _Leaver, rows: Rows, pace: Pace) -> None:
    person, start, period = leaver.person, leaver.start, leaver.period
    rows.event("needs_assessment.completed", person, pace.within("needs assessment", start, "3 months"), period)
    day = pace.within("pathway plan", start, "3 months")
    rows.event("pathway_plan.made", person, day, period)
    while day <= min(leaver.end, rows.ends_on):
        day = pace.within("pathway review", day, "6 months")
        if day <= leaver.end:
            rows.event("pathway_plan.reviewed", person, day, period)
    birthday = leaver.life.aged(18)
    late = pace.random.randrange(10, 60) if pace.mishap(0.12) else -pace.random.randrange(8, 80)
    rows.event("health_passport.given", person, pace.diary.back_to_working(birthday + late), period)


def _write_adviser(leaver: _Leaver, advisers: list[Post], rows: Rows, random: Random) -> None:
    """An adviser from 17 or a little later, near enough the same one to the end."""
    if advisers:
        post = random.choice(advisers)
        start = max(leaver.start, leaver.life.aged(17)) + random.randrange(5, 150)
        rows.involvement(leaver.person, post.worker, "personal_adviser", post.team, start, leaver.end)


def _write_adult_life(leaver: _Leaver, rows: Rows, pace: Pace) -> None:
    """In touch every eight weeks from 18; in a home that the authority provides, visited there every two months."""
    start, last = max(leaver.start, leaver.life.aged(18)), min(leaver.end, rows.ends_on)
    day = start - 1
    lost = OUT_OF_TOUCH[day % 3] if pace.mishap(0.06) else ""
    while day <= last:
        day = pace.within("in touch", day, "8 weeks")
        if day <= leaver.end:
            rows.event("care_leaver.contacted", leaver.person, day, leaver.period, outcome=lost or "in_touch")
    moves = [start] + [start + pace.random.randrange(200, 700)] * (pace.random.random() < MOVES)
    for number, moved in enumerate(moves):
        ends = moves[number + 1] - 1 if number + 1 < len(moves) else leaver.end
        provided = pace.flawless or pace.chance(PROVIDED)
        if moved <= min(ends, last):
            rows.period("accommodation", leaver.person, moved, ends, provided=yes(provided))
            _write_visits(leaver, moved, min(ends, last), provided, rows, pace)


def _write_visits(leaver: _Leaver, moved: int, last: int, provided: bool, rows: Rows, pace: Pace) -> None:
    if not provided:
        return
    day = pace.within("adviser's visit", moved, "7 days")
    while day <= last:
        rows.event("personal_adviser.visited", leaver.person, day)
        day = pace.within("adviser's visit", day, "2 months")
