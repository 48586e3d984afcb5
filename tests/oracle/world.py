"""The seen records with what is needed to ask about them."""

from dataclasses import dataclass
from datetime import date

from compliance.vocabulary import Vocabulary
from oracle.days import DAY, WorkingCalendar
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
        return [period for period in self.periods_of(subject, kind) if self.lasts(period, day)]

    def lasts(self, period: Period, day: date) -> bool:
        """Whether the day is one of the period's."""
        return self.reaches_back_to(period) <= day and (period.ended_on is None or day <= period.ended_on)

    def reaches_back_to(self, period: Period) -> date:
        """The first day of a period; of one whose start is unknown, the first that it can have (`date.min`: any)."""
        if period.started_on is not None:
            return period.started_on
        if not self.vocabulary.periods[period.kind].exclusive:
            return date.min
        before = [
            other.ended_on
            for other in self.periods_of(period.subject, period.kind)
            if other.ended_on is not None and (period.ended_on is None or other.ended_on < period.ended_on)
        ]
        return max(before) + DAY if before else date.min

    def happened_to(self, subject: str) -> list[Event]:
        """The subject's events that have happened."""
        return [e for e in self.lives.events if e.subject == subject and e.happened_on is not None]

    def period(self, identifier: str | None) -> Period | None:
        """The seen period with this id."""
        return next((period for period in self.lives.periods if period.id == identifier), None)
