"""When things get done: by whom, how soon, how late."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from compliance.demo.diary import Diary
from compliance.demo.duties import DUTIES

CAUGHT_UP = 120
"""Days after which somebody has noticed that a thing was never done, and done it."""


@dataclass(frozen=True)
class Pace:
    """When things get done.

    `slowness` says how much likelier than usual each worker (or team) is to be late; `flawless` people never are.
    `today` is the day of the extract.
    """

    diary: Diary
    random: Random
    slowness: Mapping[str, float] = field(default_factory=dict[str, float])
    flawless: bool = False
    today: int = 0

    def done(self, duty: str, start: int, due: int, by: str = "") -> int:
        """The day on which a duty that runs from `start` to `due` is done: a working day wherever one lies between."""
        usual = DUTIES[duty]
        late = (1 - usual.in_time) * self.slowness.get(by, 1.0)
        if self.flawless or self.random.random() >= min(late, 0.75):
            low, high = usual.usual
            aim = start + round((due - start) * (low + (high - low) * self.random.random()))
            return self.in_time(start, min(aim, due), due)
        return self.diary.on_to_working(due + 1 + int(self.random.expovariate(1 / usual.late_by)))

    def owed(self, duty: str, start: int, due: int, by: str = "") -> int | None:
        """As `done`, or None: now and then a thing is not done at all, and nobody has noticed yet."""
        if not self.flawless and start > self.today - CAUGHT_UP and self.chance(DUTIES[duty].never):
            return None
        return self.done(duty, start, due, by)

    def within(self, duty: str, start: int, length: str, by: str = "") -> int:
        """As `done`, for a duty that is to be done within `length` of `start`."""
        return self.done(duty, start, self.diary.after(start, length), by)

    def in_time(self, start: int, aim: int, due: int) -> int:
        """A working day near `aim`, after `start` and no later than `due`; `due` itself where there is none."""
        day = self.diary.back_to_working(aim)
        if day > start:
            return day
        return min(self.diary.on_to_working(start + 1), due)

    def mishap(self, share: float) -> bool:
        """True in `share` of cases, and never for the flawless."""
        return not self.flawless and self.random.random() < share

    def chance(self, share: float) -> bool:
        """True in `share` of cases."""
        return self.random.random() < share
