"""The engine and the oracle must say the same of any lives under any standard."""

import pytest
from differences import differences
from examples import NATIONAL, Example, cases, examples, told_by_engine, told_by_oracle
from hypothesis import given


def _agree(example: Example) -> None:
    theirs, ours = told_by_oracle(example), told_by_engine(example)
    if found := differences(example, ours, theirs):
        pytest.fail(found, pytrace=False)


@given(cases())
@examples(25)
def test_the_shipped_standards_say_what_the_oracle_says(example: Example) -> None:
    assert example.rulebook.standards == NATIONAL.standards
    _agree(example)


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
