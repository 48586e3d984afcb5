"""Writing early help, before some families are referred and after the work with others has ended."""

from collections.abc import Iterable

from compliance.demo.journeys import Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

STEPPED_UP, STEPPED_DOWN = 0.07, 0.06
SIXTEEN_WEEKS, LONG = 112, 0.14


def write_early_help(journeys: Iterable[Journey], rows: Rows, pace: Pace) -> None:
    """Early help of some families that are assessed, in need or protected, never twice at once."""
    taken: dict[str, list[Span]] = {}
    for journey in journeys:
        if journey.authorised is None or journey.care is not None:
            continue
        days = SIXTEEN_WEEKS + pace.random.randrange(2, 50) if pace.mishap(LONG) else pace.random.randrange(40, 113)
        if pace.chance(STEPPED_UP):
            span = Span(journey.referred - days, journey.referred)
        elif pace.chance(STEPPED_DOWN):
            start = pace.diary.on_to_working(journey.closed + 3)
            span = Span(start, start + days)
        else:
            continue
        others = taken.setdefault(journey.family.id, [])
        if all(span.end < other.start or span.start > other.end for other in others):
            others.append(span)
            write_help(journey, span, rows, pace)


def write_help(journey: Journey, span: Span, rows: Rows, pace: Pace) -> None:
    """One time in early help, visited about every four weeks."""
    people = {
        child.id: rows.period("early_help", child.id, span.start, span.end)
        for child in journey.family.children
        if child.born <= span.start and span.end - child.born < 6570
    }
    if span.start > rows.ends_on:
        return
    day = span.start
    while day <= min(span.end, rows.ends_on):
        day = pace.within("early help visit", day, "20 working days")
        if day <= span.end:
            rows.shared("early_help.visited", people, day)
