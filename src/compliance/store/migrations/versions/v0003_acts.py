"""What people do: acts that stand on an escalation; and tellings that no sweep made."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of acts, and let somebody be told by a person rather than a sweep."""
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("over_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="fk_acts_escalation_id"),
    )
    op.create_index("ix_acts_escalation_id", "acts", ["escalation_id"])
    op.create_index("ix_acts_over_on", "acts", ["over_on"])
    with op.batch_alter_table("told") as told:
        told.alter_column("sweep_id", existing_type=sa.Integer(), nullable=True)
