"""The made-up authority on paper: its services, and how many teams of how many posts each has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A service whose teams hold cases, with the head who answers for it."""

    name: str
    title: str
    teams: int
    posts: int
    head: str


SERVICES = (
    Service("assessment", "Assessment", 6, 6, "safeguarding"),
    Service("safeguarding", "Family Safeguarding", 9, 8, "safeguarding"),
    Service("care", "Children Looked After", 6, 6, "care"),
    Service("disabilities", "Children with Disabilities", 1, 3, "care"),
)
AREAS = ("North", "Central", "South")
HEADS = {
    "safeguarding": "Head of Safeguarding and Family Support",
    "care": "Head of Corporate Parenting",
    "quality": "Head of Quality Assurance",
}
INDEPENDENTS = {"iro": 9, "cp_chair": 6, "case_progression": 2, "designated_nurse": 1}
"""Posts outside the teams that hold cases, by role."""

TEAM_SLOWNESS = {
    "assessment": (0.5, 0.7, 0.9, 1.0, 1.1, 1.8),
    "safeguarding": (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.5, 1.9),
    "care": (0.5, 0.7, 0.9, 1.0, 1.1, 1.8),
    "disabilities": (1.0,),
}
"""How much likelier than usual each team is to be late; the usual is 1."""
