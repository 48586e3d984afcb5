"""Messy lives by the million, drawn all at once: frames of a snapshot for timing, and for comparing, evaluators.

Nothing here resembles a real authority. Every standard has records that meet it, meet it late and miss it; there are open
and finished periods, unknown starts, extensions, moves that restart a clock, children about five, and times of day.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.frames import NO_INSTANT, Events, Periods, dates, event_frame, ids, period_frame
from compliance.calendar import UNKNOWN, Days, day_number

ENDS_ON = date(2026, 3, 31)
"""The day that the lives were recorded up to; also the day to evaluate them on."""

LAST = day_number(ENDS_ON)
Codes = NDArray[np.int32]
Frames = dict[str, pl.DataFrame]

IN_NEED_OF = {"cp_plan": 0.22, "section_47": 0.30, "looked_after": 0.26, "pre_proceedings": 0.06, "proceedings": 0.05}
"""The share of children who come to have each kind of period."""

MINUTES, MICROSECONDS = 24 * 60, 60_000_000


def bulk_lives(n_children: int, seed: int) -> Frames:
    """The frames of a snapshot of `n_children` lives with about 12 events each, keyed as `MemoryTables` wants them."""
    rng = np.random.default_rng(seed)
    everybody = np.arange(n_children, dtype=np.int32)
    opened = (LAST - rng.integers(60, 1500, n_children)).astype(np.int32)
    born = (opened - rng.integers(0, 17 * 365, n_children)).astype(np.int32)
    about_five = rng.random(n_children) < 0.15
    born[about_five] = (LAST - 5 * 365 - rng.integers(-500, 700, n_children))[about_five]
    frames: Frames = {"people": _people(born, rng)}
    referrals = Periods("referral", everybody, opened, _ends(opened, 900, rng))
    _add_periods(frames, referrals, {"source": _pick(["school", "police"], n_children, rng)}, rng)
    _add_chain(frames, "supervision.case", referrals, 78, 9, rng, None)
    _add_assessments(frames, everybody, opened, rng)
    _add_enquiries(frames, everybody, opened, rng)
    _add_plans(frames, everybody, opened, rng)
    _add_court(frames, everybody, opened, rng)
    _add_care(frames, everybody, opened, rng)
    _add_missing(frames, everybody, opened, rng)
    _add_workforce(frames, everybody, opened, referrals.end, rng)
    _add_exceptions(frames, referrals, rng)
    return frames


def _people(born: Days, rng: Generator) -> pl.DataFrame:
    count = len(born)
    unknown = rng.random(count) < 0.002
    unborn = rng.random(count) < 0.002
    known = np.where(unknown | unborn, UNKNOWN, born).astype(np.int32)
    expected = np.where(unborn, LAST + rng.integers(-20, 120, count), UNKNOWN).astype(np.int32)
    return pl.DataFrame(
        {
            "person_id": ids("C", count),
            "display_name": pl.repeat(None, count, dtype=pl.String, eager=True),
            "date_of_birth": dates(known),
            "expected_birth_date": dates(expected),
            "date_of_death": pl.repeat(None, count, dtype=pl.Date, eager=True),
            "sex": _pick(["F", "M"], count, rng),
            "restricted": pl.Series(rng.random(count) < 0.004),
            "responsible_authority": pl.repeat(None, count, dtype=pl.String, eager=True),
        }
    )


def _add_assessments(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = _share(everybody, 0.8, rng)
    start = opened[who]
    took = rng.gamma(4.0, 12.0, len(who)).astype(np.int32)
    end = _seen(start + took)
    assessments = Periods("assessment", who, start, end)
    _add_periods(frames, assessments, {"referred_on": dates(_forget(start, 0.01, rng))}, rng)
    authorised = (end != UNKNOWN) & (rng.random(len(who)) < 0.97)
    frames["events/assessment.authorised"] = event_frame(Events(who[authorised], end[authorised]), assessments)


def _add_enquiries(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = _share(everybody, IN_NEED_OF["section_47"], rng)
    start = _after(opened[who], 60, rng)
    met = rng.random(len(who)) < 0.55
    held = _seen(start + np.where(met, 12 + rng.gamma(2.0, 5.0, len(who)).astype(np.int32), 9999))
    end = np.where(rng.random(len(who)) < 0.9, _seen(start + rng.integers(5, 25, len(who))), UNKNOWN).astype(np.int32)
    outcome = pl.select(
        pl.when(pl.Series(end != UNKNOWN)).then(
            pl.when(pl.Series(met)).then(pl.lit("conference")).otherwise(pl.lit("no_conference"))
        )
    ).to_series()
    enquiries = Periods("section_47", who, start, end)
    _add_periods(frames, enquiries, {"outcome": outcome}, rng)
    was = held != UNKNOWN
    frames["events/icpc.held"] = event_frame(Events(who[was], held[was]), enquiries)


def _add_plans(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = _share(everybody, IN_NEED_OF["cp_plan"], rng)
    start = _after(opened[who], 120, rng)
    plans = Periods("cp_plan", who, start, _ends(start, 300, rng))
    every = rng.choice([5.0, 15.0, 20.0], len(who))
    visit_every = pl.select(pl.when(pl.Series(rng.random(len(who)) < 0.1)).then(pl.Series(every))).to_series()
    category = _pick(["neglect", "emotional"], len(who), rng)
    _add_periods(frames, plans, {"category": category, "visit_every": visit_every}, rng)
    _add_chain(frames, "cp_visit.made", plans, 12, 14, rng, _seen_child)
    _add_chain(frames, "cp_review.held", plans, 130, 4, rng, None, planned=0.3)


def _add_court(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    for kind, limit in (("pre_proceedings", 112), ("proceedings", 181)):
        who = _share(everybody, IN_NEED_OF[kind], rng)
        start = _after(opened[who], 200, rng)
        stages = Periods(kind, who, start, _seen(start + rng.gamma(5.0, limit / 4.5, len(who)).astype(np.int32)))
        ended = pl.Series(stages.end != UNKNOWN)
        _add_periods(frames, stages, {"outcome": pl.select(pl.when(ended).then(pl.lit("issued"))).to_series()}, rng)
        extended = rng.random(len(who)) < 0.4
        agreed = start + limit + rng.integers(-30, 8, len(who)).astype(np.int32)
        new_due = start + limit + rng.integers(7, 70, len(who)).astype(np.int32)
        kept = extended & (agreed <= LAST)
        frames[f"events/{kind}.extended"] = event_frame(
            Events(who[kept], agreed[kept]), stages, {"new_due_on": dates(new_due[kept])}
        )


def _add_care(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = _share(everybody, IN_NEED_OF["looked_after"], rng)
    start = _after(opened[who], 300, rng)
    end = _ends(start, 900, rng)
    # Some who left come back: a second period, and with it a second set of clocks.
    back = (end != UNKNOWN) & (end < LAST - 60) & (rng.random(len(who)) < 0.2)
    again = _after(end[back] + 20, 200, rng)
    subject = np.concatenate([who, who[back]])
    starts, stops = np.concatenate([start, again]), np.concatenate([end, _ends(again, 900, rng)])
    order = np.lexsort((starts, subject))
    care = Periods("looked_after", subject[order], starts[order], stops[order])
    short = pl.Series(rng.random(len(order)) < 0.04)
    _add_periods(
        frames,
        care,
        {"short_break": short, "ended_because": pl.repeat(None, len(order), dtype=pl.String, eager=True)},
        rng,
    )
    _add_placements(frames, care, rng)
    _add_chain(frames, "lac_review.held", care, 120, 6, rng, None, planned=0.3)
    _add_chain(frames, "statutory_visit.made", care, 40, 16, rng, _seen_child)
    for kind, usual, share in (("health.notified", 3, 0.97), ("health.paperwork_sent", 5, 0.95)):
        day = _seen(care.start + rng.poisson(usual, len(order)).astype(np.int32))
        done = (day != UNKNOWN) & (rng.random(len(order)) < share)
        frames[f"events/{kind}"] = event_frame(Events(care.subject[done], day[done]), care)
    day = _seen(care.start + rng.integers(-60, 60, len(order)).astype(np.int32))
    done = (day != UNKNOWN) & (rng.random(len(order)) < 0.9)
    outcome = _pick(["done"] * 19 + ["refused"], int(done.sum()), rng)
    frames["events/health.iha"] = event_frame(Events(care.subject[done], day[done], outcome=outcome), None)
    _add_chain(frames, "health.rha", care, 230, 4, rng, _refused)


def _add_placements(frames: Frames, care: Periods, rng: Generator) -> None:
    row, day = _chain(care, 420, 4, rng)
    rows = np.concatenate([np.arange(len(care.subject), dtype=np.int32), row])
    starts = np.concatenate([care.start, day])
    order = np.lexsort((starts, rows))
    rows, starts = rows[order], starts[order]
    last = np.append(rows[1:] != rows[:-1], True)
    ends = np.where(last, care.end[rows], np.append(starts[1:] - 1, 0)).astype(np.int32)
    count = len(rows)
    draw = rng.random(count)
    flags = {
        "with_parents": draw < 0.08,
        "before_assessment": draw < 0.02,
        "connected_temporary": (draw > 0.08) & (draw < 0.14),
        "long_term": draw > 0.75,
        "adoptive": (draw > 0.14) & (draw < 0.15),
        "short_break": (draw > 0.15) & (draw < 0.18),
    }
    attributes = {
        "placement_type": _pick(["U6", "U4", "K2"], count, rng),
        **{name: pl.Series(flag) for name, flag in flags.items()},
        "provider": pl.repeat(None, count, dtype=pl.String, eager=True),
    }
    ends = np.where((ends != UNKNOWN) & (ends < starts), starts, ends).astype(np.int32)
    frames["periods/placement"] = period_frame(
        Periods("placement", care.subject[rows], starts, ends), attributes, np.zeros(count, np.bool_)
    )
    _add_statuses(frames, care, rng)


def _add_statuses(frames: Frames, care: Periods, rng: Generator) -> None:
    """An interim order in four of ten, a care order after it; the rest accommodated by agreement."""
    count = len(care.subject)
    interim = rng.random(count) < 0.4
    ordered = _seen(care.start + rng.integers(100, 300, count).astype(np.int32))
    ordered = np.where(interim & ((care.end == UNKNOWN) | (ordered < care.end)), ordered, UNKNOWN).astype(np.int32)
    full = ordered != UNKNOWN
    first_end = np.where(full, ordered - 1, care.end).astype(np.int32)
    subject = np.concatenate([care.subject, care.subject[full]])
    start, end = np.concatenate([care.start, ordered[full]]), np.concatenate([first_end, care.end[full]])
    code = np.concatenate([np.where(interim, 1, 0), np.full(int(full.sum()), 2)])
    order = np.lexsort((start, subject))
    status = pl.Series(["V2", "C1", "C2"]).gather(code[order])
    statuses = Periods("legal_status", subject[order], start[order], end[order])
    attributes = {"status": status, "short_break": pl.repeat(False, len(order), eager=True)}
    frames["periods/legal_status"] = period_frame(statuses, attributes, np.zeros(len(order), np.bool_))


def _add_missing(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = np.repeat(_share(everybody, 0.07, rng), 3)
    start = (opened[who] + np.tile([0, 150, 300], len(who) // 3) + rng.integers(0, 100, len(who))).astype(np.int32)
    kept = start < LAST - 5
    who, start = who[kept], start[kept]
    back = start + rng.integers(0, 5, len(who)).astype(np.int32)
    episodes = Periods("missing", who, start, back)
    absence = _pick(["missing", "away"], len(who), rng)
    frames["periods/missing"] = period_frame(episodes, {"absence": absence}, np.zeros(len(who), np.bool_))
    minute = rng.integers(60, 22 * 60, len(who))
    timed = rng.random(len(who)) < 0.9
    returned = Events(who, back, _instant(back, minute, timed))
    frames["events/missing.returned"] = event_frame(returned, episodes)
    asked = rng.random(len(who)) < 0.92
    after = minute + rng.integers(0, 6 * MINUTES, len(who))
    day = (back + after // MINUTES).astype(np.int32)
    asked &= day <= LAST
    outcome = _pick(["held"] * 8 + ["declined", "not_offered"], int(asked.sum()), rng)
    # An hour is kept clear at either end of a day, so that the day is the same in summer time.
    clock = np.clip(after % MINUTES, 60, 22 * 60)
    interviews = Events(who[asked], day[asked], _instant(day, clock, timed)[asked], outcome)
    frames["events/return_interview.held"] = event_frame(interviews, episodes)


def _add_workforce(frames: Frames, everybody: Codes, opened: Days, closed: Days, rng: Generator) -> None:
    workers = max(len(everybody) // 16, 1)
    teams = max(workers // 7, 1)
    person = np.concatenate([everybody, _share(everybody, 0.3, rng)])
    start = np.concatenate([opened, opened[person[len(everybody) :]] + 90]).astype(np.int32)
    order = np.lexsort((start, person))
    person, start = person[order], start[order]
    handed_on = np.append(person[1:] == person[:-1], False)
    end = np.where(handed_on, np.append(start[1:] - 1, 0), closed[person]).astype(np.int32)
    worker = rng.integers(0, workers, len(person)).astype(np.int32)
    frames["involvements"] = pl.DataFrame(
        {
            "involvement_id": ids("I", len(person)),
            "subject": person,
            "worker": worker,
            "role": pl.repeat("social_worker", len(person), eager=True),
            "team": (worker % teams).astype(np.int32),
            "started_on": dates(start),
            "ended_on": dates(end),
        }
    )
    frames["workers"] = _posts(workers, teams, rng)
    frames["teams"] = pl.DataFrame(
        {
            "team_id": ids("T", teams),
            "team": np.arange(teams, dtype=np.int32),
            "name": ids("Team ", teams),
            "parent": pl.repeat(None, teams, dtype=pl.Int32, eager=True),
            "manager": (np.arange(teams) % workers).astype(np.int32),
            "started_on": pl.repeat(date(2010, 4, 1), teams, eager=True),
            "ended_on": pl.repeat(None, teams, dtype=pl.Date, eager=True),
        }
    )


def _posts(workers: int, teams: int, rng: Generator) -> pl.DataFrame:
    """A post for every worker, a second that follows it for some; a few of unknown hours, a few ended."""
    start = (LAST - rng.integers(400, 3000, workers)).astype(np.int32)
    moved = np.flatnonzero(rng.random(workers) < 0.2).astype(np.int32)
    end = np.where(rng.random(workers) < 0.05, LAST - 30, UNKNOWN).astype(np.int32)
    end[moved] = start[moved] + 200
    worker = np.concatenate([np.arange(workers, dtype=np.int32), moved])
    starts = np.concatenate([start, end[moved] + 1]).astype(np.int32)
    ends = np.concatenate([end, np.full(len(moved), UNKNOWN)]).astype(np.int32)
    order = np.lexsort((starts, worker))
    count = len(order)
    hours = pl.Series(rng.choice([1.0, 1.0, 1.0, 0.8, 0.5], count))
    known = pl.Series(rng.random(count) >= 0.005)
    return pl.DataFrame(
        {
            "worker_id": ids("W", workers).gather(worker[order]),
            "worker": worker[order],
            "display_name": pl.repeat(None, count, dtype=pl.String, eager=True),
            "email": pl.repeat(None, count, dtype=pl.String, eager=True),
            "role": pl.repeat("social_worker", count, eager=True),
            "team": (worker[order] % teams).astype(np.int32),
            "manager": pl.repeat(None, count, dtype=pl.Int32, eager=True),
            "fte": pl.select(pl.when(known).then(hours)).to_series(),
            "agency": pl.Series(rng.random(count) < 0.13),
            "started_on": dates(starts[order]),
            "ended_on": dates(ends[order]),
        }
    )


def _add_exceptions(frames: Frames, referrals: Periods, rng: Generator) -> None:
    """An agreed exception for one child in two hundred, and the tables that nobody's life fills."""
    who = _share(referrals.subject, 0.005, rng)
    count = len(who)
    agreed = (LAST - rng.integers(1, 60, count)).astype(np.int32)
    frames["exceptions"] = pl.DataFrame(
        {
            "exception_id": ids("X", count),
            "subject_kind": pl.repeat("person", count, eager=True),
            "subject": who,
            "standard": _pick(["supervision-child", "lac-visit", "cp-visit"], count, rng),
            "linked_kind": pl.repeat(None, count, dtype=pl.String, eager=True),
            "linked_period": pl.repeat(None, count, dtype=pl.Int32, eager=True),
            "kind": pl.repeat("exempt", count, eager=True),
            "agreed_by": pl.repeat("W000000000", count, eager=True),
            "agreed_on": dates(agreed),
            "reason": pl.repeat("agreed", count, eager=True),
            "started_on": dates(agreed),
            "until": dates((LAST + rng.integers(-20, 60, count)).astype(np.int32)),
            "new_due_on": pl.repeat(None, count, dtype=pl.Date, eager=True),
        }
    )
    spans = {"started_on": pl.Date(), "ended_on": pl.Date()}
    frames["families"] = pl.DataFrame(schema={"family_id": pl.String(), "subject": pl.Int32(), **spans})
    frames["absences"] = pl.DataFrame(schema={"worker": pl.Int32(), "deputy": pl.Int32(), **spans})
    words = {name: pl.String() for name in ("table", "file", "column", "reason")}
    frames["rejected"] = pl.DataFrame(schema={**words, "line": pl.Int64()})


def _add_periods(frames: Frames, periods: Periods, attributes: dict[str, pl.Series], rng: Generator) -> None:
    """A few of them without a start, where that is a subject's only period of the kind."""
    subject = periods.subject
    only = np.append(True, subject[1:] != subject[:-1]) & np.append(subject[1:] != subject[:-1], True)
    unknown = only & (rng.random(len(subject)) < 0.003)
    frames[f"periods/{periods.kind}"] = period_frame(periods, attributes, unknown)


Extra = Callable[[int, Generator], dict[str, pl.Series]]


def _add_chain(
    frames: Frames,
    kind: str,
    within: Periods,
    gap: int,
    most: int,
    rng: Generator,
    extra: Extra | None,
    planned: float = 0.0,
) -> None:
    """Events again and again in each period, about `gap` days apart; some periods have the next one planned."""
    row, day = _chain(within, gap, most, rng)
    subject = within.subject[row]
    ahead = np.full(len(row), UNKNOWN, np.int32)
    if planned:
        still = within.subject[(within.end == UNKNOWN) & (rng.random(len(within.end)) < planned)]
        subject = np.concatenate([subject, still])
        day = np.concatenate([day, np.full(len(still), UNKNOWN, np.int32)])
        ahead = np.concatenate([ahead, LAST + rng.integers(1, 60, len(still)).astype(np.int32)])
    more = extra(len(subject), rng) if extra is not None else {}
    events = Events(subject, day, outcome=more.pop("outcome", None), planned=ahead)
    frames[f"events/{kind}"] = event_frame(events, within, more)


def _seen_child(count: int, rng: Generator) -> dict[str, pl.Series]:
    return {"child_seen": pl.Series(rng.random(count) < 0.95), "seen_alone": pl.Series(rng.random(count) < 0.7)}


def _refused(count: int, rng: Generator) -> dict[str, pl.Series]:
    return {"outcome": _pick(["done"] * 12 + ["refused"], count, rng)}


def _chain(within: Periods, gap: int, most: int, rng: Generator) -> tuple[Codes, Days]:
    """For each period a run of days, as the period's row and the day, until it ends or `most` are reached."""
    gaps = rng.gamma(3.0, gap / 3.0, (len(within.subject), most)).astype(np.int32)
    days = within.start[:, None] + np.cumsum(gaps, axis=1, dtype=np.int32)
    last = np.where(within.end == UNKNOWN, LAST, within.end)
    row, turn = np.nonzero(days <= last[:, None])
    return row.astype(np.int32), days[row, turn]


def _share(codes: Codes, share: float, rng: Generator) -> Codes:
    return codes[rng.random(len(codes)) < share]


def _after(day: Days, most: int, rng: Generator) -> Days:
    return np.minimum(day + rng.integers(0, most, len(day)), LAST).astype(np.int32)


def _ends(start: Days, mean: int, rng: Generator) -> Days:
    """Ends some while after each start; unknown, being still open, where that is to come. One in a thousand is absurd."""
    end = _seen((start + 10 + rng.exponential(mean, len(start))).astype(np.int32))
    return np.where((end != UNKNOWN) & (rng.random(len(start)) < 0.001), start - 9, end).astype(np.int32)


def _seen(day: NDArray[np.integer]) -> Days:
    return np.where(day <= LAST, day, UNKNOWN).astype(np.int32)


def _forget(day: Days, share: float, rng: Generator) -> Days:
    return np.where(rng.random(len(day)) < share, UNKNOWN, day).astype(np.int32)


def _instant(day: Days, minute: NDArray[np.integer], timed: NDArray[np.bool_]) -> NDArray[np.int64]:
    instant = (day.astype(np.int64) * MINUTES + minute) * MICROSECONDS
    return np.where(timed, instant, NO_INSTANT)


def _pick(words: list[str], count: int, rng: Generator) -> pl.Series:
    return pl.Series(words).gather(rng.integers(0, len(words), count))
