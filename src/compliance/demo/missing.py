"""Writing missing episodes, returns to the minute, and the interviews that should follow within 72 hours."""

from compliance.demo.journeys import Child, Journey, Span
from compliance.demo.oversight import write_oversight
from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, clock

IN_TIME, HELD_LATE, DECLINED_IN_TIME = 0.51, 0.365, 0.11
"""Of returns: interviews held within 72 hours, held later, offered in time but declined; a few are never offered."""

CAUGHT_UP = 200
"""Days after which somebody has noticed that an interview was never held, and held it."""

YEAR = 365.25


def write_missing(journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace) -> None:
    """Some young people in care go missing often, a few others now and then."""
    for child in journey.family.children:
        start, end = (journey.care.start, journey.care.end) if journey.care else (journey.referred, journey.closed)
        if journey.short_breaks or not pace.chance(0.36 if journey.care else 0.02):
            continue
        day = max(start + 5, int(child.born + 11.5 * YEAR))
        every = pace.random.choice((16, 35, 75, 130))
        episodes: list[Span] = []
        while True:
            day += 2 + int(pace.random.expovariate(1 / every))
            back = day + pace.random.choices((0, 1, 2, 3, 6), (0.35, 0.40, 0.15, 0.06, 0.04))[0]
            if back >= end or day > rows.ends_on:
                break
            episodes.append(Span(day, back))
            day = back
        write_episodes(child, episodes, journey, referrals, rows, pace)


def write_episodes(
    child: Child, episodes: list[Span], journey: Journey, referrals: dict[str, str], rows: Rows, pace: Pace
) -> None:
    """The episodes of one child, and the strategy discussion that the third in thirty days asks for."""
    person = {child.id: referrals.get(child.id, "")}
    for number, episode in enumerate(episodes):
        write_episode(child, episode.start, episode.end, journey, rows, pace)
        if number >= 2 and episodes[number - 2].start > episode.start - 30:
            due = pace.diary.after(episode.start, "5 working days")
            held = pace.owed("repeat missing strategy", episode.start, due, journey.worker_on(episode.start))
            if held is not None:
                held = max(episode.start, min(held, journey.closed))
                rows.event("strategy.held", child.id, held)
                write_oversight(journey, person, held, rows, pace)


def write_episode(child: Child, day: int, back: int, journey: Journey, rows: Rows, pace: Pace) -> None:
    """One episode: gone, found, asked about it (or not)."""
    episode = rows.period(
        "missing", child.id, day, back, absence="missing" if pace.flawless or pace.chance(0.85) else "away"
    )
    minute = pace.random.randrange(10 * 60 + 5, 24 * 60)
    rows.event("missing.returned", child.id, back, episode, time=clock(minute))
    late = pace.slowness.get(journey.worker_on(back), 1.0)
    draw = pace.random.random()
    in_time = 1 - (1 - IN_TIME - DECLINED_IN_TIME) * min(late, 1.8)
    if pace.flawless or draw < in_time:
        held = pace.in_time(back, back + pace.random.randrange(1, 4), back + 3)
        # On the third day the hour of the return is the last; one hour sooner where the clocks went back between.
        hour = pace.random.randrange(9 * 60, 18 * 60) if held < back + 3 else min(minute - 65, 18 * 60)
        declined = not pace.flawless and pace.chance(DECLINED_IN_TIME / (IN_TIME + DECLINED_IN_TIME))
        rows.event("return_interview.held", child.id, held, episode, clock(hour), "declined" if declined else "held")
    elif back < rows.ends_on - CAUGHT_UP or draw < in_time + (1 - in_time) * HELD_LATE / (
        1 - IN_TIME - DECLINED_IN_TIME
    ):
        held = pace.diary.on_to_working(back + 4 + int(pace.random.expovariate(1 / 5)))
        rows.event("return_interview.held", child.id, held, episode, clock(pace.random.randrange(540, 1080)), "held")
    elif pace.chance(0.5):
        rows.event("return_interview.held", child.id, back + 1, episode, outcome="not_offered")
