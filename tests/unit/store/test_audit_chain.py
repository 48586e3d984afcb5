"""The audit chain: events are only added, each is chained to the one before it, and any change is found."""

import stat
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.config import Config
from small_authority import DENTAL, NOON, Records, explain, looked_after, rulebook
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from compliance.errors import InputError
from compliance.store import Store, open_store, upgrade_store
from compliance.store.audit import Event, append, last_hash
from compliance.store.audit_key import KeyPlace
from compliance.store.audit_trail import Chain, check_chain, happened, heads_kept
from compliance.store.chain import BEGINNING, hash_after
from compliance.store.engine import engine_for, read_url, writing
from compliance.store.store import MIGRATIONS
from compliance.store.tables import Escalation, EscalationEvent
from compliance.sweep import run_sweep

AT = datetime(2026, 10, 1, 6, 5, tzinfo=UTC)
DAY = AT.date()
CARD = {"state": "open", "reason": "ladder", "level": 1}
EVENTS = "escalation_events"
ERASE = "UPDATE escalation_events SET note = NULL, note_salt = NULL WHERE note IS NOT NULL"


@pytest.fixture
def store(database: str) -> Store:
    """A store with one card, and nothing that happened to it."""
    made = upgrade_store(database)
    with made.writing() as connection:
        connection.execute(insert(Escalation).values(**card()))
    return made


def card() -> dict[str, object]:
    dates = {"raised_on": DAY, "seen_on": DAY}
    state = {"outcome": "overdue", "state": "open", "state_reason": "ladder", "level": 1}
    named = {"fingerprint": "f", "standard": "dental", "subject_kind": "person", "subject": "c1"}
    return {"id": 1, **named, **state, "ladder": "{}", "explanation": "[]", **dates}


def event(action: str = "commented", note: str | None = None, minutes: int = 0) -> Event:
    at = AT + timedelta(minutes=minutes)
    return Event(1, None, DAY, at, "mina", action, "asked", 1, CARD, CARD, {"until": "2026-10-09"}, note)


def add(store: Store, *events: Event) -> None:
    with store.writing() as connection:
        append(connection, events)


def check(store: Store, heads: Sequence[str] = ()) -> Chain:
    with store.reading() as connection:
        return check_chain(connection, heads)


def tamper(store: Store, *statements: str) -> None:
    """Do what somebody with the database in hand can do."""
    with store.writing() as connection:
        if connection.dialect.name == "sqlite":
            for verb in ("update", "delete", "insert"):
                connection.execute(text(f"DROP TRIGGER escalation_events_refuse_{verb}"))
        else:
            connection.execute(text(f"ALTER TABLE {EVENTS} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_events_are_chained_in_their_order_and_the_chain_holds(store: Store) -> None:
    add(store, event(), event("acknowledged", minutes=1))
    add(store, event("passed", minutes=2))
    chain = check(store)
    assert (chain.events, chain.broken, chain.erased, chain.missing) == (3, None, 0, frozenset())
    assert (chain.first_at, chain.last_at) == (AT, AT + timedelta(minutes=2))
    with store.reading() as connection:
        assert last_hash(connection) == chain.head
        assert [one.action for one in happened(connection)] == ["commented", "acknowledged", "passed"]


def test_a_chain_without_events_holds_and_needs_no_key(store: Store) -> None:
    assert check(store, [BEGINNING, ""]) == Chain(0, None, None, BEGINNING, 0, None, frozenset())


def test_an_event_keeps_the_state_before_and_after(store: Store) -> None:
    add(store, event(note="Mother asked for June"))
    with store.reading() as connection:
        (one,) = happened(connection, escalation=1)
        assert happened(connection, subject="c1") == [one]
        assert happened(connection, subject="c2") == happened(connection, escalation=2) == []
    assert one.body == {"before": CARD, "after": CARD, "until": "2026-10-09"}
    assert (one.note, one.note_erased, one.subject, one.actor) == ("Mother asked for June", False, "c1", "mina")


@pytest.mark.parametrize(
    "changed",
    [
        "actor = 'sol'",
        "at = '2026-10-02 06:05:00+00:00'",
        "on_day = '2026-10-02'",
        "action = 'snoozed'",
        "reason = 'x'",
        "level = 3",
        "body = '{}'",
        "note_digest = 'x'",
        "note_digest = NULL, note = NULL, note_salt = NULL",
        "note = 'other words'",
        "note_salt = 'x'",
        "hash = 'x'",
    ],
)
def test_whatever_is_changed_in_an_event_is_found_and_named(store: Store, changed: str) -> None:
    add(store, event(), event("acknowledged", "visit booked"), event("passed"))
    tamper(store, f"UPDATE {EVENTS} SET {changed} WHERE action = 'acknowledged'")
    chain = check(store)
    assert chain.broken is not None
    assert "event 2 " in chain.broken
    assert "visit booked" not in chain.broken
    assert chain.events == 1


def test_an_event_taken_from_the_middle_is_found_at_the_next(store: Store) -> None:
    add(store, event(), event("acknowledged"), event("passed"))
    tamper(store, f"DELETE FROM {EVENTS} WHERE id = 2")
    assert "event 3 (passed by mina, escalation 1, for 2026-10-01)" in str(check(store).broken)


def test_events_that_change_places_are_found(store: Store) -> None:
    add(store, event(), event("acknowledged"), event("passed"))
    tamper(store, *(f"UPDATE {EVENTS} SET id = {new} WHERE id = {old}" for old, new in ((2, 9), (3, 2), (9, 3))))
    assert "event 2 " in str(check(store).broken)


def test_an_event_put_in_with_a_hash_made_without_the_key_is_found(store: Store) -> None:
    add(store, event(), event("acknowledged"))
    with store.writing() as connection:
        row = dict(
            connection.execute(select(EscalationEvent.__table__).where(EscalationEvent.id == 2)).mappings().one()
        )
        row |= {"id": 3, "actor": "sol"}
        row["hash"] = hash_after(last_hash(connection), row, b"a guess at the key")
        connection.execute(insert(EscalationEvent).values(**row))
    assert "event 3 " in str(check(store).broken)


def test_events_taken_from_the_end_are_missed_by_the_head_that_was_published(store: Store) -> None:
    add(store, event(), event("acknowledged"))
    with store.reading() as connection:
        published = last_hash(connection)
    add(store, event("passed"))
    assert check(store, [published]).missing == frozenset()
    tamper(store, f"DELETE FROM {EVENTS} WHERE id >= 2")
    chain = check(store, [published])
    assert (chain.broken, chain.events, chain.missing) == (None, 1, frozenset({published}))


def test_free_text_can_be_erased_and_the_chain_still_holds(store: Store) -> None:
    add(store, event(note="Mother asked for June"), event(), event(note="Seen at school"))
    with store.writing() as connection:
        connection.execute(text(f"{ERASE} AND id = 1"))
    chain = check(store)
    assert (chain.events, chain.broken, chain.erased) == (3, None, 1)
    with store.reading() as connection:
        found = happened(connection)
        assert "June" not in str(connection.execute(text(f"SELECT * FROM {EVENTS}")).all())
    assert [(one.note, one.note_erased) for one in found] == [(None, True), (None, False), ("Seen at school", False)]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {EVENTS} SET reason = 'x'",
        f"UPDATE {EVENTS} SET hash = 'x'",
        f"UPDATE {EVENTS} SET note = 'other words'",
        f"UPDATE {EVENTS} SET note = NULL",
        f"UPDATE {EVENTS} SET note = NULL, note_salt = NULL, note_digest = NULL",
        f"UPDATE {EVENTS} SET note = NULL, note_salt = NULL, actor = 'sol'",
        f"DELETE FROM {EVENTS}",
    ],
)
def test_nothing_else_can_be_changed_or_deleted(store: Store, statement: str) -> None:
    add(store, event(note="Mother asked for June"))
    with pytest.raises(DBAPIError, match="only ever added to"), store.writing() as connection:
        connection.execute(text(statement))
    assert check(store).broken is None


def test_an_event_cannot_be_put_in_the_place_of_another(sqlite_database: str) -> None:
    store = upgrade_store(sqlite_database)
    with store.writing() as connection:
        connection.execute(insert(Escalation).values(**card()))
    add(store, event())
    with pytest.raises(DBAPIError, match="only ever added to"), store.writing() as connection:
        connection.execute(text(f"REPLACE INTO {EVENTS} SELECT * FROM {EVENTS}"))


def test_the_table_cannot_be_emptied_at_a_stroke(store: Store) -> None:
    add(store, event())
    with store.reading() as connection:
        verb = "DELETE FROM" if connection.dialect.name == "sqlite" else "TRUNCATE"
    with pytest.raises(DBAPIError, match="only ever added to"), store.writing() as connection:
        connection.execute(text(f"{verb} {EVENTS}"))


def test_many_writers_at_once_make_one_chain(store: Store) -> None:
    threads = [Thread(target=lambda: [add(store, event(), event()) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain = check(store)
    assert (chain.events, chain.broken) == (80, None)


def test_events_are_not_added_outside_a_transaction_that_writes(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"Store\.writing"), store.reading() as connection:
        append(connection, [event()])


def test_what_is_undone_leaves_the_chain_as_it_was(store: Store) -> None:
    add(store, event())

    def add_and_fail() -> None:
        with store.writing() as connection:
            append(connection, [event("passed")])
            raise InterruptedError

    with pytest.raises(InterruptedError):
        add_and_fail()
    add(store, event("acknowledged"))
    assert (check(store).events, check(store).broken) == (2, None)


def test_the_key_is_made_at_first_use_for_this_user_alone(sqlite_database: str, tmp_path: Path) -> None:
    store = upgrade_store(sqlite_database)
    with store.writing() as connection:
        connection.execute(insert(Escalation).values(**card()))
    file = tmp_path / "audit.key"
    assert not file.exists()
    add(store, event())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_text().strip()) == 64
    assert [path.name for path in tmp_path.glob("*audit.key*")] == ["audit.key"]
    add(open_store(sqlite_database), event())
    assert check(store).events == 2


def test_the_key_may_stand_elsewhere_or_come_from_the_environment(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = KeyPlace(tmp_path / "safe" / "key")
    assert place.read_or_make() == place.read()
    monkeypatch.setenv("COMPLIANCE_AUDIT_KEY", "k" * 32)
    assert place.read() == KeyPlace(None).read_or_make() == b"k" * 32
    monkeypatch.setenv("COMPLIANCE_AUDIT_KEY", "short")
    with pytest.raises(InputError, match="too short"):
        place.read()
    monkeypatch.delenv("COMPLIANCE_AUDIT_KEY")
    with pytest.raises(InputError, match="key_file"):
        KeyPlace(None).read_or_make()


def test_a_key_that_is_gone_or_another_is_said_and_nothing_is_added(sqlite_database: str, tmp_path: Path) -> None:
    store = upgrade_store(sqlite_database)
    with store.writing() as connection:
        connection.execute(insert(Escalation).values(**card()))
    add(store, event())
    key = tmp_path / "audit.key"
    kept = key.read_text()
    key.unlink()
    for attempt in (lambda: add(store, event()), lambda: check(store)):
        with pytest.raises(InputError, match="put it back"):
            attempt()
    key.write_text("another key, which is long enough to be one")
    for attempt in (lambda: add(store, event()), lambda: check(store)):
        with pytest.raises(InputError, match="not the one"):
            attempt()
    key.write_text(kept)
    assert (check(store).events, check(store).broken) == (1, None)


def test_sweeps_chain_what_they_do_and_publish_the_head(database: str, tmp_path: Path) -> None:
    store = upgrade_store(database)
    records = Records(periods=[looked_after("c1", "2026-09-01"), looked_after("c2", "2026-09-03")])
    for day in (date(2026, 9, 25), date(2026, 10, 7)):
        result = run_sweep(store, records.snapshot(), rulebook(DENTAL), day, NOON, explain)
    with store.reading() as connection:
        heads = heads_kept(connection)
        events = happened(connection)
    chain = check(store, list(heads.values()))
    assert (chain.broken, chain.missing, chain.head) == (None, frozenset(), result.manifest.audit_head)
    assert len(set(heads.values())) == 2
    assert [(one.body["before"], one.body["after"]) for one in events][::2] == [
        (None, CARD),
        (CARD, {**CARD, "level": 3}),
    ]


def test_an_upgrade_chains_the_events_that_are_there(database: str) -> None:
    _at_version_one(database)
    store = upgrade_store(database)
    assert (check(store).events, check(store).broken) == (3, None)
    add(store, event())
    assert (check(store).events, check(store).broken) == (4, None)
    with store.reading() as connection:
        assert [one.actor for one in happened(connection)] == ["sweep", "sweep", "sweep", "mina"]
    with pytest.raises(DBAPIError, match="only ever added to"), store.writing() as connection:
        connection.execute(text(f"DELETE FROM {EVENTS}"))


def _at_version_one(database: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = engine_for(read_url(database))
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(Escalation).values(**card()))
        for number in (1, 2, 3):
            connection.execute(
                text(
                    f"INSERT INTO {EVENTS} VALUES ({number}, 1, NULL, '2026-01-01', '2026-01-01 06:05:00.000000', 'sweep',"
                    " 'raised', 'ladder', 1, '{}')"
                )
            )
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT setval('{EVENTS}_id_seq', 3)"))
    engine.dispose()
