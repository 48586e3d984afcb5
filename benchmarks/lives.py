"""Messy lives by the million, drawn all at once: frames of a snapshot for timing, and for comparing, evaluators.

Nothing here resembles a real authority. Every standard has records that meet it, meet it late and miss it; there are open
and finished periods, unknown starts, extensions, moves that restart a clock, children about five, times of day, and lives
that began under an earlier number.
"""

import numpy as np
import polars as pl
from numpy.random import Generator

from benchmarks.adding import Frames, add_chain, add_periods, quorate, seen_child
from benchmarks.draws import ENDS_ON, LAST, Codes, after, ends, forget, pick, seen, share
from benchmarks.frames import Events, Periods, dates, event_frame, ids
from benchmarks.lives_in_care import add_care, add_missing
from benchmarks.lives_workforce import add_exceptions, add_workforce
from compliance.calendar import UNKNOWN, Days

__all__ = ["ENDS_ON", "bulk_lives"]

IN_NEED_OF = {"cp_plan": 0.22, "section_47": 0.30, "pre_proceedings": 0.06, "proceedings": 0.05}
"""The share of children who come to have each kind of period."""


def bulk_lives(n_children: int, seed: int) -> Frames:
    """The frames of a snapshot of `n_children` lives with about 12 events each, keyed as `MemoryTables` wants them."""
    rng = np.random.default_rng(seed)
    everybody = np.arange(n_children, dtype=np.int32)
    opened = (LAST - rng.integers(60, 1500, n_children)).astype(np.int32)
    long_ago = rng.random(n_children) < 0.04
    opened[long_ago] -= rng.integers(1200, 1500, int(long_ago.sum())).astype(np.int32)
    born = (opened - rng.integers(0, 17 * 365, n_children)).astype(np.int32)
    about_five = rng.random(n_children) < 0.15
    born[about_five] = (LAST - 5 * 365 - rng.integers(-500, 700, n_children))[about_five]
    frames: Frames = {"people": _people(born, rng)}
    referrals = Periods("referral", everybody, opened, ends(opened, 900, rng))
    add_periods(frames, referrals, {"source": pick(["school", "police"], n_children, rng)}, rng)
    add_chain(frames, "supervision.case", referrals, 78, 9, rng, None)
    _add_assessments(frames, everybody, opened, rng)
    _add_enquiries(frames, everybody, opened, rng)
    _add_plans(frames, everybody, opened, rng)
    _add_court(frames, everybody, opened, rng)
    add_care(frames, everybody, opened, rng)
    _add_care_leavers(frames, everybody, opened, rng)
    add_missing(frames, everybody, opened, rng)
    add_workforce(frames, everybody, opened, referrals.end, rng)
    add_exceptions(frames, referrals, rng)
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
            "sex": pick(["F", "M"], count, rng),
            "restricted": pl.Series(rng.random(count) < 0.004),
            "responsible_authority": pl.repeat(None, count, dtype=pl.String, eager=True),
        }
    )


def _add_assessments(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = share(everybody, 0.8, rng)
    start = opened[who]
    took = rng.gamma(4.0, 12.0, len(who)).astype(np.int32)
    end = seen(start + took)
    assessments = Periods("assessment", who, start, end)
    add_periods(frames, assessments, {"referred_on": dates(forget(start, 0.01, rng))}, rng)
    authorised = (end != UNKNOWN) & (rng.random(len(who)) < 0.97)
    frames["events/assessment.authorised"] = event_frame(Events(who[authorised], end[authorised]), assessments)


def _add_enquiries(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = share(everybody, IN_NEED_OF["section_47"], rng)
    start = after(opened[who], 60, rng)
    met = rng.random(len(who)) < 0.55
    held = seen(start + np.where(met, 12 + rng.gamma(2.0, 5.0, len(who)).astype(np.int32), 9999))
    end = np.where(rng.random(len(who)) < 0.9, seen(start + rng.integers(5, 25, len(who))), UNKNOWN).astype(np.int32)
    outcome = pl.select(
        pl.when(pl.Series(end != UNKNOWN)).then(
            pl.when(pl.Series(met)).then(pl.lit("conference")).otherwise(pl.lit("no_conference"))
        )
    ).to_series()
    enquiries = Periods("section_47", who, start, end)
    add_periods(frames, enquiries, {"outcome": outcome}, rng)
    was = held != UNKNOWN
    frames["events/icpc.held"] = event_frame(Events(who[was], held[was]), enquiries)


def _add_plans(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = share(everybody, IN_NEED_OF["cp_plan"], rng)
    start = after(opened[who], 120, rng)
    plans = Periods("cp_plan", who, start, ends(start, 300, rng))
    every = rng.choice([5.0, 7.0, 15.0, 20.0], len(who))
    visit_every = pl.select(pl.when(pl.Series(rng.random(len(who)) < 0.1)).then(pl.Series(every))).to_series()
    category = pick(["neglect", "emotional"], len(who), rng)
    add_periods(frames, plans, {"category": category, "visit_every": visit_every}, rng)
    add_chain(frames, "cp_visit.made", plans, 12, 14, rng, seen_child)
    add_chain(frames, "cp_review.held", plans, 130, 4, rng, quorate, planned=0.3)


def _add_care_leavers(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    who = share(everybody, 0.03, rng)
    start = after(opened[who] + 100, 500, rng)
    leavers = Periods("leaving_care", who, start, ends(start, 600, rng))
    add_periods(frames, leavers, {"status": pick(["relevant", "former_relevant"], len(who), rng)}, rng)


def _add_court(frames: Frames, everybody: Codes, opened: Days, rng: Generator) -> None:
    for kind, limit in (("pre_proceedings", 112), ("proceedings", 181)):
        who = share(everybody, IN_NEED_OF[kind], rng)
        start = after(opened[who], 200, rng)
        stages = Periods(kind, who, start, seen(start + rng.gamma(5.0, limit / 4.5, len(who)).astype(np.int32)))
        ended = pl.Series(stages.end != UNKNOWN)
        add_periods(frames, stages, {"outcome": pl.select(pl.when(ended).then(pl.lit("issued"))).to_series()}, rng)
        extended = rng.random(len(who)) < 0.4
        agreed = start + limit + rng.integers(-30, 8, len(who)).astype(np.int32)
        new_due = start + limit + rng.integers(7, 70, len(who)).astype(np.int32)
        kept = extended & (agreed <= LAST)
        frames[f"events/{kind}.extended"] = event_frame(
            Events(who[kept], agreed[kept]), stages, {"new_due_on": dates(new_due[kept])}
        )
