"""What a compliant life is written with: one child, one journey, and the people who hold it, all of them flawless."""

from collections.abc import Callable
from dataclasses import dataclass

from compliance.demo.care import write_looked_after
from compliance.demo.diary import birthday, iso
from compliance.demo.journeys import Child, Family, Holding, Journey, Span
from compliance.demo.life_in_care import CareLife
from compliance.demo.living import write_life_at_home, write_life_in_care
from compliance.demo.pace import Pace
from compliance.demo.partnership import write_programme
from compliance.demo.placements import LegalStatus, Placement
from compliance.demo.rows import Rows
from compliance.demo.staff_records import write_employment
from compliance.demo.staffing import Post

EVER_AFTER = 3650
"""So many days that what lasts them has not ended by the day of the extract."""

ROLES = ("social_worker", "team_manager", "iro", "cp_chair", "personal_adviser")


@dataclass(frozen=True)
class Scene:
    """Where the rows go, the pace of the flawless, the child, the child's journey and the posts of those who hold it."""

    rows: Rows
    pace: Pace
    child: Child
    journey: Journey
    posts: list[Post]

    def later(self, day: int) -> int:
        """The first working day on or after `day`."""
        return self.pace.diary.on_to_working(day)

    def birthday(self, years: int) -> int:
        """The day on which the child attains an age."""
        return birthday(self.child.born, years)

    def live_at_home(self) -> dict[str, str]:
        """Everything from the front door to the court that the journey says; returns the referral's period, by child."""
        return write_life_at_home(self.journey, self.rows, lambda _: self.pace)

    def live_in_care(
        self, placements: list[Placement], statuses: list[LegalStatus], unaccompanied: bool = False
    ) -> CareLife:
        """A period of care in these placements under these statuses, after what the journey says."""
        self.live_at_home()
        care = Span(placements[0].start, placements[-1].end)
        life = write_looked_after(
            self.child, care, placements, statuses, self.journey, self.rows, self.pace, unaccompanied
        )
        write_life_in_care(
            life, [post for post in self.posts if post.role == "personal_adviser"], self.rows, lambda _: self.pace
        )
        return life


Kind = Callable[[Scene], None]


def set_scene(rows: Rows, pace: Pace, person: str, born: int, opened: int) -> Scene:
    """A child referred on `opened` to people who have been there from that day, with the people's own records."""
    number = person[1:]
    unborn = born > opened
    child = Child(person, born, born if unborn else None)
    journey = Journey(
        Family(f"F{number}", "Moor", (child,), {}),
        opened,
        rows.ends_on + EVER_AFTER,
        holdings=[Holding(f"W{number}1", opened)],
    )
    journey.authorised = pace.diary.after(opened, "30 working days")
    team = f"T{number}"
    posts = [Post(f"W{number}{place}", team, role, opened, None) for place, role in enumerate(ROLES, start=1)]
    _write_people(rows, child, journey.family.id, posts)
    for post in posts:
        write_employment([post], rows, pace)
    write_programme(team, rows, pace)
    return Scene(rows, pace, child, journey, posts)


def _write_people(rows: Rows, child: Child, family: str, posts: list[Post]) -> None:
    expected = iso(child.expected) if child.expected is not None else ""
    rows.add(
        "people",
        {
            "person_id": child.id,
            "display_name": "Test-Avery Moor",
            "date_of_birth": iso(child.born),
            "expected_birth_date": expected,
            "sex": "F",
        },
    )
    rows.add("families", {"family_id": family, "person_id": child.id, "started_on": iso(child.born)})
    start, manager = iso(posts[0].start), posts[1].worker
    rows.add("teams", {"team_id": posts[0].team, "name": "Made-up team", "manager_id": manager, "started_on": start})
    for post in posts:
        rows.add(
            "workers",
            {"worker_id": post.worker, "role": post.role, "team_id": post.team, "fte": "1.0", "started_on": start},
        )
        if post.role in ("social_worker", "iro", "cp_chair"):
            rows.involvement(child.id, post.worker, post.role, post.team, post.start, None)
