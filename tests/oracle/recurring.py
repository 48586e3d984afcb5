"""Done again and again: from the anchor to a record, from record to record."""

from dataclasses import dataclass, replace
from datetime import date

from compliance.rulebook.model import Recurring, Restart, Standard
from oracle.conditions import Question, holds
from oracle.days import DAY
from oracle.judge import Occurrence
from oracle.limits import Due
from oracle.lives import Event
from oracle.qualify import lower_bound, names, qualifying_any
from oracle.triggers import HOPELESS, Begun, triggers
from oracle.turns import Chain
from oracle.world import World


@dataclass(frozen=True)
class _Link:
    """A link of the chain: since when, which turn, and the restart that began it, if one did."""

    start: date | None
    turn: int
    restart: Restart | None = None


def recurring_occurrences(world: World, standard: Standard, form: Recurring) -> list[Occurrence]:
    """The links of every chain."""
    found: list[Occurrence] = []
    for trigger in triggers(world, standard):
        if trigger.reason in (*HOPELESS, "anchor_unknown", "date_of_birth"):
            periods = (trigger.period,) if trigger.period is not None else ()
            found.append(
                Occurrence(trigger.subject, trigger.occurrence, trigger.anchor, None, periods, reason=trigger.reason)
            )
        else:
            assert trigger.period is not None
            found += _chain(Chain(world, standard, form, trigger.period), trigger)
    return found


def _chain(chain: Chain, trigger: Begun) -> list[Occurrence]:
    """Day by day: the restart of the day first, then its record."""
    records = _points(chain, trigger)
    restarts = _restarts(chain, trigger)
    link, links = _Link(trigger.anchor, 1), list[Occurrence | None]()
    for day in sorted({*records, *restarts}):
        record, restart = records.get(day), restarts.get(day)
        if restart is not None:
            due = _due(chain, trigger, link, day)
            if due[0].on is None or day <= due[0].on:
                links.append(_told(chain, trigger, link, due, day, record, replaced=True))
                link = _Link(day, link.turn, restart)
        if record is not None:
            links.append(_told(chain, trigger, link, _due(chain, trigger, link, day), day, record))
            link = _Link(day, link.turn + 1)
    last = trigger.ends_on if trigger.ends_on is not None else chain.world.as_of + DAY
    links.append(_told(chain, trigger, link, _due(chain, trigger, link, last), trigger.ends_on))
    return [one for one in links if one is not None]


def _points(chain: Chain, trigger: Begun) -> dict[date, bool]:
    """The days of belonging records; whether a qualifying one is there, not only an exempting one."""
    met = _days(chain, trigger, qualifying_any(chain.world, chain.form.met_by))
    excused = _days(chain, trigger, qualifying_any(chain.world, chain.form.exempted_by))
    return {day: day in met for day in met | excused}


def _days(chain: Chain, trigger: Begun, events: list[Event]) -> set[date]:
    bound = lower_bound(chain.world, trigger.anchor, trigger.first, chain.form.counts_from)
    return {
        event.happened_on
        for event in events
        if event.happened_on is not None
        and event.subject == trigger.subject
        and names(chain.world, event, chain.standard.period_kind) in (None, trigger.period and trigger.period.id)
        and (bound is None or event.happened_on >= bound)
        and (trigger.ends_on is None or event.happened_on <= trigger.ends_on)
    }


def _restarts(chain: Chain, trigger: Begun) -> dict[date, Restart]:
    found: dict[date, Restart] = {}
    for restart in chain.form.restart:
        for period in chain.world.periods_of(chain.subject, restart.period):
            day = period.started_on
            if day is None or day in found or not _after_anchor(trigger, day):
                continue
            if trigger.ends_on is not None and day > trigger.ends_on:
                continue
            of_period = Question(chain.world, chain.subject, day, period)
            if holds(restart.where, of_period) and holds(restart.when, replace(of_period, record=None)):
                found[day] = restart
    return found


def _after_anchor(trigger: Begun, day: date) -> bool:
    return day > trigger.anchor if trigger.anchor is not None else day >= trigger.first


def _due(chain: Chain, trigger: Begun, link: _Link, before: date) -> tuple[Due, Due | None]:
    """The due date, and the earlier of two where the turn is unknown and they differ."""
    if link.start is None:
        return Due(None, trigger.reason), None
    if link.restart is not None:
        return chain.due(link.restart.within, link.start), None
    if link.turn == 1:
        return (chain.due(chain.form.first, link.start) if chain.form.first is not None else Due(None)), None
    counted = chain.due_of_link(link.turn, link.start, before)
    if trigger.anchor is not None:
        return counted, None
    later = chain.due_of_link(max(link.turn, chain.last_turn_named), link.start, before)
    if counted.on is None or later.on is None:
        return (counted if counted.on is None else later), None
    if counted.on == later.on:
        return counted, None
    first, last = sorted((counted.on, later.on))
    return Due(last), Due(first)


def _told(
    chain: Chain,
    trigger: Begun,
    link: _Link,
    due: tuple[Due, Due | None],
    day: date | None,
    record: bool | None = None,
    replaced: bool = False,
) -> Occurrence | None:
    """The link as an occurrence, ended on `day` by a record (`record`), or otherwise; None where it is no obligation."""
    if link.turn == 1 and link.restart is None and chain.form.first is None:
        return None
    shown, early = due
    one = Occurrence(
        chain.subject, trigger.occurrence, link.start, shown.on,
        (trigger.period,) if trigger.period is not None else (),
        link.turn, due_early=early.on if early is not None else None, reason=shown.reason,
    )  # fmt: skip
    if record is None or day is None:
        return replace(one, ended_on=day)
    late = shown.on is not None and day > shown.on
    return replace(one, met_on=day, met_late=late, excused=not record and not late)
