"""What every command works with: the folder of data, the settings, the rulebook, the clock.

Each is imported and read when it is first asked for, so that a command waits only for what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.clock import Clock
from compliance.errors import InputError

if TYPE_CHECKING:
    from compliance.config import Settings
    from compliance.records.snapshot import Snapshot
    from compliance.rulebook.book import Rulebook


@dataclass(frozen=True)
class Context:
    """The global options, and what follows from them."""

    data: Path
    config: Path | None = None
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        from compliance.config import read_settings

        return read_settings(self.config)

    @cached_property
    def rules_folder(self) -> Path:
        """The folder of rules in force."""
        from compliance.rulebook.load import national_pack

        return Path(self.settings.rules.folder) if self.settings.rules.folder else national_pack()

    @property
    def overlay(self) -> Path | None:
        """The file of the authority's own values, if there is one."""
        if self.settings.rules.overlay:
            return Path(self.settings.rules.overlay)
        own = self.data / "local.yaml"
        return own if own.exists() else None

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook in force: the pack with the authority's own values laid over it."""
        from compliance.rulebook.load import load_rulebook

        return load_rulebook(self.rules_folder, self.settings.rules.closure_days, self.overlay)

    @cached_property
    def pack(self) -> Rulebook:
        """The pack alone, which is what its own cases are about."""
        from compliance.rulebook.load import load_rulebook

        return load_rulebook(self.rules_folder)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The current snapshot.

        Raises:
            InputError: nothing has been imported yet, or what has been lacks a word that the rules know now.
        """
        from compliance.records.snapshot import ParquetTables, attributes_lacking
        from compliance.records.write import current_snapshot

        if not (self.data / "current").exists():
            raise InputError(
                f"{self.data}: nothing has been imported yet. Run: {self.command('import folder my-extract')}"
            )
        snapshot = current_snapshot(self.data)
        assert isinstance(snapshot.tables, ParquetTables)
        lacking = attributes_lacking(snapshot.tables, self.rulebook.vocabulary)
        if lacking:
            raise InputError(
                f"{self.data}: the snapshot was made before the rules knew {', '.join(lacking[:3])}"
                f"{' and others' if len(lacking) > 3 else ''}: import the extract again (or run the demo again)."
            )
        return snapshot

    @property
    def store_address(self) -> str:
        """The store's URL."""
        return self.settings.store.url or f"sqlite:///{self.data / 'store.sqlite'}"

    @property
    def audit_key_file(self) -> Path:
        """The file that holds the key of the audit chain, once there is one."""
        return Path(self.settings.audit.key_file) if self.settings.audit.key_file else self.data / "audit.key"

    @property
    def has_store(self) -> bool:
        """Whether there is a store already, as far as can be told without opening it."""
        return bool(self.settings.store.url) or (self.data / "store.sqlite").exists()

    def command(self, words: str) -> str:
        """A command that somebody can type next, with the global options of this one."""
        data = "" if self.data == Path("data") else f"--data {self.data} "
        config = "" if self.config is None else f"--config {self.config} "
        return f"compliance {data}{config}{words}"

    def writable_data(self) -> Path:
        """The folder of data, for a command that will write there.

        Raises:
            InputError: it is a file, or it stands in one.
        """
        for path in (self.data, *self.data.parents):
            if path.exists() and not path.is_dir():
                raise InputError(f"{path} is a file: name a folder with --data.")
        return self.data

    def date_or_today(self, text: str | None) -> date:
        """The date that somebody wrote, or today in England.

        Raises:
            InputError: it is no date, in the future, or outside the calendar.
        """
        if text is None:
            return self.clock.today()
        try:
            written = date.fromisoformat(text)
        except ValueError:
            raise InputError(f"--as-of: '{text}' is not a date: write it as 2026-03-31.") from None
        calendar, today = self.rulebook.calendar, self.clock.today()
        if not calendar.starts_on <= written <= calendar.ends_on:
            raise InputError(
                f"--as-of: {written} lies outside the calendar of bank holidays, which runs from {calendar.starts_on} to "
                f"{calendar.ends_on}: choose a date inside it."
            )
        if written > today:
            raise InputError(f"--as-of: {written} is in the future: choose today ({today}) or a day before it.")
        return written

    def date_or_last_sweep(self, text: str | None) -> date:
        """The date that somebody wrote, or that of the last sweep, or today where there has been none.

        Raises:
            InputError: it is no date, in the future, or outside the calendar.
        """
        return self.date_or_today(text) if text is not None else self._swept_on() or self.clock.today()

    def _swept_on(self) -> date | None:
        from compliance.store import open_store
        from compliance.store.queue import last_sweep

        if not self.has_store:
            return None
        store = open_store(self.store_address)
        try:
            with store.reading() as connection:
                swept = last_sweep(connection)
        finally:
            store.close()
        return swept[0] if swept is not None else None
