"""Adding a kind's periods, or a run of events inside them, to the frames."""

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.random import Generator

from benchmarks.draws import LAST, chain, pick
from benchmarks.frames import Events, Periods, event_frame, period_frame
from compliance.calendar import UNKNOWN

Frames = dict[str, pl.DataFrame]


def add_periods(frames: Frames, periods: Periods, attributes: dict[str, pl.Series], rng: Generator) -> None:
    """A few of them without a start, where that is a subject's only period of the kind."""
    subject = periods.subject
    only = np.append(True, subject[1:] != subject[:-1]) & np.append(subject[1:] != subject[:-1], True)
    unknown = only & (rng.random(len(subject)) < 0.003)
    frames[f"periods/{periods.kind}"] = period_frame(periods, attributes, unknown)


Extra = Callable[[int, Generator], dict[str, pl.Series]]


def add_chain(
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
    row, day = chain(within, gap, most, rng)
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


def seen_child(count: int, rng: Generator) -> dict[str, pl.Series]:
    """Whether each visit saw the child, and alone."""
    return {"child_seen": pl.Series(rng.random(count) < 0.95), "seen_alone": pl.Series(rng.random(count) < 0.7)}


def quorate(count: int, rng: Generator) -> dict[str, pl.Series]:
    """Whether each conference lacked a quorum."""
    return {"inquorate": pl.Series(rng.random(count) < 0.03)}


def refused(count: int, rng: Generator) -> dict[str, pl.Series]:
    """Outcomes of health assessments, some of them refused."""
    return {"outcome": pick(["done"] * 12 + ["refused"], count, rng)}
