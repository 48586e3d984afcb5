"""The few words and days of one example, so that its records and its rules speak of the same things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from oracle.days import months_on

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.conditions import Age, Attribute
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import Aged, ByDate, DatedValue, Node, Standard

NATIONAL = load_rulebook(national_pack())
VOCABULARY = NATIONAL.vocabulary

HUBS = (
    date(2019, 11, 30),
    date(2019, 12, 24),
    date(2020, 1, 31),
    date(2020, 2, 29),
    date(2020, 3, 28),
    date(2020, 4, 9),
    date(2020, 8, 31),
    date(2020, 10, 23),
    date(2020, 12, 31),
    date(2021, 3, 1),
)
"""Month ends, Christmas, leap days, Easter, and the weekends on which clocks change."""

STEPS = (0, 0, 1, -1, 2, 3, 5, 7, 14, 20, 27, 28, 29, 42, 56, 63, 84, 90, 92, 112, 113, 182, 183, -7, -30, -92)
"""Lengths that limits have, and a day to either side."""

LENGTHS = (
    "0 days", "1 day", "3 days", "14 days", "5 working days", "10 working days", "20 working days", "1 week", "4 weeks",
    "16 weeks", "1 month", "3 months", "6 months", "1 year",
)  # fmt: skip
"""Lengths that random limits have."""

EDGES = (date(1989, 12, 30), date(1990, 1, 2), date(2030, 12, 20))
"""Days at the edges of the calendar, now and then."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2030, 12, 31)

PERIODS = (
    "looked_after", "placement", "cp_plan", "pre_proceedings", "legal_status", "assessment", "missing", "court_order",
)  # fmt: skip
EVENTS = (
    "lac_review.held", "statutory_visit.made", "cp_visit.made", "health.iha", "health.rha", "health.notified",
    "return_interview.held", "missing.returned", "lac_review.booked",
)  # fmt: skip
"""The words of random examples about children; those about workers and teams have all that the vocabulary has."""

VALUES: Mapping[str, tuple[Any, ...]] = {
    "placement_type": ("U1", "U4", "P1"),
    "status": ("C1", "C2", "V2"),
    "participation": ("PN1", "PN2"),
    "ended_because": ("E11", "E4"),
    "outcome": ("made", "withdrawn"),
    "visit_every": (5, 15, 20, 2, 0, 2.5),
}
"""What attributes may say that have no codes of their own."""


@dataclass(frozen=True)
class Theme:
    """The words and days that one example is made of.

    `lengths` are those of its random limits, `steps` numbers of days from one date to another, `ages` those that somebody
    reaches about now; `exact` says that times of day are known. `many` is for what is quickly asked of many subjects.
    """

    periods: tuple[str, ...]
    events: tuple[str, ...]
    hubs: tuple[date, ...]
    subject: str = "person"
    roles: tuple[str, ...] = ("social_worker", "social_worker", "iro", "team_manager")
    lengths: tuple[str, ...] = LENGTHS
    steps: tuple[int, ...] = STEPS
    ages: tuple[int, ...] = (1, 4, 5)
    exact: bool = False
    many: bool = False
    values: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: VALUES)


@st.composite
def _hubs(draw: st.DrawFn) -> tuple[date, ...]:
    first = draw(st.integers(0, len(HUBS) - 3))
    return HUBS[first : first + 3] if draw(st.integers(0, 9)) < 9 else EDGES


@st.composite
def themes(draw: st.DrawFn, subject: str = "person") -> Theme:
    """A theme of any words about a kind of subject."""
    hubs = draw(_hubs())
    periods, events = PERIODS, EVENTS
    if subject != "person":
        periods = tuple(kind for kind, word in VOCABULARY.periods.items() if word.subject == subject)
        events = tuple(kind for kind, word in VOCABULARY.events.items() if word.subject == subject)
    lengths = tuple(draw(st.lists(st.sampled_from(LENGTHS), min_size=2, max_size=5, unique=True)))
    return Theme(
        tuple(draw(st.lists(st.sampled_from(periods), min_size=min(2, len(periods)), max_size=3, unique=True))),
        tuple(draw(st.lists(st.sampled_from(events), min_size=min(2, len(events)), max_size=3, unique=True))),
        hubs,
        subject,
        lengths=lengths,
        steps=_steps([parse_duration(length) for length in lengths]),
        exact=draw(st.booleans()),
    )


def _steps(lengths: list[Duration]) -> tuple[int, ...]:
    """Numbers of days that lengths are, most often to the day, and a few others."""
    exactly = sorted({_days(length) for length in lengths})
    around = sorted({day + more for day in exactly for more in (-1, 1)})
    return (*exactly, *exactly, *exactly, *around, *STEPS[:: max(1, 26 // (2 + len(exactly)))])


@st.composite
def themes_of(draw: st.DrawFn, standard: Standard) -> Theme:
    """A theme of the words, the lengths, the ages and (often) the dates of effect of one shipped standard."""
    parts = list(_rule(standard))
    # What begins it comes more often than what else it speaks of.
    begins = (*inside(standard.during), *inside(standard.after))
    words = [part for part in (*begins, *begins, *parts) if isinstance(part, str)]
    periods = tuple(word for word in words if word in VOCABULARY.periods)
    events = tuple(word for word in words if word in VOCABULARY.events)
    roles = tuple(word for word in words if word in VOCABULARY.roles)
    theme = Theme(periods or ("referral",), events or ("supervision.case",), draw(_hubs()))
    theme = replace(theme, roles=roles or theme.roles, values=_values(parts), subject=_subject(standard))
    lengths = [part for part in parts if isinstance(part, Duration)]
    theme = replace(theme, steps=_steps(lengths), ages=_ages(parts) or theme.ages)
    theme = replace(theme, exact=any(length.unit == "hours" for length in lengths))
    dates = [day for part in parts if isinstance(part, DatedValue) for day in (part.from_, part.until) if day]
    effect = standard.in_force_from
    if (dates and draw(st.booleans())) or (effect is not None and effect > min(theme.hubs)):
        day: date = draw(st.sampled_from([*dates, *([effect] if effect is not None else [])]))
        theme = replace(theme, hubs=(day, day + timedelta(days=40), day + timedelta(days=100)))
    return theme


def _rule(standard: Standard) -> Iterator[Any]:
    for part in (standard.during, standard.after, standard.extension, standard.form):
        yield from inside(part)


def inside(part: Any) -> Iterator[Any]:
    """A part of a rule, and everything that it is made of."""
    yield part
    inner: list[Any] = []
    if isinstance(part, Node):
        inner = [getattr(part, name) for name in type(part).model_fields]
    elif isinstance(part, tuple | list):
        inner = list(part)
    elif is_dataclass(part):
        inner = [getattr(part, one.name) for one in fields(part)]
    for each in inner:
        yield from inside(each)


def _subject(standard: Standard) -> str:
    if standard.during is not None:
        return VOCABULARY.periods[standard.during.period[0]].subject
    return VOCABULARY.events[standard.after.event[0]].subject if standard.after is not None else "person"


def _values(parts: list[Any]) -> dict[str, tuple[Any, ...]]:
    named: dict[str, tuple[Any, ...]] = dict(VALUES)
    for part in parts:
        if isinstance(part, Attribute):
            named[part.name] = (*part.values, *named.get(part.name, ("another",)))
    return named


def _ages(parts: list[Any]) -> tuple[int, ...]:
    ages: set[int | None] = set()
    for part in parts:
        if isinstance(part, Age | Aged):
            ages |= {part.from_, part.under}
        elif isinstance(part, ByDate):
            ages.add(part.birthday)
    return tuple(sorted(age for age in ages if age is not None))


def _days(length: Duration) -> int:
    each = {"hours": 1 / 24, "working days": 7 / 5, "weeks": 7, "months": 365.25 / 12, "years": 365.25}
    return min(round(length.count * each.get(length.unit, 1)), 1200)


@st.composite
def days(draw: st.DrawFn, theme: Theme) -> date:
    """A day near one of the hubs."""
    return draw(st.sampled_from(theme.hubs)) + timedelta(days=draw(st.sampled_from(theme.steps)))


@st.composite
def days_after(draw: st.DrawFn, theme: Theme, start: date | None) -> date:
    """A day some step after a start; seldom before it."""
    if start is None:
        return draw(days(theme))
    step = draw(st.sampled_from(theme.steps))
    return start + timedelta(days=step if step > -7 else -1)


@st.composite
def as_ofs(draw: st.DrawFn, theme: Theme) -> date:
    """A day to ask on, mostly late enough to see something."""
    hub = theme.hubs[draw(st.sampled_from((2, 2, 1, 2, 2, 0)))]
    return min(max(hub + timedelta(days=draw(st.sampled_from(theme.steps))), FIRST_DAY), LAST_DAY)


BIRTHS = (date(2015, 3, 1), date(2016, 2, 29), date(2015, 8, 31), date(2020, 2, 29), date(2020, 6, 1), None, None)


@st.composite
def births(draw: st.DrawFn, theme: Theme) -> date | None:
    """A date of birth: any, none, or one by which an age of the theme is reached near one of the hubs."""
    if draw(st.booleans()):
        return draw(st.sampled_from(BIRTHS))
    return months_on(draw(days(theme)), -12 * draw(st.sampled_from(theme.ages)))
