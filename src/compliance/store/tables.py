"""The tables of the store. What a migration made and what is declared here must agree; a test compares them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from compliance.store.types import UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table of the store shares: names for constraints, and text and instants that fit both databases."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), datetime: UtcDateTime()}  # noqa: RUF012


class SweepRow(Base):
    """One sweep: a date, a snapshot and a rulebook, once.

    `status` is running, done or failed. While it runs, `holder` (host:pid:start of the process) has it until
    `lease_until`. `manifest` is JSON, kept as it was written.
    """

    __tablename__ = "sweeps"
    __table_args__ = (UniqueConstraint("as_of", "snapshot", "rulebook"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    snapshot: Mapped[str]
    rulebook: Mapped[str]
    status: Mapped[str]
    holder: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    manifest: Mapped[str | None]


class Escalation(Base):
    """Something put in front of a role about a finding.

    `state` is open, paused or closed, for `state_reason`; `level` is the highest step of `ladder` (JSON, frozen when it
    was raised) that holds, 0 if none does. The columns of the finding are as it was last seen, on `seen_on`.
    `explanation` is a JSON list of sentences, as they were when it was raised.
    """

    __tablename__ = "escalations"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    standard: Mapped[str]
    subject_kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    occurrence: Mapped[date | None]
    started_on: Mapped[date | None]
    period_id: Mapped[str | None]
    turn: Mapped[int | None]
    team_id: Mapped[str | None]
    worker_id: Mapped[str | None]
    due_on: Mapped[date | None]
    met_on: Mapped[date | None]
    outcome: Mapped[str]
    days_over: Mapped[int | None]
    working_days_over: Mapped[int | None]
    booked_for: Mapped[date | None]
    state: Mapped[str] = mapped_column(index=True)
    state_reason: Mapped[str]
    level: Mapped[int]
    ladder: Mapped[str]
    explanation: Mapped[str]
    raised_on: Mapped[date]
    closed_on: Mapped[date | None]
    seen_on: Mapped[date]


class Told(Base):
    """Somebody who was told of an escalation at a level: once for each level and role.

    `role` is what the ladder names; `to_role` and `to_person` who heard (no person: the extract names none), with a
    `note` where they are not the same; no sweep where a person raised it.
    """

    __tablename__ = "told"
    __table_args__ = (UniqueConstraint("escalation_id", "level", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    sweep_id: Mapped[int | None] = mapped_column(ForeignKey("sweeps.id"))
    level: Mapped[int]
    role: Mapped[str]
    to_role: Mapped[str]
    to_person: Mapped[str | None] = mapped_column(index=True)
    note: Mapped[str]
    told_on: Mapped[date]


class EscalationEvent(Base):
    """Something that happened to an escalation; rows are only ever added, which triggers see to.

    `on_day` is the date it was worked out for, `at` when that was; `body` is JSON, with the state `before` and `after`.
    `note` is what a person wrote: with `note_salt` it can be erased, and nothing else; `note_digest` stays. `hash` chains
    the row to the one before it (`compliance.store.chain`).
    """

    __tablename__ = "escalation_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    sweep_id: Mapped[int | None] = mapped_column(ForeignKey("sweeps.id"))
    on_day: Mapped[date]
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    reason: Mapped[str]
    level: Mapped[int]
    body: Mapped[str]
    note: Mapped[str | None]
    note_salt: Mapped[str | None]
    note_digest: Mapped[str | None]
    hash: Mapped[str]


class Act(Base):
    """What somebody did that stands on an escalation until it is settled: a promise, a snooze, and the like.

    `status` is standing, broken, kept, ended or answered; from `over_on` it bears on the escalation no more. The other
    columns are those of `compliance.escalate.standing_acts.StandingAct`. What was written with it is in its event.
    """

    __tablename__ = "acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    event_id: Mapped[int]
    kind: Mapped[str]
    status: Mapped[str]
    actor: Mapped[str]
    made_on: Mapped[date]
    until: Mapped[date | None]
    owner: Mapped[str | None]
    about: Mapped[str | None]
    level: Mapped[int | None]
    due_on: Mapped[date | None]
    over_on: Mapped[date | None] = mapped_column(index=True)


class StoreFact(Base):
    """Something known of the store as a whole, such as `made_up`: it belongs to a synthetic authority."""

    __tablename__ = "store_facts"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


Index("ix_sweeps_status_as_of", SweepRow.status, SweepRow.as_of)
