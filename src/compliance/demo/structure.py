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

SPECIALISTS: tuple[tuple[str, str, str, dict[str, int]], ...] = (
    ("Leaving Care", "leaving_care_manager", "care", {"personal_adviser": 9}),
    ("Adoption", "adoption_manager", "care", {}),
    ("Fostering", "fostering_manager", "care", {}),
    ("Virtual School", "virtual_school_head", "care", {}),
    ("Early Help", "early_help_manager", "safeguarding", {}),
    ("Special Educational Needs", "sen_manager", "quality", {}),
    ("Safeguarding Partnership", "partnership_manager", "quality", {}),
    ("Designated Officer for Allegations", "lado", "quality", {}),
    ("Business Support", "business_support", "quality", {}),
)
"""Teams that hold no cases of children: name, the manager's role, the head, and posts by role."""

MOST_ALONE, WITHOUT_DEPUTY = 6, 2
"""So many social workers one manager can supervise; of larger teams, so many have no deputy manager all the same."""

TEAM_SLOWNESS = {
    "assessment": (0.5, 0.7, 0.9, 1.0, 1.1, 1.8),
    "safeguarding": (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.5, 1.9),
    "care": (0.5, 0.7, 0.9, 1.0, 1.1, 1.8),
    "disabilities": (1.0,),
}
"""How much likelier than usual each team is to be late; the usual is 1."""
