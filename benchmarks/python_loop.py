"""The sixteen standards as a plain Python loop: every child in turn, every standard in turn. `benchmarks/plain` has the parts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.plain import chains, deadlines, stretches, visits
from benchmarks.plain.days import FOREVER, NEVER, WorkingDays
from benchmarks.plain.judge import Judge, Occurrence, Warn, days_before, working_days_before
from benchmarks.plain.records import EVENTS, PERIODS, in_order, read_events, read_periods, rows_of
from compliance.calendar import day_number, local_days
from compliance.evaluate.findings import COMPACT
from compliance.rulebook.book import Rulebook

WARN: dict[str, tuple[Warn, ...]] = {
    "assessment-45wd": (working_days_before(10),),
    "cp-review": (days_before(14), working_days_before(5)),
    "cp-visit": (days_before(2), days_before(0)),
    "icpc-15wd": (working_days_before(7), working_days_before(3)),
    "lac-health-notification": (working_days_before(2), working_days_before(1)),
    "lac-iha": (working_days_before(10), working_days_before(5)),
    "lac-review": (working_days_before(8), working_days_before(5)),
    "lac-rha": (days_before(42), days_before(14)),
    "lac-visit": (days_before(7), days_before(2)),
    "pre-proceedings-16w": (days_before(42), days_before(28), days_before(14), days_before(0)),
    "pre-proceedings-cp-plan": (working_days_before(5),),
    "proceedings-26w": (days_before(70), days_before(28), days_before(0)),
    "rhi-72h": (days_before(1),),
    "supervision-child": (days_before(5),),
}
BOOKED = {
    "assessment-45wd": ("assessment.authorised",),
    "cp-review": ("cp_review.held",),
    "cp-visit": ("cp_visit.made",),
    "icpc-15wd": ("icpc.held",),
    "lac-health-notification": ("health.notified", "health.paperwork_sent"),
    "lac-iha": ("health.iha",),
    "lac-review": ("lac_review.held", "adoption_review.held"),
    "lac-rha": ("health.iha", "health.rha"),
    "lac-visit": ("statutory_visit.made", "adoption_visit.made"),
    "rhi-72h": ("return_interview.held",),
    "supervision-child": ("supervision.case",),
}


def evaluate_in_a_loop(folder: Path, rulebook: Rulebook, as_of: date) -> pl.DataFrame:
    """The findings of every standard, in the columns of the engine's compact frame."""
    return _Loop(folder, rulebook, day_number(as_of)).findings()


class _Loop:
    """All records by child, and the judges of the standards."""

    def __init__(self, folder: Path, rulebook: Rulebook, as_of: int) -> None:
        self.as_of, self.working = as_of, WorkingDays(rulebook.calendar)
        self.periods = {kind: read_periods(folder, kind, as_of) for kind in PERIODS}
        both = {kind: read_events(folder, kind, as_of) for kind in EVENTS}
        self.events = {kind: found for kind, (found, _) in both.items()}
        self.people = list(rows_of(folder, "people", ["date_of_birth", "expected_birth_date"]))
        self.exceptions = list(rows_of(folder, "exceptions", [
            "subject_kind", "subject", "standard", "linked_kind", "linked_period", "kind", "agreed_on", "started_on",
            "until", "new_due_on",
        ]))  # fmt: skip
        self._staff(folder)
        self.judges: dict[str, Judge] = {}
        for number, standard in enumerate(rulebook.standards):
            dated = standard.deadline is not None or standard.recurring is not None
            since = day_number(standard.in_force_from) if dated and standard.in_force_from is not None else NEVER
            judge = Judge(number, since, WARN.get(standard.id, ()), self.working, as_of)
            judge.during = standard.period_kind
            judge.booked = [both[kind][1] for kind in BOOKED.get(standard.id, ())]
            judge.exempt = self._exempt({standard.id, *standard.aliases})
            self.judges[standard.id] = judge
        self.london_day = self._london_days()

    def findings(self) -> pl.DataFrame:
        """Every child, every worker, every standard."""
        for child in range(len(self.people)):
            worker, team = self.owner.get(child, (None, None))
            for standard, found in self._of_child(child):
                judge = self.judges[standard].judge
                for occurrence in found:
                    judge(occurrence, team, worker)
        for worker in sorted(set(self.held) | set(self.posts)):
            for occurrence in stretches.caseload(worker, self.held[worker], self.posts[worker], self.as_of):
                self.judges["caseload-15"].judge(occurrence, self.team_of.get(worker), worker, "worker")
        rows = [row for judge in self.judges.values() for row in judge.rows]
        columns = zip(*rows, strict=True)
        days = {name: pl.Int32() if kind == pl.Date() else kind for name, kind in COMPACT.items()}
        frame = pl.DataFrame([pl.Series(n, c, days[n]) for n, c in zip(COMPACT, columns, strict=True)])
        return frame.cast({name: kind for name, kind in COMPACT.items() if kind == pl.Date()})

    def _of_child(self, child: int) -> Iterable[tuple[str, Iterable[Occurrence]]]:
        p = {kind: found[child] for kind, found in self.periods.items() if child in found}
        e = {kind: found[child] for kind, found in self.events.items() if child in found}
        working, as_of, none = self.working, self.as_of, []

        def events(kind: str) -> list[Any]:
            return e.get(kind, none)

        if "referral" in p:
            yield "supervision-child", self._supervision(child, p, events("supervision.case"))
        if "assessment" in p:
            yield (
                "assessment-45wd",
                deadlines.assessment(child, p["assessment"], events("assessment.authorised"), working, as_of),
            )
        if "section_47" in p:
            enquiries = deadlines.of_the_born(p["section_47"], *self.people[child])
            yield "icpc-15wd", deadlines.conference(child, enquiries, events("icpc.held"), working, as_of)
        if "cp_plan" in p:
            quorate = [review for review in events("cp_review.held") if not review.more[0]]
            yield "cp-review", chains.conference_review(child, p["cp_plan"], quorate, as_of)
            seen = [visit for visit in events("cp_visit.made") if visit.more[0]]
            yield "cp-visit", chains.plan_visits(child, p["cp_plan"], seen, working, as_of)
        if "pre_proceedings" in p:
            agreed = self._agreed(child, "pre-proceedings-16w", events("pre_proceedings.extended"))
            yield "pre-proceedings-16w", deadlines.court(child, "pre_proceedings", p["pre_proceedings"], agreed, 1)
            yield (
                "pre-proceedings-cp-plan",
                stretches.plan_throughout(
                    child,
                    p["pre_proceedings"],
                    p.get("cp_plan", none),
                    p.get("looked_after", none),
                    *self.people[child],
                    working,
                    as_of,
                ),
            )
        if "proceedings" in p:
            agreed = self._agreed(child, "proceedings-26w", events("proceedings.extended"))
            yield "proceedings-26w", deadlines.court(child, "proceedings", p["proceedings"], agreed, 99)
        if "missing.returned" in e:
            yield (
                "rhi-72h",
                deadlines.interview(child, e["missing.returned"], events("return_interview.held"), self.london_day),
            )
        care = [period for period in p.get("looked_after", none) if not period.more[0]]
        if care:
            yield from self._of_child_in_care(child, care, p, e)

    def _of_child_in_care(
        self, child: int, care: list[Any], p: dict[str, list[Any]], e: dict[str, list[Any]]
    ) -> Iterable[tuple[str, Iterable[Occurrence]]]:
        working, as_of, none = self.working, self.as_of, []
        told, sent = e.get("health.notified", none), e.get("health.paperwork_sent", none)
        initial, later, reviews = e.get("health.iha", none), e.get("health.rha", none), e.get("lac_review.held", none)
        placements, statuses = p.get("placement", none), p.get("legal_status", none)
        adoption_reviews, adoption_visits = e.get("adoption_review.held", none), e.get("adoption_visit.made", none)
        either = in_order([*reviews, *adoption_reviews]) if adoption_reviews else reviews
        seen = [visit for visit in e.get("statutory_visit.made", none) if visit.more[0]]
        seen = in_order([*seen, *adoption_visits]) if adoption_visits else seen
        yield "lac-health-notification", deadlines.notification(child, care, told, sent, working, as_of)
        yield "lac-iha", deadlines.health_assessment(child, care, initial, working, as_of)
        yield "lac-review", chains.review(child, care, either, working, as_of)
        yield "lac-rha", chains.health_review(child, care, initial, later, self.people[child][0], as_of)
        yield "lac-visit", visits.visits(child, care, seen, placements, statuses, [r.day for r in reviews], as_of)
        yield "placement-stability", stretches.stability(child, care, placements, as_of)

    def _supervision(self, child: int, p: dict[str, list[Any]], held: list[Any]) -> Iterable[Occurrence]:
        strict = [p.get(kind, []) for kind in ("cp_plan", "section_47", "pre_proceedings", "proceedings")]
        placements, care, left_care = (p.get(kind, []) for kind in ("placement", "looked_after", "leaving_care"))

        def owed(day: int) -> chains.Owed:
            if any(period.holds(day) for kind in strict for period in kind):
                return chains.Owed(0, day + 28)
            if any(placement.holds(day) and placement.more[visits.LONG_TERM] for placement in placements):
                return chains.Owed(1, day + 84)
            if any(period.holds(day) for period in care):
                return chains.Owed(2, day + 56)
            if any(period.holds(day) for period in left_care):
                return chains.Owed(3, day + 84)
            return chains.Owed(4, day + 56)

        boundaries = chains.boundaries_of(*strict, placements, care, left_care)
        return chains.watched(
            child, "referral", p["referral"], held, lambda day: day + 28, owed, boundaries, self.as_of
        )

    def _agreed(self, child: int, standard: str, events: list[Any]) -> list[deadlines.Agreed]:
        agreed = [(event.day, event.more[0], event.link) for event in events]
        for kind, subject, name, linked, code, what, agreed_on, _, _, new_due in self.exceptions:
            seen = agreed_on is None or agreed_on <= self.as_of
            if (kind, subject, name, what) == ("person", child, standard, "extended") and seen:
                agreed.append((NEVER if agreed_on is None else agreed_on, new_due, (linked, code) if linked else None))
        return agreed

    def _exempt(self, names: set[str]) -> dict[int, list[tuple[Any, int]]]:
        found: defaultdict[int, list[tuple[Any, int]]] = defaultdict(list)
        for kind, subject, name, linked, code, what, agreed_on, start, until, _ in self.exceptions:
            seen = (agreed_on is None or agreed_on <= self.as_of) and (start is None or start <= self.as_of)
            until = FOREVER if until is None else until
            if kind == "person" and what == "exempt" and name in names and seen and until >= self.as_of:
                found[subject].append(((linked, code) if linked else None, until))
        return found

    def _staff(self, folder: Path) -> None:
        """Who holds each child now, which children each worker held when, and their posts."""
        self.held: defaultdict[int, defaultdict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        self.posts: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        self.team_of: dict[int, int | None] = {}
        self.owner: dict[int, tuple[int | None, int | None]] = {}
        latest: dict[tuple[str, int], int] = {}
        for worker, team, fte, start, end in rows_of(
            folder, "workers", ["worker", "team", "fte", "started_on", "ended_on"]
        ):
            begun, stop = NEVER if start is None else start, stretches.day_after(end, self.as_of)
            if begun <= self.as_of:
                self.posts[worker].append((begun, stop, None if fte is None else round(fte * 1000)))
                if stop == FOREVER and begun >= latest.get(("worker", worker), NEVER):
                    latest["worker", worker], self.team_of[worker] = begun, team
        columns = ["subject", "worker", "team", "role", "started_on", "ended_on"]
        for child, worker, team, role, start, end in rows_of(folder, "involvements", columns):
            begun, stop = NEVER if start is None else start, stretches.day_after(end, self.as_of)
            if role == "social_worker" and begun <= self.as_of:
                if worker is not None:
                    self.held[worker][child].append((begun, stop))
                if stop == FOREVER and begun >= latest.get(("person", child), NEVER):
                    latest["person", child] = begun
                    self.owner[child] = (worker, team if team is not None else self.team_of.get(worker))

    def _london_days(self) -> dict[int, int]:
        """The day in England, 72 hours after each return."""
        moments = {
            e.moment for found in self.events["missing.returned"].values() for e in found if e.moment is not None
        }
        later = pl.Series([moment + 72 * deadlines.HOUR for moment in moments], dtype=pl.Int64()).to_numpy()
        return dict(zip(later.tolist(), local_days(later).tolist(), strict=True))
