"""The first tables: sweeps, escalations, who was told, what happened, and facts of the store."""

import sqlalchemy as sa
from alembic import op

from compliance.store.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REFUSE = "what happened to an escalation is only ever added to"


def upgrade() -> None:
    """Make the tables, and the triggers that keep events as they were written."""
    _sweeps()
    _escalations()
    _told()
    _events()
    op.create_table(
        "store_facts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_store_facts"),
    )
    _triggers()


def _sweeps() -> None:
    op.create_table(
        "sweeps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("manifest", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sweeps"),
        sa.UniqueConstraint("as_of", "snapshot", "rulebook", name="uq_sweeps_as_of"),
    )
    op.create_index("ix_sweeps_status_as_of", "sweeps", ["status", "as_of"])


def _escalations() -> None:
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("period_id", sa.Text(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("worker_id", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("days_over", sa.Integer(), nullable=True),
        sa.Column("working_days_over", sa.Integer(), nullable=True),
        sa.Column("booked_for", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sa.UniqueConstraint("fingerprint", name="uq_escalations_fingerprint"),
    )
    op.create_index("ix_escalations_subject", "escalations", ["subject"])
    op.create_index("ix_escalations_state", "escalations", ["state"])


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("sweep_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_role", sa.Text(), nullable=False),
        sa.Column("to_person", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_told"),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_told_escalation_id"),
        sa.ForeignKeyConstraint(["sweep_id"], ["sweeps.id"], name="fk_told_sweep_id"),
        sa.UniqueConstraint("escalation_id", "level", "role", name="uq_told_escalation_id"),
    )
    op.create_index("ix_told_to_person", "told", ["to_person"])


def _events() -> None:
    op.create_table(
        "escalation_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("sweep_id", sa.Integer(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_events"),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_escalation_events_escalation_id"),
        sa.ForeignKeyConstraint(["sweep_id"], ["sweeps.id"], name="fk_escalation_events_sweep_id"),
    )
    op.create_index("ix_escalation_events_escalation_id", "escalation_events", ["escalation_id"])


def _triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER escalation_events_refuse_{verb.lower()} BEFORE {verb} ON escalation_events "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION escalation_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER escalation_events_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON escalation_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION escalation_events_refuse()"
    )
