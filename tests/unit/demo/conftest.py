"""One whole made-up authority and one small one, made once for all the tests that read them."""

from datetime import date
from pathlib import Path

import pytest

from compliance.calendar import Calendar
from compliance.demo.authority import generate_authority
from compliance.rulebook.load import load_calendar, load_vocabulary, national_pack
from compliance.vocabulary import Vocabulary

from .rates import Folder, read_folder

ENDS_ON = date(2026, 3, 31)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return load_calendar(national_pack() / "calendar.yaml")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(national_pack() / "vocabulary.yaml")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, calendar: Calendar) -> Folder:
    folder = tmp_path_factory.mktemp("whole")
    generate_authority(folder, ENDS_ON, calendar)
    return read_folder(folder)


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory, calendar: Calendar) -> Path:
    folder = tmp_path_factory.mktemp("small")
    generate_authority(folder, ENDS_ON, calendar, scale=0.08)
    return folder


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Folder:
    return read_folder(small_folder)
