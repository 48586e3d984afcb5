"""Which kinds of record a standard asks for: to start its clock, to meet it, and to answer its conditions."""

from collections.abc import Iterable
from dataclasses import dataclass

from compliance.rulebook.conditions import Condition, Happened, Holds, Lasted, Repeated, terms_of
from compliance.rulebook.deadline import AllOf, PeriodEnd
from compliance.rulebook.model import Deadline, EventTrigger, Holding, Load, Record, Recurring, Standard, State, Trigger


@dataclass(frozen=True)
class Kinds:
    """Kinds of period and event, and roles of involvements and posts."""

    periods: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def __or__(self, other: "Kinds") -> "Kinds":
        return Kinds(self.periods | other.periods, self.events | other.events, self.roles | other.roles)

    def __sub__(self, other: "Kinds") -> "Kinds":
        return Kinds(self.periods - other.periods, self.events - other.events, self.roles - other.roles)

    def __bool__(self) -> bool:
        return bool(self.periods or self.events or self.roles)

    @property
    def names(self) -> list[str]:
        """All of them, sorted: periods and events by kind, roles by their word."""
        return sorted(self.periods | self.events | self.roles)


@dataclass(frozen=True)
class Needed:
    """What a standard needs: what starts its clock, the ways of meeting it (any one will do), and what its conditions ask."""

    start: Kinds
    ways: tuple[Kinds, ...]
    asked: Kinds

    @property
    def every(self) -> Kinds:
        """All kinds together."""
        return _together([self.start, self.asked, *self.ways])

    def lacking(self, supplied: Kinds) -> Kinds:
        """What is missing where only `supplied` is there; nothing where one way of meeting it is whole."""
        ways = [way - supplied for way in self.ways]
        least = min(ways, key=lambda way: len(way.names), default=Kinds())
        return (self.start - supplied) | (self.asked - supplied) | least


def needed_by(standard: Standard) -> Needed:
    """The kinds of record that a standard asks for."""
    return Needed(_start(standard), _ways(standard), _asked(standard))


def _together(kinds: Iterable[Kinds]) -> Kinds:
    whole = Kinds()
    for one in kinds:
        whole |= one
    return whole


def _start(standard: Standard) -> Kinds:
    match standard.during, standard.after, standard.form:
        case Trigger() as during, _, _:
            return Kinds(periods=frozenset(during.period))
        case _, EventTrigger() as after, _:
            return Kinds(frozenset({after.of} if after.of is not None else ()), frozenset(after.event))
        case _, _, Load() as form:
            return Kinds(roles=frozenset({form.role, *([form.per_role] if form.per_role is not None else [])}))
        case _:
            return Kinds()


def _ways(standard: Standard) -> tuple[Kinds, ...]:
    match standard.form:
        case Deadline() as form if form.points and not form.met_by:
            return (_together(_of_way(way) for way in form.ways),)
        case Deadline() as form:
            return tuple(_of_way(way) for way in form.ways)
        case Recurring() as form:
            return tuple(_of_way(way) for way in form.met_by)
        case State() as form:
            return tuple(_of_holding(source) for source in form.must)
        case _:
            return ()


def _of_way(way: Record | PeriodEnd | AllOf) -> Kinds:
    match way:
        case PeriodEnd():
            return Kinds()
        case AllOf(all=records):
            return Kinds(events=frozenset(record.event for record in records))
        case _:
            return Kinds(events=frozenset({way.event}))


def _of_holding(source: Holding) -> Kinds:
    return Kinds(
        periods=frozenset({source.period} if source.period is not None else ()),
        roles=frozenset({source.involvement} if source.involvement is not None else ()),
    )


def _asked(standard: Standard) -> Kinds:
    trigger, form = standard.during or standard.after, standard.form
    found = [_of_condition(condition) for condition in _conditions(standard)]
    if trigger is not None and trigger.unless is not None:
        found.append(_of_condition(trigger.unless))
    match form:
        case Recurring():
            found.append(Kinds(periods=frozenset(restart.period for restart in form.restart)))
        case State():
            found += [_of_holding(source) for source in form.unless]
        case _ if standard.limit is not None:
            count = standard.limit.count
            periods = frozenset({count.period} if count.period is not None else ())
            found.append(Kinds(periods, frozenset({count.event} if count.event is not None else ())))
        case _:
            pass
    return _together(found)


def _conditions(standard: Standard) -> list[Condition]:
    match standard.form:
        case Deadline() as form:
            return [entry.when for entry in form.depending]
        case Recurring() as form:
            return [*(turn.when for turn in form.then), *(restart.when for restart in form.restart)]
        case _:
            return []


def _of_condition(condition: Condition) -> Kinds:
    periods: set[str] = set()
    events: set[str] = set()
    for term in terms_of(condition):
        match term:
            case Holds(period) | Lasted(period) | Repeated(period):
                periods.add(period)
            case Happened(event, since):
                events.add(event)
                periods.add(since)
            case _:
                pass
    return Kinds(frozenset(periods), frozenset(events))
