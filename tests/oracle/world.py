"""The seen records with what is needed to ask about them."""

from dataclasses import dataclass
from datetime import date

from compliance.records.vocabulary import Vocabulary
from oracle.days import WorkingCalendar
from oracle.lives import Event, Lives, Period, Person


@dataclass(frozen=True)
class World:
    """What is seen on `as_of`."""

    lives: Lives
    vocabulary: Vocabulary
    calendar: WorkingCalendar
    as_of: date
    kinds: dict[str, str]
    """The kind of every period, seen or not: what a record names, it names."""

    def person(self, subject: str) -> Person | None:
        """The person with this id."""
        return next((person for person in self.lives.people if person.id == subject), None)

    def periods_of(self, subject: str, kind: str) -> list[Period]:
        """The subject's periods of a kind, without those that contradict themselves."""
        return [
            period
            for period in self.lives.periods
            if period.subject == subject and period.kind == kind and not period.contradiction
        ]

    def in_periods(self, subject: str, kind: str, day: date) -> list[Period]:
        """The periods of a kind that the subject is in on a day."""
        return [period for period in self.periods_of(subject, kind) if lasts(period, day)]

    def happened_to(self, subject: str) -> list[Event]:
        """The subject's events that have happened."""
        return [e for e in self.lives.events if e.subject == subject and e.happened_on is not None]

    def period(self, identifier: str | None) -> Period | None:
        """The seen period with this id."""
        return next((period for period in self.lives.periods if period.id == identifier), None)


def lasts(period: Period, day: date) -> bool:
    """Whether the day is one of the period's; an unknown start reaches back for ever."""
    return (period.started_on is None or period.started_on <= day) and (
        period.ended_on is None or day <= period.ended_on
    )
