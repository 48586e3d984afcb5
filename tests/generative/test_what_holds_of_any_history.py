"""What must hold of any lives, whatever the right answer is."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from examples import SHIPPED, Example, cases, examples, in_order, told_by_engine
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle.lives import Lives
from oracle.seen import seen, without_repeats
from oracle.snapshot import snapshot_of
from rules_at_random import FORMS
from themes import VOCABULARY

from compliance.evaluate.engine import evaluate
from compliance.rulebook.model import Deadline, Recurring

ANY = st.one_of(*(cases(form) for form in FORMS), SHIPPED)
MOVING = ("on_track", "due_soon", "exempt")


@given(ANY)
@examples(12)
def test_the_same_question_has_the_same_answer_twice(example: Example) -> None:
    snapshot = snapshot_of(example.lives, VOCABULARY)
    asked = (snapshot, example.rulebook, example.as_of, example.known_on)
    assert evaluate(*asked).compact.equals(evaluate(*asked).compact)


@given(ANY, st.randoms(use_true_random=False))
@examples(12)
def test_the_order_of_the_rows_changes_nothing(example: Example, random: Random) -> None:
    mixed = {
        table: tuple(random.sample(rows, len(rows)))
        for table in ("people", "periods", "events", "involvements", "posts", "exceptions")
        for rows in (getattr(example.lives, table),)
    }
    assert told_by_engine(replace(example, lives=replace(example.lives, **mixed))) == told_by_engine(example)


@given(ANY)
@examples(12)
def test_an_act_entered_late_counts_from_the_day_it_was_done(example: Example) -> None:
    done = tuple(event for event in example.lives.events if event.happened_on is not None)
    on_the_day = tuple(replace(event, recorded_on=event.happened_on, planned_for=None) for event in done)
    late = tuple(replace(event, recorded_on=example.as_of + timedelta(days=400)) for event in on_the_day)
    now = replace(example, known_on=None)
    assert told_by_engine(replace(now, lives=replace(now.lives, events=late))) == told_by_engine(
        replace(now, lives=replace(now.lives, events=on_the_day))
    )


@given(ANY)
@examples(25)
def test_an_outcome_changes_on_the_day_that_was_foretold_and_not_the_day_before(example: Example) -> None:
    """Of obligations with a due date, in lives cut off at `as_of`; an agreement that begins later is left out."""
    standards = [s for s in example.rulebook.standards if isinstance(s.form, Deadline | Recurring)]
    lives = _cut_off(example.lives, example.as_of)
    asked = replace(example, lives=lives, known_on=None, rulebook=replace(example.rulebook, standards=tuple(standards)))
    first = [row for row in told_by_engine(asked) if row["outcome"] in MOVING]
    for day in sorted({row["next_change_on"] for row in first if row["next_change_on"] is not None}):
        if not _within_the_calendar(example, day):
            continue
        foretold = [row for row in first if row["next_change_on"] == day]
        before, on_the_day = (_outcomes(replace(asked, as_of=when)) for when in (day - timedelta(days=1), day))
        for row in foretold:
            assert row["outcome"] in before[_identity(row)]
            assert row["outcome"] not in on_the_day[_identity(row)] or len(on_the_day[_identity(row)]) > 1


@given(ANY)
@examples(12)
def test_what_lies_ahead_changes_nothing(example: Example) -> None:
    lives = _naming_what_has_begun(example.lives, example.as_of)
    later = _cut_off(lives, example.as_of)
    # Two periods that only the future tells apart become one row said twice.
    assume(len(without_repeats(later, VOCABULARY).periods) == len(later.periods))
    now = replace(example, lives=lives, known_on=None)
    bookings_apart = [{**row, "booked_for": None} for row in told_by_engine(now)]
    cut = [{**row, "booked_for": None} for row in told_by_engine(replace(now, lives=later))]
    assert in_order(cut) == in_order(bookings_apart)


def _naming_what_has_begun(lives: Lives, as_of: date) -> Lives:
    """The records without links to periods that lie ahead, which say something of them."""
    begun = {period.id for period in lives.periods if period.started_on is None or period.started_on <= as_of}
    return replace(
        lives,
        events=tuple(replace(one, period=one.period if one.period in begun else None) for one in lives.events),
        exceptions=tuple(replace(one, period=one.period if one.period in begun else None) for one in lives.exceptions),
    )


def _cut_off(lives: Lives, as_of: date) -> Lives:
    """The records as they stood, so that nothing is recorded afterwards."""
    stood = seen(lives, VOCABULARY, as_of, None)
    exceptions = tuple(
        one for one in stood.exceptions if one.started_on <= as_of and (one.agreed_on is None or one.agreed_on <= as_of)
    )
    return replace(stood, exceptions=exceptions, planned=())


def _within_the_calendar(example: Example, day: date) -> bool:
    return example.rulebook.calendar.starts_on < day <= example.rulebook.calendar.ends_on


def _identity(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in ("standard", "subject", "occurrence", "started_on", "turn", "due_on"))


def _outcomes(example: Example) -> dict[tuple[object, ...], set[object]]:
    found: dict[tuple[object, ...], set[object]] = {}
    for row in told_by_engine(example):
        found.setdefault(_identity(row), set()).add(row["outcome"])
    return found
