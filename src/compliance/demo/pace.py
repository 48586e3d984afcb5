"""How punctual people are: for each duty, the share done in time, how soon, and how late the rest are.

Shares follow the published figures where there are any, and single authorities' reports where there are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from compliance.demo.diary import Diary


@dataclass(frozen=True)
class Duty:
    """A duty's share `in_time`, the part of its limit `usual`ly taken, and the mean lateness of the rest in days."""

    in_time: float
    usual: tuple[float, float]
    late_by: float


DUTIES = {
    "cp visit": Duty(0.88, (0.55, 1.0), 4),
    "cp review": Duty(0.83, (0.80, 1.0), 14),
    "core group": Duty(0.85, (0.60, 1.0), 8),
    "cin visit": Duty(0.88, (0.60, 1.0), 8),
    "first statutory visit": Duty(0.90, (0.15, 1.0), 4),
    "statutory visit": Duty(0.90, (0.60, 1.0), 9),
    "lac review": Duty(0.935, (0.80, 1.0), 11),
    "health notified": Duty(0.955, (0.1, 0.9), 4),
    "health paperwork": Duty(0.895, (0.2, 1.0), 5),
    "iha": Duty(0.75, (0.50, 1.0), 17),
    "rha": Duty(0.92, (0.85, 1.0), 24),
    "dental": Duty(0.85, (0.70, 1.0), 30),
    "sdq": Duty(0.80, (0.80, 1.0), 30),
    "pep": Duty(0.90, (0.70, 1.0), 15),
    "supervision": Duty(0.88, (0.55, 1.0), 8),
    "worker supervision": Duty(0.85, (0.70, 1.0), 10),
    "first pre-proceedings meeting": Duty(0.85, (0.40, 1.0), 6),
    "pathway plan": Duty(0.85, (0.75, 1.0), 20),
}


@dataclass(frozen=True)
class Pace:
    """When things get done.

    `slowness` says how much likelier than usual each worker (or team) is to be late; `flawless` people never are.
    """

    diary: Diary
    random: Random
    slowness: Mapping[str, float] = field(default_factory=dict[str, float])
    flawless: bool = False

    def done(self, duty: str, start: int, due: int, by: str = "") -> int:
        """The day on which a duty that runs from `start` to `due` is done: a working day wherever one lies between."""
        usual = DUTIES[duty]
        late = (1 - usual.in_time) * self.slowness.get(by, 1.0)
        if self.flawless or self.random.random() >= min(late, 0.75):
            low, high = usual.usual
            aim = start + round((due - start) * (low + (high - low) * self.random.random()))
            return self.in_time(start, min(aim, due), due)
        return self.diary.on_to_working(due + 1 + int(self.random.expovariate(1 / usual.late_by)))

    def in_time(self, start: int, aim: int, due: int) -> int:
        """A working day near `aim`, after `start` and no later than `due`; `due` itself where there is none."""
        day = self.diary.back_to_working(aim)
        if day > start:
            return day
        return min(self.diary.on_to_working(start + 1), due)

    def chance(self, share: float) -> bool:
        """True in `share` of cases."""
        return self.random.random() < share
