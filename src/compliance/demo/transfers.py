"""Writing how a family goes from one team to the next."""

from itertools import pairwise

from compliance.demo.journeys import Journey
from compliance.demo.oversight import write_oversight
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows


def write_transfers(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """Each transfer agreed shortly before the next service begins, accepted, and handed over."""
    for (_, before), (_, after) in pairwise(journey.service_spans()):
        agreed = max(before.start, pace.diary.back_to_working(after.start - pace.random.randrange(2, 7)))
        worker = journey.worker_on(agreed)
        rows.shared("transfer.agreed", referrals, agreed)
        write_oversight(journey, referrals, agreed, rows, pace)
        accepted = pace.within("transfer accepted", agreed, "2 working days", worker)
        completed = max(accepted, pace.within("transfer completed", agreed, "10 working days", worker))
        if accepted <= journey.closed:
            rows.shared("transfer.accepted", referrals, accepted)
        if completed <= journey.closed:
            rows.shared("transfer.completed", referrals, completed)
