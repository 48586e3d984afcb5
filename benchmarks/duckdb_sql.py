"""The sixteen standards as SQL that somebody who knows DuckDB would write by hand; the texts are in `benchmarks/sql`."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Standard

SQL = Path(__file__).parent / "sql"

WARNINGS: dict[str, list[str]] = {
    "assessment-45wd": ["due_day.minus_10wd"],
    "cp-review": ["j.due - 14", "due_day.minus_5wd"],
    "cp-visit": ["j.due - 2", "j.due"],
    "icpc-15wd": ["due_day.minus_7wd", "due_day.minus_3wd"],
    "lac-health-notification": ["due_day.minus_2wd", "due_day.minus_1wd"],
    "lac-iha": ["due_day.minus_10wd", "due_day.minus_5wd"],
    "lac-review": ["due_day.minus_8wd", "due_day.minus_5wd"],
    "lac-rha": ["j.due - 6 * 7", "j.due - 2 * 7"],
    "lac-visit": ["j.due - 7", "j.due - 2"],
    "pre-proceedings-16w": ["j.due - 6 * 7", "j.due - 4 * 7", "j.due - 2 * 7", "j.due"],
    "pre-proceedings-cp-plan": ["due_day.minus_5wd"],
    "proceedings-26w": ["j.due - 10 * 7", "j.due - 4 * 7", "j.due"],
    "rhi-72h": ["j.due - 1"],
    "supervision-child": ["j.due - 5"],
}
"""When each standard warns, as days counted from `j.due` or looked up in its row of the calendar."""

BOOKED: dict[str, list[str]] = {
    "assessment-45wd": ["assessment.authorised"],
    "cp-review": ["cp_review.held"],
    "cp-visit": ["cp_visit.made"],
    "icpc-15wd": ["icpc.held"],
    "lac-health-notification": ["health.notified", "health.paperwork_sent"],
    "lac-iha": ["health.iha"],
    "lac-review": ["lac_review.held"],
    "lac-rha": ["health.iha", "health.rha"],
    "lac-visit": ["statutory_visit.made"],
    "rhi-72h": ["return_interview.held"],
    "supervision-child": ["supervision.case"],
}
"""The kinds of event that meet each standard, which may be booked ahead."""

SETTINGS = ("SET preserve_insertion_order = false", "SET asof_loop_join_threshold = 0")
"""No order is wanted of the result; and no as-of join is so small that a nested loop is best."""

PERSON = ("owner.team", "owner.worker", "LEFT JOIN owner ON owner.subject = d.subject")
WORKER = ("t.team", "d.subject", "LEFT JOIN team_of_worker AS t ON t.worker = d.subject")


def evaluate_in_duckdb(folder: Path, rulebook: Rulebook, as_of: date) -> pl.DataFrame:
    """The findings of every standard, in the columns of the engine's compact frame.

    Each standard is one statement from the tables of what is seen; its result leaves DuckDB as Arrow.
    """
    with duckdb.connect() as connection:
        for setting in SETTINGS:
            connection.execute(setting)
        for statement in prelude(folder, rulebook, as_of):
            connection.execute(statement)
        results: list[Any] = []
        for number, standard in enumerate(rulebook.standards):
            *steps, last = statements_of(standard, number)
            for step in steps:
                connection.execute(step)
            results.append(connection.sql(last).to_arrow_table())
    return pl.concat([pl.DataFrame(pl.from_arrow(result)) for result in results], rechunk=False)


def prelude(folder: Path, rulebook: Rulebook, as_of: date) -> list[str]:
    """The statements that say which snapshot and which day, and make the tables of what is seen."""
    calendar = rulebook.calendar
    holidays = ", ".join(f"DATE '{day}'" for day in sorted(calendar.holidays | calendar.closure_days))
    return [
        f"CREATE MACRO folder() AS '{folder}'",
        f"CREATE MACRO as_of() AS DATE '{as_of}'",
        f"CREATE MACRO starts_on() AS DATE '{calendar.starts_on}'",
        f"CREATE MACRO ends_on() AS DATE '{calendar.ends_on}'",
        f"CREATE MACRO bank_holidays() AS [{holidays}]",
        (SQL / "seen.sql").read_text(encoding="utf-8"),
    ]


def statements_of(standard: Standard, number: int) -> list[str]:
    """The statements of a standard, one after another; the last gives its findings.

    Its occurrences become a table before they are judged, so that DuckDB knows how many there are and joins accordingly.
    """
    kind = subject_kind_of_standard(standard)
    team, worker, owner = WORKER if kind == "worker" else PERSON
    dated = standard.deadline is not None or standard.recurring is not None
    since = standard.in_force_from if dated else None
    warnings = [*WARNINGS.get(standard.id, []), "NULL::DATE", "NULL::DATE", "NULL::DATE", "NULL::DATE"]
    parts: dict[str, Any] = {
        "number": number,
        "during": standard.period_kind,
        "names": _listed([standard.id, *standard.aliases]),
        "meeting_kinds": _listed(BOOKED.get(standard.id, [])) or "NULL",
        "subject_kind": kind,
        "in_force_from": since or "-infinity",
        "team": team,
        "worker": worker,
        "owner": owner,
        **{f"warning_{place}": warnings[place - 1] for place in range(1, 5)},
    }
    *steps, own = (SQL / f"{standard.id}.sql").read_text(encoding="utf-8").split(";\n")
    occurrences = (SQL / "occurrences.sql").read_text(encoding="utf-8").format(occurrences=own)
    return [*steps, occurrences, (SQL / "judge.sql").read_text(encoding="utf-8").format(**parts)]


def subject_kind_of_standard(standard: Standard) -> str:
    """Whom the standard is about; of these sixteen only a load is not about a person."""
    return standard.load.over if standard.load is not None else "person"


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
