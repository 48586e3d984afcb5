"""Every standard's own cases hold, and they say enough: what each part of the standard does, some case notices."""

import pytest

from compliance.cases import run_cases
from compliance.cases.run import cases_of, standards_without_cases
from compliance.cases.untested import untested
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import Standard

PACK = national_pack()
RULEBOOK = load_rulebook(PACK)

each_standard = pytest.mark.parametrize("standard", RULEBOOK.standards, ids=lambda s: s.id)


def test_every_standard_has_cases_beside_it() -> None:
    assert standards_without_cases(PACK, RULEBOOK) == []


@each_standard
def test_every_case_of_the_standard_holds(standard: Standard) -> None:
    failed = [(result.place, result.case, result.differences) for result in run_cases(PACK, RULEBOOK, standard.id)]
    assert [result for result in failed if result[2]] == []


@each_standard
def test_no_two_cases_of_a_standard_have_one_name(standard: Standard) -> None:
    names = [case.name for case in cases_of(PACK, standard)]
    assert len(names) == len(set(names))


@each_standard
def test_no_option_of_the_standard_is_untested(standard: Standard) -> None:
    assert untested(PACK, RULEBOOK, standard) == []
