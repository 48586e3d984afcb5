"""Reading `rules/` into a rulebook: each file checked by itself, then all against one another."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, cast

from compliance.calendar import Calendar
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.check import check_standard
from compliance.rulebook.ladders import Ladder, check_ladder
from compliance.rulebook.model import Standard
from compliance.rulebook.places import Written, model_from, read_yaml
from compliance.vocabulary import Vocabulary

PLAIN_FILES = ("calendar.yaml", "vocabulary.yaml", "ladders.yaml", "patterns.yaml", "measures.yaml")
CASES = ".cases.yaml"


def national_pack() -> Path:
    """The folder of the national pack: beside the installed program, or in the checkout it runs from."""
    packaged = Path(__file__).parents[1] / "national_pack"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


def load_rulebook(folder: Path, closure_days: Iterable[date] = ()) -> Rulebook:
    """The rulebook that a folder of rules makes.

    Raises:
        InputError: something in it does not hold; every fault of a kind at once, each with file, line and column.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder of rules at {folder}.")
    vocabulary = load_vocabulary(folder / "vocabulary.yaml")
    closed = frozenset(closure_days)
    calendar = load_calendar(folder / "calendar.yaml", closed)
    ladders = load_ladders(folder / "ladders.yaml", vocabulary)
    files = standard_files(folder)
    written = [read_yaml(file, folder) for file in files]
    standards = _each(written, vocabulary, ladders)
    _no_name_twice(written, standards)
    return Rulebook(
        tuple(sorted(standards, key=lambda s: s.id)), ladders, calendar, vocabulary, _digest(folder, files, closed)
    )


def standard_files(folder: Path) -> list[Path]:
    """The standards' files, sorted; their cases are apart."""
    return sorted(f for f in folder.glob("*/*.yaml") if not f.name.endswith(CASES))


def load_vocabulary(file: Path) -> Vocabulary:
    """The words that records may use.

    Raises:
        InputError: the file does not hold.
    """
    return model_from(Vocabulary, read_yaml(file, file.parent))


def load_calendar(file: Path, closure_days: frozenset[date] = frozenset()) -> Calendar:
    """The bank holidays of England and Wales, with the authority's closure days if it has set any.

    Raises:
        InputError: the file does not hold.
    """
    written = read_yaml(file, file.parent)
    for name in ("starts_on", "ends_on", "source", "holidays"):
        if name not in written.content:
            raise written.error((), f"'{name}' is missing here: add it.")
    days = written.content["holidays"]
    if not isinstance(days, dict):
        raise written.error(("holidays",), "a mapping of dates to names is wanted here.")
    holidays = frozenset(_day(written, ("holidays", day), day) for day in cast(dict[Any, Any], days))
    starts_on, ends_on = (_day(written, (name,), written.content[name]) for name in ("starts_on", "ends_on"))
    return Calendar(starts_on, ends_on, holidays, closure_days, str(written.content["source"]))


def _day(written: Written, path: tuple[Any, ...], day: Any) -> date:
    if not isinstance(day, date):
        raise written.error(path, f"'{day}' is not a date: write it as 2026-12-25.")
    return day


def load_ladders(file: Path, vocabulary: Vocabulary) -> dict[str, Ladder]:
    """The ladders by id.

    Raises:
        InputError: the file does not hold.
    """
    written = read_yaml(file, file.parent)
    ladders: dict[str, Ladder] = {}
    for name, content in written.content.items():
        ladder = model_from(Ladder, written, (name,), {"id": name, **content})
        faults = check_ladder(ladder, vocabulary)
        if faults:
            raise InputError("\n".join(f"{written.place((name, *path))}: {text}" for path, text in faults))
        ladders[name] = ladder
    return ladders


def _standard(written: Written, vocabulary: Vocabulary, ladders: dict[str, Ladder]) -> Standard:
    standard = model_from(Standard, written)
    faults = [written.error(path, text) for path, text in check_standard(standard, vocabulary, set(ladders))]
    if standard.id != written.file.stem:
        faults.append(written.error(("id",), f"the id is '{standard.id}' but the file is named {written.file.name}."))
    if standard.area != written.file.parent.name:
        faults.append(
            written.error(("area",), f"the area is '{standard.area}' but the folder is {written.file.parent.name}.")
        )
    if faults:
        raise InputError("\n".join(str(fault) for fault in faults))
    return standard


def _each(written: list[Written], vocabulary: Vocabulary, ladders: dict[str, Ladder]) -> list[Standard]:
    """Every file read, with the faults of all of them together."""
    standards: list[Standard] = []
    faults: list[str] = []
    for one in written:
        try:
            standards.append(_standard(one, vocabulary, ladders))
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(faults))
    return standards


def _no_name_twice(written: list[Written], standards: list[Standard]) -> None:
    owner: dict[str, Written] = {}
    for one, standard in zip(written, standards, strict=True):
        for name in (standard.id, *standard.aliases):
            if name in owner:
                raise one.error(("aliases",), f"'{name}' already names the standard in {owner[name].shown}.")
            owner[name] = one


def _digest(folder: Path, files: list[Path], closure_days: frozenset[date]) -> str:
    plain = [folder / name for name in PLAIN_FILES if (folder / name).exists()]
    digest = hashlib.sha256()
    for file in sorted([*plain, *files]):
        digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes() + b"\0")
    digest.update(",".join(sorted(str(day) for day in closure_days)).encode())
    return digest.hexdigest()
