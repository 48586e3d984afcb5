"""What every command works with: the folder of data, the settings, the rulebook, the clock."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from compliance.clock import Clock
from compliance.config import Settings, read_settings
from compliance.errors import InputError
from compliance.records.snapshot import Snapshot
from compliance.records.write import current_snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack


@dataclass(frozen=True)
class Context:
    """The global options, and what follows from them."""

    data: Path
    config: Path | None = None
    clock: Clock = field(default_factory=Clock)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return read_settings(self.config)

    @cached_property
    def rules_folder(self) -> Path:
        """The folder of rules in force."""
        return Path(self.settings.rules.folder) if self.settings.rules.folder else national_pack()

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook in force."""
        return load_rulebook(self.rules_folder, self.settings.rules.closure_days)

    @property
    def snapshot(self) -> Snapshot:
        """The current snapshot."""
        return current_snapshot(self.data)

    @property
    def store_address(self) -> str:
        """The store's URL."""
        return self.settings.store.url or f"sqlite:///{self.data / 'store.sqlite'}"

    def date_or_today(self, text: str | None) -> date:
        """The date that somebody wrote, or today in England.

        Raises:
            InputError: it is no date.
        """
        if text is None:
            return self.clock.today()
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise InputError(f"'{text}' is not a date: write it as 2026-03-31.") from None
