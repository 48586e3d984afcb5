"""Random lives: few subjects, few dates, so that days collide, ties happen and edges are met."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from oracle.days import london_day
from oracle.lives import Agreement, Event, Involvement, Lives, Period, Person, Post

from compliance.vocabulary import AttributeWord, Vocabulary

PEOPLE = ("A", "B")
WORKERS = ("V", "W")
TEAMS = ("S", "T")

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

BIRTHS = (date(2015, 3, 1), date(2016, 2, 29), date(2015, 8, 31), date(2020, 2, 29), date(2020, 6, 1), None, None)
EDGES = (date(1989, 12, 30), date(1990, 1, 2), date(2030, 12, 20))
"""Days at the edges of the calendar, now and then."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2030, 12, 31)

PERIODS = ("looked_after", "placement", "cp_plan", "pre_proceedings", "legal_status", "assessment", "missing")
EVENTS = (
    "lac_review.held", "statutory_visit.made", "cp_visit.made", "health.iha", "health.rha", "health.notified",
    "return_interview.held", "missing.returned",
)  # fmt: skip
EXTENSIONS = ("pre_proceedings.extended", "proceedings.extended")
SHIPPED = (
    (("looked_after", "placement", "legal_status"), ("statutory_visit.made", "lac_review.held")),
    (("looked_after",), ("health.iha", "health.rha", "health.notified", "health.paperwork_sent")),
    (("missing",), ("missing.returned", "return_interview.held")),
    (("cp_plan", "pre_proceedings", "looked_after"), ("cp_visit.made", "cp_review.held", "pre_proceedings.extended")),
    (("section_47", "assessment", "proceedings"), ("icpc.held", "assessment.authorised", "proceedings.extended")),
    (("referral", "section_47", "placement", "cp_plan"), ("supervision.case",)),
)
"""The words of the shipped standards, in groups that meet one another."""


@dataclass(frozen=True)
class Theme:
    """The few words and days of one example, so that records and rules speak of the same things."""

    periods: tuple[str, ...]
    events: tuple[str, ...]
    hubs: tuple[date, ...]


@st.composite
def themes(draw: st.DrawFn, shipped: bool = False) -> Theme:
    """A theme of the shipped standards' words, or of any."""
    first = draw(st.integers(0, len(HUBS) - 3))
    hubs = HUBS[first : first + 3] if draw(st.integers(0, 9)) < 9 else EDGES
    if shipped:
        periods, events = draw(st.sampled_from(SHIPPED))
        return Theme(periods, events, hubs)
    periods = draw(st.lists(st.sampled_from(PERIODS), min_size=2, max_size=3, unique=True))
    events = draw(st.lists(st.sampled_from(EVENTS), min_size=2, max_size=3, unique=True))
    return Theme(tuple(periods), tuple(events), hubs)


TEXTS = {
    "placement_type": ("U1", "U4", "P1"),
    "status": ("C1", "C2", "V2"),
    "participation": ("PN1", "PN2"),
    "ended_because": ("E11", "E4"),
    "outcome": ("made", "withdrawn"),
}


@st.composite
def days(draw: st.DrawFn, theme: Theme) -> date:
    """A day near one of the hubs."""
    return draw(st.sampled_from(theme.hubs)) + timedelta(days=draw(st.sampled_from(STEPS)))


@st.composite
def as_ofs(draw: st.DrawFn, theme: Theme) -> date:
    """A day to ask on, mostly late enough to see something."""
    hub = theme.hubs[draw(st.sampled_from((2, 2, 1, 2, 2, 0)))]
    return min(max(hub + timedelta(days=draw(st.sampled_from(STEPS))), FIRST_DAY), LAST_DAY)


@st.composite
def _after(draw: st.DrawFn, theme: Theme, start: date | None) -> date:
    """A day some step after a start; seldom before it."""
    if start is None:
        return draw(days(theme))
    step = draw(st.sampled_from(STEPS))
    return start + timedelta(days=step if step > -7 else -1)


@st.composite
def attributes(draw: st.DrawFn, theme: Theme, words: dict[str, AttributeWord]) -> dict[str, object]:
    """Some of the attributes that a kind may carry; one number stands for all of them, which keeps examples small."""
    choose = Random(draw(st.integers(0, 999)))
    found: dict[str, object] = {}
    for name, word in words.items():
        value: object
        match word.type:
            case "flag":
                value = choose.choice((None, True, True, False))
            case "code":
                value = choose.choice((None, *word.values))
            case "number":
                value = choose.choice((None, 5, 15, 20))
            case "date":
                value = choose.choice((None, *theme.hubs))
                value = value and value + timedelta(days=choose.choice(STEPS))
            case "text":
                value = choose.choice((None, *TEXTS.get(name, ("here", "there"))))
        if value is not None:
            found[name] = value
    return found


def _subjects(kind: str) -> tuple[str, ...]:
    return {"person": ("A", "A", *PEOPLE), "worker": WORKERS, "team": TEAMS}[kind]


@st.composite
def _period(draw: st.DrawFn, theme: Theme, number: int, vocabulary: Vocabulary) -> Period:
    kind = draw(st.sampled_from(theme.periods if draw(st.integers(0, 19)) else ("employment", "programme_action")))
    word = vocabulary.periods[kind]
    start = None if draw(st.integers(0, 5)) == 5 else draw(days(theme))
    end = draw(_after(theme, start)) if draw(st.integers(0, 3)) else None
    subject = draw(st.sampled_from(_subjects(word.subject)))
    return Period(f"p{number}", subject, kind, start, end, draw(attributes(theme, dict(word.attributes))))


@st.composite
def _event(draw: st.DrawFn, theme: Theme, number: int, vocabulary: Vocabulary, periods: list[Period]) -> Event:
    kind = draw(st.sampled_from(theme.events if draw(st.integers(0, 7)) else ("supervision.worker", *EXTENSIONS)))
    word = vocabulary.events[kind]
    subject = draw(st.sampled_from(_subjects(word.subject)))
    own = [p for p in periods if p.subject == subject]
    near = draw(st.sampled_from(own)) if own and draw(st.integers(0, 4)) else None
    happened = draw(_after(theme, near.started_on)) if near is not None else draw(days(theme))
    planned = draw(st.integers(0, 5)) == 0
    at = None
    if not planned and kind in ("missing.returned", "return_interview.held") and draw(st.booleans()):
        hour = draw(st.sampled_from((0, 1, 9, 17, 23)))
        at = datetime.combine(happened, time(hour, draw(st.sampled_from((0, 30)))), UTC)
        happened = london_day(at)
    recorded = draw(st.one_of(st.none(), _after(theme, happened)))
    link = draw(st.sampled_from(own)) if own and draw(st.integers(0, 3)) == 0 else None
    return Event(
        f"e{number}",
        subject,
        kind,
        None if planned else happened,
        at,
        draw(st.sampled_from((None, *word.outcomes))) if word.outcomes else None,
        happened if planned else None,
        recorded,
        link.id if link is not None else None,
        draw(attributes(theme, dict(word.attributes))),
    )


@st.composite
def _exception(
    draw: st.DrawFn, theme: Theme, number: int, periods: list[Period], standards: tuple[str, ...]
) -> Agreement:
    subject_kind = draw(st.sampled_from(("person", "person", "person", "worker", "team")))
    subject = draw(st.sampled_from(_subjects(subject_kind)))
    of_subject = {"worker": ("employment",), "team": ("programme_action",)}.get(subject_kind)
    own = [p for p in periods if p.subject == subject and (of_subject is None or p.kind in of_subject)]
    start = draw(days(theme))
    kind = draw(st.sampled_from(("exempt", "exempt", "extended")))
    return Agreement(
        f"x{number}",
        subject_kind,
        subject,
        draw(st.sampled_from(standards)),
        kind,
        start,
        draw(st.one_of(st.none(), _after(theme, start))),
        draw(st.sampled_from((None, start, start, start - timedelta(days=7), start + timedelta(days=7)))),
        draw(days(theme)) if kind == "extended" else None,
        draw(st.sampled_from(own)).id if own and draw(st.integers(0, 2)) == 0 else None,
    )


@st.composite
def _involvement(draw: st.DrawFn, theme: Theme, number: int) -> Involvement:
    start = draw(st.one_of(days(theme), days(theme), days(theme), st.none()))
    return Involvement(
        f"i{number}",
        draw(st.sampled_from(PEOPLE)),
        draw(st.sampled_from(WORKERS)),
        draw(st.sampled_from(("social_worker", "social_worker", "iro"))),
        draw(st.sampled_from((None, *TEAMS))),
        start,
        draw(st.one_of(st.none(), _after(theme, start))),
    )


@st.composite
def _post(draw: st.DrawFn, theme: Theme, worker: str) -> Post:
    start = draw(st.one_of(st.none(), days(theme)))
    return Post(
        worker,
        draw(st.sampled_from(("social_worker", "social_worker", "iro"))),
        draw(st.sampled_from((None, *TEAMS))),
        draw(st.sampled_from((None, "0", "0.1", "0.2", "0.7", "1"))),
        start,
        draw(st.one_of(st.none(), _after(theme, start))),
    )


@st.composite
def histories(draw: st.DrawFn, theme: Theme, vocabulary: Vocabulary, standards: tuple[str, ...]) -> Lives:
    """A few subjects' records; exceptions are agreed for some of `standards`."""
    periods = [draw(_period(theme, n, vocabulary)) for n in range(draw(st.integers(4, 9)))]
    events = [draw(_event(theme, n, vocabulary, periods)) for n in range(draw(st.integers(5, 12)))]
    if periods and draw(st.booleans()):
        periods.append(_again(draw(st.sampled_from(periods)), "p-again"))
    if events and draw(st.booleans()):
        events.append(_again(draw(st.sampled_from(events)), "e-again"))
    posts = [draw(_post(theme, worker)) for worker in (*WORKERS, *draw(st.lists(st.sampled_from(WORKERS), max_size=3)))]
    return Lives(
        people=tuple(draw(_person(theme, one)) for one in PEOPLE),
        periods=tuple(periods),
        events=tuple(events),
        involvements=tuple(draw(_involvement(theme, n)) for n in range(draw(st.integers(0, 6)))),
        posts=tuple(posts),
        teams=TEAMS,
        exceptions=tuple(draw(_exception(theme, n, periods, standards)) for n in range(draw(st.integers(0, 4)))),
        carries=None if draw(st.integers(0, 29)) else frozenset(draw(st.sets(st.sampled_from(theme.events)))),
    )


@st.composite
def _person(draw: st.DrawFn, theme: Theme, identifier: str) -> Person:
    born = draw(st.sampled_from(BIRTHS))
    expected = draw(st.one_of(st.none(), days(theme)))
    return Person(identifier, born, expected)


def _again(record: Any, identifier: str) -> Any:
    """The same row under another id, as an extract sometimes has it."""
    return replace(record, id=identifier)
