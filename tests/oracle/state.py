"""While one thing holds, another must: each stretch without it is an occurrence."""

from dataclasses import dataclass
from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.model import Holding, Standard, State
from oracle.conditions import Question, holds
from oracle.days import DAY, each_day
from oracle.judge import Occurrence
from oracle.limits import Due
from oracle.triggers import Begun, triggers
from oracle.world import World


def state_occurrences(world: World, standard: Standard, form: State) -> list[Occurrence]:
    """The occurrences of a state."""
    found: list[Occurrence] = []
    told: dict[str, list[Begun]] = {}
    for trigger in triggers(world, standard):
        assert trigger.period is not None
        if trigger.reason is not None:
            found.append(
                Occurrence(
                    trigger.subject, trigger.occurrence, trigger.anchor, None, (trigger.period,), reason=trigger.reason
                )
            )
        else:
            told.setdefault(trigger.subject, []).append(trigger)
    for subject, begun in told.items():
        for together in _merged(begun):
            found += _stretches(world, standard, form, subject, together)
    return found


def _merged(begun: list[Begun]) -> list[list[Begun]]:
    """Triggers in groups that touch: each overlaps the one before it, or begins on the day after it."""
    groups: list[list[Begun]] = []
    for one in sorted(begun, key=lambda one: (_start(one), one.occurrence or date.min)):
        last = max((each.last or date.max for each in groups[-1]), default=None) if groups else None
        if last is not None and (last == date.max or _start(one) <= last + DAY):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _start(trigger: Begun) -> date:
    assert trigger.anchor is not None
    return trigger.anchor


def _stretches(world: World, standard: Standard, form: State, subject: str, begun: list[Begun]) -> list[Occurrence]:
    found: list[Occurrence] = []
    since: date | None = None
    first, last_day = _start(begun[0]), max(one.last or world.as_of for one in begun)
    here = _Here(world, standard, form, subject, begun)
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
    standard: Standard
    form: State
    subject: str
    begun: list[Begun]

    def met(self, day: date) -> bool:
        return any(_covers(self.world, source, self.subject, day) for source in self.form.must)

    def excused(self, day: date) -> bool:
        return any(_covers(self.world, source, self.subject, day) for source in self.form.unless)

    def told(self, since: date, met: date | None = None, ended: date | None = None) -> Occurrence:
        due = self.due(since, met)
        of_one_kind = self.standard.period_kind is not None
        periods = [one.period for one in self.begun if one.period is not None and of_one_kind]
        return Occurrence(
            self.subject, self.begun[0].occurrence, since, due.on, tuple(periods),
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
