"""The store: opened only when its tables are those that this version of the program knows."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from compliance.errors import ComplianceError, InputError
from compliance.store.audit_key import KeyPlace
from compliance.store.engine import engine_for, knowing_key, read_url, writing
from compliance.store.tables import StoreFact

WRITERS_LOCK = 7_165_301
"""A number of our own for PostgreSQL's advisory lock."""

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Store:
    """An open store. Reads see one moment; writes of one block happen together or not at all.

    Both raise ComplianceError where the database cannot be reached, or is busy for too long.
    """

    engine: Engine

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection for reading."""
        with _reached(self.engine.url), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A connection in one transaction that writes; an exception undoes all of it.

        One writer at a time, on either database, so that what was read in the block is still so when it is written.
        """
        with _reached(self.engine.url), writing(self.engine).begin() as connection:
            _wait_for_writers(connection)
            yield connection

    def fact(self, key: str) -> str | None:
        """What the store knows under `key`, or None."""
        with self.reading() as connection:
            return connection.scalar(select(StoreFact.value).where(StoreFact.key == key))

    def set_fact(self, key: str, value: str) -> None:
        """Make the store know `value` under `key`."""
        with self.writing() as connection:
            connection.execute(delete(StoreFact).where(StoreFact.key == key))
            connection.execute(insert(StoreFact).values(key=key, value=value))

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(address: str, *, key_file: Path | None = None) -> Store:
    """The store at `address` (`sqlite:///FILE` or `postgresql://…`).

    `key_file` holds the key of the audit chain; left out, it stands beside a SQLite file, as `audit.key`.

    Raises:
        InputError: the address cannot be read, or the store is not there, behind, or ahead of this program.
        ComplianceError: it cannot be reached.
    """
    url = read_url(address)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise InputError(f"There is no store at {_shown(url)} yet: run 'compliance store upgrade' to make it.")
    engine = knowing_key(engine_for(url), _key_place(url, key_file))
    with _said_plainly(url), engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    _check_revision(url, found)
    return Store(engine)


def upgrade_store(address: str, *, key_file: Path | None = None) -> Store:
    """Bring the store at `address` to this program's tables, making it if need be, and open it as `open_store` does.

    Raises:
        InputError: the address cannot be read, or a later version of the program made the store.
        ComplianceError: it cannot be reached.
    """
    url = read_url(address)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = knowing_key(engine_for(url), _key_place(url, key_file))
    with _said_plainly(url), writing(engine).begin() as connection:
        _wait_for_writers(connection)
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None:
            _check_known(url, found)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return Store(engine)


def _key_place(url: URL, key_file: Path | None) -> KeyPlace:
    if key_file is None and url.get_backend_name() == "sqlite":
        return KeyPlace(Path(str(url.database)).with_name("audit.key"))
    return KeyPlace(key_file)


def _wait_for_writers(connection: Connection) -> None:
    """Wait until nobody else writes; SQLite has done so by beginning."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_LOCK})


def _config() -> Config:
    config = Config()
    # A '%' in a path would be read as interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _check_revision(url: URL, found: str | None) -> None:
    if found is None:
        raise InputError(f"The store at {_shown(url)} is empty: run 'compliance store upgrade' to make its tables.")
    _check_known(url, found)
    if found != ScriptDirectory.from_config(_config()).get_current_head():
        raise InputError(
            f"The store at {_shown(url)} is from an earlier version of the program (it is at {found}): "
            "run 'compliance store upgrade'."
        )


def _check_known(url: URL, found: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise InputError(
            f"The store at {_shown(url)} was made by a later version of the program (it is at {found}): "
            "use that version, or another store."
        )


@contextmanager
def _reached(url: URL) -> Generator[None]:
    """Turn the database's own complaint that it is not there, or busy, into a sentence."""
    try:
        yield
    except OperationalError:
        raise ComplianceError(
            f"The store at {_shown(url)} cannot be reached or is busy: nothing was changed."
        ) from None


@contextmanager
def _said_plainly(url: URL) -> Generator[None]:
    """The same for opening, when it may also turn out to be no store at all."""
    try:
        with _reached(url):
            yield
    except DatabaseError:
        raise ComplianceError(f"The store at {_shown(url)} cannot be read: it may not be a store at all.") from None


def _shown(url: URL) -> str:
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
