"""What is judged day by day: a state that must hold, a limit, a caseload."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from benchmarks.plain.chains import hopeless
from benchmarks.plain.days import FOREVER, NEVER, WorkingDays, months_on
from benchmarks.plain.judge import Occurrence
from benchmarks.plain.records import Period

Span = tuple[int, int, int, int]
"""Start, the day after the last, channel, amount."""


class Segment(NamedTuple):
    """Days [start, stop) on which every channel keeps its value."""

    start: int
    stop: int
    values: tuple[int, ...]


def segments(spans: list[Span], channels: int) -> list[Segment]:
    """The segments of all spans, in order."""
    steps: defaultdict[int, list[int]] = defaultdict(lambda: [0] * channels)
    for start, stop, channel, amount in spans:
        if start < stop:
            steps[start][channel] += amount
            steps[stop][channel] -= amount
    days, values, found = sorted(steps), [0] * channels, []
    for day, following in pairwise(days):
        values = [value + step for value, step in zip(values, steps[day], strict=True)]
        found.append(Segment(day, following, tuple(values)))
    return found


def day_after(end: int | None, as_of: int) -> int:
    """The day after a last day; for ever, where it still holds on the day."""
    return FOREVER if end is None or end >= as_of else end + 1


def plan_throughout(
    subject: int, stages: list[Period], plans: list[Period], care: list[Period], born: int | None, expected: int | None,
    working: WorkingDays, as_of: int,
) -> Iterator[Occurrence]:  # fmt: skip
    """A child in pre-proceedings is on a plan, unless looked after or not yet born."""
    told = [p for p in stages if p.reason is None]
    spans = [(p.reach, day_after(p.trigger_end, as_of), 0, 1) for p in told]
    spans += [(p.reach, day_after(p.end, as_of), 1, 1) for p in plans if not p.contradiction]
    spans += [(p.reach, day_after(p.end, as_of), 2, 1) for p in care if not p.contradiction]
    if born is not None or expected is not None:
        spans.append((NEVER, born if born is not None and born <= as_of else FOREVER, 2, 1))
    yield from _without(subject, told, segments(spans, 3), working)
    yield from (hopeless(subject, p) for p in stages if p.reason is not None)


def _without(subject: int, told: list[Period], found: list[Segment], working: WorkingDays) -> Iterator[Occurrence]:
    began, since = None, None
    for place, (start, stop, (stage, plan, excused)) in enumerate(found):
        then_stage, then_plan, then_excused = found[place + 1].values if place + 1 < len(found) else (0, 0, 0)
        if not stage:
            began = None
            continue
        if began is None:
            began = start
            if plan and not excused:
                yield _stretch(subject, told, began, start, start, start, None)
        if plan or excused:
            continue
        since = start if since is None else since
        if then_stage and not then_plan and not then_excused:
            continue
        met = stop if then_stage and then_plan else None
        over = stop - 1 if met is None and stop != FOREVER else None
        yield _stretch(subject, told, began, since, working.move(since, 15), met, over)
        since = None


def _stretch(
    subject: int, told: list[Period], began: int, since: int, due: int | None, met: int | None, over: int | None
) -> Occurrence:
    code = next(p.code for p in told if p.start == began)
    return Occurrence(subject, began, code, since, due, met, over)


class Day(NamedTuple):
    """How a segment was judged: the count, whether it is judged at all, and over."""

    start: int
    stop: int
    count: int
    judged: bool
    over: bool


def over_and_current(
    subject: int, days: list[Day], as_of: int, care: list[Period] | None = None
) -> Iterator[Occurrence]:
    """A row for each run over the limit, and one for today, if it is judged and within; with the latest period of `care`."""

    def code(day: int) -> int | None:
        return next((p.code for p in reversed(care or []) if p.start is None or p.start <= day), None)

    run: list[Day] = []
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        if day.over:
            run.append(day)
            if following is None or not following.over:
                start, is_open = run[0].start, day.stop == FOREVER
                within = following is not None and following.judged and not is_open
                known = start if start != NEVER else None
                yield Occurrence(
                    subject, known, code(start), known, start - 1 if known is not None else None,
                    day.stop if within else None, None if is_open or within else day.stop - 1,
                    None if known is not None else "start_unknown",
                    turn=day.count if is_open else max(d.count for d in run),
                )  # fmt: skip
                run = []
        elif day.judged and day.start <= as_of < day.stop:
            yield Occurrence(subject, None, code(as_of), None, None, turn=day.count, current=True)


SHORT_BREAK = 4


def stability(subject: int, care: list[Period], placements: list[Period], as_of: int) -> Iterator[Occurrence]:
    """No more than two placements in any 12 months."""
    spans = [
        (NEVER if p.start is None else p.start, day_after(p.trigger_end, as_of), 1, 1) for p in care if not p.hopeless
    ]
    for placement in placements:
        if not placement.contradiction and not placement.more[SHORT_BREAK]:
            leaves = months_on(placement.end, 12) if placement.end is not None else FOREVER
            spans.append((placement.reach, leaves if leaves <= as_of else FOREVER, 0, 1))
    days = [
        Day(s.start, s.stop, s.values[0], s.values[1] > 0, s.values[1] > 0 and s.values[0] > 2)
        for s in segments(spans, 2)
    ]
    yield from over_and_current(subject, days, as_of, [p for p in care if not p.hopeless])
    yield from (hopeless(subject, p) for p in care if p.hopeless)


def caseload(
    worker: int, held: dict[int, list[tuple[int, int]]], posts: list[tuple[Any, ...]], as_of: int
) -> Iterator[Occurrence]:
    """No more than 15 children for each full-time post; a child is counted once."""
    spans: list[Span] = [(start, stop, 1 if fte is not None else 2, fte or 1) for start, stop, fte in posts]
    for theirs in held.values():
        reach = NEVER
        for start, stop in sorted(theirs):
            spans.append((max(start, reach), stop, 0, 1))
            reach = max(reach, stop)
    days: list[Day] = []
    for start, stop, (children, fte, unknown) in segments(spans, 3):
        told = children > 0 and fte > 0 and not unknown
        each = -(-children * 1000 // fte) if told else 0
        days.append(Day(start, stop, each, told, told and children * 1000 > 15 * fte))
        if children and unknown and start <= as_of < stop:
            yield Occurrence(worker, None, None, None, None, reason="fte_unknown")
    yield from over_and_current(worker, days, as_of)
