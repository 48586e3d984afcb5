"""Done once: one occurrence a trigger, or one for each of the several things that it owes."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from compliance.rulebook.model import AllOf, Deadline, PeriodEnd, Record, Standard
from oracle.conditions import Question, holds
from oracle.judge import Occurrence, agreed
from oracle.limits import Due
from oracle.lives import Event, Period
from oracle.qualify import lower_bound, names, not_before, qualifying_any
from oracle.several import Owed, owed_by
from oracle.triggers import HOPELESS, Begun, triggers
from oracle.world import World


@dataclass(frozen=True)
class _Done:
    """A way of meeting it, done: the day, and whether it was too late."""

    on: date
    late: bool


def deadline_occurrences(world: World, standard: Standard, form: Deadline) -> list[Occurrence]:
    """The occurrences of a deadline."""
    begun = triggers(world, standard)
    return [
        _occurrence(_Case(world, standard, form, trigger, begun, owed, owed.due))
        for trigger in begun
        for owed in owed_by(world, standard, form, trigger)
    ]


def _occurrence(case: "_Case") -> Occurrence:
    trigger, owed = case.trigger, case.owed
    periods = (trigger.period,) if trigger.period is not None else ()
    blank = Occurrence(trigger.subject, trigger.occurrence, owed.start, None, periods, owed.turn)
    if trigger.reason in HOPELESS:
        return replace(blank, reason=trigger.reason)
    case = replace(case, due=_extended(case))
    blank = replace(blank, due_on=case.due.on, reason=case.due.reason)
    met, excused = case.first_met(), case.first_excused()
    if excused is not None and (met is None or excused.on < met.on):
        return replace(blank, met_on=excused.on, met_late=excused.late, excused=not excused.late)
    if met is not None:
        return replace(blank, met_on=met.on, met_late=met.late)
    return replace(blank, ended_on=trigger.ends_on)


@dataclass(frozen=True)
class _Case:
    """One thing that a trigger owes, with all that is asked about it; `due` is its due date as extended."""

    world: World
    standard: Standard
    form: Deadline
    trigger: Begun
    others: list[Begun]
    owed: Owed
    due: Due

    def belonging(self, records: tuple[Record, ...]) -> list[Event]:
        return [event for event in qualifying_any(self.world, records) if self.belongs(event)]

    def belongs(self, event: Event) -> bool:
        trigger = self.trigger
        named = names(self.world, event, self.standard.period_kind)
        if event.subject != trigger.subject or event.happened_on is None:
            return False
        if self.owed.since is not None and event.happened_on < self.owed.since:
            return False
        if named is not None and (trigger.period is None or named != trigger.period.id):
            return False
        instant = self.instant if self.form.counts_from == "the day" else None
        bound = lower_bound(self.world, trigger.anchor, trigger.first, self.form.counts_from)
        if bound is not None and not not_before(event, bound, instant):
            return False
        if trigger.ends_on is not None and event.happened_on > trigger.ends_on:
            return False
        return not self.form.one_each or named is not None or self.is_latest_before(event)

    @property
    def instant(self) -> datetime | None:
        """The anchor's instant, where hours are counted from it."""
        return self.trigger.instant if self.due.instant is not None else None

    def is_latest_before(self, event: Event) -> bool:
        mine = self.trigger
        earlier = [
            other
            for other in self.others
            if other.subject == event.subject
            and other.anchor is not None
            and not_before(event, other.anchor, other.instant if self.due.instant is not None else None)
        ]
        return bool(earlier) and max(earlier, key=_order) == mine

    def done(self, event: Event) -> _Done:
        assert event.happened_on is not None
        if self.due.instant is not None and event.at is not None:
            return _Done(event.happened_on, event.at > self.due.instant)
        return self.done_on(event.happened_on)

    def done_on(self, day: date) -> _Done:
        return _Done(day, self.due.on is not None and day > self.due.on)

    def first(self, records: tuple[Record, ...]) -> _Done | None:
        return min((self.done(event) for event in self.belonging(records)), key=_by_day, default=None)

    def first_met(self) -> _Done | None:
        ways = [self.way(way) for way in self.owed.ways]
        return min((done for done in ways if done is not None), key=_by_day, default=None)

    def way(self, way: Record | PeriodEnd | AllOf) -> _Done | None:
        match way:
            case PeriodEnd(where=where):
                period = self.trigger.period
                if period is None or period.ended_on is None:
                    return None
                if not holds(where, Question(self.world, period.subject, period.ended_on, period)):
                    return None
                return self.done_on(period.ended_on)
            case AllOf(all=records):
                each = [self.first((record,)) for record in records]
                together = [done for done in each if done is not None]
                return max(together, key=_by_day) if len(together) == len(each) else None
            case _:
                return self.first((way,))

    def first_excused(self) -> _Done | None:
        return self.first(self.form.exempted_by)


def _by_day(done: _Done) -> tuple[date, bool]:
    return done.on, done.late


def _order(trigger: Begun) -> tuple[object, ...]:
    """By anchor; of those of one moment, as a snapshot lists them."""
    assert trigger.anchor is not None
    instant = trigger.instant.timestamp() if trigger.instant is not None else 0
    record = trigger.record
    listed = (record.started_on or date.min, record.ended_on or date.max) if isinstance(record, Period) else ()
    return trigger.anchor, instant, *listed, record.id


def _extended(case: _Case) -> Due:
    """The due date as extended: in order of agreement, each within the standard's own authority."""
    extension, due = case.standard.extension, case.due
    if extension is None or due.on is None:
        return due
    one = Occurrence(case.trigger.subject, None, None, None, (case.trigger.period,) if case.trigger.period else ())
    agreements = [
        (event.happened_on, event.attributes.get("new_due_on"))
        for event in case.world.happened_to(case.trigger.subject)
        if event.kind == extension.event
        and names(case.world, event, case.standard.period_kind)
        in (None, case.trigger.period and case.trigger.period.id)
    ]
    agreements += [(e.agreed_on or date.min, e.new_due_on) for e in agreed(case.world, case.standard, one, "extended")]
    applied = 0
    for agreed_on, new_due in sorted((a, n) for a, n in agreements if a is not None and n is not None):
        assert due.on is not None
        furthest = case.world.calendar.after(due.on, extension.up_to)
        allowed = extension.times is None or applied < extension.times
        if allowed and furthest is not None and agreed_on <= due.on < new_due <= furthest:
            due, applied = Due(new_due), applied + 1
    return due
