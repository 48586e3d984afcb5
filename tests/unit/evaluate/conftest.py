"""A small made-up authority, as it lies on disk, and the findings of any one standard about a few records."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from one_standard import read, written_standard

from compliance.cases.history import snapshot_of
from compliance.cases.model import Case
from compliance.demo.authority import generate_authority
from compliance.evaluate import Findings, evaluate
from compliance.evaluate.detail import details
from compliance.records.importing import import_extract
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.check import check_standard
from compliance.rulebook.load import load_calendar, load_rulebook, load_vocabulary, national_pack
from compliance.why import sentences

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


class Told(Protocol):
    """The findings of a standard, written as its fields below `basis`, about some records of one child or of others."""

    def __call__(
        self,
        standard: str,
        records: str,
        as_of: str,
        born: str = "2015-06-15",
        subject: str = "child",
        expected: str = "",
    ) -> list[dict[str, Any]]: ...


@pytest.fixture(scope="session")
def words() -> Rulebook:
    """The calendar and the vocabulary, with no standard."""
    folder = national_pack()
    calendar, vocabulary = load_calendar(folder / "calendar.yaml"), load_vocabulary(folder / "vocabulary.yaml")
    return Rulebook((), {}, calendar, vocabulary, "")


def _findings(
    words: Rulebook, standard: str, records: str, as_of: str, born: str, expected: str = ""
) -> tuple[Findings, Rulebook]:
    one = written_standard(standard)
    assert list(check_standard(one, words.vocabulary, None)) == []
    lines = read(records) or []
    births = {"born": born, "expected_birth": expected}
    case = Case(name="", as_of=date.fromisoformat(as_of), records=tuple(lines), expect=(), **births)
    rulebook = replace(words, standards=(one,))
    return evaluate(snapshot_of(case, one, words.vocabulary), rulebook, case.as_of), rulebook


def _rows(found: Findings, subject: str) -> list[dict[str, Any]]:
    order = ["occurrence", "started_on", "turn", "due_on"]
    return found.named().filter(subject=subject).sort(order, nulls_last=True).to_dicts()


@pytest.fixture(scope="session")
def told(words: Rulebook) -> Told:
    def tell(
        standard: str,
        records: str,
        as_of: str,
        born: str = "2015-06-15",
        subject: str = "child",
        expected: str = "",
    ) -> list[dict[str, Any]]:
        found, _ = _findings(words, standard, records, as_of, born, expected)
        return _rows(found, subject)

    return tell


@pytest.fixture(scope="session")
def explained(words: Rulebook) -> Callable[[str, str, str], list[list[str]]]:
    """The sentences of each finding of a child, in the order of `told`."""

    def explain(standard: str, records: str, as_of: str) -> list[list[str]]:
        found, rulebook = _findings(words, standard, records, as_of, "2015-06-15")
        proofs = details(found.snapshot, rulebook, found.as_of, _rows(found, "child"))
        return [sentences(proof) for proof in proofs]

    return explain
