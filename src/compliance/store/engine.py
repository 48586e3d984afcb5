"""Connections to the store: SQLite in write-ahead mode, or PostgreSQL through psycopg."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from compliance.errors import InputError
from compliance.store.audit_key import KeyPlace

BUSY_SECONDS = 30
"""How long a writer waits for another to finish, on either database."""

_WRITES = "compliance_writes"
_KEY = "compliance_audit_key"


def read_url(text: str) -> URL:
    """The address of a store.

    Raises:
        InputError: it is neither `sqlite:///file` nor `postgresql://…`.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise InputError(
            "The store's address cannot be read: write sqlite:///FILE or postgresql://HOST/NAME."
        ) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    raise InputError(f"A store cannot be kept in '{url.drivername}': write sqlite:///FILE or postgresql://HOST/NAME.")


def engine_for(url: URL) -> Engine:
    """An engine whose transactions begin as the database needs: see `writing`.

    What is sent is left out of its exceptions, because it is case data.
    """
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write.

    SQLite: a transaction that reads first and writes later fails at once when another has written meanwhile, whatever
    the timeout; one that says from the start that it will write waits its turn.
    """
    return engine.execution_options(**{_WRITES: True})


def is_writing(connection: Connection) -> bool:
    """Whether the connection's transaction was begun to write."""
    return bool(connection.get_execution_options().get(_WRITES, False))


def knowing_key(engine: Engine, place: KeyPlace) -> Engine:
    """The same engine, whose connections know where the key of the audit chain is."""
    return engine.execution_options(**{_KEY: place})


def key_place(connection: Connection) -> KeyPlace:
    """Where the key of the audit chain is."""
    return connection.get_execution_options().get(_KEY, KeyPlace(None))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
