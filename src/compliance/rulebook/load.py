"""Reading `rules/` into a rulebook: each file checked by itself, then all against one another."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from compliance.calendar import Calendar
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.check import check_standard
from compliance.rulebook.faults import Faults
from compliance.rulebook.ladders import Ladder, check_ladder
from compliance.rulebook.local import read_overlay, with_local_ladders, with_local_values
from compliance.rulebook.measures import load_measures
from compliance.rulebook.model import Standard
from compliance.rulebook.patterns import Pattern, check_pattern
from compliance.rulebook.places import Written, model_from, read_yaml
from compliance.rulebook.terms import read_terms
from compliance.rulebook.tuning import check_tune
from compliance.vocabulary import Vocabulary

PLAIN_FILES = ("calendar.yaml", "vocabulary.yaml", "ladders.yaml", "patterns.yaml", "measures.yaml")
CASES = ".cases.yaml"


def national_pack() -> Path:
    """The folder of the national pack: beside the installed program, or in the checkout it runs from."""
    packaged = Path(__file__).parents[1] / "national_pack"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


def load_rulebook(folder: Path, closure_days: Iterable[date] = (), overlay: Path | None = None) -> Rulebook:
    """The rulebook that a folder of rules makes, with an authority's own values laid over it.

    Raises:
        InputError: something in it does not hold; every fault at once, each with file, line and column.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder of rules at {folder}.")
    vocabulary = load_vocabulary(folder / "vocabulary.yaml")
    faults = Faults()
    local = faults.gather(lambda: read_overlay(overlay)) if overlay is not None else None
    closed = frozenset(closure_days) | frozenset(local.overlay.closure_days if local is not None else ())
    calendar = faults.gather(lambda: load_calendar(folder / "calendar.yaml", closed))
    ladders = faults.gather(lambda: load_ladders(folder / "ladders.yaml", vocabulary))
    if local is not None and local.overlay.terms and calendar is not None:
        terms = faults.gather(partial(read_terms, local.written))
        calendar = replace(calendar, terms=terms or ())
    if local is not None and ladders is not None:
        ladders = with_local_ladders(local, ladders, vocabulary, faults)
    pack = _pack(folder, vocabulary, ladders, faults)
    standards = [standard for _, standard in pack]
    if local is not None:
        standards = with_local_values(local, pack, vocabulary, ladders, faults)
    names = [name for standard in standards for name in (standard.id, *standard.aliases)]
    patterns = faults.gather(lambda: load_patterns(folder / "patterns.yaml", vocabulary, ladders or {}, names))
    measures = faults.gather(lambda: load_measures(folder / "measures.yaml", vocabulary, standards))
    faults.refuse()
    assert calendar is not None
    assert ladders is not None
    assert patterns is not None
    assert measures is not None
    return Rulebook(
        tuple(sorted(standards, key=lambda s: s.id)),
        ladders,
        calendar,
        vocabulary,
        _digest(folder, closed, overlay),
        local.written.shown if local is not None else "",
        frozenset(local.overlay.ladders) if local is not None else frozenset(),
        patterns,
        measures,
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
    """The bank holidays of England and Wales and the school terms, with the authority's closure days if it has set any.

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
    source = str(written.content["source"])
    return Calendar(starts_on, ends_on, holidays, closure_days, source, read_terms(written))


def _day(written: Written, path: tuple[Any, ...], day: Any) -> date:
    if not isinstance(day, date):
        raise written.error(path, f"'{day}' is not a date: write it as 2026-12-25.")
    return day


def load_ladders(file: Path, vocabulary: Vocabulary) -> dict[str, Ladder]:
    """The ladders by id.

    Raises:
        InputError: the file does not hold; every fault at once.
    """
    written = read_yaml(file, file.parent)
    faults = Faults()
    ladders: dict[str, Ladder] = {}
    for name, content in written.content.items():
        ladder = faults.gather(partial(model_from, Ladder, written, (name,), {"id": name, **content}))
        if ladder is not None:
            faults.add(*(written.error((name, *path), text) for path, text in check_ladder(ladder, vocabulary)))
            ladders[name] = ladder
    faults.refuse()
    return ladders


def load_patterns(
    file: Path, vocabulary: Vocabulary, ladders: Collection[str], standards: Collection[str]
) -> dict[str, Pattern]:
    """The patterns by id; no file is no patterns.

    Raises:
        InputError: the file does not hold; every fault at once.
    """
    if not file.exists():
        return {}
    written = read_yaml(file, file.parent)
    faults = Faults()
    patterns: dict[str, Pattern] = {}
    for name, content in written.content.items():
        pattern = faults.gather(partial(model_from, Pattern, written, (name,), {"id": name, **content}))
        if pattern is not None:
            found = check_pattern(pattern, vocabulary, ladders, standards)
            faults.add(*(written.error((name, *path), text) for path, text in found))
            patterns[name] = pattern
    faults.refuse()
    return patterns


def _pack(
    folder: Path, vocabulary: Vocabulary, ladders: dict[str, Ladder] | None, faults: Faults
) -> list[tuple[Written, Standard]]:
    """Every standard's file that holds; the faults of all the others are gathered."""
    pack: list[tuple[Written, Standard]] = []
    for file in standard_files(folder):
        written = faults.gather(partial(read_yaml, file, folder))
        standard = faults.gather(partial(model_from, Standard, written)) if written is not None else None
        if written is None or standard is None:
            continue
        faults.add(*_faults_of(written, standard, vocabulary, ladders))
        pack.append((written, standard))
    _no_name_twice(pack, faults)
    return pack


def _faults_of(
    written: Written, standard: Standard, vocabulary: Vocabulary, ladders: dict[str, Ladder] | None
) -> Iterator[InputError]:
    for path, text in check_standard(standard, vocabulary, ladders):
        yield written.error(path, text)
    for path, text in check_tune(standard, written.content):
        yield written.error(path, text)
    if standard.id != written.file.stem:
        yield written.error(("id",), f"the id is '{standard.id}' but the file is named {written.file.name}.")
    if standard.area != written.file.parent.name:
        yield written.error(("area",), f"the area is '{standard.area}' but the folder is {written.file.parent.name}.")


def _no_name_twice(pack: list[tuple[Written, Standard]], faults: Faults) -> None:
    owner: dict[str, Written] = {}
    for one, standard in pack:
        for name in (standard.id, *standard.aliases):
            if name in owner:
                faults.add(one.error(("aliases",), f"'{name}' already names the standard in {owner[name].shown}."))
            owner[name] = one


def _digest(folder: Path, closure_days: frozenset[date], overlay: Path | None) -> str:
    plain = [folder / name for name in PLAIN_FILES if (folder / name).exists()]
    digest = hashlib.sha256()
    for file in sorted([*plain, *standard_files(folder)]):
        digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes() + b"\0")
    digest.update(",".join(sorted(str(day) for day in closure_days)).encode())
    if overlay is not None:
        digest.update(b"\0" + overlay.read_bytes())
    return digest.hexdigest()
