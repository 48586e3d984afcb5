"""Measures over the records: shares, counts and average days."""

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Flags, pair_by_subject
from compliance.evaluate.ask import DONT_KNOW, YES
from compliance.evaluate.world import SeenPeriods, World
from compliance.measures.looking import matching
from compliance.measures.measured import Counted
from compliance.measures.population import Rows, answers_of, rows_of
from compliance.rulebook.measure_forms import AverageDays, Population, Share, Since


def share(world: World, form: Share, first: int, last: int) -> Counted:
    """Of the records in the window, those of which it holds; those of which nobody can tell are in neither number."""
    rows = rows_of(world, form.of, first, last, form.with_)
    answers = answers_of(world, form.with_, rows)
    yes, unknown = int((answers == YES).sum()), int((answers == DONT_KNOW).sum())
    return Counted(yes, len(answers) - unknown, rows.left_out + unknown)


def count(world: World, of: Population, first: int, last: int) -> Counted:
    """How many records there are in the window."""
    rows = rows_of(world, of, first, last)
    return Counted(len(rows.row), None, rows.left_out)


def average_days(world: World, form: AverageDays, first: int, last: int) -> Counted:
    """The days of all records in the window, over how many they are."""
    rows = rows_of(world, form.of, first, last)
    if isinstance(form.from_, Since):
        begun = _since(world, form.from_, rows)
    else:
        assert isinstance(rows.records, SeenPeriods), "only a period is counted from its own start"
        begun = rows.records.start[rows.row]
    known = begun != UNKNOWN
    days = rows.day[known].astype(np.int64) - begun[known]
    return Counted(int(days.sum()), int(known.sum()), rows.left_out + int((~known).sum()))


def _since(world: World, since: Since, rows: Rows) -> Days:
    """The day from which each is counted; `UNKNOWN` where there is none, or nobody knows it."""
    records, answers = matching(world, since)
    pairs = pair_by_subject(rows.subject, records.subject)
    day = rows.day[pairs.left]
    keep = answers[pairs.right] == YES
    if isinstance(records, SeenPeriods):
        start = records.start[pairs.right]
        keep &= ~records.contradiction[pairs.right]
        on_the_day = (records.reach_from[pairs.right] <= day) & (day <= records.end[pairs.right])
    else:
        start = records.day[pairs.right]
        on_the_day = start <= day
    begun = _latest(rows, pairs.left, start, keep & on_the_day)
    if not since.nought_if_after:
        return begun
    none_before = ~_any(rows, pairs.left, keep & ((start == UNKNOWN) | (start <= day)))
    after = _any(rows, pairs.left, keep & (start > day))
    return np.where(none_before & after, rows.day, begun).astype(np.int32)


def _latest(rows: Rows, left: np.ndarray, start: Days, keep: Flags) -> Days:
    found = np.full(len(rows.day), UNKNOWN)
    np.maximum.at(found, left[keep], start[keep])
    return found


def _any(rows: Rows, left: np.ndarray, keep: Flags) -> Flags:
    found = np.zeros(len(rows.day), np.bool_)
    found[left[keep]] = True
    return found
