"""What tests of many packages share: empty databases, of both kinds."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import postgres_server
import psycopg
import pytest

# Tests run side by side over small frames: a pool of threads in each would only stand in the others' way.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

_announced: list[Path] = []


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder for a database server, which starts when a test first wants it."""
    if not hasattr(config, "workerinput"):
        os.environ["PYTEST_XDIST_CONTROLLER"] = str(os.getpid())
        _announced.append(postgres_server.announce_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server of the run, if it was started."""
    while _announced:
        postgres_server.stop(_announced.pop())


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database of its own, once of each kind.

    SQLite keeps its key beside the file; PostgreSQL has no such place, and takes it from the environment.
    """
    if request.param == "postgresql":
        monkeypatch.setenv("COMPLIANCE_AUDIT_KEY", "a key that is only for these tests, and long enough")
    yield from (_sqlite(tmp_path) if request.param == "sqlite" else _postgresql())


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty SQLite database, where the kind of database does not matter."""
    yield from _sqlite(tmp_path)


def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'store.db'}"


def _postgresql() -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    server = postgres_server.address()
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.format(name=name)
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
