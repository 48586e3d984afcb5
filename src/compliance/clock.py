"""The one object through which the time of day comes in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Clock:
    """The system's clock; tests and rehearsals pass one that stands still."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date in England, which is the date a sweep is run for."""
        return self.now().astimezone(LONDON).date()


@dataclass(frozen=True)
class StoppedClock(Clock):
    """A clock that always says `at`."""

    at: datetime

    def now(self) -> datetime:
        return self.at
