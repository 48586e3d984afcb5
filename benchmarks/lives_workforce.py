"""The workers who hold those lives, in dated posts, and the exceptions agreed."""

from datetime import date

import numpy as np
import polars as pl
from numpy.random import Generator

from benchmarks.adding import Frames
from benchmarks.draws import LAST, Codes, pick, share
from benchmarks.frames import Periods, dates, ids
from compliance.calendar import UNKNOWN, Days


def add_workforce(frames: Frames, everybody: Codes, opened: Days, closed: Days, rng: Generator) -> None:
    """Sixteen children a worker, three in ten handed on once; posts and teams."""
    workers = max(len(everybody) // 16, 1)
    teams = max(workers // 7, 1)
    person = np.concatenate([everybody, share(everybody, 0.3, rng)])
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
    stops = np.concatenate([end, np.full(len(moved), UNKNOWN)]).astype(np.int32)
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
            "ended_on": dates(stops[order]),
        }
    )


def add_exceptions(frames: Frames, referrals: Periods, rng: Generator) -> None:
    """An agreed exception for one child in two hundred, and the tables that nobody's life fills."""
    who = share(referrals.subject, 0.005, rng)
    count = len(who)
    agreed = (LAST - rng.integers(1, 60, count)).astype(np.int32)
    frames["exceptions"] = pl.DataFrame(
        {
            "exception_id": ids("X", count),
            "subject_kind": pl.repeat("person", count, eager=True),
            "subject": who,
            "standard": pick(["supervision-child", "lac-visit", "cp-visit"], count, rng),
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
