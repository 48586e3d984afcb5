"""One small made-up authority, imported and swept, that the tests of what people see share."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from the_command import typed

from compliance.demo.authority import generate_authority
from compliance.rulebook.load import load_calendar, national_pack

SWEPT_ON = date(2026, 3, 31)


@dataclass(frozen=True)
class Authority:
    """A folder in which the extract `extract` has been imported and swept for 31 March 2026, and what that printed."""

    folder: Path
    imported: str
    swept: str


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder = tmp_path_factory.mktemp("authority")
    calendar = load_calendar(national_pack() / "calendar.yaml")
    generate_authority(folder / "extract", SWEPT_ON, calendar, scale=0.05)
    imported = typed("import", "folder", "extract", within=folder)
    swept = typed("sweep", "--as-of", SWEPT_ON.isoformat(), "--findings", "findings.csv", within=folder)
    assert (imported.code, swept.code) == (0, 0), imported.err + swept.err
    return Authority(folder, imported.out, swept.out)
