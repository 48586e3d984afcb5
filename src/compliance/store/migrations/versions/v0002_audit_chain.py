"""The audit chain: every event gets a hash over the one before it, and a column for free text that can be erased."""

import sqlalchemy as sa
from alembic import op

from compliance.store.audit import key_for_adding
from compliance.store.chain import BEGINNING, hash_after
from compliance.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSE = "what happened to an escalation is only ever added to"
MANY = 1000
TABLE = "escalation_events"
ADDED = ("note", "note_salt", "note_digest", "hash")
FIXED = ("id", "escalation_id", "sweep_id", "on_day", "at", "actor", "action", "reason", "level", "body")
EVENTS = sa.table(
    TABLE,
    sa.column("id", sa.Integer()),
    sa.column("escalation_id", sa.Integer()),
    sa.column("sweep_id", sa.Integer()),
    sa.column("on_day", sa.Date()),
    sa.column("at", UtcDateTime()),
    *(sa.column(name, sa.Text()) for name in ("actor", "action", "reason")),
    sa.column("level", sa.Integer()),
    *(sa.column(name, sa.Text()) for name in ("body", *ADDED)),
)


def upgrade() -> None:
    """Add the columns, chain the events that are there, and let nothing be changed but free text be erased."""
    _drop_triggers()
    for name in ADDED:
        op.add_column(TABLE, sa.Column(name, sa.Text(), nullable=True))
    _chain()
    with op.batch_alter_table(TABLE) as table:
        table.alter_column("hash", existing_type=sa.Text(), nullable=False)
    _make_triggers()


def _chain() -> None:
    connection = op.get_bind()
    rows = sa.select(EVENTS).order_by(EVENTS.c.id).limit(MANY)
    change = sa.update(EVENTS).where(EVENTS.c.id == sa.bindparam("number")).values(hash=sa.bindparam("hashed"))
    some = connection.execute(rows).mappings().all()
    if not some:
        return
    key, last = key_for_adding(connection), BEGINNING
    while some:
        hashed: list[dict[str, int | str]] = []
        for row in some:
            last = hash_after(last, {str(name): value for name, value in row.items()}, key)
            hashed.append({"number": row["id"], "hashed": last})
        connection.execute(change, hashed)
        some = connection.execute(rows.where(EVENTS.c.id > some[-1]["id"])).mappings().all()


def _drop_triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER escalation_events_refuse_update")
        op.execute("DROP TRIGGER escalation_events_refuse_delete")
    else:
        op.execute("DROP TRIGGER escalation_events_refuse ON escalation_events")


def _make_triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_sqlite_triggers()
    else:
        _make_postgresql_triggers()


def _make_sqlite_triggers() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in (*FIXED, "note_digest", "hash"))
    erased = f"NEW.note IS NULL AND NEW.note_salt IS NULL AND {same}"
    # A REPLACE deletes without asking the trigger for deletes.
    there = "EXISTS (SELECT 1 FROM escalation_events WHERE id = NEW.id)"
    for verb, when in (("UPDATE", f"WHEN NOT ({erased}) "), ("DELETE", ""), ("INSERT", f"WHEN {there} ")):
        op.execute(
            f"CREATE TRIGGER escalation_events_refuse_{verb.lower()} BEFORE {verb} ON escalation_events "
            f"{when}BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
        )


def _make_postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION escalation_events_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "OLD.note := NULL; OLD.note_salt := NULL; "
        "IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{REFUSE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER escalation_events_only_erase BEFORE UPDATE ON escalation_events "
        "FOR EACH ROW EXECUTE FUNCTION escalation_events_only_erase()"
    )
    op.execute(
        "CREATE TRIGGER escalation_events_refuse BEFORE DELETE OR TRUNCATE ON escalation_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION escalation_events_refuse()"
    )
