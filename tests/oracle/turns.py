"""Which limit a link of a chain has: by turn, by condition, and how it changes inside a link."""

from dataclasses import dataclass
from datetime import date

from compliance.rulebook.conditions import ALWAYS, Holds, Lasted, terms_of
from compliance.rulebook.model import Limit, Recurring, Standard, Turn
from oracle.conditions import Question, ask, why_unknown
from oracle.days import DAY, each_day
from oracle.limits import Due, due_from
from oracle.world import World


@dataclass(frozen=True)
class Chain:
    """One subject's chain of one standard."""

    world: World
    standard: Standard
    form: Recurring
    subject: str

    def due(self, limit: Limit, start: date, counted_from: date | None = None) -> Due:
        """The due date of a link that began on `start`."""
        return due_from(
            self.world.calendar, self.standard, limit, start, counted_from, beginning_with=self.form.beginning_with
        )

    def chosen(self, turn: int, day: date, start: date) -> Turn | str:
        """The entry of `then` for a turn on a day of a link that began on `start`, or why it cannot be told."""
        for entry in self.form.then:
            if entry.nth is not None and entry.nth != turn:
                continue
            if entry.when == ALWAYS:
                return entry
            tested_on: date | None = day
            if self.form.test_at == "due":
                due = self.due(entry.within, start)
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
        due = Due(None, entry) if isinstance(entry, str) else self.due(entry.within, start)
        for day in each_day(start + DAY, before - DAY):
            if not self.something_changes(day):
                continue
            now = self.chosen(turn, day, start)
            if now != entry and not isinstance(now, str) and due.on is not None:
                changed = self.due(now.within, start, counted_from=day)
                if changed.on is not None:
                    due = Due(min(due.on, changed.on))
            elif now != entry and isinstance(now, str) and due.on is not None:
                due = Due(None, now)
            entry = now
        return due

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
