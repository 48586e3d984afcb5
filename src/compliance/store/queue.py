"""The queue: what stands open, with who was told last, most serious first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from compliance.escalate.standing_acts import StandingAct, standing_promise, standing_snooze
from compliance.store.standing_acts import standing_acts
from compliance.store.tables import Escalation, SweepRow, Told

Heard = tuple[str, str | None, str]
"""Role, person, and what was said where the role had no holder."""


@dataclass(frozen=True)
class QueueItem:
    """One open escalation. `told` are the people and roles who heard at its highest level, `heard` all who ever did.

    It stays in front of all of them: whoever heard first is mostly the one who can act; and of whom it was passed to.
    `acts` are what people did that still bears on it; `news_on` is when somebody heard of it last.
    """

    id: int
    subject_kind: str
    subject: str
    standard: str
    outcome: str
    level: int
    due_on: date | None
    days_over: int | None
    working_days_over: int | None
    booked_for: date | None
    turn: int | None
    worker_id: str | None
    team_id: str | None
    raised_on: date
    told: tuple[Heard, ...]
    heard: tuple[Heard, ...]
    news_on: date
    acts: tuple[StandingAct, ...] = ()

    @property
    def promised_for(self) -> date | None:
        """The date by which it is promised, if that has not come and gone."""
        promise = standing_promise(self.acts)
        return promise.until if promise is not None else None

    @property
    def snoozed_until(self) -> date | None:
        """The day on which it is heard of again."""
        snooze = standing_snooze(self.acts)
        return snooze.until if snooze is not None else None

    @property
    def passed_to(self) -> str | None:
        """Who has it now, where somebody passed it on."""
        return next((act.owner for act in self.acts if act.kind == "pass"), None)

    @property
    def promises_broken(self) -> int:
        """How many promises about it were broken since it was raised."""
        return sum(act.status == "broken" for act in self.acts)

    @property
    def is_doubted(self) -> bool:
        """Whether somebody said that it is not right."""
        return any(act.kind == "not_right" for act in self.acts)


_COLUMNS = (
    "id",
    "subject_kind",
    "subject",
    "standard",
    "outcome",
    "level",
    "due_on",
    "days_over",
    "working_days_over",
    "booked_for",
    "turn",
    "worker_id",
    "team_id",
    "raised_on",
)


def open_items(connection: Connection) -> list[QueueItem]:
    """Every open escalation; overdue before due soon, then by level and by days over, most first."""
    told, acts, news = _told(connection), standing_acts(connection), _news(connection)
    table = Escalation.__table__
    rows = connection.execute(select(*(table.c[name] for name in _COLUMNS)).where(Escalation.state == "open"))
    items = [
        QueueItem(
            **row,
            told=_highest(told.get(row["id"], {})),
            heard=_all(told.get(row["id"], {})),
            news_on=max(row["raised_on"], news.get(row["id"], row["raised_on"])),
            acts=acts.get(row["id"], ()),
        )
        for row in rows.mappings()
    ]
    return sorted(items, key=lambda i: (i.outcome != "overdue", -i.level, -(i.days_over or 0), i.subject, i.standard))


def last_sweep(connection: Connection) -> tuple[date, str] | None:
    """The date and manifest of the last sweep that was finished, or None."""
    row = connection.execute(
        select(SweepRow.as_of, SweepRow.manifest)
        .where(SweepRow.status == "done")
        .order_by(SweepRow.as_of.desc(), SweepRow.id.desc())
    ).first()
    return (row[0], row[1] or "{}") if row is not None else None


def _told(connection: Connection) -> dict[int, dict[int, list[Heard]]]:
    told: dict[int, dict[int, list[Heard]]] = {}
    heard = (
        select(Told.escalation_id, Told.level, Told.to_role, Told.to_person, Told.note)
        .join(Escalation, Escalation.id == Told.escalation_id)
        .where(Escalation.state == "open")
        .order_by(Told.id)
    )
    for number, level, role, person, note in connection.execute(heard):
        told.setdefault(number, {}).setdefault(level, []).append((role, person, note))
    return told


def _news(connection: Connection) -> dict[int, date]:
    last = select(Told.escalation_id, func.max(Told.told_on)).group_by(Told.escalation_id)
    return {row[0]: row[1] for row in connection.execute(last)}


def _highest(by_level: dict[int, list[Heard]]) -> tuple[Heard, ...]:
    return tuple(by_level[max(by_level)]) if by_level else ()


def _all(by_level: dict[int, list[Heard]]) -> tuple[Heard, ...]:
    return tuple(heard for level in sorted(by_level) for heard in by_level[level])
