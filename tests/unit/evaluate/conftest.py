"""A small made-up authority, as it lies on disk."""

from datetime import date
from pathlib import Path

import pytest

from compliance.demo.authority import generate_authority
from compliance.records.importing import import_extract
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack

ENDS_ON = date(2026, 3, 31)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(national_pack())


@pytest.fixture(scope="session")
def as_of() -> date:
    return ENDS_ON


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("authority")
    generate_authority(folder / "extract", ENDS_ON, rulebook.calendar, scale=0.03)
    return import_extract("folder", folder / "extract", folder, rulebook.vocabulary).snapshot
