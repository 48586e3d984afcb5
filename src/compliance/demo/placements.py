"""Where a looked-after child lives: a first placement, moves, and what follows the court's orders."""

from dataclasses import dataclass, replace
from random import Random

from compliance.demo.journeys import Span

OUT_OF_AREA, AT_A_DISTANCE, UNPLANNED, EMERGENCY = 0.30, 0.35, 0.25, 0.05
REMANDED, ALONE = 0.05, 0.20
"""Of young people who come in by agreement: on remand (from 12), and as unaccompanied children (from 15)."""

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
    emergency_carer: bool = False
    already_at_home: bool = False
    out_of_area: bool = False
    at_a_distance: bool = False
    ended_unplanned: bool = False


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
            before = not interim_order and random.random() < 0.3
            at_first = number == 0 and interim_order
            placements.append(
                Placement(start, end, "P1", with_parents=True, before_assessment=before, already_at_home=at_first)
            )
        elif number == 0 and random.random() < 0.14:
            placements += _with_connected_person(start, end, random)
        else:
            settled = last and end - start > 400 and random.random() < 0.6 and years < 16
            placements.append(Placement(start, end, _code(years, settled, random), long_term=settled))
    return [_detailed(placement, placement is placements[-1], care, random) for placement in placements]


def _detailed(placement: Placement, last: bool, care: Span, random: Random) -> Placement:
    """Where it is, and how it ended."""
    if placement.with_parents or placement.adoptive or placement.connected_temporary:
        return placement
    away = random.random() < OUT_OF_AREA
    short = placement.start == care.start and not last and placement.end - placement.start < 11
    return replace(
        placement,
        emergency_carer=short,
        out_of_area=away,
        at_a_distance=away and random.random() < AT_A_DISTANCE,
        ended_unplanned=not last and not short and random.random() < UNPLANNED,
    )


def _move_days(care: Span, random: Random) -> list[int]:
    """The first day of each placement. Most children settle after at most one move; a few move again and again."""
    kind = random.choices((NO_MOVES, A_FEW, MANY), (0.70, 0.19, 0.11))[0]
    between = {NO_MOVES: 12000, A_FEW: 420, MANY: 125}[kind]
    starts = [care.start]
    if random.random() < 0.45:
        starts.append(care.start + random.randrange(10, 100))
    elif random.random() < EMERGENCY:
        starts.append(care.start + random.choice((3, 4, 5, 6, 7, 8, 8, 12)))
    while True:
        following = starts[-1] + 12 + int(random.expovariate(1 / between))
        if following >= care.end:
            return [start for start in starts if start == care.start or start < care.end]
        starts.append(following)


def _with_connected_person(start: int, end: int, random: Random) -> list[Placement]:
    """With somebody known to the child, under temporary approval for sixteen weeks, approved after that.

    Approval is sometimes extended, and sometimes late.
    """
    draw = random.random()
    approved = start + (112 if draw < 0.72 else 100 + int(draw * 997) % 66)
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


def plan_statuses(
    care: Span, born: int, issued: int | None, ordered: int | None, adopted: bool, random: Random
) -> list[LegalStatus]:
    """Accommodated by agreement until the court takes over; an interim order while it sits; then its order."""
    if issued is None or issued > care.end:
        if care.start - born > 12 * 366 and random.random() < REMANDED:
            return _on_remand(care, random)
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


def _on_remand(care: Span, random: Random) -> list[LegalStatus]:
    """Some weeks on remand, and accommodated by agreement if care goes on after that."""
    ends = care.start + random.randrange(20, 100)
    if ends >= care.end:
        return [LegalStatus(care.start, care.end, "J1")]
    return [LegalStatus(care.start, ends, "J1"), LegalStatus(ends + 1, care.end, "V2")]
