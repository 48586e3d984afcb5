"""Writing what surrounds a looked-after child's review, and the reviewing officer's check between two."""

from compliance.demo.diary import iso
from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

MOVED = 0.04
STEPS = (
    ("lac_review.decisions_sent", "review decisions", "5 working days"),
    ("lac_review.record_written", "review written", "15 working days"),
    ("lac_review.record_sent", "review sent", "20 working days"),
)


def write_reviews(life: CareLife, rows: Rows, pace: Pace) -> None:
    """Each review booked and prepared with the child, then its decisions and record; a check where the next is far off."""
    last = life.span.start
    for number, day in enumerate(life.reviews):
        _write_before(life, max(last, day - pace.random.randrange(18, 40)), day, rows, pace)
        following = life.reviews[number + 1] if number + 1 < len(life.reviews) else None
        _write_after(life, day, following, rows, pace)
        last = day


def _write_before(life: CareLife, booked: int, day: int, rows: Rows, pace: Pace) -> None:
    person, period = life.child.id, life.period
    if booked >= day:
        return
    if pace.mishap(MOVED):
        before = iso(pace.diary.back_to_working(day - 5))
        rows.event("lac_review.booked", person, booked, period, outcome="moved", review_on=before)
    rows.event("lac_review.booked", person, booked, period, outcome="booked", review_on=iso(day))
    met = pace.done("reviewing officer's contact", booked, day, life.journey.worker_on(day))
    if met <= life.span.end:
        rows.event("iro.met_child", person, met, period)


def _write_after(life: CareLife, day: int, following: int | None, rows: Rows, pace: Pace) -> None:
    person, period, worker = life.child.id, life.period, life.journey.worker_on(day)
    previous = day
    for kind, duty, length in STEPS:
        previous = max(previous, pace.within(duty, day, length, worker))
        if previous <= life.span.end:
            rows.event(kind, person, previous, period)
    checked = pace.within("midpoint check", day, "12 weeks", worker)
    if checked <= life.span.end and (following is None or checked < following):
        rows.event("iro.checked", person, checked, period)
