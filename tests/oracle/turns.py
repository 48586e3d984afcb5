"""Which limit a link of a chain has: by turn, by condition, and how it changes inside a link."""

from dataclasses import dataclass
from datetime import date

from compliance.calendar import Duration
from compliance.rulebook.conditions import ALWAYS, Holds, Lasted, terms_of
from compliance.rulebook.model import Limit, OwnInterval, Recurring, Standard, Turn
from oracle.conditions import Question, ask, why_unknown
from oracle.days import DAY, each_day
from oracle.limits import Due, due_from
from oracle.lives import Period
from oracle.world import World


@dataclass(frozen=True)
class Chain:
    """The chain of one period under one standard."""

    world: World
    standard: Standard
    form: Recurring
    period: Period

    @property
    def subject(self) -> str:
        """Whose chain it is."""
        return self.period.subject

    def due(self, limit: Limit, start: date, counted_from: date | None = None) -> Due:
        """The due date of a link that began on `start`."""
        return due_from(
            self.world.calendar, self.standard, limit, start, counted_from, beginning_with=self.form.beginning_with
        )

    def due_under(self, entry: Turn, start: date, counted_from: date | None = None) -> Due:
        """The due date under an entry that applies."""
        limit = self.interval(entry)
        assert limit is not None
        return self.due(limit, start, counted_from)

    def interval(self, entry: Turn) -> Limit | None:
        """The limit of an entry; None where it is the period's own and the period sets none."""
        if not isinstance(entry.within, OwnInterval):
            return entry.within
        own = self.period.attributes.get(entry.within.own)
        return Duration(int(own), entry.within.in_) if own is not None and own > 0 and own == int(own) else None

    def chosen(self, turn: int, day: date, start: date) -> Turn | str:
        """The entry of `then` for a turn on a day of a link that began on `start`, or why it cannot be told."""
        for entry in self.form.then:
            limit = self.interval(entry)
            if limit is None or (entry.nth is not None and entry.nth != turn):
                continue
            if entry.when == ALWAYS:
                return entry
            tested_on: date | None = day
            if self.form.test_at == "due":
                due = self.due(limit, start)
                if due.on is None:
                    return str(due.reason)
                tested_on = due.on
            question = Question(self.world, self.subject, tested_on)
            answer = ask(entry.when, question)
            if answer is True:
                return entry
            if isinstance(answer, str):
                return why_unknown(entry.when, question)
        raise AssertionError("the last entry always applies")

    def due_of_link(self, turn: int, start: date, before: date) -> Due:
        """The due date of a record's link, with the changes on days after its start and before the day `before`."""
        entry = self.chosen(turn, start, start)
        due = Due(None, entry) if isinstance(entry, str) else self.due_under(entry, start)
        doubts: list[tuple[date, str]] = []
        for day in each_day(start + DAY, before - DAY):
            if due.on is None or not self.something_changes(day):
                continue
            now = self.chosen(turn, day, start)
            if isinstance(now, str):
                doubts.append((day, now))
            elif now != entry:
                changed = self.due_under(now, start, counted_from=day)
                due = Due(min(due.on, changed.on or due.on))
            entry = now
        in_time = [why for day, why in doubts if due.on is not None and day <= due.on]
        return Due(None, in_time[0]) if in_time else due

    def something_changes(self, day: date) -> bool:
        """Whether a period of a kind that a condition asks about begins on the day, or ended the day before."""
        kinds = {
            term.period for entry in self.form.then for term in terms_of(entry.when) if isinstance(term, Holds | Lasted)
        }
        return any(
            period.started_on == day or (period.ended_on is not None and period.ended_on + DAY == day)
            for kind in kinds
            for period in self.world.periods_of(self.subject, kind)
        )

    @property
    def last_turn_named(self) -> int:
        """The turn after the last that any `nth` names."""
        return max((entry.nth or 1 for entry in self.form.then), default=1) + 1
