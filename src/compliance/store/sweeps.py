"""The sweeps table: who has the sweep of which date, and which are done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from compliance.errors import ComplianceError, InputError
from compliance.store.store import Store
from compliance.store.tables import SweepRow

LEASE = timedelta(minutes=15)
"""How long a sweep whose process cannot be looked up (another host's) is believed to be running."""

Lives = Callable[[str], bool | None]
"""Whether a holder's process still runs; None where that cannot be known from here."""


@dataclass(frozen=True)
class SweepKey:
    """What makes a sweep the same sweep."""

    as_of: date
    snapshot: str
    rulebook: str


@dataclass(frozen=True)
class Claim:
    """A sweep that this process has taken: nobody else sweeps until it is finished or let go."""

    sweep_id: int
    holder: str


@dataclass(frozen=True)
class Done:
    """A sweep that was completed before, with its manifest as it was written."""

    sweep_id: int
    manifest: str


def claim(store: Store, key: SweepKey, holder: str, lives: Lives, now: datetime) -> Claim | Done:
    """Take the sweep, or say that it is done.

    One sweep runs at a time in a store. What a dead process of this host held is taken over at once; another's when its
    lease has run out.

    Raises:
        ComplianceError: a sweep is running.
        InputError: a later date has been swept already.
    """
    with store.writing() as connection:
        done = _done(connection, key)
        if done is not None:
            return done
        _refuse_if_running(connection, lives, now)
        check_order(connection, key.as_of)
        values = {"status": "running", "holder": holder, "lease_until": now + LEASE, "started_at": now}
        found = connection.scalar(select(SweepRow.id).where(_is(key)))
        if found is not None:
            connection.execute(update(SweepRow).where(SweepRow.id == found).values(**values))
            return Claim(found, holder)
        row = {"as_of": key.as_of, "snapshot": key.snapshot, "rulebook": key.rulebook, **values}
        return Claim(connection.execute(insert(SweepRow).values(**row).returning(SweepRow.id)).scalar_one(), holder)


def check_order(connection: Connection, as_of: date) -> None:
    """Refuse a date before the last that was swept: escalations would go back in time.

    Raises:
        InputError: a later date has been swept already.
    """
    last = connection.scalar(select(func.max(SweepRow.as_of)).where(SweepRow.status == "done"))
    if last is not None and as_of < last:
        raise InputError(
            f"{as_of} lies before the last sweep, of {last}: a sweep cannot go back. "
            "Use a dry run to see what would have been found that day."
        )


def finish(connection: Connection, claimed: Claim, manifest: str, now: datetime) -> None:
    """Write the manifest and call the sweep done.

    Raises:
        ComplianceError: somebody else has taken the sweep over meanwhile; nothing of this one may be kept.
    """
    still = (SweepRow.id == claimed.sweep_id) & (SweepRow.holder == claimed.holder) & (SweepRow.status == "running")
    values = {"status": "done", "holder": None, "lease_until": None, "finished_at": now, "manifest": manifest}
    if connection.execute(update(SweepRow).where(still).values(**values)).rowcount != 1:
        raise ComplianceError("Another process took this sweep over, because it ran too long: nothing was changed.")


def let_go(store: Store, claimed: Claim) -> None:
    """Give up a sweep that failed, so that the next attempt need not wait."""
    mine = (SweepRow.id == claimed.sweep_id) & (SweepRow.holder == claimed.holder) & (SweepRow.status == "running")
    with store.writing() as connection:
        connection.execute(update(SweepRow).where(mine).values(status="failed", holder=None, lease_until=None))


def last_done(connection: Connection) -> tuple[int, date] | None:
    """The number and date of the last completed sweep."""
    row = connection.execute(
        select(SweepRow.id, SweepRow.as_of)
        .where(SweepRow.status == "done")
        .order_by(SweepRow.as_of.desc(), SweepRow.finished_at.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row is not None else None


def _is(key: SweepKey) -> ColumnElement[bool]:
    return (SweepRow.as_of == key.as_of) & (SweepRow.snapshot == key.snapshot) & (SweepRow.rulebook == key.rulebook)


def _done(connection: Connection, key: SweepKey) -> Done | None:
    row = connection.execute(select(SweepRow.id, SweepRow.manifest).where(_is(key), SweepRow.status == "done")).first()
    return Done(row[0], row[1] or "{}") if row is not None else None


def _refuse_if_running(connection: Connection, lives: Lives, now: datetime) -> None:
    running = select(SweepRow.id, SweepRow.as_of, SweepRow.holder, SweepRow.lease_until)
    for number, as_of, holder, lease_until in connection.execute(running.where(SweepRow.status == "running")).all():
        leased = lease_until is not None and now < lease_until
        if leased and holder is not None and lives(holder) is not False:
            host, process, _ = holder.rsplit(":", 2)
            raise ComplianceError(
                f"A sweep of {as_of} is running already (process {process} on {host}): wait for it to finish."
            )
        connection.execute(update(SweepRow).where(SweepRow.id == number).values(status="failed", holder=None))
