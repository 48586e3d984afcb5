"""Where a looked-after child lives: a first placement, moves, and what follows the court's orders."""

from dataclasses import dataclass
from random import Random

from compliance.demo.journeys import Span

NO_MOVES, A_FEW, MANY = "settled", "some moves", "many moves"


@dataclass(frozen=True)
class Placement:
    """One placement, by its SSDA903 code."""

    start: int
    end: int
    code: str
    with_parents: bool = False
    before_assessment: bool = False
    connected_temporary: bool = False
    long_term: bool = False
    adoptive: bool = False


@dataclass(frozen=True)
class LegalStatus:
    """One legal status, by its SSDA903 code."""

    start: int
    end: int
    status: str


def plan_placements(care: Span, born: int, interim_order: bool, random: Random) -> list[Placement]:
    """The placements of one child from entry to leaving, one after another without a gap."""
    starts = _move_days(care, random)
    ends = [start - 1 for start in starts[1:]] + [care.end]
    adopted = random.random() < 0.3 and (care.end - born) < 5 * 365 and care.end - care.start > 300
    at_home = random.random() < 0.10
    placements: list[Placement] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = number == len(starts) - 1
        years = (start - born) / 365.25
        if last and adopted and number > 0:
            placements.append(Placement(start, end, "A5", adoptive=True))
        elif at_home and (last or (number == 0 and interim_order)):
            placements.append(
                Placement(
                    start, end, "P1", with_parents=True, before_assessment=not interim_order and random.random() < 0.3
                )
            )
        elif number == 0 and random.random() < 0.14:
            placements += _with_connected_person(start, end)
        else:
            settled = last and end - start > 400 and random.random() < 0.6 and years < 16
            placements.append(Placement(start, end, _code(years, settled, random), long_term=settled))
    return placements


def _move_days(care: Span, random: Random) -> list[int]:
    """The first day of each placement. Most children settle after at most one move; a few move again and again."""
    kind = random.choices((NO_MOVES, A_FEW, MANY), (0.70, 0.19, 0.11))[0]
    between = {NO_MOVES: 12000, A_FEW: 420, MANY: 125}[kind]
    starts = [care.start]
    if random.random() < 0.45:
        starts.append(care.start + random.randrange(10, 100))
    while True:
        following = starts[-1] + 12 + int(random.expovariate(1 / between))
        if following >= care.end:
            return [start for start in starts if start == care.start or start < care.end]
        starts.append(following)


def _with_connected_person(start: int, end: int) -> list[Placement]:
    """With somebody known to the child, under temporary approval for sixteen weeks, approved after that."""
    approved = start + 112
    if end < approved:
        return [Placement(start, end, "U3", connected_temporary=True)]
    return [
        Placement(start, approved - 1, "U3", connected_temporary=True),
        Placement(approved, end, "U1", long_term=end - approved > 500),
    ]


def _code(years: float, settled: bool, random: Random) -> str:
    if settled:
        return "U4" if random.random() < 0.85 else "U1"
    if years >= 16:
        return random.choices(("H5", "U6", "K2"), (0.55, 0.25, 0.20))[0]
    if years >= 11:
        return random.choices(("U6", "K2", "U3"), (0.66, 0.24, 0.10))[0]
    return random.choices(("U6", "U3"), (0.85, 0.15))[0]


def plan_statuses(care: Span, issued: int | None, ordered: int | None, adopted: bool) -> list[LegalStatus]:
    """Accommodated by agreement until the court takes over; an interim order while it sits; then its order."""
    if issued is None or issued > care.end:
        return [LegalStatus(care.start, care.end, "V2")]
    statuses: list[LegalStatus] = []
    interim = max(issued, care.start)
    if interim > care.start:
        statuses.append(LegalStatus(care.start, interim - 1, "V2"))
    final = ordered if ordered is not None and interim < ordered < care.end else None
    statuses.append(LegalStatus(interim, final - 1 if final is not None else care.end, "C1"))
    if final is not None:
        statuses.append(LegalStatus(final, care.end, "E1" if adopted else "C2"))
    return statuses
