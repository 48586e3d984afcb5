"""Writing section 47 enquiries, from the strategy discussion to the initial conference or the end without one."""

from compliance.demo.conferences import INITIAL, write_booking, write_outcome
from compliance.demo.journeys import Journey
from compliance.demo.oversight import write_oversight
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes

LONG, DECIDED_BEFORE = 0.07, 0.06


def write_enquiries(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """The enquiries of every child of the family; they end with a conference (before it, usually) or without one."""
    strategy = journey.strategy
    if strategy is None:
        return
    end = _end(journey, strategy, pace)
    outcome = "conference" if journey.conference is not None else "no_conference"
    people = {person: rows.period("section_47", person, strategy, end, outcome=outcome) for person in referrals}
    late = pace.mishap(DECIDED_BEFORE)
    decided = pace.diary.back_to_working(strategy - pace.random.randrange(2, 5)) if late else strategy
    rows.shared("strategy.decided", referrals, decided)
    rows.shared("strategy.held", people, strategy)
    write_oversight(journey, referrals, strategy, rows, pace)
    seen = pace.within("child seen in enquiries", strategy, "1 working day", journey.worker_on(strategy))
    for child in journey.family.children:
        if child.id in people and child.born <= seen <= end:
            alone = yes(pace.chance(0.7))
            rows.event("assessment.child_seen", child.id, seen, people[child.id], seen_alone=alone)
    if journey.conference is not None:
        _write_conference(journey, people, strategy, journey.conference, rows, pace)


def _end(journey: Journey, strategy: int, pace: Pace) -> int:
    after = pace.diary.after
    long = pace.mishap(LONG)
    if journey.conference is None:
        days = pace.random.randrange(16, 22) if long and pace.chance(0.25) else 5 + (strategy + journey.referred) % 8
        return after(strategy, f"{days} working days")
    if long:
        return after(strategy, f"{pace.random.randrange(16, 24)} working days")
    return max(strategy, min(journey.conference, after(strategy, "11 working days")))


def _write_conference(
    journey: Journey, people: dict[str, str], strategy: int, conference: int, rows: Rows, pace: Pace
) -> None:
    worker = journey.worker_on(strategy)
    recommended = max(strategy, pace.diary.back_to_working(conference - pace.random.randrange(5, 12)))
    rows.shared("icpc.recommended", people, recommended)
    requested = pace.owed("conference request", recommended, pace.diary.after(recommended, "1 working day"), worker)
    if requested is not None and requested < conference:
        rows.shared("icpc.requested", people, requested)
        write_booking(INITIAL, people, requested, conference, worker, rows, pace)
    rows.shared("icpc.held", people, conference)
    ends = journey.cp_plan.end if journey.cp_plan is not None and journey.cp_plan.end > conference else None
    write_outcome(dict.fromkeys(people, ""), conference, ends, worker, rows, pace)
