"""A child's time looked after, as everything written of it needs it."""

from dataclasses import dataclass

from compliance.demo.diary import birthday
from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.placements import LegalStatus, Placement


@dataclass(frozen=True)
class CareLife:
    """One period of care: where the child lived and under which status (each with the id of its period), and who came when."""

    child: Child
    journey: Journey
    span: Span
    period: str
    placements: list[tuple[Placement, str]]
    statuses: list[tuple[LegalStatus, str]]
    reviews: list[int]
    visits: list[int]
    unaccompanied: bool = False

    @property
    def worker(self) -> str:
        """Who held the family's case on the first day."""
        return self.journey.worker_on(self.span.start)

    def aged(self, years: int) -> int:
        """The day on which the child attains an age."""
        return birthday(self.child.born, years)

    def on_remand(self, day: int) -> bool:
        """Whether the child was on remand on `day`."""
        return any(status.status == "J1" and status.start <= day <= status.end for status, _ in self.statuses)
