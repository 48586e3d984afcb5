"""What the random examples must have had: every option of the language, every outcome and reason, every oddity."""

from datetime import date
from typing import Any

from examples import Example, any_standards, cases, examples, told_by_oracle
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from options import every_option, options_of
from rules_at_random import FORMS
from themes import NATIONAL, VOCABULARY

from compliance.evaluate.findings import OUTCOMES, REASONS
from compliance.rulebook.check import check_standard
from compliance.rulebook.model import Standard

ROUNDS = 6
"""What is drawn depends a little on which modules are loaded; what never comes up in so many rounds, never does."""

ODDITIES = (
    "an unknown start", "a contradiction", "a planned event", "a link by period", "an event entered late",
    "an instant", "a row twice", "an unborn child", "no date of birth at all", "an unknown fte", "an fte of nought",
    "an exemption", "an extension", "an extract that carries little", "an earlier knowledge",
)  # fmt: skip


EXAMPLES_OF = {"recurring": 150, "deadline": 60, "load": 30, "state": 20, "limit": 10}
"""How many examples of each form in a round: few of those whose days are counted one by one."""

FORMS_DRAWN = (*FORMS, "deadline", "deadline", "recurring")
"""The forms with most options come more often."""


def _drawn(strategy: st.SearchStrategy[Any], count: int, round_: int) -> list[Any]:
    """So many examples of a strategy; other ones in each round."""
    drawn: list[Any] = []

    @seed(round_)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def draw(example: Any) -> None:
        drawn.append(example)

    draw()
    return drawn


def _produced(example: Example) -> set[str]:
    """The outcomes, reasons and oddities of an example."""
    findings = told_by_oracle(example)
    found = {f"outcome {row['outcome']}" for row in findings}
    found |= {f"reason {row['reason']}" for row in findings if row["reason"] is not None}
    return found | _oddities(example)


def _oddities(example: Example) -> set[str]:
    lives = example.lives
    seen = {
        "an unknown start": any(period.started_on is None for period in lives.periods),
        "a contradiction": any(period.contradiction for period in lives.periods),
        "a planned event": any(event.happened_on is None for event in lives.events),
        "a link by period": any(event.period is not None for event in lives.events),
        "an event entered late": any(_late(event.recorded_on, event.happened_on) for event in lives.events),
        "an instant": any(event.at is not None for event in lives.events),
        "a row twice": any(one.id.endswith("-again") for one in (*lives.periods, *lives.events)),
        "an unborn child": any(person.date_of_birth is None and person.expected_birth_date for person in lives.people),
        "no date of birth at all": any(
            person.date_of_birth is None and person.expected_birth_date is None for person in lives.people
        ),
        "an unknown fte": any(post.fte is None for post in lives.posts),
        "an fte of nought": any(post.fte == "0" for post in lives.posts),
        "an exemption": any(one.kind == "exempt" for one in lives.exceptions),
        "an extension": any(one.kind == "extended" for one in lives.exceptions),
        "an extract that carries little": lives.carries is not None,
        "an earlier knowledge": example.known_on is not None,
    }
    return {name for name, here in seen.items() if here}


def _late(recorded_on: date | None, happened_on: date | None) -> bool:
    return recorded_on is not None and happened_on is not None and recorded_on > happened_on


def test_the_random_standards_have_had_every_option() -> None:
    wanted = every_option()
    for round_ in range(ROUNDS):
        for standard in _drawn(st.sampled_from(FORMS_DRAWN).flatmap(any_standards), 700, round_):
            wanted -= options_of(standard)
        if not wanted:
            break
    assert sorted(wanted) == []


def test_the_examples_have_had_every_outcome_reason_and_oddity() -> None:
    wanted = set(ODDITIES) | {f"outcome {outcome}" for outcome in OUTCOMES} | {f"reason {reason}" for reason in REASONS}
    for round_ in range(ROUNDS):
        for form, count in EXAMPLES_OF.items():
            for example in _drawn(cases(form), count, round_) if wanted else []:
                wanted -= _produced(example)
    assert sorted(wanted) == []


@given(st.sampled_from(FORMS_DRAWN).flatmap(any_standards))
@examples(100)
def test_every_random_standard_is_one_that_the_pack_could_hold(standard: Standard) -> None:
    assert list(check_standard(standard, VOCABULARY, set(NATIONAL.ladders))) == []
