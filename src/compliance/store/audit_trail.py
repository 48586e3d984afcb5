"""Reading what happened: whether the chain holds, and the events of one card or subject."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from compliance.store.audit import known_key
from compliance.store.chain import BEGINNING, digest_of, hash_after
from compliance.store.tables import Escalation, EscalationEvent, SweepRow

AT_ONCE = 1000
"""How many rows are held in memory while the chain is walked."""


@dataclass(frozen=True)
class Chain:
    """What checking found. `broken` is a sentence about the first event that is not as it was written.

    `missing` are those of the heads asked for that are no event's; `erased` counts events whose free text was erased.
    """

    events: int
    first_at: datetime | None
    last_at: datetime | None
    head: str
    erased: int
    broken: str | None
    missing: frozenset[str]


def check_chain(connection: Connection, heads: Collection[str]) -> Chain:
    """Work every hash out again, from the first event to the first that is not as it was written.

    Raises:
        InputError: there are events, and their key is not there or is not the one that the chain was begun with.
    """
    missing = set(heads) - {BEGINNING, ""}
    number, erased, head = 0, 0, BEGINNING
    first_at = last_at = None
    key = b""
    for row in _every(connection):
        key = key or known_key(connection)
        fault = _fault(row, head, key)
        if fault is not None:
            return Chain(number, first_at, last_at, head, erased, fault, frozenset(missing))
        number, head, last_at = number + 1, row["hash"], row["at"]
        first_at = first_at or last_at
        erased += row["note"] is None and row["note_digest"] is not None
        missing.discard(head)
    return Chain(number, first_at, last_at, head, erased, None, frozenset(missing))


def heads_kept(connection: Connection) -> dict[str, str]:
    """The head that each finished sweep's manifest names, by what to call the sweep; empty if it names none."""
    done = select(SweepRow.id, SweepRow.as_of, SweepRow.manifest).where(SweepRow.status == "done")
    return {
        f"the manifest of sweep {number}, for {as_of},": json.loads(manifest or "{}").get("audit_head", "")
        for number, as_of, manifest in connection.execute(done)
    }


@dataclass(frozen=True)
class Happened:
    """One event, with the card it belongs to."""

    at: datetime
    on_day: date
    escalation: int
    subject: str
    standard: str
    actor: str
    action: str
    reason: str
    level: int
    body: Mapping[str, Any]
    note: str | None
    note_erased: bool


def happened(connection: Connection, *, escalation: int | None = None, subject: str | None = None) -> list[Happened]:
    """Events in their order: of one card, of all cards of a subject, or all."""
    event = EscalationEvent
    asked = (
        select(event.at, event.on_day, event.escalation_id, Escalation.subject, Escalation.standard, event.actor)
        .add_columns(event.action, event.reason, event.level, event.body, event.note, event.note_digest)
        .join(Escalation, Escalation.id == event.escalation_id)
        .order_by(event.id)
    )
    if escalation is not None:
        asked = asked.where(event.escalation_id == escalation)
    if subject is not None:
        asked = asked.where(Escalation.subject == subject)
    rows: Iterator[tuple[Any, ...]] = (tuple(row) for row in connection.execute(asked))
    return [
        Happened(*row[:9], body=json.loads(row[9]), note=row[10], note_erased=row[10] is None and row[11] is not None)
        for row in rows
    ]


def _every(connection: Connection) -> Iterator[Mapping[str, Any]]:
    asked = select(EscalationEvent.__table__).order_by(EscalationEvent.id)
    for row in connection.execute(asked, execution_options={"yield_per": AT_ONCE}).mappings():
        yield {str(name): value for name, value in row.items()}


def _fault(row: Mapping[str, Any], head: str, key: bytes) -> str | None:
    note, salt, digest = row["note"], row["note_salt"], row["note_digest"]
    named = (
        f"event {row['id']} ({row['action']} by {row['actor']}, escalation {row['escalation_id']}, for {row['on_day']})"
    )
    if row["hash"] != hash_after(head, row, key):
        return f"{named} is not as it was written, or what stood just before it was changed or taken away"
    if note is not None and digest != digest_of(note, salt or ""):
        return f"the free text of {named} is not what was written"
    return None
