"""`each: school term`: once in every term that begins while the trigger lasts."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days, day_number
from compliance.evaluate.arrays import ALWAYS, Ints, Longs, pair_ranges
from compliance.evaluate.limits import Reasons
from compliance.evaluate.meeting import Bound, Owed
from compliance.evaluate.triggers import NO_REASON, reason
from compliance.rulebook.model import Standard


@dataclass(frozen=True)
class OfTerms:
    """The occurrences of every term: the trigger of each, which of its terms it is, first and last day, what counts."""

    trigger: Longs
    turn: Ints
    started: Days
    due: Days
    reason: Reasons
    owed: Owed


def of_terms(b: Bound) -> OfTerms:
    """An occurrence for each term whose first day is on or after the anchor, and one for a trigger that cannot be told."""
    first, last = b.world.calendar.term_days
    told = b.triggers.reason == NO_REASON
    begins = np.searchsorted(first, b.triggers.anchor)
    stops = np.where(told, np.searchsorted(first, b.last, side="right"), begins)
    pairs = pair_ranges(begins, stops)
    early = first[pairs.right] < in_force_from(b.standard)
    why = np.where(early, reason("no_value_in_force"), NO_REASON)
    due = np.where(early, UNKNOWN, last[pairs.right])
    untold = np.flatnonzero(~told)
    trigger = np.concatenate([pairs.left, untold])
    order = np.argsort(trigger, kind="stable")
    since = np.concatenate([first[pairs.right], np.full(len(untold), ALWAYS)])[order]
    return OfTerms(
        trigger[order],
        np.concatenate([pairs.right - begins[pairs.left] + 1, np.ones(len(untold), np.int64)])[order].astype(np.int32),
        np.concatenate([first[pairs.right], b.triggers.anchor[untold]])[order],
        np.concatenate([due, np.full(len(untold), UNKNOWN)])[order].astype(np.int32),
        np.concatenate([why, b.triggers.reason[untold]])[order].astype(np.int8),
        Owed(trigger[order], since),
    )


def in_force_from(standard: Standard) -> int:
    """The day from which a standard is in force; the least of all days where it always is."""
    return int(UNKNOWN) if standard.in_force_from is None else day_number(standard.in_force_from)
