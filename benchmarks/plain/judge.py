"""One occurrence judged: its outcome, days over, warnings and next change."""

from collections.abc import Callable
from typing import Any, NamedTuple

from benchmarks.plain.days import FOREVER, WorkingDays

Warn = Callable[[WorkingDays, int], int | None]


class Occurrence(NamedTuple):
    """What happened to one obligation. `over` is the last day of a trigger that ended without it being met."""

    subject: int
    occurrence: int | None
    period: int | None
    started: int | None
    due: int | None
    met: int | None = None
    over: int | None = None
    reason: str | None = None
    turn: int = 1
    late: bool = False
    refused: bool = False
    due_early: int | None = None
    current: bool = False


def days_before(count: int) -> Warn:
    """So many days before the due date."""
    return lambda _, due: due - count


def working_days_before(count: int) -> Warn:
    """So many working days before the due date."""
    return lambda working, due: working.move(due, -count)


class Judge:
    """Judges the occurrences of one standard on a day, and keeps the rows."""

    def __init__(self, number: int, since: int, warn: tuple[Warn, ...], working: WorkingDays, as_of: int) -> None:
        self.number, self.since, self.warn, self.working, self.as_of = number, since, warn, working, as_of
        self.exempt: dict[int, list[tuple[Any, int]]] = {}
        self.booked: list[dict[int, list[tuple[int, Any]]]] = []
        self.during: str | None = None
        self.rows: list[tuple[Any, ...]] = []

    def judge(self, o: Occurrence, team: int | None, worker: int | None, subject_kind: str = "person") -> None:
        """Adds the finding of an occurrence."""
        reason = o.reason or self._cannot_tell(o)
        until = self._exempt_until(o)
        outcome = self._outcome(o, reason, until)
        is_open = outcome in ("on_track", "overdue")
        reached, change = 0, None
        if is_open and not o.current:
            assert o.due is not None
            reached, change = self._warned(o.due, o.due_early, outcome)
            if reached and outcome == "on_track":
                outcome = "due_soon"
        if outcome == "exempt" and until is not None and until != FOREVER:
            change = until + 1
        end = {"overdue": self.as_of, "met_late": o.met, "missed": o.over}.get(outcome)
        late = late_working = None
        if end is not None:
            assert o.due is not None
            late, late_working = end - o.due, self.working.between(o.due, end)
        self.rows.append((
            self.number, subject_kind, o.subject, o.occurrence, o.period, o.turn, team, worker, o.started,
            o.due if reason is None or reason == "turn_unknown" else None,
            o.met if reason not in ("contradiction", "two_open") else None, outcome, late, late_working,
            reached or None, self._booked_for(o) if is_open else None, change, reason,
        ))  # fmt: skip

    def _cannot_tell(self, o: Occurrence) -> str | None:
        if o.current:
            return None
        if o.started is not None and o.started < self.since:
            return "no_value_in_force"
        if o.due is None:
            return "beyond_calendar"
        if o.due_early is not None and o.due_early != o.due:
            looked = o.met if o.met is not None else o.over if o.over is not None else self.as_of
            if o.due_early < looked <= o.due:
                return "turn_unknown"
        return None

    def _outcome(self, o: Occurrence, reason: str | None, exempt_until: int | None) -> str:
        if reason is not None:
            return "cannot_tell"
        if o.current:
            return "on_track"
        assert o.due is not None
        if o.met is not None:
            return "met_late" if o.met > o.due or o.late else "exempt" if o.refused else "met"
        if o.over is not None:
            return "lapsed" if o.over <= o.due else "missed"
        if exempt_until is not None:
            return "exempt"
        return "overdue" if self.as_of > o.due else "on_track"

    def _warned(self, due: int, due_early: int | None, outcome: str) -> tuple[int, int | None]:
        last = due if due_early is None else min(due, due_early)
        change, reached = last + 1, 0
        for warn in self.warn:
            day = warn(self.working, due)
            if day is not None and day <= self.as_of:
                reached += 1
            elif day is not None:
                change = min(change, day)
        if outcome == "overdue":
            return reached, None
        return reached, last + 1 if reached else change

    def _exempt_until(self, o: Occurrence) -> int | None:
        untils = [until for link, until in self.exempt.get(o.subject, ()) if self._meant(link, o.period)]
        return max(untils, default=None)

    def _booked_for(self, o: Occurrence) -> int | None:
        days = [day for kind in self.booked for day, link in kind.get(o.subject, ()) if self._meant(link, o.period)]
        return min(days, default=None)

    def _meant(self, link: tuple[str, int] | None, period: int | None) -> bool:
        return link is None or link[0] != self.during or link[1] == period
