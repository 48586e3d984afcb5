"""Writing what a placement asks for on paper: care plan, placement plan, notices, approvals."""

from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.placements import Placement
from compliance.demo.rows import Rows

ALWAYS_TOLD, TOLD_FROM_FOUR = ("parents", "health", "gp", "iro"), ("child", "education")
WITHHELD, STRAGGLER = 0.03, 0.14


def write_care_plans(life: CareLife, rows: Rows, pace: Pace) -> None:
    """The care plan within ten working days, and for each placement its own papers within five."""
    if life.on_remand(life.span.start):
        plan, kind = pace.within("detention plan", life.span.start, "10 working days", life.worker), "detention_plan"
        period = next((period for status, period in life.statuses if status.status == "J1"), "")
    else:
        plan, kind = pace.within("care plan", life.span.start, "10 working days", life.worker), "care_plan"
        period = life.period
    if plan <= life.span.end:
        rows.event(f"{kind}.recorded", life.child.id, plan, period)
    for placement, period in life.placements:
        if period and not placement.adoptive and not life.on_remand(placement.start):
            _write_papers(life, placement, period, rows, pace)


def _write_papers(life: CareLife, placement: Placement, period: str, rows: Rows, pace: Pace) -> None:
    person, start, worker = life.child.id, placement.start, life.journey.worker_on(placement.start)
    plan = pace.within("placement plan", start, "5 working days", worker)
    if plan <= placement.end:
        rows.event("placement_plan.recorded", person, plan, period)
    told = pace.in_time(start, start + 4, pace.diary.after(start, "5 working days"))
    recipients = ALWAYS_TOLD if start - life.child.born < 1440 else ALWAYS_TOLD + TOLD_FROM_FOUR
    straggler = pace.random.choice(recipients) if pace.mishap(STRAGGLER) else ""
    for recipient in recipients:
        day = pace.diary.on_to_working(told + pace.random.randrange(5, 25)) if recipient == straggler else told
        withheld = recipient == "parents" and pace.chance(WITHHELD)
        _write_notice(person, day, placement, period, recipient, "withheld" if withheld else "sent", rows)
    if placement.out_of_area:
        day = pace.within("placement notice", start, "5 working days", worker)
        _write_notice(person, day, placement, period, "host_authority", "sent", rows)
        approved = pace.within("placement approval", start, "5 working days", worker)
        by = "director" if placement.at_a_distance else "nominated_officer"
        if approved <= placement.end:
            rows.event("placement.approved", person, approved, period, by=by)


def _write_notice(
    person: str, day: int, placement: Placement, period: str, recipient: str, outcome: str, rows: Rows
) -> None:
    if day <= placement.end:
        rows.event("placement.notified", person, day, period, outcome=outcome, recipient=recipient)
