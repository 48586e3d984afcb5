"""Reading and writing escalations, many at a time."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from compliance.escalate.change import Change
from compliance.escalate.finding import COLUMNS as FINDING_COLUMNS
from compliance.escalate.finding import Finding
from compliance.escalate.standing import Standing
from compliance.escalate.standing_acts import StandingAct
from compliance.store.audit import Event, append
from compliance.store.standing_acts import settle, standing_acts
from compliance.store.tables import Escalation, EscalationEvent, Told

ACTOR = "sweep"
MANY = 500
"""How many values one question may name; SQLite allows some thousands."""

_SEEN = ("period_id", "turn", "team_id", "worker_id", "due_on", "met_on", "outcome", "days_over", "working_days_over")


def head(connection: Connection) -> int:
    """A number that grows with every event: two reads that see the same one saw the same escalations."""
    return connection.scalar(select(func.max(EscalationEvent.id))) or 0


def live(connection: Connection) -> list[Standing]:
    """Every escalation that is open or paused."""
    where = Escalation.state != "closed"
    told = select(Told.escalation_id, Told.level, Told.role).join(Escalation, Escalation.id == Told.escalation_id)
    return _standing(connection, _columns().where(where), told.where(where), standing_acts(connection))


def one_of_number(connection: Connection, number: int) -> tuple[Standing, Finding] | None:
    """One escalation, whatever its state, with its finding as it was last seen; None if there is none."""
    told = select(Told.escalation_id, Told.level, Told.role).where(Told.escalation_id == number)
    found = _standing(connection, _columns().where(Escalation.id == number), told, standing_acts(connection, number))
    if not found:
        return None
    table = Escalation.__table__
    columns = [table.c[name] for name in FINDING_COLUMNS if name in table.c]
    row = connection.execute(select(*columns).where(table.c.id == number)).mappings().one()
    known: dict[str, Any] = {name: row.get(name) for name in FINDING_COLUMNS}
    return found[0], Finding(**known)


def closed_among(connection: Connection, fingerprints: Collection[str]) -> list[Standing]:
    """The closed escalations among these fingerprints."""
    found: list[Standing] = []
    for some in _batches(sorted(fingerprints)):
        where = (Escalation.state == "closed") & Escalation.fingerprint.in_(some)
        told = select(Told.escalation_id, Told.level, Told.role).join(Escalation, Escalation.id == Told.escalation_id)
        found.extend(_standing(connection, _columns().where(where), told.where(where), {}))
    return found


@dataclass(frozen=True)
class Writing:
    """When and for which day changes are written, and by which sweep."""

    sweep_id: int
    as_of: date
    at: datetime


def write(connection: Connection, changes: Sequence[Change], writing: Writing) -> None:
    """Write changes, in their order. Escalations that were closed and stay so are left alone."""
    numbers = _insert_new(connection, [change for change in changes if change.decision.standing is None], writing)
    _update(connection, changes, writing)
    placed = [(_id_of(change, numbers), change) for change in changes]
    _execute_many(connection, insert(Told), [row for at, change in placed for row in _told(at, change, writing)])
    acted = [(at, change) for at, change in placed if change.decision.action != "unchanged"]
    append(connection, [_event(at, change, writing) for at, change in acted])
    settle(connection, changes, writing.as_of)


def _columns() -> Select[*tuple[Any, ...]]:
    return select(
        Escalation.id,
        Escalation.standard,
        Escalation.subject_kind,
        Escalation.subject,
        Escalation.occurrence,
        Escalation.started_on,
        Escalation.fingerprint,
        Escalation.state,
        Escalation.state_reason,
        Escalation.level,
        Escalation.ladder,
        Escalation.seen_on,
    )


def _standing(
    connection: Connection,
    escalations: Select[*tuple[Any, ...]],
    told: Select[*tuple[Any, ...]],
    acts: Mapping[int, tuple[StandingAct, ...]],
) -> list[Standing]:
    heard: dict[int, set[tuple[int, str]]] = {}
    for row in connection.execute(told):
        heard.setdefault(row[0], set()).add((row[1], row[2]))
    return [
        Standing(*row, told=frozenset(heard.get(row[0], ())), acts=acts.get(row[0], ()))
        for row in connection.execute(escalations)
    ]


def _insert_new(connection: Connection, raised: Sequence[Change], writing: Writing) -> dict[str, int]:
    """Insert what is raised, and the number that each fingerprint got."""
    rows: list[dict[str, Any]] = []
    for change in raised:
        finding = change.decision.finding
        assert finding is not None
        rows.append(
            {
                **_seen(finding, writing),
                **_identity(finding),
                "standard": finding.standard,
                "subject_kind": finding.subject_kind,
                "subject": finding.subject,
                **_state(change, writing),
                "ladder": change.ladder,
                "explanation": json.dumps(change.explanation, ensure_ascii=False),
                "raised_on": writing.as_of,
            }
        )
    if not rows:
        return {}
    returned = connection.execute(insert(Escalation).returning(Escalation.fingerprint, Escalation.id), rows)
    return {row[0]: row[1] for row in returned}


def _update(connection: Connection, changes: Iterable[Change], writing: Writing) -> None:
    found: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for change in changes:
        decision = change.decision
        if decision.standing is None or (decision.action == "unchanged" and decision.state == "closed"):
            continue
        row = {"number": decision.standing.id, **_state(change, writing)}
        if decision.finding is None:
            gone.append(row)
        else:
            found.append({**row, **_seen(decision.finding, writing), **_identity(decision.finding)})
    for rows in (found, gone):
        if rows:
            values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "number"}
            statement = update(Escalation.__table__).where(Escalation.__table__.c.id == bindparam("number"))  # pyright: ignore
            connection.execute(statement.values(values), rows)


def _identity(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "occurrence": finding.occurrence,
        "started_on": finding.started_on,
    }


def _seen(finding: Finding, writing: Writing) -> dict[str, Any]:
    return {
        **{name: getattr(finding, name) for name in _SEEN},
        "booked_for": finding.booked_for,
        "seen_on": writing.as_of,
    }


def _state(change: Change, writing: Writing) -> dict[str, Any]:
    decision = change.decision
    return {
        "state": decision.state,
        "state_reason": decision.state_reason,
        "level": decision.level,
        "closed_on": writing.as_of if decision.state == "closed" else None,
    }


def _id_of(change: Change, numbers: dict[str, int]) -> int:
    decision = change.decision
    if decision.standing is not None:
        return decision.standing.id
    assert decision.finding is not None
    return numbers[decision.finding.fingerprint]


def _told(escalation_id: int, change: Change, writing: Writing) -> Iterator[dict[str, Any]]:
    for telling in change.tellings:
        yield {
            "escalation_id": escalation_id,
            "sweep_id": writing.sweep_id,
            "level": telling.level,
            "role": telling.role,
            "to_role": telling.to_role,
            "to_person": telling.to_person,
            "note": telling.note,
            "told_on": writing.as_of,
        }


def _event(escalation_id: int, change: Change, writing: Writing) -> Event:
    decision = change.decision
    standing, finding = decision.standing, decision.finding
    more: dict[str, Any] = {"told": [[one.level, one.role, one.to_role, one.to_person] for one in change.tellings]}
    if finding is not None:
        due = finding.due_on.isoformat() if finding.due_on is not None else None
        more |= {"outcome": finding.outcome, "due_on": due, "days_over": finding.days_over}
    if decision.action == "re_dated" and standing is not None and finding is not None:
        more |= {"from": standing.fingerprint, "to": finding.fingerprint}
    if decision.settled is not None:
        more |= {"act": decision.settled.act}
    return Event(
        escalation_id=escalation_id,
        sweep_id=writing.sweep_id,
        on_day=writing.as_of,
        at=writing.at,
        actor=ACTOR,
        action=decision.action,
        reason=decision.reason,
        level=decision.level,
        before=card(standing.state, standing.state_reason, standing.level) if standing is not None else None,
        after=card(decision.state, decision.state_reason, decision.level),
        more=more,
    )


def card(state: str, reason: str, level: int) -> dict[str, Any]:
    """A card's state as events keep it."""
    return {"state": state, "reason": reason, "level": level}


def _execute_many(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
