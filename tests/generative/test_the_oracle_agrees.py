"""The engine and the oracle must say the same of any lives under any standard."""

from dataclasses import replace

import pytest
from differences import differences
from examples import Example, cases, cases_of, examples, told_by_engine, told_by_oracle
from hypothesis import given
from oracle.snapshot import snapshot_of
from themes import NATIONAL, VOCABULARY

from compliance.rulebook.model import Standard


def _agree(example: Example) -> None:
    snapshot = snapshot_of(example.lives, VOCABULARY)
    for as_of in (example.as_of, *example.other_days):
        asked = replace(example, as_of=as_of)
        if found := differences(asked, told_by_engine(asked, snapshot), told_by_oracle(asked)):
            pytest.fail(found, pytrace=False)


@pytest.mark.parametrize("standard", NATIONAL.standards, ids=lambda standard: standard.id)
def test_each_shipped_standard_says_what_the_oracle_says(standard: Standard) -> None:
    @given(cases_of(standard))
    @examples(3)
    def agree(example: Example) -> None:
        _agree(example)

    agree()


@given(cases("deadline"))
@examples(40)
def test_any_deadline_says_what_the_oracle_says(example: Example) -> None:
    _agree(example)


@given(cases("recurring"))
@examples(45)
def test_any_recurring_duty_says_what_the_oracle_says(example: Example) -> None:
    _agree(example)


@given(cases("state"))
@examples(20)
def test_any_state_says_what_the_oracle_says(example: Example) -> None:
    _agree(example)


@given(cases("limit"))
@examples(25)
def test_any_limit_says_what_the_oracle_says(example: Example) -> None:
    _agree(example)


@given(cases("load"))
@examples(20)
def test_any_load_says_what_the_oracle_says(example: Example) -> None:
    _agree(example)
