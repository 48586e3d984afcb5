"""What the cases beside a standard leave untested: outcomes it can give, reasons not to tell, and parts that nothing notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.calendar import BeyondCalendarError, Calendar, parse_duration
from compliance.cases.history import snapshot_of_all
from compliance.cases.model import Case
from compliance.cases.mutants import mutants
from compliance.cases.reasons import possible_reasons
from compliance.cases.run import cases_of
from compliance.cases.together import Row, days_of, rows_on
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Deadline, Load, Recurring, Standard, State, WindowLimit


@dataclass(frozen=True)
class Shown:
    """What one case shows: its findings, each with what the case expects of it."""

    case: Case
    rows: tuple[tuple[Row, Row], ...]


def untested(folder: Path, rulebook: Rulebook, standard: Standard) -> list[str]:
    """What no case of a standard would notice, a sentence a gap; cases that do not hold show nothing.

    Raises:
        InputError: the standard's file of cases does not hold.
    """
    cases = cases_of(folder, standard)
    snapshot = snapshot_of_all(cases, standard, rulebook.vocabulary)
    left = [(what, other.model_copy(update=_named(standard, n))) for n, (what, other) in enumerate(mutants(standard))]
    itself = standard.model_copy(update={"status": "live"})
    shown: list[Shown] = []
    for day in days_of(cases):
        unnoticed = {other.id for _, other in left}
        for place, rows in rows_on(day, cases, snapshot, rulebook, [itself, *(other for _, other in left)]):
            case, mine = cases[place], rows.get(standard.id, [])
            if _as_expected(case, mine):
                shown.append(Shown(case, tuple(zip(mine, case.expect, strict=True))))
                unnoticed &= {other.id for _, other in left if _as_expected(case, rows.get(other.id, []))}
        left = [(what, other) for what, other in left if other.id in unnoticed]
    gaps = [*_outcomes(standard, shown, rulebook.calendar), *_reasons(standard, shown, rulebook)]
    return [*gaps, *(f"no case notices {what}" for what, _ in left)]


def _named(standard: Standard, number: int) -> dict[str, Any]:
    """A name of its own for each standard that is run beside the others; exceptions still name the first."""
    return {"id": f"{standard.id}-{number}", "aliases": (standard.id, *standard.aliases), "status": "live"}


def _as_expected(case: Case, rows: list[Row]) -> bool:
    return len(rows) == len(case.expect) and all(
        row[column] == value
        for row, wanted in zip(rows, case.expect, strict=True)
        for column, value in wanted.items()
        if column != "standard"
    )


def _outcomes(standard: Standard, shown: list[Shown], calendar: Calendar) -> Iterator[str]:
    """Outcomes that the form can give and no case expects."""
    told = [row for one in shown for row, wanted in one.rows if "outcome" in wanted]
    if isinstance(standard.form, WindowLimit | Load):
        yield from _counted(standard.form, told)
    else:
        yield from _dated(standard, told, calendar)
    exempted = (one for one in shown if any(record.exception == "exempt" for record in one.case.records))
    if not any(row["outcome"] == "exempt" for one in exempted for row, _ in one.rows):
        yield "no case has an exemption that somebody agreed"


def _dated(standard: Standard, told: list[Row], calendar: Calendar) -> Iterator[str]:
    if not any(row["outcome"] == "met" and row["met_on"] == row["due_on"] for row in told):
        yield "no case is met on the last day"
    if not _has(told, "met_late", days_over=1):
        yield "no case is met a day late"
    if not _has(told, "overdue", days_over=1):
        yield "no case is overdue by a day"
    if not _has(told, "on_track") and any(_quiet_day(standard, row, calendar) for row in told):
        yield "no case is on track, before the first warning"
    for number in range(1, len(standard.warn) + 1):
        if not any(row["warning"] == number for row in told):
            yield f"no case shows warning {number} ({standard.warn[number - 1]})"
    form = standard.form
    if isinstance(form, Recurring | State) or (isinstance(form, Deadline) and form.until is not None):
        if not _has(told, "lapsed"):
            yield "no case is lapsed: the period ends before it falls due"
        if not _has(told, "missed"):
            yield "no case is missed: the period ends after it fell due"
    points = len(form.points) if isinstance(form, Deadline) else 0
    for turn in range(1, points + 1):
        for outcome in ("met", "overdue"):
            if not any(row["outcome"] == outcome and row["turn"] == turn for row in told):
                yield f"no case has point {turn} {outcome}"


def _quiet_day(standard: Standard, row: Row, calendar: Calendar) -> bool:
    """Whether a finding has a day before its first warning."""
    if row["due_on"] is None or row["started_on"] is None:
        return False
    befores = [text.removesuffix(" before") for text in standard.warn if text.endswith(" before")]
    try:
        return all(calendar.before(row["due_on"], parse_duration(text)) > row["started_on"] for text in befores)
    except BeyondCalendarError:
        return False


def _counted(form: WindowLimit | Load, told: list[Row]) -> Iterator[str]:
    most = int(form.most)
    if not any(row["outcome"] in ("on_track", "due_soon") and row["turn"] == most for row in told):
        yield f"no case stands at the limit of {most}"
    if not any(row["outcome"] == "overdue" and row["turn"] == most + 1 for row in told):
        yield f"no case is one over the limit of {most}"
    if form.warn_at is not None and not _has(told, "due_soon"):
        yield "no case is near the limit"
    if not _has(told, "met_late"):
        yield "no case comes within the limit again"


def _has(told: list[Row], outcome: str, days_over: int | None = None) -> bool:
    return any(row["outcome"] == outcome and days_over in (None, row["days_over"]) for row in told)


def _reasons(standard: Standard, shown: list[Shown], rulebook: Rulebook) -> Iterator[str]:
    told = {wanted.get("reason") for one in shown for _, wanted in one.rows}
    for reason, why in possible_reasons(standard, rulebook.vocabulary).items():
        if reason not in told:
            yield f"no case cannot be told for '{reason}' ({why})"
