"""Writing short breaks: a series of nights away with the same carer under one agreement."""

from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows

TOO_LONG = 0.01


def write_short_breaks(journey: Journey, rows: Rows, pace: Pace) -> None:
    """The short breaks of a family that has them."""
    if journey.care is not None and journey.short_breaks:
        for child in journey.family.children:
            write_series(child, journey.care, rows, pace)


def write_series(child: Child, care: Span, rows: Rows, pace: Pace) -> None:
    """About once a month, two nights; in the holidays a week or more."""
    rows.period("looked_after", child.id, care.start, care.end, short_break="true", ended_because="returned home")
    rows.period("legal_status", child.id, care.start, care.end, status="V4", short_break="true")
    day = care.start
    while day <= min(care.end, rows.ends_on):
        nights = 18 + pace.random.randrange(4) if pace.mishap(TOO_LONG) else pace.random.choice((2, 2, 2, 2, 3, 7))
        end = min(day + nights, care.end)
        rows.period("placement", child.id, day, end, placement_type="U6", short_break="true", provider="own")
        day = max(day + pace.random.randrange(24, 36), end + 2)
