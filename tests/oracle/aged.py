"""The part of a period that an obligation is about: all of it, or the years in which the child has an age."""

from dataclasses import dataclass, replace
from datetime import date

from compliance.rulebook.model import Aged, Trigger
from oracle.days import DAY, birthday
from oracle.lives import Period
from oracle.world import World


@dataclass(frozen=True)
class Part:
    """Its anchor (None where unknown), the first day that it can have, and its last (None where it is not over yet)."""

    anchor: date | None
    first: date
    last: date | None
    birth_unknown: bool = False


def part_of(world: World, during: Trigger, period: Period) -> Part | None:
    """The part of a period that counts; None where nothing is left of it, or it has not begun."""
    by_start = during.from_ == "started_on"
    anchor = period.started_on if by_start else period.attributes.get(during.from_)
    first = anchor or (world.reaches_back_to(period) if by_start else date.min)
    whole = Part(anchor, first, period.ended_on)
    if during.aged is None:
        return whole
    person = world.person(period.subject)
    if person is None or person.date_of_birth is None:
        return replace(whole, birth_unknown=True)
    # Nothing is worked out from the end of one that contradicts itself.
    known = whole if not period.contradiction else replace(whole, last=None)
    return _of_that_age(known, during.aged, person.date_of_birth, world.reaches_back_to(period), world.as_of)


def _of_that_age(whole: Part, aged: Aged, born: date, reaches_back_to: date, as_of: date) -> Part | None:
    old_enough = birthday(born, aged.from_) if aged.from_ is not None else date.min
    too_old = birthday(born, aged.under) if aged.under is not None else date.max
    last = min(whole.last or date.max, too_old - DAY)
    anchor = max(whole.anchor, old_enough) if whole.anchor is not None else None
    if anchor is None:
        nothing_left = old_enough > min(whole.last or date.max, as_of) or too_old <= reaches_back_to
    else:
        nothing_left = anchor > min(last, as_of)
    if nothing_left:
        return None
    return Part(anchor, max(whole.first, old_enough), last if last <= as_of else None)
