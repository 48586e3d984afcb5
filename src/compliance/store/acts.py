"""Writing what people do with escalations, and reading what was done with one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from compliance.errors import InputError
from compliance.escalate.acts import Act as Done
from compliance.escalate.acts import Allowed, Around, NotRight, Pass, Promise, Raise, Refusal, Snooze
from compliance.escalate.allow import allow
from compliance.escalate.directory import Directory
from compliance.escalate.finding import Finding
from compliance.escalate.routes import Route
from compliance.escalate.standing import Standing
from compliance.escalate.tell import Telling, tell
from compliance.rulebook.ladders import thaw
from compliance.store.audit import Event, append
from compliance.store.escalations import card, head, one_of_number
from compliance.store.store import Store
from compliance.store.tables import Act, Escalation, Told

Stretches = Sequence[tuple[date, date]]
"""Days on which a snooze began, each with the one on which it ended or will end."""

WhatHolds = Callable[[Finding, Stretches], Around]
"""What an act about an escalation is judged by, given its finding and for how long it was snoozed before."""

REASONS = {
    "promised": "a date was promised",
    "snoozed": "silence was asked for",
    "passed": "passed to somebody",
    "commented": "a comment",
    "not_right": "said not to be right",
    "raised_by_hand": "raised by hand",
}


@dataclass(frozen=True)
class Acted:
    """An act that was written: about what, what it changed, and who heard at once."""

    standing: Standing
    allowed: Allowed
    tellings: tuple[Telling, ...]


def act_on(
    store: Store, number: int, act: Done, what_holds: WhatHolds, directory: Directory, today: date, at: datetime
) -> Acted:
    """Do something with the escalation of a number, if it may be done: an event, and what stands from now on.

    Raises:
        InputError: there is no such escalation, or the act is refused; the sentence says why.
    """
    with store.writing() as connection:
        found = one_of_number(connection, number)
        if found is None:
            raise no_such(number)
        one, finding = found
        allowed = allow(one, act, what_holds(finding, _snoozed(connection, number, today)))
        if isinstance(allowed, Refusal):
            raise InputError(allowed.sentence)
        tellings = _tellings(one, finding, allowed, directory) if isinstance(act.what, Raise) else ()
        append(connection, [_event(one, act, allowed, tellings, today, at)])
        _write(connection, one, finding, act, allowed, today)
        _tell(connection, one, tellings, today)
    return Acted(one, allowed, tellings)


def no_such(number: int) -> InputError:
    """The refusal of a number that no escalation has."""
    return InputError(f"There is no escalation {number}: the queue shows their numbers.")


def _snoozed(connection: Connection, number: int, today: date) -> Stretches:
    past = select(Act.made_on, Act.until, Act.over_on).where(Act.escalation_id == number, Act.kind == "snooze")
    return [
        (made_on, min(day for day in (until, over_on, today) if day is not None))
        for made_on, until, over_on in connection.execute(past)
    ]


def _tellings(one: Standing, finding: Finding, allowed: Allowed, directory: Directory) -> tuple[Telling, ...]:
    ladder = thaw(one.ladder)
    routes = [Route("", ladder.key, allowed.level, role) for role in ladder.roles_at(allowed.level)]
    return tuple(
        tell(route, ladder, finding, directory) for route in routes if (route.level, route.role) not in one.told
    )


def _event(one: Standing, act: Done, allowed: Allowed, tellings: Sequence[Telling], today: date, at: datetime) -> Event:
    more: dict[str, Any] = {"told": [[t.level, t.role, t.to_role, t.to_person] for t in tellings]} if tellings else {}
    match act.what:
        case Promise(day) | Snooze(day):
            more |= {"until": day.isoformat()}
        case Pass(owner):
            more |= {"owner": owner}
        case NotRight(about, owner):
            more |= {"about": about, "owner": owner}
        case _:
            pass
    if allowed.ends:
        more |= {"instead_of": [ended.id for ended in allowed.ends]}
    return Event(
        escalation_id=one.id,
        sweep_id=None,
        on_day=today,
        at=at,
        actor=act.actor,
        action=allowed.action,
        reason=REASONS[allowed.action],
        level=allowed.level,
        before=card(one.state, one.state_reason, one.level),
        after=card(one.state, one.state_reason, allowed.level),
        more=more,
        note=act.note.strip() or None,
    )


def _write(connection: Connection, one: Standing, finding: Finding, act: Done, allowed: Allowed, today: date) -> None:
    if allowed.ends:
        ended = [end.id for end in allowed.ends]
        connection.execute(update(Act).where(Act.id.in_(ended)).values(status="ended", over_on=today))
    if allowed.kind is not None:
        row = {
            "escalation_id": one.id,
            # One writer at a time: the newest event is the one just added.
            "event_id": head(connection),
            "kind": allowed.kind,
            "status": "standing",
            "actor": act.actor,
            "made_on": today,
            "until": allowed.until,
            "owner": allowed.owner,
            "about": allowed.about,
            "level": allowed.level,
            "due_on": finding.due_on,
        }
        connection.execute(insert(Act).values(**row))
    if allowed.level != one.level:
        connection.execute(update(Escalation).where(Escalation.id == one.id).values(level=allowed.level))


def _tell(connection: Connection, one: Standing, tellings: Sequence[Telling], today: date) -> None:
    rows = [
        {
            "escalation_id": one.id,
            "sweep_id": None,
            "level": telling.level,
            "role": telling.role,
            "to_role": telling.to_role,
            "to_person": telling.to_person,
            "note": telling.note,
            "told_on": today,
        }
        for telling in tellings
    ]
    if rows:
        connection.execute(insert(Told), rows)
