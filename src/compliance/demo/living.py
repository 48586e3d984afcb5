"""Writing whole lives: everything that happens in one journey, area by area."""

from collections.abc import Callable

from compliance.demo.adoption import write_adoption
from compliance.demo.care import write_care
from compliance.demo.care_plans import write_care_plans
from compliance.demo.court import write_court
from compliance.demo.disputes import write_disputes
from compliance.demo.education import write_education
from compliance.demo.emergency import write_emergency
from compliance.demo.front_door import write_front_door
from compliance.demo.health import write_health
from compliance.demo.in_need import write_in_need
from compliance.demo.journeys import Journey
from compliance.demo.leaving_care import write_leaving_care
from compliance.demo.life_in_care import CareLife
from compliance.demo.missing import write_missing
from compliance.demo.orders import write_orders
from compliance.demo.pace import Pace
from compliance.demo.permanence import write_permanence
from compliance.demo.private_fostering import write_private_fostering
from compliance.demo.protection import write_protection
from compliance.demo.requested_visits import write_requested_visits
from compliance.demo.reviews import write_reviews
from compliance.demo.rows import Rows
from compliance.demo.short_breaks import write_short_breaks
from compliance.demo.special_needs import write_special_needs
from compliance.demo.staffing import Post

Paces = Callable[[str], Pace]
"""The pace of an area of practice: each draws its own chances, so that one can change and leave the others as they are."""


def write_life(journey: Journey, advisers: list[Post], rows: Rows, pace_of: Paces) -> None:
    """Everything that is recorded of a family in one journey."""
    referrals = write_life_at_home(journey, rows, pace_of)
    write_private_fostering(journey, rows, pace_of("private fostering"))
    write_special_needs(journey, rows, pace_of("special needs"))
    write_emergency(journey, rows, pace_of("emergency"))
    write_missing(journey, referrals, rows, pace_of("missing"))
    write_short_breaks(journey, rows, pace_of("short breaks"))
    for life in write_care(journey, rows, pace_of("care")):
        write_life_in_care(life, advisers, rows, pace_of)


def write_life_at_home(journey: Journey, rows: Rows, pace_of: Paces) -> dict[str, str]:
    """From the front door to the court; returns the period of each child's referral."""
    referrals = write_front_door(journey, rows, pace_of("front door"))
    write_in_need(journey, rows, pace_of("in need"))
    write_protection(journey, rows, pace_of("protection"))
    write_court(journey, referrals, rows, pace_of("court"))
    return referrals


def write_life_in_care(life: CareLife, advisers: list[Post], rows: Rows, pace_of: Paces) -> None:
    """What is recorded of a child's period of care beside where the child lived and who came."""
    write_orders(life, rows)
    write_care_plans(life, rows, pace_of("care plans"))
    write_reviews(life, rows, pace_of("reviews"))
    write_permanence(life, rows, pace_of("permanence"))
    write_health(life, rows, pace_of("health"))
    write_education(life, rows, pace_of("education"))
    write_adoption(life, rows, pace_of("adoption"))
    write_requested_visits(life, rows, pace_of("requested visits"))
    write_disputes(life, rows, pace_of("disputes"))
    write_leaving_care(life, advisers, rows, pace_of("leaving care"))
