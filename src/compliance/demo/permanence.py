"""Writing the way to permanence: the plan, section 20 looked at again, carers approved, homes with parents, disruption."""

from compliance.demo.diary import iso
from compliance.demo.life_in_care import CareLife
from compliance.demo.pace import Pace
from compliance.demo.placements import LegalStatus, Placement
from compliance.demo.rows import Rows

SIXTEEN_WEEKS, EXTENSION, EXTENDED = 112, 56, 0.6
NOT_ASSESSED = 0.12


def write_permanence(life: CareLife, rows: Rows, pace: Pace) -> None:
    """What is decided in the first months, and again while a status or a placement lasts."""
    agreed = pace.within("permanence plan", life.span.start, "4 months", life.worker)
    if life.span.start < life.aged(15) and agreed <= life.span.end:
        rows.event("permanence_plan.agreed", life.child.id, agreed, life.period)
    for status, period in life.statuses:
        if period and status.status == "V2" and not life.unaccompanied:
            _write_section_20(life, status, period, rows, pace)
    for placement, period in life.placements:
        if period and placement.with_parents:
            _write_with_parents(life, placement, period, rows, pace)
        if period and placement.connected_temporary:
            _write_connected(life, placement, period, rows, pace)
        if placement.ended_unplanned and placement.end <= rows.ends_on:
            rows.event("placement.disrupted", life.child.id, placement.end, life.period)
            met = pace.within("disruption meeting", placement.end, "14 days", life.journey.worker_on(placement.end))
            if met <= life.span.end:
                rows.event("disruption_meeting.held", life.child.id, met, life.period)


def _write_section_20(life: CareLife, status: LegalStatus, period: str, rows: Rows, pace: Pace) -> None:
    day = status.start
    while day <= min(status.end, rows.ends_on):
        day = pace.within("section 20 review", day, "3 months", life.journey.worker_on(day))
        if day <= status.end:
            rows.event("accommodation_s20.reviewed", life.child.id, day, period)


def _write_with_parents(life: CareLife, placement: Placement, period: str, rows: Rows, pace: Pace) -> None:
    person, start, after = life.child.id, placement.start, pace.diary.after
    if placement.before_assessment:
        assessed = pace.done("parent placement", start, after(start, "10 working days"), life.worker)
        decided = max(assessed, pace.done("parent placement", start, after(start, "20 working days"), life.worker))
    else:
        late = pace.random.randrange(5, 40) if pace.mishap(NOT_ASSESSED) else 0
        assessed = pace.diary.back_to_working(start - 20) + late
        decided = max(assessed, pace.diary.back_to_working(start - 3)) + late
    if not placement.already_at_home:
        if assessed <= placement.end:
            rows.event("parent_placement.assessed", person, assessed, period)
        if decided <= placement.end:
            rows.event("parent_placement.decided", person, decided, period)
    day = start
    while day <= min(placement.end, rows.ends_on):
        day = pace.within("discharge considered", day, "6 months", life.journey.worker_on(day))
        if day <= placement.end:
            rows.event("discharge.considered", person, day, period)


def _write_connected(life: CareLife, placement: Placement, period: str, rows: Rows, pace: Pace) -> None:
    """Approved on the last day, where the child stays on; the temporary approval may have been extended before."""
    due = placement.start + SIXTEEN_WEEKS
    if placement.end + 1 > due and (pace.flawless or pace.chance(EXTENDED)):
        extended = pace.diary.back_to_working(due - 10)
        rows.event("connected_carer.extended", life.child.id, extended, period, new_due_on=iso(due + EXTENSION))
    if placement.end < life.span.end:
        rows.event("connected_carer.approved", life.child.id, placement.end, period)
