"""While one thing holds, another must: each stretch without it is an occurrence."""

from dataclasses import dataclass
from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.model import Holding, Standard, State
from oracle.conditions import Question, holds
from oracle.days import DAY, each_day
from oracle.judge import Occurrence
from oracle.limits import Due
from oracle.lives import Period
from oracle.triggers import triggers
from oracle.world import World


def state_occurrences(world: World, standard: Standard, form: State) -> list[Occurrence]:
    """The occurrences of a state."""
    found: list[Occurrence] = []
    told: dict[str, list[Period]] = {}
    for trigger in triggers(world, standard):
        assert trigger.period is not None
        if trigger.reason is not None:
            found.append(
                Occurrence(
                    trigger.subject, trigger.occurrence, trigger.anchor, None, (trigger.period,), reason=trigger.reason
                )
            )
        else:
            told.setdefault(trigger.subject, []).append(trigger.period)
    for subject, periods in told.items():
        for together in _merged(periods):
            found += _stretches(world, standard, form, subject, together)
    return found


def _merged(periods: list[Period]) -> list[list[Period]]:
    """Periods in groups that touch: each overlaps the one before it, or begins on the day after it."""
    groups: list[list[Period]] = []
    for period in sorted(periods, key=_start):
        last = max((p.ended_on or date.max for p in groups[-1]), default=None) if groups else None
        if last is not None and (last == date.max or _start(period) <= last + DAY):
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def _start(period: Period) -> date:
    assert period.started_on is not None
    return period.started_on


def _stretches(world: World, standard: Standard, form: State, subject: str, periods: list[Period]) -> list[Occurrence]:
    found: list[Occurrence] = []
    since: date | None = None
    first, last_day = _start(periods[0]), max((p.ended_on or world.as_of) for p in periods)
    here = _Here(world, form, subject, periods)
    if here.met(first) and not here.excused(first):
        found.append(here.told(first, met=first))
    for day in each_day(first, min(last_day, world.as_of)):
        without = not here.met(day) and not here.excused(day)
        if without and since is None:
            since = day
        if not without and since is not None:
            found.append(here.told(since, met=day) if here.met(day) else here.told(since, ended=day - DAY))
            since = None
    if since is not None:
        found.append(here.told(since, ended=last_day if last_day < world.as_of else None))
    return found


@dataclass(frozen=True)
class _Here:
    """One merged stretch of A, and what is asked of its days."""

    world: World
    form: State
    subject: str
    periods: list[Period]

    def met(self, day: date) -> bool:
        return any(_covers(self.world, source, self.subject, day) for source in self.form.must)

    def excused(self, day: date) -> bool:
        return any(_covers(self.world, source, self.subject, day) for source in self.form.unless)

    def told(self, since: date, met: date | None = None, ended: date | None = None) -> Occurrence:
        due = self.due(since, met)
        return Occurrence(
            self.subject, _start(self.periods[0]), since, due.on, tuple(self.periods),
            met_on=met, met_late=bool(met and due.on and met > due.on), ended_on=ended, reason=due.reason,
        )  # fmt: skip

    def due(self, since: date, met: date | None) -> Due:
        grace = self.form.grace if self.form.grace is not None and met != since else Duration(0, "days")
        on = self.world.calendar.after(since, grace)
        return Due(on) if on is not None else Due(None, "beyond_calendar")


def _covers(world: World, source: Holding, subject: str, day: date) -> bool:
    if source.period is not None:
        return any(
            holds(source.where, Question(world, subject, period.started_on, period))
            for period in world.in_periods(subject, source.period, day)
        )
    if source.involvement is not None:
        return any(
            one.person == subject
            and one.role == source.involvement
            and (one.started_on is None or one.started_on <= day)
            and (one.ended_on is None or day <= one.ended_on)
            for one in world.lives.involvements
        )
    person = world.person(subject)
    if person is None or person.date_of_birth is None:
        return person is not None and person.expected_birth_date is not None
    return day < person.date_of_birth
