"""What happened to escalations: events that are only ever added, each chained to the one before it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from compliance.errors import InputError
from compliance.store.audit_key import proof_of
from compliance.store.chain import BEGINNING, hash_after, sealed
from compliance.store.engine import is_writing, key_place
from compliance.store.tables import EscalationEvent, StoreFact

KEY_FACT = "audit_key"
"""Under what the store knows which key its chain was begun with, without knowing the key."""

_PROOF = select(StoreFact.value).where(StoreFact.key == KEY_FACT)


@dataclass(frozen=True)
class Event:
    """Something that happened to an escalation.

    `on_day` is the date it was worked out for, `at` when that was; `actor` a person's id, or `sweep`. `action` and
    `reason` are words of the program; what a person wrote is `note`, which alone can be erased. `before` and `after` are
    the card's state (`before` is None for a new one), `more` what else belongs to it; all of it plain JSON.
    """

    escalation_id: int
    sweep_id: int | None
    on_day: date
    at: datetime
    actor: str
    action: str
    reason: str
    level: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])
    note: str | None = None


def append(connection: Connection, events: Iterable[Event]) -> None:
    """Add events to the chain, in their order, within `Store.writing`, which lets one writer in at a time.

    Raises:
        InputError: the key is not there, or is not the one that the chain was begun with.
    """
    rows = [_row(event) for event in events]
    if not rows:
        return
    if not is_writing(connection):
        raise RuntimeError("events are added within Store.writing only: the chain has one end")
    last, key = last_hash(connection), key_for_adding(connection)
    for row in rows:
        last = row["hash"] = hash_after(last, row, key)
    connection.execute(insert(EscalationEvent), rows)


def last_hash(connection: Connection) -> str:
    """The head of the chain: the hash of the last event."""
    newest = select(EscalationEvent.hash).order_by(EscalationEvent.id.desc()).limit(1)
    return connection.scalar(newest) or BEGINNING


def key_for_adding(connection: Connection) -> bytes:
    """The key of the store's chain; made, and remembered by its proof, where none is remembered.

    Raises:
        InputError: the key is not there, or is not the one that the chain was begun with.
    """
    if connection.scalar(_PROOF) is not None:
        return known_key(connection)
    key = key_place(connection).read_or_make()
    connection.execute(insert(StoreFact).values(key=KEY_FACT, value=proof_of(key)))
    return key


def known_key(connection: Connection) -> bytes:
    """The key that the store's chain was begun with.

    Raises:
        InputError: the key is not there, or is not that one.
    """
    key = key_place(connection).read()
    if connection.scalar(_PROOF) not in (None, proof_of(key)):
        raise InputError(
            "The key of the audit chain is not the one that this store's chain was begun with: "
            "put the right one back from where it is kept safe."
        )
    return key


def _row(event: Event) -> dict[str, Any]:
    body = {**event.more, "before": event.before, "after": event.after}
    return {
        "escalation_id": event.escalation_id,
        "sweep_id": event.sweep_id,
        "on_day": event.on_day,
        "at": event.at,
        "actor": event.actor,
        "action": event.action,
        "reason": event.reason,
        "level": event.level,
        "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
        **sealed(event.note),
    }
