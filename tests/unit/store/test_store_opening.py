"""Opening, making and upgrading a store."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from compliance.errors import ComplianceError, InputError
from compliance.store import open_store, upgrade_store
from compliance.store.tables import Base, SweepRow


def test_an_upgraded_store_opens_and_upgrading_it_again_changes_nothing(database: str) -> None:
    upgrade_store(database).set_fact("made_up", "yes")
    upgrade_store(database)
    assert open_store(database).fact("made_up") == "yes"
    assert open_store(database).fact("other") is None


def test_a_store_that_is_not_there_is_refused_with_the_command_that_makes_it(database: str) -> None:
    with pytest.raises(InputError, match="compliance store upgrade"):
        open_store(database)


def test_a_store_that_is_behind_is_refused_with_the_command_that_upgrades_it(database: str) -> None:
    store = upgrade_store(database)
    with store.writing() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(InputError, match="compliance store upgrade"):
        open_store(database)


def test_a_store_of_a_later_version_is_refused(database: str) -> None:
    store = upgrade_store(database)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for way in (open_store, upgrade_store):
        with pytest.raises(InputError, match="later version"):
            way(database)


def test_the_migrations_make_exactly_the_tables_that_the_program_declares(database: str) -> None:
    with upgrade_store(database).reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_file_that_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_text("this is not a database at all, but it is long enough to be taken for one" * 20)
    with pytest.raises(ComplianceError, match="may not be a store"):
        open_store(f"sqlite:///{file}")


def test_a_server_that_does_not_answer_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ComplianceError, match="cannot be reached"):
        open_store(f"postgresql://nobody@/none?host={tmp_path}")


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_no_store_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="sqlite:///FILE"):
        open_store(address)


def test_instants_come_back_in_utc_whatever_zone_they_went_in_with(database: str) -> None:
    store = upgrade_store(database)
    instant = datetime(2026, 7, 1, 6, 5, tzinfo=timezone(timedelta(hours=1)))
    row = {"as_of": instant.date(), "snapshot": "s", "rulebook": "r", "status": "done", "started_at": instant}
    with store.writing() as connection:
        connection.execute(insert(SweepRow).values(**row))
    with store.reading() as connection:
        read = connection.scalar(select(SweepRow.started_at))
    assert read == instant
    assert read is not None
    assert read.tzinfo == UTC


def test_an_instant_without_a_zone_is_refused(database: str) -> None:
    store = upgrade_store(database)
    naive = datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None)
    row = {"as_of": naive.date(), "snapshot": "s", "rulebook": "r", "status": "done", "started_at": naive}
    with pytest.raises(Exception, match="time zone"), store.writing() as connection:
        connection.execute(insert(SweepRow).values(**row))


def test_one_writer_waits_for_another_even_when_it_reads_first(database: str) -> None:
    store = upgrade_store(database)
    store.set_fact("count", "0")

    def count() -> None:
        for _ in range(25):
            with store.writing() as connection:
                read = connection.scalar(text("SELECT value FROM store_facts WHERE key = 'count'"))
                connection.execute(text("UPDATE store_facts SET value = :v"), {"v": str(int(str(read)) + 1)})

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.fact("count") == "100"


@pytest.mark.parametrize("statement", ["UPDATE escalation_events SET reason = 'x'", "DELETE FROM escalation_events"])
def test_what_happened_cannot_be_rewritten(database: str, statement: str) -> None:
    store = upgrade_store(database)
    with store.writing() as connection:
        connection.execute(
            text("INSERT INTO sweeps VALUES (1, '2026-01-01', 's', 'r', 'done', NULL, NULL, '2026-01-01', NULL, NULL)")
        )
        connection.execute(
            text(
                "INSERT INTO escalations (id, fingerprint, standard, subject_kind, subject, outcome, state,"
                " state_reason, level, ladder, explanation, raised_on, seen_on) VALUES (1, 'f', 's', 'person', 'p',"
                " 'overdue', 'open', 'ladder', 1, '{}', '[]', '2026-01-01', '2026-01-01')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO escalation_events VALUES"
                " (1, 1, 1, '2026-01-01', '2026-01-01', 'sweep', 'raised', 'ladder', 1, '{}', NULL, NULL, NULL, 'h')"
            )
        )
    with pytest.raises(DBAPIError, match="only ever added to"), store.writing() as connection:
        connection.execute(text(statement))


def test_a_busy_store_is_said_plainly_and_what_was_sent_is_not(tmp_path: Path) -> None:
    store = upgrade_store(f"sqlite:///{tmp_path / 'store.db'}")

    def write_without_waiting() -> None:
        with store.reading() as connection:
            connection.execute(text("PRAGMA busy_timeout = 1"))
            connection.execute(text("INSERT INTO store_facts VALUES ('key', :value)"), {"value": "a child's name"})

    with store.writing(), pytest.raises(ComplianceError, match="busy") as refused:
        write_without_waiting()
    assert "name" not in str(refused.value)
