"""Random lives: few subjects, few dates, so that days collide, ties happen and edges are met."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st
from oracle.days import london_day
from oracle.lives import Agreement, Event, Involvement, Lives, Period, Person, Post, Team
from themes import VOCABULARY, Theme, births, days, days_after

from compliance.rulebook.model import Standard
from compliance.vocabulary import AttributeWord

PEOPLE = ("A", "B", "C", "D", "E")
WORKERS = ("V", "W", "X", "Y", "Z")
TEAMS = ("P", "Q", "R", "S", "T")

OTHER_PERIODS = ("employment", "programme_action", "looked_after")
OTHER_EVENTS = ("supervision.worker", "pre_proceedings.extended", "proceedings.extended")


@st.composite
def histories(draw: st.DrawFn, theme: Theme, standards: tuple[Standard, ...]) -> Lives:
    """A few subjects' records; exceptions are agreed for some of `standards`."""
    names = tuple(name for standard in standards for name in (standard.id, *standard.aliases))
    people, times = (PEOPLE, 3) if theme.many else (PEOPLE[:2], 1)
    periods = [draw(_period(theme, n)) for n in range(times * draw(st.integers(4, len(set(theme.periods)) + 6)))]
    events: list[Event] = []
    for n in range(times * draw(st.integers(5, len(set(theme.events)) + 9))):
        events.append(draw(_event(theme, n, periods, events)))
    if periods and draw(st.booleans()):
        periods.append(_again(draw(st.sampled_from(periods)), "p-again"))
    if events and draw(st.booleans()):
        events.append(_again(draw(st.sampled_from(events)), "e-again"))
    more_posts = draw(st.lists(st.sampled_from(WORKERS[:2]), max_size=3))
    return Lives(
        people=tuple(draw(_person(theme, one)) for one in people),
        periods=tuple(periods),
        events=tuple(events),
        involvements=tuple(draw(_involvement(theme, n)) for n in range(draw(st.integers(0, 6)))),
        posts=tuple(draw(_post(theme, worker)) for worker in (*WORKERS[: len(people)], *more_posts)),
        teams=tuple(Team(team, draw(st.sampled_from((None, *TEAMS[:3])))) for team in TEAMS),
        exceptions=tuple(draw(_exception(theme, n, periods, names)) for n in range(draw(st.integers(0, 4)))),
        carries=None if draw(st.integers(0, 29)) else frozenset(draw(st.sets(st.sampled_from(theme.events)))),
    )


@st.composite
def _person(draw: st.DrawFn, theme: Theme, identifier: str) -> Person:
    return Person(identifier, draw(births(theme)), draw(st.one_of(st.none(), days(theme))))


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
                named = tuple(value for value in theme.values.get(name, ()) if value in word.values)
                value = choose.choice((None, *named, *word.values))
            case "number":
                numbers = [value for value in theme.values.get(name, (4, 10)) if not isinstance(value, str)]
                value = choose.choice((None, *numbers))
            case "date":
                value = choose.choice((None, *theme.hubs))
                value = value and value + timedelta(days=choose.choice(theme.steps))
            case "text":
                value = choose.choice((None, *theme.values.get(name, ("here", "there"))))
        if value is not None:
            found[name] = value
    return found


def _subjects(theme: Theme, kind: str) -> tuple[str, ...]:
    """Few of them, the first more often, so that their records meet."""
    everybody = {"person": PEOPLE, "worker": WORKERS, "team": TEAMS}[kind]
    return (everybody[0], *everybody) if theme.many else (everybody[0], *everybody[:2])


@st.composite
def _period(draw: st.DrawFn, theme: Theme, number: int) -> Period:
    kind = draw(st.sampled_from(theme.periods if draw(st.integers(0, 19)) else OTHER_PERIODS))
    word = VOCABULARY.periods[kind]
    start = None if draw(st.integers(0, 5)) == 5 else draw(days(theme))
    end = draw(days_after(theme, start)) if draw(st.integers(0, 3)) else None
    subject = draw(st.sampled_from(_subjects(theme, word.subject)))
    return Period(f"p{number}", subject, kind, start, end, draw(attributes(theme, dict(word.attributes))))


@st.composite
def _event(draw: st.DrawFn, theme: Theme, number: int, periods: list[Period], events: list[Event]) -> Event:
    kind = draw(st.sampled_from(theme.events if draw(st.integers(0, 9)) else OTHER_EVENTS))
    word = VOCABULARY.events[kind]
    subject = draw(st.sampled_from(_subjects(theme, word.subject)))
    own = [p for p in periods if p.subject == subject]
    near = [*(p.started_on for p in own), *(e.happened_on for e in events if e.subject == subject)]
    happened = draw(days_after(theme, draw(st.sampled_from(near)) if near and draw(st.integers(0, 4)) else None))
    planned = draw(st.integers(0, 5)) == 0
    at = None
    if theme.exact and not planned and draw(st.booleans()):
        hour = draw(st.sampled_from((0, 1, 9, 17, 23)))
        at = datetime.combine(happened, time(hour, draw(st.sampled_from((0, 30)))), UTC)
        happened = london_day(at)
    recorded = draw(st.one_of(st.none(), days_after(theme, happened)))
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
    subject_kind = draw(st.sampled_from((theme.subject, theme.subject, "person", "worker", "team")))
    subject = draw(st.sampled_from(_subjects(theme, subject_kind)))
    own = [p for p in periods if p.subject == subject]
    start = draw(days(theme))
    kind = draw(st.sampled_from(("exempt", "exempt", "extended")))
    return Agreement(
        f"x{number}",
        subject_kind,
        subject,
        draw(st.sampled_from(standards)),
        kind,
        start,
        draw(st.one_of(st.none(), days_after(theme, start))),
        draw(st.sampled_from((None, start, start, start - timedelta(days=7), start + timedelta(days=7)))),
        draw(days(theme)) if kind == "extended" else None,
        draw(st.sampled_from(own)).id if own and draw(st.integers(0, 2)) == 0 else None,
    )


@st.composite
def _involvement(draw: st.DrawFn, theme: Theme, number: int) -> Involvement:
    start = draw(st.one_of(days(theme), days(theme), days(theme), st.none()))
    return Involvement(
        f"i{number}",
        draw(st.sampled_from(_subjects(theme, "person"))),
        draw(st.sampled_from(WORKERS[:2])),
        draw(st.sampled_from(theme.roles)),
        draw(st.sampled_from((None, *TEAMS[:2]))),
        start,
        draw(st.one_of(st.none(), days_after(theme, start))),
    )


@st.composite
def _post(draw: st.DrawFn, theme: Theme, worker: str) -> Post:
    start = draw(st.one_of(st.none(), days(theme)))
    return Post(
        worker,
        draw(st.sampled_from(theme.roles)),
        draw(st.sampled_from((None, *TEAMS[:2], *TEAMS[:3]))),
        draw(st.sampled_from((None, "0", "0.1", "0.2", "0.7", "1"))),
        start,
        draw(st.one_of(st.none(), days_after(theme, start))),
        draw(st.sampled_from((None, True, False))),
    )


def _again(record: Any, identifier: str) -> Any:
    """The same row under another id, as an extract sometimes has it."""
    return replace(record, id=identifier)
