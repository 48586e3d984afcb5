"""Taking one measure of a few records, both written as YAML."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from one_measure import REVIEW, Take, read, written_measure

from compliance.cases.history import snapshot_of
from compliance.cases.model import Case
from compliance.evaluate import evaluate
from compliance.measures import Measured, measure_all
from compliance.rulebook.book import Rulebook
from compliance.rulebook.check_measures import check_measure
from compliance.rulebook.load import load_calendar, load_vocabulary, national_pack
from compliance.rulebook.model import Standard

CASELOAD = """
id: load
title: Caseload
area: any
standing: local
status: live
says: Two children a worker.
basis: [{cite: Somewhere, from: 2000-01-01}]
load: {count: children, over: worker, role: social_worker, per: fte, most: 2}
ladder: any
"""


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The calendar and the words, with a standard for reviews and one for loads."""
    folder = national_pack()
    calendar, vocabulary = load_calendar(folder / "calendar.yaml"), load_vocabulary(folder / "vocabulary.yaml")
    standards = tuple(Standard.model_validate(read(text)) for text in (CASELOAD, REVIEW))
    return Rulebook(standards, {}, calendar, vocabulary, "")


@pytest.fixture(scope="session")
def take(rulebook: Rulebook) -> Take:
    def taken(measure: str, records: str, as_of: str = "2026-03-31", born: str = "2015-06-15") -> list[Measured]:
        one = written_measure(measure)
        assert list(check_measure(one, rulebook.vocabulary, rulebook.standards)) == []
        case = Case(name="", as_of=date.fromisoformat(as_of), records=tuple(read(records) or ()), expect=(), born=born)
        snapshot = snapshot_of(case, rulebook.standards[0], rulebook.vocabulary)
        return measure_all(evaluate(snapshot, rulebook, case.as_of), rulebook, [one])

    return taken


@pytest.fixture(scope="session")
def with_status(rulebook: Rulebook) -> Callable[[str], Rulebook]:
    """The same rulebook with its standards in another status."""

    def changed(status: str) -> Rulebook:
        standards = tuple(s.model_copy(update={"status": status}) for s in rulebook.standards)
        return replace(rulebook, standards=standards)

    return changed
