"""One escalation with all that happened to it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from compliance.escalate.finding import Finding
from compliance.escalate.standing import Standing
from compliance.store.escalations import one_of_number
from compliance.store.queue import Heard
from compliance.store.tables import Act, Escalation, EscalationEvent, Told


@dataclass(frozen=True)
class Happened:
    """An event: on which day, who, what, why, at which level it left the escalation, and what was written with it."""

    on_day: date
    actor: str
    action: str
    reason: str
    level: int
    note: str | None
    body: dict[str, Any]


@dataclass(frozen=True)
class Doubt:
    """Something said not to be right, which somebody looks into. `about` is the data or the standard."""

    escalation: int
    standard: str
    subject: str
    about: str
    owner: str
    said_by: str
    said_on: date
    note: str | None


@dataclass(frozen=True)
class Card:
    """An escalation as it stands and was last seen, why it was raised, who heard at each level, and its events in order."""

    standing: Standing
    finding: Finding
    raised_on: date
    explanation: tuple[str, ...]
    told: tuple[tuple[int, date, Heard], ...]
    events: tuple[Happened, ...]


def card_of(connection: Connection, number: int) -> Card | None:
    """The escalation of a number, or None."""
    found = one_of_number(connection, number)
    if found is None:
        return None
    row = select(Escalation.raised_on, Escalation.explanation).where(Escalation.id == number)
    raised_on, explanation = connection.execute(row).one()
    heard = select(Told.level, Told.told_on, Told.to_role, Told.to_person, Told.note).where(
        Told.escalation_id == number
    )
    told = [
        (level, on, (role, person, note))
        for level, on, role, person, note in connection.execute(heard.order_by(Told.level, Told.id))
    ]
    return Card(*found, raised_on, tuple(json.loads(explanation)), tuple(told), _events(connection, number))


def doubts(connection: Connection) -> list[Doubt]:
    """Everything said not to be right that the records have not changed since, oldest first."""
    said = (
        select(
            Act.escalation_id,
            Escalation.standard,
            Escalation.subject,
            Act.about,
            Act.owner,
            Act.actor,
            Act.made_on,
            EscalationEvent.note,
        )
        .join(Escalation, Escalation.id == Act.escalation_id)
        .join(EscalationEvent, EscalationEvent.id == Act.event_id)
        .where(Act.kind == "not_right", Act.over_on.is_(None))
        .order_by(Act.id)
    )
    return [Doubt(*row) for row in connection.execute(said)]


def _events(connection: Connection, number: int) -> tuple[Happened, ...]:
    wanted = select(
        EscalationEvent.on_day,
        EscalationEvent.actor,
        EscalationEvent.action,
        EscalationEvent.reason,
        EscalationEvent.level,
        EscalationEvent.note,
        EscalationEvent.body,
    ).where(EscalationEvent.escalation_id == number)
    return tuple(
        Happened(*row[:-1], json.loads(row[-1])) for row in connection.execute(wanted.order_by(EscalationEvent.id))
    )
