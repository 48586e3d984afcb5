"""Somebody of the small authority does something with an escalation."""

from datetime import UTC, date, datetime

from small_authority import Records, rulebook

from compliance.escalate.acts import Act, Around, What
from compliance.escalate.directory import directory_of
from compliance.escalate.finding import Finding
from compliance.store import Store
from compliance.store.acts import Acted, Stretches, act_on


def act(
    store: Store,
    records: Records,
    number: int,
    what: What,
    day: str,
    *,
    actor: str = "mina",
    note: str = "because",
    standing: str = "local",
) -> Acted:
    """Do it on a day, at nine in the morning; everybody may see everything, under a standard of this standing."""
    today = date.fromisoformat(day)
    directory = directory_of(records.snapshot(), today)

    def what_holds(_: Finding, snoozed: Stretches) -> Around:
        return Around(today, standing, rulebook().calendar, directory.posts.keys(), lambda _: True, snoozed)

    at = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    return act_on(store, number, Act(actor, what, note), what_holds, directory, today, at)
