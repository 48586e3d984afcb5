"""Random lives: few subjects, few dates, so that days collide, ties happen and edges are met."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from compliance.vocabulary import AttributeWord, Vocabulary
from oracle.days import london_day
from oracle.lives import Event, Exception_, Involvement, Lives, Period, Person, Post

PEOPLE = ("A", "B", "C")
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

BIRTHS = (date(2015, 3, 1), date(2016, 2, 29), date(2015, 8, 31), date(2020, 2, 29), date(2020, 6, 1), None)
EDGES = (date(1989, 12, 30), date(1990, 1, 2), date(2030, 12, 20))
"""Days at the edges of the calendar, now and then."""

PERIOD_KINDS = {
    "looked_after": 4,
    "placement": 4,
    "cp_plan": 3,
    "pre_proceedings": 2,
    "assessment": 2,
    "section_47": 1,
    "legal_status": 2,
    "referral": 1,
    "proceedings": 1,
    "missing": 2,
    "employment": 1,
    "programme_action": 1,
}
EVENT_KINDS = {
    "lac_review.held": 3,
    "statutory_visit.made": 3,
    "cp_visit.made": 2,
    "cp_review.held": 1,
    "health.iha": 3,
    "health.rha": 3,
    "health.notified": 2,
    "health.paperwork_sent": 1,
    "icpc.held": 1,
    "assessment.authorised": 1,
    "supervision.case": 1,
    "supervision.worker": 1,
    "missing.returned": 3,
    "return_interview.held": 3,
    "pre_proceedings.extended": 2,
    "proceedings.extended": 1,
}
TEXTS = {
    "placement_type": ("U1", "U4", "P1"),
    "status": ("C1", "C2", "V2"),
    "participation": ("PN1", "PN2"),
    "ended_because": ("E11", "E4"),
    "outcome": ("made", "withdrawn"),
}


def _often(kinds: dict[str, int]) -> st.SearchStrategy[str]:
    return st.sampled_from([kind for kind, weight in kinds.items() for _ in range(weight)])


@st.composite
def days(draw: st.DrawFn, edges: bool = True) -> date:
    """A day near one of the hubs, or seldom at an edge of the calendar."""
    if edges and draw(st.integers(0, 59)) == 0:
        return draw(st.sampled_from(EDGES))
    return draw(st.sampled_from(HUBS)) + timedelta(days=draw(st.sampled_from(STEPS)))


@st.composite
def _after(draw: st.DrawFn, start: date | None) -> date:
    """A day some step after a start; seldom before it."""
    if start is None:
        return draw(days())
    step = draw(st.sampled_from(STEPS))
    return start + timedelta(days=step if step > -7 else -1)


@st.composite
def attributes(draw: st.DrawFn, words: dict[str, AttributeWord]) -> dict[str, object]:
    """Some of the attributes that a kind may carry."""
    found: dict[str, object] = {}
    for name, word in words.items():
        value: object
        match word.type:
            case "flag":
                value = draw(st.sampled_from((None, True, True, False)))
            case "code":
                value = draw(st.sampled_from((None, *word.values)))
            case "number":
                value = draw(st.sampled_from((None, 5, 15, 20)))
            case "date":
                value = draw(st.one_of(st.none(), days()))
            case "text":
                value = draw(st.sampled_from((None, *TEXTS.get(name, ("here", "there")))))
        if value is not None:
            found[name] = value
    return found


def _subjects(kind: str) -> tuple[str, ...]:
    return {"person": PEOPLE, "worker": WORKERS, "team": TEAMS}[kind]


@st.composite
def _period(draw: st.DrawFn, number: int, vocabulary: Vocabulary) -> Period:
    kind = draw(_often(PERIOD_KINDS))
    word = vocabulary.periods[kind]
    start = None if draw(st.integers(0, 9)) == 0 else draw(days())
    end = draw(_after(start)) if draw(st.booleans()) else None
    subject = draw(st.sampled_from(_subjects(word.subject)))
    return Period(f"p{number}", subject, kind, start, end, draw(attributes(dict(word.attributes))))


@st.composite
def _event(draw: st.DrawFn, number: int, vocabulary: Vocabulary, periods: list[Period]) -> Event:
    kind = draw(_often(EVENT_KINDS))
    word = vocabulary.events[kind]
    subject = draw(st.sampled_from(_subjects(word.subject)))
    own = [p for p in periods if p.subject == subject]
    near = draw(st.sampled_from(own)) if own and draw(st.booleans()) else None
    happened = draw(_after(near.started_on)) if near is not None else draw(days())
    planned = draw(st.integers(0, 5)) == 0
    at = None
    if not planned and kind in ("missing.returned", "return_interview.held") and draw(st.booleans()):
        hour = draw(st.sampled_from((0, 1, 9, 17, 23)))
        at = datetime.combine(happened, time(hour, draw(st.sampled_from((0, 30)))), UTC)
        happened = london_day(at)
    recorded = draw(st.one_of(st.none(), _after(happened)))
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
        draw(attributes(dict(word.attributes))),
    )


@st.composite
def _exception(draw: st.DrawFn, number: int, periods: list[Period], standards: tuple[str, ...]) -> Exception_:
    subject_kind = draw(st.sampled_from(("person", "person", "person", "worker", "team")))
    subject = draw(st.sampled_from(_subjects(subject_kind)))
    of_subject = {"worker": ("employment",), "team": ("programme_action",)}.get(subject_kind)
    own = [p for p in periods if p.subject == subject and (of_subject is None or p.kind in of_subject)]
    start = draw(days(edges=False))
    kind = draw(st.sampled_from(("exempt", "exempt", "extended")))
    return Exception_(
        f"x{number}",
        subject_kind,
        subject,
        draw(st.sampled_from(standards)),
        kind,
        start,
        draw(st.one_of(st.none(), _after(start))),
        draw(st.sampled_from((None, start, start, start - timedelta(days=7), start + timedelta(days=7)))),
        draw(days(edges=False)) if kind == "extended" else None,
        draw(st.sampled_from(own)).id if own and draw(st.integers(0, 2)) == 0 else None,
    )


@st.composite
def _involvement(draw: st.DrawFn, number: int) -> Involvement:
    start = draw(st.one_of(days(edges=False), days(edges=False), days(edges=False), st.none()))
    return Involvement(
        f"i{number}",
        draw(st.sampled_from(PEOPLE)),
        draw(st.sampled_from(WORKERS)),
        draw(st.sampled_from(("social_worker", "social_worker", "iro"))),
        draw(st.sampled_from((None, *TEAMS))),
        start,
        draw(st.one_of(st.none(), _after(start))),
    )


@st.composite
def _post(draw: st.DrawFn, worker: str) -> Post:
    start = draw(st.one_of(st.none(), days(edges=False)))
    return Post(
        worker,
        draw(st.sampled_from(("social_worker", "social_worker", "iro"))),
        draw(st.sampled_from((None, *TEAMS))),
        draw(st.sampled_from((None, "0", "0.1", "0.2", "0.7", "1"))),
        start,
        draw(st.one_of(st.none(), _after(start))),
    )


@st.composite
def histories(draw: st.DrawFn, vocabulary: Vocabulary, standards: tuple[str, ...]) -> Lives:
    """A few subjects' records; exceptions are agreed for some of `standards`."""
    periods = [draw(_period(n, vocabulary)) for n in range(draw(st.integers(1, 14)))]
    events = [draw(_event(n, vocabulary, periods)) for n in range(draw(st.integers(0, 18)))]
    if periods and draw(st.booleans()):
        periods.append(_again(draw(st.sampled_from(periods)), "p-again"))
    if events and draw(st.booleans()):
        events.append(_again(draw(st.sampled_from(events)), "e-again"))
    posts = [draw(_post(worker)) for worker in (*WORKERS, *draw(st.lists(st.sampled_from(WORKERS), max_size=3)))]
    return Lives(
        people=tuple(draw(_person(one)) for one in PEOPLE),
        periods=tuple(periods),
        events=tuple(events),
        involvements=tuple(draw(_involvement(n)) for n in range(draw(st.integers(0, 7)))),
        posts=tuple(posts),
        teams=TEAMS,
        exceptions=tuple(draw(_exception(n, periods, standards)) for n in range(draw(st.integers(0, 4)))),
        carries=None if draw(st.integers(0, 7)) else frozenset(draw(st.sets(_often(EVENT_KINDS)))),
    )


@st.composite
def _person(draw: st.DrawFn, identifier: str) -> Person:
    born = draw(st.sampled_from(BIRTHS))
    expected = draw(st.one_of(st.none(), days(edges=False)))
    return Person(identifier, born, expected)


def _again(record: Any, identifier: str) -> Any:
    """The same row under another id, as an extract sometimes has it."""
    return replace(record, id=identifier)
