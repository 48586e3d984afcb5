"""What is done once, by a date."""

from collections.abc import Iterable, Iterator
from datetime import date

from benchmarks.plain.days import EPOCH, FOREVER, NEVER, WorkingDays, months_on
from benchmarks.plain.judge import Occurrence
from benchmarks.plain.records import Event, Period

HOUR = 3_600_000_000


def first(events: Iterable[Event], kind: str, period: Period, low: int, high: int) -> int | None:
    """The day of the first event that belongs to a period."""
    for event in events:
        if low <= event.day <= high and event.may_belong(kind, period.code):
            return event.day
    return None


def assessment(
    subject: int, periods: list[Period], authorised: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """Authorised within 45 working days of the referral."""
    for period in periods:
        anchor, end = period.more[0], period.trigger_end
        reason = "contradiction" if period.contradiction else "anchor_unknown" if anchor is None else None
        met = first(
            authorised, "assessment", period, NEVER if anchor is None else anchor, as_of if end is None else end
        )
        due = working.move(anchor, 45) if anchor is not None else None
        yield Occurrence(subject, period.start, period.code, anchor, due, met, end, reason)


def of_the_born(periods: list[Period], born: int | None, expected: int | None) -> list[Period]:
    """Those that did not begin before the birth; where none is known or expected, the child is taken to be born."""
    birth = born if born is not None else NEVER if expected is None else FOREVER
    return [period for period in periods if period.start is None or period.start >= birth]


def conference(
    subject: int, periods: list[Period], held: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """Held within 15 working days, unless the enquiries end without need of one."""
    for period in periods:
        over = period.trigger_end if period.more[0] == "no_conference" else None
        met = first(held, "section_47", period, period.reach, as_of if over is None else over)
        due = working.move(period.start, 15) if period.start is not None else None
        yield Occurrence(subject, period.start, period.code, period.start, due, met, over, period.reason)


def notification(
    subject: int, care: list[Period], told: list[Event], sent: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """Health told and paperwork sent within 5 working days."""
    for period in care:
        end = period.trigger_end
        last = as_of if end is None else end
        days = [first(events, "looked_after", period, period.reach, last) for events in (told, sent)]
        met = max(day for day in days if day is not None) if None not in days else None
        due = working.move(period.start, 5) if period.start is not None else None
        yield Occurrence(subject, period.start, period.code, period.start, due, met, end, period.reason)


def health_assessment(
    subject: int, care: list[Period], held: list[Event], working: WorkingDays, as_of: int
) -> Iterator[Occurrence]:
    """Done, or refused, within 20 working days; one in the 3 months before counts."""
    for period in care:
        end = period.trigger_end
        low = months_on(period.start, -3) if period.start is not None else period.reach
        last = as_of if end is None else end
        done = first((e for e in held if e.outcome == "done"), "looked_after", period, low, last)
        refused = first((e for e in held if e.outcome == "refused"), "looked_after", period, low, last)
        is_refused = refused is not None and (done is None or refused < done)
        due = working.move(period.start, 20) if period.start is not None else None
        met = refused if is_refused else done
        yield Occurrence(
            subject, period.start, period.code, period.start, due, met, end, period.reason, refused=is_refused
        )


Agreed = tuple[int, int | None, tuple[str, int] | None]
"""An extension: when it was agreed, to what date, and the period that it names."""


TWELVE_WEEKS_UNTIL = date(2019, 4, 30).toordinal() - EPOCH


def court(subject: int, kind: str, periods: list[Period], agreed: list[Agreed], times: int) -> Iterator[Occurrence]:
    """Ended within a time that may be extended, by up to 8 weeks each time."""
    for period in periods:
        due = _last_day(kind, period.start) if period.start is not None else None
        left = times
        for made_on, new_due, link in sorted(agreed, key=lambda a: (a[0], a[1] or NEVER)):
            named = link is None or link[0] != kind or link[1] == period.code
            if due is None or new_due is None or not named or not left:
                continue
            if made_on <= due < new_due <= due + 56:
                due, left = new_due, left - 1
        yield Occurrence(subject, period.start, period.code, period.start, due, period.trigger_end, None, period.reason)


def _last_day(kind: str, start: int) -> int:
    """26 weeks of proceedings with the first day among them; 16 weeks of pre-proceedings, once 12."""
    if kind == "proceedings":
        return start + 26 * 7 - 1
    return start + (12 * 7 if start <= TWELVE_WEEKS_UNTIL else 16 * 7)


def interview(
    subject: int, returned: list[Event], held: list[Event], london_day: dict[int, int]
) -> Iterator[Occurrence]:
    """Held within 72 hours of each return; one that names no episode belongs to the latest return before it alone."""
    returns = list({(e.day, e.moment): e for e in reversed(returned)}.values())[::-1]
    codes = [e.link[1] if e.link is not None and e.link[0] == "missing" else None for e in returns]
    mine: list[list[Event]] = [[] for _ in returns]
    for event in held:
        after = [place for place, trigger in enumerate(returns) if _not_before(trigger, event)]
        if event.link is not None and event.link[0] == "missing":
            for place in after:
                if codes[place] == event.link[1]:
                    mine[place].append(event)
        elif after:
            mine[after[-1]].append(event)
    for trigger, code, events in zip(returns, codes, mine, strict=True):
        done = next((e for e in events if e.outcome == "held"), None)
        declined = next((e for e in events if e.outcome == "declined"), None)
        refused = declined is not None and (done is None or declined.day < done.day)
        met = declined if refused else done
        due = trigger.day + 3 if trigger.moment is None else london_day[trigger.moment + 72 * HOUR]
        late = (
            done is not None and not refused and trigger.moment is not None and done.moment is not None
            and done.moment > trigger.moment + 72 * HOUR
        )  # fmt: skip
        met_on = met.day if met is not None else None
        yield Occurrence(subject, trigger.day, code, trigger.day, due, met_on, late=late, refused=refused)


def _not_before(trigger: Event, event: Event) -> bool:
    if event.day < trigger.day:
        return False
    return event.moment is None or trigger.moment is None or event.moment >= trigger.moment
