"""Writing how a referral comes in: told back, passed to a team, allocated; and the two rarer ways in."""

from compliance.demo.journeys import Journey
from compliance.demo.oversight import write_oversight
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, clock

MOVED_IN, HOMELESS = 0.04, 0.12
LATE_TO_ALLOCATE = 0.08


def write_intake(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """What follows a referral within days. `referrals` are the periods of those referred, by child."""
    referred, worker = journey.referred, journey.worker_on(journey.referred)
    told = pace.owed("referrer feedback", referred, pace.diary.after(referred, "2 working days"), worker)
    rows.shared("referral.feedback_sent", referrals, told)
    if journey.authorised is None:
        return
    minute = pace.random.randrange(9 * 60, 14 * 60)
    rows.shared("referral.passed_to_team", referrals, referred, clock(minute))
    if pace.mishap(LATE_TO_ALLOCATE * pace.slowness.get(journey.family.teams.get("assessment", ""), 1.0)):
        allocated = pace.diary.on_to_working(referred + pace.random.randrange(2, 5))
    else:
        allocated = referred
    rows.shared("case.allocated", referrals, allocated, clock(minute + pace.random.randrange(20, 180)))
    write_oversight(journey, referrals, allocated, rows, pace)
    _write_rarer(journey, referrals, rows, pace)


def _write_rarer(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """A child who moved in on another authority's plan; a young person with nowhere to stay."""
    referred = journey.referred
    if journey.cp_plan is not None and journey.strategy is not None and pace.mishap(MOVED_IN):
        rows.shared("transfer_in.notified", referrals, journey.strategy)
    for child in journey.family.children:
        if child.id in referrals and 5850 <= referred - child.born < 6560 and pace.mishap(HOMELESS):
            write_homeless(child.id, referrals[child.id], journey, rows, pace)


def write_homeless(person: str, period: str, journey: Journey, rows: Rows, pace: Pace) -> None:
    """A young person presents as homeless on the day of the referral, and a joint assessment begins."""
    rows.event("homelessness.presented", person, journey.referred, period)
    worker = journey.worker_on(journey.referred)
    started = pace.within("joint assessment", journey.referred, "1 working day", worker)
    rows.event("joint_assessment.started", person, started, period)
