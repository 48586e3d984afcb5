"""One child from the first warning to the head of service and to the check done at last: who was told what, and when."""

from datetime import date, timedelta
from typing import Any

import pytest
from people_at_work import act
from small_authority import DENTAL, NOON, SHORT_LADDER, Records, event, explain, looked_after, rulebook
from sqlalchemy import select

from compliance.escalate.acts import Comment, NotRight, Pass, Promise, Raise, Snooze
from compliance.store import Store, upgrade_store
from compliance.store.card import card_of
from compliance.store.queue import open_items
from compliance.store.tables import Told
from compliance.sweep import run_sweep

CHILD = Records(periods=[looked_after("c1", "2026-09-01")])
"""The dental check falls due on Tuesday 29 September."""
STEPS: list[Any] = [
    *SHORT_LADDER["steps"],
    {"level": 4, "tell": "head_of_service", "when": {"outcome": "overdue", "days_over": {"from": 21}}},
]
LADDER = {
    "says": "Team manager, reviewing officer, service manager, head of service after three weeks.",
    "steps": STEPS,
}
BOOK = rulebook(DENTAL, ladder=LADDER)


@pytest.fixture
def store(database: str) -> Store:
    return upgrade_store(database)


def sweep_daily(store: Store, first: str, last: str, records: Records = CHILD) -> None:
    day, end, snapshot = date.fromisoformat(first), date.fromisoformat(last), records.snapshot()
    while day <= end:
        run_sweep(store, snapshot, BOOK, day, NOON, explain)
        day += timedelta(days=1)


def test_one_child_from_first_warning_to_head_of_service_to_resolution(store: Store) -> None:
    # The warning, a week before: the team manager passes it to the social worker, who promises the day it is due.
    sweep_daily(store, "2026-09-20", "2026-09-22")
    act(store, CHILD, 1, Pass("wyn"), "2026-09-22", actor="mina", note="Yours, please.")
    act(store, CHILD, 1, Promise(date(2026, 9, 29)), "2026-09-22", actor="wyn", note="Booked at the surgery.")

    # The appointment falls through. On the 30th the promise is broken, which is when the reviewing officer hears anyway.
    sweep_daily(store, "2026-09-23", "2026-09-30")

    # The officer doubts the record; the team manager asks for silence until there is a new slot, and promises again.
    act(store, CHILD, 1, NotRight("data", "mina"), "2026-09-30", actor="iris", note="Was there a check in August?")
    act(store, CHILD, 1, Snooze(date(2026, 10, 8)), "2026-09-30", actor="mina", note="New slot on the 9th.")
    act(store, CHILD, 1, Promise(date(2026, 10, 9)), "2026-09-30", actor="mina")

    # A week over on the 6th, in silence; the service manager hears when the silence ends, on the 8th. The 9th passes, and
    # on the 10th the head of service hears, ten days sooner than by lateness alone.
    sweep_daily(store, "2026-10-01", "2026-10-11")
    with store.reading() as connection:
        (item,) = open_items(connection)
    assert (item.level, item.days_over, item.promises_broken, item.is_doubted) == (4, 12, 2, True)

    # The check is made on the 12th, and the card closes itself.
    act(store, CHILD, 1, Comment(), "2026-10-11", actor="hope", note="Tomorrow, whatever it takes.")
    sweep_daily(store, "2026-10-12", "2026-10-13", CHILD.with_(events=[event("c1", "dental.checked", "2026-10-12")]))

    with store.reading() as connection:
        heard = connection.execute(select(Told.told_on, Told.level, Told.to_person).order_by(Told.id)).all()
        card = card_of(connection, 1)
    assert [tuple(one) for one in heard] == [
        (date(2026, 9, 22), 1, "mina"),
        (date(2026, 9, 30), 2, "iris"),
        (date(2026, 10, 8), 3, "sol"),
        (date(2026, 10, 10), 4, "hope"),
    ]
    assert card is not None
    assert (card.standing.state, card.standing.state_reason, card.standing.acts) == ("closed", "done", ())
    assert [(one.on_day.isoformat(), one.actor, one.action) for one in card.events] == [
        ("2026-09-22", "sweep", "raised"),
        ("2026-09-22", "mina", "passed"),
        ("2026-09-22", "wyn", "promised"),
        ("2026-09-30", "sweep", "promise_broken"),
        ("2026-09-30", "iris", "not_right"),
        ("2026-09-30", "mina", "snoozed"),
        ("2026-09-30", "mina", "promised"),
        ("2026-10-06", "sweep", "raised_a_level"),
        ("2026-10-08", "sweep", "snooze_ended"),
        ("2026-10-08", "sweep", "told"),
        ("2026-10-10", "sweep", "promise_broken"),
        ("2026-10-11", "hope", "commented"),
        ("2026-10-12", "sweep", "not_right_answered"),
        ("2026-10-12", "sweep", "closed"),
    ]


def test_raised_by_hand_the_head_of_service_hears_the_same_day(store: Store) -> None:
    sweep_daily(store, "2026-10-06", "2026-10-06")
    acted = act(store, CHILD, 1, Raise(), "2026-10-06", actor="iris", note="Pain reported.")
    assert [(telling.level, telling.to_person) for telling in acted.tellings] == [(4, "hope")]
    sweep_daily(store, "2026-10-07", "2026-10-21")
    with store.reading() as connection:
        assert len(connection.execute(select(Told.id)).all()) == 4
