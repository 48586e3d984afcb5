"""The sixteen standards as SQL that somebody who knows DuckDB would write by hand; the texts are in `benchmarks/sql`."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from compliance.rulebook.book import Rulebook

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
    "lac-review": ["lac_review.held", "adoption_review.held"],
    "lac-rha": ["health.iha", "health.rha"],
    "lac-visit": ["statutory_visit.made", "adoption_visit.made"],
    "rhi-72h": ["return_interview.held"],
    "supervision-child": ["supervision.case"],
}
"""The kinds of event that meet each standard, which may be booked ahead."""

SETTINGS = ("SET preserve_insertion_order = false", "SET asof_loop_join_threshold = 0")
"""No order is wanted of the result; and no as-of join is so small that a nested loop is best."""


def evaluate_in_duckdb(folder: Path, rulebook: Rulebook, as_of: date) -> pl.DataFrame:
    """The findings of every standard, in the columns of the engine's compact frame.

    Tables of what is seen, then the occurrences of each standard, then one judgement of all, which leaves DuckDB as Arrow.
    """
    with duckdb.connect() as connection:
        for statement in [*SETTINGS, *prelude(folder, rulebook, as_of), *occurrences(rulebook)]:
            connection.execute(statement)
        return pl.DataFrame(pl.from_arrow(connection.sql(judgement(rulebook)).to_arrow_table()))


def prelude(folder: Path, rulebook: Rulebook, as_of: date) -> list[str]:
    """The statements that say which snapshot, standards and day, and make the tables of what is seen."""
    calendar = rulebook.calendar
    holidays = ", ".join(f"DATE '{day}'" for day in sorted(calendar.holidays | calendar.closure_days))
    return [
        f"CREATE MACRO folder() AS '{folder}'",
        f"CREATE MACRO as_of() AS DATE '{as_of}'",
        f"CREATE MACRO starts_on() AS DATE '{calendar.starts_on}'",
        f"CREATE MACRO ends_on() AS DATE '{calendar.ends_on}'",
        f"CREATE MACRO bank_holidays() AS [{holidays}]",
        _text("seen"),
        *_about_standards(rulebook),
        _text("occurrences"),
    ]


def _about_standards(rulebook: Rulebook) -> list[str]:
    """The tables `standard`, `standard_name` and `meeting_kind`."""
    standards, names, kinds = list[str](), list[str](), list[str]()
    for number, standard in enumerate(rulebook.standards):
        dated = standard.deadline is not None or standard.recurring is not None
        since = standard.in_force_from if dated else None
        kind, during = standard.load.over if standard.load is not None else "person", standard.period_kind or ""
        standards.append(f"({number}::USMALLINT, '{kind}'::subject_kind, DATE '{since or '-infinity'}')")
        names += [f"({number}::USMALLINT, '{n}', '{kind}', '{during}')" for n in (standard.id, *standard.aliases)]
        kinds += [f"({number}::USMALLINT, '{k}', '{during}')" for k in BOOKED.get(standard.id, [])]
    return [
        f"CREATE TABLE standard AS FROM (VALUES {', '.join(standards)}) AS s(number, subject_kind, in_force_from)",
        f"CREATE TABLE standard_name AS FROM (VALUES {', '.join(names)}) AS s(number, name, subject_kind, during)",
        f"CREATE TABLE meeting_kind AS FROM (VALUES {', '.join(kinds)}) AS s(number, kind, during)",
    ]


def occurrences(rulebook: Rulebook) -> list[str]:
    """The statements that add every standard's occurrences; what precedes a standard's last statement makes its own tables."""
    statements: list[str] = []
    for number, standard in enumerate(rulebook.standards):
        *steps, own = _text(standard.id).split(";\n")
        statements += steps
        statements.append(f"INSERT INTO occurrence BY NAME SELECT {number}::USMALLINT AS standard, * FROM ({own})")
    return statements


def judgement(rulebook: Rulebook) -> str:
    """The statement that judges all occurrences."""
    places = {
        f"warning_{place + 1}": " ".join(
            f"WHEN {number} THEN {WARNINGS[standard.id][place]}"
            for number, standard in enumerate(rulebook.standards)
            if len(WARNINGS.get(standard.id, [])) > place
        )
        for place in range(4)
    }
    return _text("judge").format(**places)


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
