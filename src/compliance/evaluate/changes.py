"""Changes inside a link: where a placement or an order changes what is owed, due becomes the earlier of two readings."""

from dataclasses import dataclass, replace

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.arrays import Ints, Longs, first_of_each, key_of, pair_ranges
from compliance.evaluate.choose import Choice, choose
from compliance.evaluate.limits import Reasons
from compliance.evaluate.world import World
from compliance.rulebook.conditions import Holds, Lasted, terms_of
from compliance.rulebook.model import Recurring, Standard


@dataclass(frozen=True)
class Changes:
    """Links started by a record: their subject, first day, turn, trigger's period, and the day by which each is over."""

    world: World
    standard: Standard
    form: Recurring
    subject: Ints
    day: Days
    turn: Ints
    period: Longs
    stop: Days

    def at(self, rows: Longs, turn: Ints) -> "Changes":
        """Some of the links, under another reading of their turns."""
        return replace(
            self,
            subject=self.subject[rows],
            day=self.day[rows],
            turn=turn,
            period=self.period[rows],
            stop=self.stop[rows],
        )

    def choose(self) -> Choice:
        """The entry that is chosen on the first day of each."""
        return choose(self.world, self.standard, self.form, self.subject, self.day, self.turn, self.period)


def watched_kinds(form: Recurring) -> list[str]:
    """The kinds of period whose starts and ends may change the entry chosen."""
    kinds = {term.period for entry in form.then for term in terms_of(entry.when) if isinstance(term, Holds | Lasted)}
    return sorted(kinds)


def boundaries(world: World, kinds: list[str]) -> tuple[Ints, Days]:
    """Days on which a period of one of the kinds starts, or the day after one ends; sorted by subject and day, once each."""
    subjects: list[Ints] = []
    days: list[Days] = []
    for kind in kinds:
        periods = world.periods(kind)
        known, ended = periods.start != UNKNOWN, periods.ended
        subjects += [periods.subject[known], periods.subject[ended]]
        days += [periods.start[known], periods.end[ended] + np.int32(1)]
    # A stable sort is quick here: the days of each kind stand in order already.
    key = np.sort(key_of(np.concatenate(subjects), np.concatenate(days)), kind="stable")
    key = key[first_of_each(key)]
    return (key >> 24).astype(np.int32), ((key & ((1 << 24) - 1)) - (1 << 23)).astype(np.int32)


def changed_due(changes: Changes, chosen: Choice) -> tuple[Days, Reasons]:
    """The due date of each link after every change inside it, and why there is none."""
    kinds = watched_kinds(changes.form)
    if not kinds or not len(changes.subject):
        return chosen.due, chosen.reason
    subject, day = boundaries(changes.world, kinds)
    keys = key_of(subject, day)
    starts = np.searchsorted(keys, key_of(changes.subject, changes.day), side="right")
    stops = np.searchsorted(keys, key_of(changes.subject, changes.stop), side="left")
    pairs = pair_ranges(starts, stops)
    if not len(pairs.left):
        return chosen.due, chosen.reason
    return _earliest(changes, chosen, pairs.left, day[pairs.right])


def _earliest(changes: Changes, chosen: Choice, link: Longs, day: Days) -> tuple[Days, Reasons]:
    at = replace(changes.at(link, changes.turn[link]), day=day).choose()
    first = first_of_each(link)
    before = np.where(first, chosen.entry[link], np.roll(at.entry, 1))
    changed = (at.entry != before) & (at.due != UNKNOWN) & (chosen.due[link] != UNKNOWN)
    due, why = chosen.due.copy(), chosen.reason.copy()
    np.minimum.at(due, link[changed], at.due[changed])
    # After the due date a change could not make it earlier, so what nobody can tell then changes nothing.
    in_doubt = at.in_doubt & (day <= due[link])
    due[link[in_doubt]], why[link[in_doubt]] = UNKNOWN, at.reason[in_doubt]
    return due, why
