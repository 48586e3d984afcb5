"""What the random examples must have had: every option of the language, every outcome and reason, every oddity."""

from collections import Counter
from datetime import date

from examples import Example, cases, told_by_oracle
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from options import every_option, options_of
from rules_at_random import FORMS

from compliance.evaluate.findings import OUTCOMES, REASONS

ODDITIES = (
    "an unknown start", "a contradiction", "a planned event", "a link by period", "an event entered late",
    "an instant", "a row twice", "an unborn child", "no date of birth at all", "an unknown fte", "an fte of nought",
    "an exemption", "an extension", "an extract that carries little", "an earlier knowledge",
)  # fmt: skip


def _produced(count: int, round_: int) -> Counter[str]:
    """How often each option, outcome, reason and oddity comes up in `count` examples of the kind that the tests draw."""
    produced: Counter[str] = Counter()

    @seed(round_)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of(*(cases(form) for form in (*FORMS, "deadline", "recurring", "limit", None))))
    def draw(example: Example) -> None:
        findings = told_by_oracle(example)
        produced.update(option for standard in example.rulebook.standards for option in options_of(standard))
        produced.update(f"outcome {row['outcome']}" for row in findings)
        produced.update(f"reason {row['reason']}" for row in findings if row["reason"] is not None)
        produced.update(_oddities(example))

    draw()
    return produced


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


def test_the_examples_have_had_every_option_outcome_reason_and_oddity() -> None:
    wanted = every_option() | set(ODDITIES)
    wanted |= {f"outcome {outcome}" for outcome in OUTCOMES} | {f"reason {reason}" for reason in REASONS}
    # What is drawn depends a little on which modules are loaded; what never comes up in six rounds, never does.
    for round_ in range(6):
        wanted -= set(_produced(400, round_))
        if not wanted:
            break
    assert sorted(wanted) == []
