"""What people do with escalations, and what sweeps make of it, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from people_at_work import act
from small_authority import DENTAL, NOON, Records, event, explain, looked_after, rulebook
from sqlalchemy import func, select

from compliance.errors import InputError
from compliance.escalate.acts import Comment, NotRight, Pass, Promise, Raise, Snooze, What
from compliance.store import Store, upgrade_store
from compliance.store.acts import Acted
from compliance.store.card import card_of, doubts
from compliance.store.queue import QueueItem, open_items
from compliance.store.tables import Act as ActRow
from compliance.store.tables import Escalation, EscalationEvent, Told
from compliance.sweep import SweepResult, run_sweep

LATE = Records(periods=[looked_after("c1", "2026-09-01")])
"""A child who came into care on 1 September: the check is due on the 29th; a team manager, an IRO and, after a week, a
service manager hear."""
BOOK = rulebook(DENTAL)


@pytest.fixture
def store(database: str) -> Store:
    return upgrade_store(database)


def sweep(store: Store, day: str, records: Records = LATE, digest: str = "r" * 64) -> SweepResult:
    book = replace(BOOK, digest=digest)
    return run_sweep(store, records.snapshot(), book, date.fromisoformat(day), NOON, explain)


def do(store: Store, what: What, day: str, **more: str) -> Acted:
    return act(store, LATE, 1, what, day, **more)


def promise(store: Store, by: str, day: str) -> Acted:
    return do(store, Promise(date.fromisoformat(by)), day)


def done(day: str) -> Records:
    return LATE.with_(events=[event("c1", "dental.checked", day)])


def item(store: Store) -> QueueItem:
    with store.reading() as connection:
        (one,) = open_items(connection)
    return one


def happened(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        rows = connection.execute(select(EscalationEvent.action, EscalationEvent.reason).order_by(EscalationEvent.id))
        return [(row[0], row[1]) for row in rows]


def actions(store: Store) -> list[str]:
    return [action for action, _ in happened(store)]


def told(store: Store) -> list[tuple[Any, ...]]:
    wanted = select(Told.level, Told.to_person, Told.told_on).order_by(Told.id)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def statuses(store: Store) -> list[tuple[str, str, bool]]:
    wanted = select(ActRow.kind, ActRow.status, ActRow.over_on.is_not(None)).order_by(ActRow.id)
    with store.reading() as connection:
        return [(row[0], row[1], bool(row[2])) for row in connection.execute(wanted)]


def test_a_promise_is_an_event_with_actor_day_and_words_and_shows_in_the_queue(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-05", "2026-10-01")
    assert item(store).promised_for == date(2026, 10, 5)
    assert (item(store).outcome, item(store).days_over, item(store).level) == ("overdue", 2, 2)
    with store.reading() as connection:
        card = card_of(connection, 1)
    assert card is not None
    last = card.events[-1]
    assert (last.actor, last.on_day, last.action, last.note) == ("mina", date(2026, 10, 1), "promised", "because")
    assert last.body["until"] == "2026-10-05"


def test_a_promise_that_the_record_shows_done_by_its_day_is_noted_as_kept(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-05", "2026-10-01")
    result = sweep(store, "2026-10-07", done("2026-10-05"))
    assert happened(store)[-2:] == [("promise_kept", "done by the promised date"), ("closed", "done")]
    assert result.manifest.escalations["promise_kept"] == 1
    assert statuses(store) == [("promise", "kept", True)]
    assert result.manifest.outcomes["met_late"] == 1


def test_on_the_promised_day_itself_nothing_is_broken(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-05", "2026-10-01")
    sweep(store, "2026-10-05")
    assert actions(store) == ["raised", "promised"]


def test_a_broken_promise_takes_the_card_to_its_next_level_at_once_and_is_counted(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    result = sweep(store, "2026-10-03")
    assert told(store)[-1] == (3, "sol", date(2026, 10, 3))
    assert (item(store).level, item(store).promises_broken, item(store).promised_for) == (3, 1, None)
    assert result.manifest.escalations["promise_broken"] == 1
    sweep(store, "2026-10-04")
    sweep(store, "2026-10-07")
    assert actions(store) == ["raised", "promised", "promise_broken"]
    assert len(told(store)) == 3
    assert item(store).level == 3


def test_the_same_sweep_again_and_one_under_another_rulebook_change_nothing(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    sweep(store, "2026-10-03")
    before = happened(store), told(store), statuses(store), item(store)
    assert sweep(store, "2026-10-03").already_done
    sweep(store, "2026-10-03", digest="s" * 64)
    assert (happened(store), told(store), statuses(store), item(store)) == before


def test_levels_from_lateness_go_on_under_a_promise(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-12", "2026-10-01")
    sweep(store, "2026-10-06")
    assert actions(store) == ["raised", "promised", "raised_a_level"]
    assert (item(store).level, item(store).promised_for) == (3, date(2026, 10, 12))


def test_days_without_a_sweep_break_a_promise_to_the_same_level(store: Store) -> None:
    sweep(store, "2026-09-22")
    promise(store, "2026-09-24", "2026-09-22")
    sweep(store, "2026-09-28")
    assert told(store) == [(1, "mina", date(2026, 9, 22)), (2, "iris", date(2026, 9, 28))]
    assert item(store).level == 2


def test_done_after_the_promised_day_while_no_sweep_ran_is_broken_all_the_same(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    sweep(store, "2026-10-09", done("2026-10-05"))
    assert happened(store)[-2:] == [("promise_broken", "done after the promised date"), ("closed", "done")]
    assert statuses(store) == [("promise", "broken", True)]


def test_a_record_that_comes_late_shows_that_a_promise_was_kept(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    sweep(store, "2026-10-03")
    sweep(store, "2026-10-05", done("2026-10-02"))
    assert happened(store)[-2:] == [("promise_kept", "recorded after it was held broken"), ("closed", "done")]
    assert statuses(store) == [("promise", "kept", True)]


def test_a_promise_about_what_ended_without_it_is_neither_kept_nor_broken(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-12", "2026-10-01")
    sweep(store, "2026-10-06", LATE.with_(periods=[looked_after("c1", "2026-09-01", "2026-10-05")]))
    assert happened(store)[-2:] == [("promise_ended", "ended without it"), ("closed", "ended without it")]
    assert statuses(store) == [("promise", "ended", True)]


def test_a_promise_waits_while_its_card_cannot_be_told(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    unclear = LATE.with_(periods=[looked_after("c1", "2026-09-01"), looked_after("c1", "2026-09-15")])
    sweep(store, "2026-10-05", unclear)
    assert actions(store)[2:3] == ["paused"]
    sweep(store, "2026-10-06")
    assert "promise_broken" in actions(store)


def test_a_second_broken_promise_is_counted_and_goes_no_higher_than_the_top(store: Store) -> None:
    sweep(store, "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    sweep(store, "2026-10-03")
    promise(store, "2026-10-04", "2026-10-03")
    sweep(store, "2026-10-05")
    assert (item(store).level, item(store).promises_broken) == (3, 2)
    assert len(told(store)) == 3


def test_a_card_that_comes_back_begins_without_old_promises(store: Store) -> None:
    sweep(store, "2026-09-30")
    promise(store, "2026-10-01", "2026-09-30")
    sweep(store, "2026-10-02")
    sweep(store, "2026-10-03", done("2026-10-03"))
    sweep(store, "2026-10-04")
    assert (item(store).level, item(store).promises_broken) == (2, 0)


def test_a_snooze_silences_the_telling_and_neither_the_level_nor_the_clock_and_ends_by_itself(store: Store) -> None:
    sweep(store, "2026-10-05")
    do(store, Snooze(date(2026, 10, 8)), "2026-10-05")
    sweep(store, "2026-10-07")
    assert happened(store)[-1] == ("raised_a_level", "snoozed")
    assert [person for _, person, _ in told(store)] == ["mina", "iris"]
    assert (item(store).level, item(store).days_over, item(store).snoozed_until) == (3, 8, date(2026, 10, 8))
    sweep(store, "2026-10-08")
    assert happened(store)[-2:] == [("snooze_ended", "its day has come"), ("told", "ladder")]
    assert told(store)[-1] == (3, "sol", date(2026, 10, 8))
    assert item(store).snoozed_until is None
    sweep(store, "2026-10-09")
    assert actions(store)[-1] == "told"


def test_a_snooze_changes_no_finding(store: Store) -> None:
    plain = sweep(store, "2026-10-05").manifest
    do(store, Snooze(date(2026, 10, 8)), "2026-10-05")
    snoozed = sweep(store, "2026-10-06").manifest
    assert snoozed.outcomes == plain.outcomes


def test_a_broken_promise_ends_a_snooze(store: Store) -> None:
    sweep(store, "2026-10-01")
    do(store, Snooze(date(2026, 10, 8)), "2026-10-01")
    promise(store, "2026-10-02", "2026-10-01")
    sweep(store, "2026-10-03")
    assert happened(store)[-2:] == [
        ("snooze_ended", "a promise was broken"),
        ("promise_broken", "not done by the promised date"),
    ]
    assert told(store)[-1][:2] == (3, "sol")


def test_the_days_of_snoozes_before_are_counted(store: Store) -> None:
    sweep(store, "2026-10-01")
    do(store, Snooze(date(2026, 10, 6)), "2026-10-01", standing="statutory")
    sweep(store, "2026-10-06")
    with pytest.raises(InputError, match="3 of them are used: until 2026-10-08 at most"):
        do(store, Snooze(date(2026, 10, 9)), "2026-10-06", standing="statutory")
    do(store, Snooze(date(2026, 10, 8)), "2026-10-06", standing="statutory")


def test_what_is_passed_on_is_with_somebody_else_and_says_who_passed_it(store: Store) -> None:
    sweep(store, "2026-10-01")
    do(store, Pass("wyn"), "2026-10-01")
    do(store, Pass("sol"), "2026-10-02", actor="wyn")
    assert item(store).passed_to == "sol"
    with store.reading() as connection:
        card = card_of(connection, 1)
    assert card is not None
    assert [(one.actor, one.body["owner"]) for one in card.events if one.action == "passed"] == [
        ("mina", "wyn"),
        ("wyn", "sol"),
    ]


def test_a_comment_is_kept_and_changes_nothing_else(store: Store) -> None:
    sweep(store, "2026-10-01")
    before = item(store)
    do(store, Comment(), "2026-10-01", note="The dentist has no slot.")
    assert item(store) == before
    with store.reading() as connection:
        assert connection.scalars(select(EscalationEvent.note).order_by(EscalationEvent.id)).all()[-1] == (
            "The dentist has no slot."
        )


def test_a_raise_tells_the_next_level_now_and_sweeps_keep_it_there(store: Store) -> None:
    sweep(store, "2026-09-30")
    acted = do(store, Raise(), "2026-09-30")
    assert [telling.to_person for telling in acted.tellings] == ["sol"]
    assert told(store)[-1] == (3, "sol", date(2026, 9, 30))
    sweep(store, "2026-10-01")
    sweep(store, "2026-10-07")
    assert actions(store) == ["raised", "raised_by_hand"]
    assert item(store).level == 3


def test_a_raised_card_that_is_not_late_any_more_comes_down(store: Store) -> None:
    sweep(store, "2026-09-30")
    do(store, Raise(), "2026-09-30")
    sweep(store, "2026-10-01", LATE.with_(periods=[looked_after("c1", "2026-09-20")]))
    with store.reading() as connection:
        assert connection.scalar(select(Escalation.level)) == 0


def test_what_is_said_not_to_be_right_stays_until_the_record_changes(store: Store) -> None:
    sweep(store, "2026-10-01")
    do(store, NotRight("data", "iris"), "2026-10-01", note="Entry date is wrong")
    sweep(store, "2026-10-07")
    with store.reading() as connection:
        (doubt,) = doubts(connection)
    assert (doubt.owner, doubt.said_by, doubt.note) == ("iris", "mina", "Entry date is wrong")
    assert item(store).is_doubted
    assert item(store).outcome == "overdue"
    sweep(store, "2026-10-08", LATE.with_(periods=[looked_after("c1", "2026-09-03")]))
    with store.reading() as connection:
        assert doubts(connection) == []
    assert "not_right_answered" in actions(store)


def test_time_alone_does_not_answer_a_doubt(store: Store) -> None:
    sweep(store, "2026-09-22")
    do(store, NotRight("standard", "iris"), "2026-09-22")
    sweep(store, "2026-10-07")
    assert "not_right_answered" not in actions(store)
    sweep(store, "2026-10-08", done("2026-10-08"))
    assert happened(store)[-2:] == [("not_right_answered", "the record changed"), ("closed", "done")]


@pytest.mark.parametrize("what", [Promise(date(2026, 9, 1)), Pass("nobody"), Snooze(date(2027, 9, 1))])
def test_what_is_refused_writes_nothing(store: Store, what: What) -> None:
    sweep(store, "2026-10-01")
    with pytest.raises(InputError):
        do(store, what, "2026-10-01")
    assert (actions(store), statuses(store)) == (["raised"], [])


def test_an_escalation_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="There is no escalation 1: the queue shows their numbers"):
        do(store, Comment(), "2026-10-01")


def test_an_act_in_the_middle_of_a_sweep_is_taken_into_account(store: Store) -> None:
    sweep(store, "2026-10-01")
    both = LATE.with_(periods=[looked_after("c1", "2026-09-01"), looked_after("c2", "2026-09-01")])
    asked: list[int] = []

    def meddling(rows: Any) -> list[list[str]]:
        if not asked:
            do(store, Snooze(date(2026, 10, 8)), "2026-10-06")
        asked.append(len(rows))
        return [[] for _ in rows]

    run_sweep(store, both.snapshot(), BOOK, date(2026, 10, 6), NOON, meddling)
    assert len(asked) == 2
    assert ("raised_a_level", "snoozed") in happened(store)


def test_every_act_stands_in_the_chain(store: Store) -> None:
    acts: Mapping[str, What] = {
        "promised": Promise(date(2026, 10, 2)),
        "snoozed": Snooze(date(2026, 10, 5)),
        "passed": Pass("wyn"),
        "commented": Comment(),
        "not_right": NotRight("data", "iris"),
        "raised_by_hand": Raise(),
    }
    sweep(store, "2026-10-01")
    for what in acts.values():
        do(store, what, "2026-10-01")
    assert actions(store) == ["raised", *acts]
    with store.reading() as connection:
        assert connection.scalar(select(func.count()).where(EscalationEvent.note == "because")) == len(acts)
