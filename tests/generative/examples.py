"""One random example: lives, standards and a date, and the answers of both evaluators to it."""

import os
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from histories import histories
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from oracle.days import WorkingCalendar
from oracle.evaluate import findings
from oracle.lives import Lives
from oracle.snapshot import snapshot_of
from rules_at_random import standards
from themes import NATIONAL, VOCABULARY, Theme, as_ofs, themes, themes_of

from compliance.evaluate.engine import evaluate
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Load, Standard, WindowLimit

CALENDAR = WorkingCalendar(
    NATIONAL.calendar.starts_on,
    NATIONAL.calendar.ends_on,
    NATIONAL.calendar.holidays,
    tuple((term.from_, term.to) for term in NATIONAL.calendar.terms),
)
COLUMNS = (
    "standard", "subject", "occurrence", "turn", "started_on", "due_on", "met_on", "outcome", "days_over",
    "working_days_over", "warning", "booked_for", "next_change_on", "reason",
)  # fmt: skip
"""What the oracle answers: all of a finding but the names of its period, team and worker."""

MANY = os.environ.get("COMPLIANCE_HISTORIES") == "many"
"""Whether to try many new examples rather than the few that are the same every time."""

STANDARDS_OF = {"deadline": 12, "recurring": 8, "state": 5, "limit": 5, "load": 5}
"""How many standards of a form an example has: more of those that have many options and are quickly asked."""

QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)


def examples(count: int) -> settings:
    """A fixed run of `count` examples, the same every time; twenty times as many new ones where `MANY` are wanted.

    Only then is a failing example made smaller, which takes minutes.
    """
    return settings(
        max_examples=count * (20 if MANY else 1),
        derandomize=not MANY,
        phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if MANY else ())),
        deadline=None,
        database=None,
        suppress_health_check=QUIET,
        print_blob=True,
    )


@dataclass(frozen=True)
class Example:
    """What both evaluators are asked; `other_days` are more days to ask on."""

    lives: Lives
    rulebook: Rulebook
    as_of: date
    known_on: date | None
    other_days: tuple[date, ...] = ()

    def __repr__(self) -> str:
        """Short, because a rulebook is not."""
        return f"Example(as_of={self.as_of}, known_on={self.known_on}, {len(self.lives.events)} events)"


@st.composite
def _themes_for(draw: st.DrawFn, form: str) -> Theme:
    return draw(themes("person" if form == "load" else draw(st.sampled_from(("person",) * 6 + ("worker", "team")))))


@st.composite
def any_standards(draw: st.DrawFn, form: str) -> Standard:
    """One random standard of a form."""
    return draw(standards(draw(_themes_for(form)), 0, form))


@st.composite
def cases(draw: st.DrawFn, form: str) -> Example:
    """Lives under random standards of a form: most about a child, some about a worker or a team."""
    theme = draw(_themes_for(form))
    return draw(_under(theme, tuple(draw(standards(theme, number, form)) for number in range(STANDARDS_OF[form]))))


@st.composite
def cases_of(draw: st.DrawFn, standard: Standard) -> Example:
    """Lives that are about one shipped standard, under that standard."""
    return draw(_under(draw(themes_of(standard)), (standard,)))


SHIPPED = st.sampled_from(NATIONAL.standards).flatmap(cases_of)
"""Lives under a shipped standard, whichever."""


@st.composite
def _under(draw: st.DrawFn, theme: Theme, rules: tuple[Standard, ...]) -> Example:
    # To count every day is slow. To ask on more days, of more people, costs little beside the making of a snapshot.
    quick = not any(isinstance(rule.form, WindowLimit | Load) for rule in rules)
    lives = draw(histories(replace(theme, many=quick), rules))
    known_on = draw(st.one_of(st.none(), st.none(), as_ofs(theme)))
    other_days = tuple(draw(as_ofs(theme)) for _ in range(2)) if quick else ()
    return Example(lives, replace(NATIONAL, standards=rules), draw(as_ofs(theme)), known_on, other_days)


def told_by_engine(example: Example, snapshot: Snapshot | None = None) -> list[dict[str, Any]]:
    """The findings of the program, sorted."""
    made = snapshot if snapshot is not None else snapshot_of(example.lives, VOCABULARY)
    named = evaluate(made, example.rulebook, example.as_of, example.known_on).named()
    return in_order(named.select(COLUMNS).to_dicts())


def told_by_oracle(example: Example) -> list[dict[str, Any]]:
    """The findings of the oracle, sorted."""
    rules, lives = example.rulebook.standards, example.lives
    return in_order(findings(lives, rules, VOCABULARY, CALENDAR, example.as_of, example.known_on))


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings in one order, whatever order they were found in."""
    picked = [{column: row[column] for column in COLUMNS} for row in rows]
    return sorted(picked, key=lambda row: [str(value) for value in row.values()])
