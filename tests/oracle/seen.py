"""What is seen of the records on a date: what came later, or was not yet known, does not exist."""

from dataclasses import replace
from datetime import date

from compliance.vocabulary import Vocabulary
from oracle.conditions import read
from oracle.lives import Lives, Period


def seen(lives: Lives, vocabulary: Vocabulary, as_of: date, known_on: date | None) -> Lives:
    """The records as they stood on `as_of`, from what was known on `known_on`.

    Events that have not happened yet are left as `planned`, for what they say of bookings.
    """
    lives = without_repeats(lives, vocabulary)
    known = [event for event in lives.events if _known(event.recorded_on, known_on)]
    return replace(
        lives,
        periods=tuple(
            _as_it_stood(period, vocabulary, as_of)
            for period in lives.periods
            if period.started_on is None or period.started_on <= as_of
        ),
        events=tuple(event for event in known if event.happened_on is not None and event.happened_on <= as_of),
        planned=tuple(event for event in known if event.happened_on is None or event.happened_on > as_of),
        exceptions=tuple(one for one in lives.exceptions if _known(one.agreed_on, known_on)),
    )


def _known(recorded_on: date | None, known_on: date | None) -> bool:
    return known_on is None or recorded_on is None or recorded_on <= known_on


def _as_it_stood(period: Period, vocabulary: Vocabulary, as_of: date) -> Period:
    if period.ended_on is not None and period.ended_on <= as_of:
        return period
    words = vocabulary.periods[period.kind].attributes
    kept = {name: value for name, value in period.attributes.items() if not words[name].known_at_end}
    return replace(period, ended_on=None, attributes=kept)


def _said(period: Period, vocabulary: Vocabulary) -> list[tuple[str, object]]:
    """What a period's attributes say: an empty flag says false."""
    words = vocabulary.periods[period.kind].attributes
    return [(name, read(period.attributes.get(name), word)) for name, word in sorted(words.items())]


def without_repeats(lives: Lives, vocabulary: Vocabulary) -> Lives:
    """A row that says the same as an earlier one is that one; what names the later id names the earlier."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    periods: list[Period] = []
    for period in lives.periods:
        meaning = repr((period.subject, period.kind, period.started_on, period.ended_on, _said(period, vocabulary)))
        if meaning not in first:
            first[meaning] = period.id
            periods.append(period)
        same[period.id] = first[meaning]
    return replace(
        lives,
        periods=tuple(periods),
        events=tuple(replace(event, period=same.get(event.period or "")) for event in lives.events),
        exceptions=tuple(replace(one, period=same.get(one.period or "")) for one in lives.exceptions),
        posts=tuple(dict.fromkeys(lives.posts)),
    )
