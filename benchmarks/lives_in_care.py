"""Time in care, by the million: periods, placements, orders, reviews, visits, health, and going missing."""

import numpy as np
import polars as pl
from numpy.random import Generator

from benchmarks.adding import Frames, add_chain, add_periods, refused, seen_child
from benchmarks.draws import LAST, MINUTES, Codes, after, chain, ends, instant, pick, seen, share
from benchmarks.frames import Events, Periods, event_frame, period_frame
from compliance.calendar import UNKNOWN, Days


def add_care(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    """Periods of care, some children with two, and all that belongs to them."""
    who = share(everybody, 0.26, rng)
    start = after(opened[who], 300, rng)
    end = ends(start, 900, rng)
    # Some who left come back: a second period, and with it a second set of clocks.
    back = (end != UNKNOWN) & (end < LAST - 60) & (rng.random(len(who)) < 0.2)
    again = after(end[back] + 20, 200, rng)
    subject = np.concatenate([who, who[back]])
    starts, stops = np.concatenate([start, again]), np.concatenate([end, ends(again, 900, rng)])
    order = np.lexsort((starts, subject))
    care = Periods("looked_after", subject[order], starts[order], stops[order])
    short = pl.Series(rng.random(len(order)) < 0.04)
    add_periods(
        frames,
        care,
        {"short_break": short, "ended_because": pl.repeat(None, len(order), dtype=pl.String, eager=True)},
        rng,
    )
    _add_placements(frames, care, rng)
    add_chain(frames, "lac_review.held", care, 120, 6, rng, None, planned=0.3)
    add_chain(frames, "statutory_visit.made", care, 40, 16, rng, seen_child)
    _add_adoptions(frames, care, rng)
    for kind, usual, told in (("health.notified", 3, 0.97), ("health.paperwork_sent", 5, 0.95)):
        day = seen(care.start + rng.poisson(usual, len(order)).astype(np.int32))
        done = (day != UNKNOWN) & (rng.random(len(order)) < told)
        frames[f"events/{kind}"] = event_frame(Events(care.subject[done], day[done]), care)
    day = seen(care.start + rng.integers(-60, 60, len(order)).astype(np.int32))
    done = (day != UNKNOWN) & (rng.random(len(order)) < 0.9)
    outcome = pick(["done"] * 19 + ["refused"], int(done.sum()), rng)
    frames["events/health.iha"] = event_frame(Events(care.subject[done], day[done], outcome=outcome), None)
    add_chain(frames, "health.rha", care, 230, 4, rng, refused)


def _add_placements(frames: Frames, care: Periods, rng: Generator) -> None:
    row, day = chain(care, 420, 4, rng)
    rows = np.concatenate([np.arange(len(care.subject), dtype=np.int32), row])
    starts = np.concatenate([care.start, day])
    order = np.lexsort((starts, rows))
    rows, starts = rows[order], starts[order]
    last = np.append(rows[1:] != rows[:-1], True)
    stops = np.where(last, care.end[rows], np.append(starts[1:] - 1, 0)).astype(np.int32)
    count = len(rows)
    draw = rng.random(count)
    flags = {
        "with_parents": draw < 0.08,
        "before_assessment": draw < 0.02,
        "connected_temporary": (draw > 0.08) & (draw < 0.14),
        "long_term": draw > 0.75,
        "adoptive": (draw > 0.14) & (draw < 0.15),
        "short_break": (draw > 0.15) & (draw < 0.18),
        "other_arrangement": (draw > 0.74) & (draw < 0.78),
    }
    attributes = {
        "placement_type": pick(["U6", "U4", "K2"], count, rng),
        **{name: pl.Series(flag) for name, flag in flags.items()},
        "provider": pl.repeat(None, count, dtype=pl.String, eager=True),
    }
    stops = np.where((stops != UNKNOWN) & (stops < starts), starts, stops).astype(np.int32)
    frames["periods/placement"] = period_frame(
        Periods("placement", care.subject[rows], starts, stops), attributes, np.zeros(count, np.bool_)
    )
    _add_statuses(frames, care, rng)


def _add_adoptions(frames: Frames, care: Periods, rng: Generator) -> None:
    """Visits and reviews under the adoption rules, for one in thirty."""
    adopted = rng.random(len(care.subject)) < 0.03
    for kind, gap, most in (("adoption_visit.made", 40, 8), ("adoption_review.held", 120, 3)):
        row, day = chain(care, gap, most, rng)
        row, day = row[adopted[row]], day[adopted[row]]
        frames[f"events/{kind}"] = event_frame(Events(care.subject[row], day), care)


def _add_statuses(frames: Frames, care: Periods, rng: Generator) -> None:
    """An interim order in four of ten, a care order after it; the rest accommodated by agreement."""
    count = len(care.subject)
    interim = rng.random(count) < 0.4
    ordered = seen(care.start + rng.integers(100, 300, count).astype(np.int32))
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


def add_missing(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    """Missing episodes, up to three a child, with returns and interviews to the minute for most."""
    who = np.repeat(share(everybody, 0.07, rng), 3)
    start = (opened[who] + np.tile([0, 150, 300], len(who) // 3) + rng.integers(0, 100, len(who))).astype(np.int32)
    kept = start < LAST - 5
    who, start = who[kept], start[kept]
    back = start + rng.integers(0, 5, len(who)).astype(np.int32)
    episodes = Periods("missing", who, start, back)
    absence = pick(["missing", "away"], len(who), rng)
    frames["periods/missing"] = period_frame(episodes, {"absence": absence}, np.zeros(len(who), np.bool_))
    minute = rng.integers(60, 22 * 60, len(who))
    timed = rng.random(len(who)) < 0.9
    returned = Events(who, back, instant(back, minute, timed))
    frames["events/missing.returned"] = event_frame(returned, episodes)
    asked = rng.random(len(who)) < 0.92
    later = minute + rng.integers(0, 6 * MINUTES, len(who))
    day = (back + later // MINUTES).astype(np.int32)
    asked &= day <= LAST
    outcome = pick(["held"] * 8 + ["declined", "not_offered"], int(asked.sum()), rng)
    # An hour is kept clear at either end of a day, so that the day is the same in summer time.
    clock = np.clip(later % MINUTES, 60, 22 * 60)
    interviews = Events(who[asked], day[asked], instant(day, clock, timed)[asked], outcome)
    frames["events/return_interview.held"] = event_frame(interviews, episodes)
