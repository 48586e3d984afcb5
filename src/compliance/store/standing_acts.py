"""Reading acts that stand on escalations, and writing what a sweep made of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, Integer, Select, Table, bindparam, func, select, update

from compliance.escalate.change import Change
from compliance.escalate.standing_acts import StandingAct
from compliance.store.tables import Act

_COLUMNS = (
    Act.id,
    Act.kind,
    Act.status,
    Act.actor,
    Act.made_on,
    Act.until,
    Act.owner,
    Act.about,
    Act.level,
    Act.due_on,
)


def standing_acts(connection: Connection, number: int | None = None) -> dict[int, tuple[StandingAct, ...]]:
    """The acts that still bear on their escalations, by the escalation's number, earliest first: of one or of all."""
    wanted: Select[*tuple[Any, ...]] = (
        select(Act.escalation_id, *_COLUMNS).where(Act.over_on.is_(None)).order_by(Act.id)
    )
    found: dict[int, list[StandingAct]] = {}
    for of, *act in connection.execute(wanted if number is None else wanted.where(Act.escalation_id == number)):
        found.setdefault(of, []).append(StandingAct(*act))
    return {of: tuple(acts) for of, acts in found.items()}


def settle(connection: Connection, changes: Sequence[Change], as_of: date) -> None:
    """Write what became of acts. With an escalation that closes, whatever stood on it is over."""
    settled = [change.decision.settled for change in changes if change.decision.settled is not None]
    table = cast("Table", Act.__table__)
    if settled:
        rows = [
            {"number": one.act, "status": one.status, "level": one.level, "over_on": as_of if one.is_over else None}
            for one in settled
        ]
        values: dict[str, Any] = {name: bindparam(name) for name in ("status", "over_on")}
        # What is not taken to a level keeps the one that it was made at.
        level = func.coalesce(bindparam("level", type_=Integer), table.c.level)
        connection.execute(update(table).where(table.c.id == bindparam("number")).values(**values, level=level), rows)
    closed = [
        one.standing.id for one in (change.decision for change in changes) if one.action == "closed" and one.standing
    ]
    if closed:
        end = update(table).where(table.c.escalation_id == bindparam("number"), table.c.over_on.is_(None))
        connection.execute(end.values(over_on=as_of), [{"number": number} for number in closed])
