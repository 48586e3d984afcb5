"""Saying why: a finding's proof in sentences. It can only say what was computed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from compliance.evaluate.detail import details
from compliance.evaluate.proof import CitedDate, CitedLimit, CitedTerm, Detail, Extended, Met, Row
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Deadline, Load, Recurring, Standard, WindowLimit
from compliance.rulebook.words_of import ordinal
from compliance.rulebook.words_of_limits import day
from compliance.why_counted import counted, own_interval
from compliance.why_local import set_locally

OUTCOME_WORDS = {
    "on_track": "on track",
    "due_soon": "due soon",
    "overdue": "overdue",
    "met": "met",
    "met_late": "met late",
    "missed": "missed",
    "lapsed": "lapsed",
    "exempt": "exempt",
    "cannot_tell": "cannot be told",
}

LIMIT_WORDS = {
    "on_track": "within the limit",
    "due_soon": "near the limit",
    "overdue": "over the limit",
    "met_late": "within the limit again",
    "missed": "over the limit until it no longer applied",
}
"""Of limits and loads, of which nothing is ever due."""

REASON_SENTENCES = {
    "start_unknown": "It cannot be told: the period began before the records do, so the day it counts from is not known.",
    "anchor_unknown": "It cannot be told: the date it counts from is missing from the record.",
    "contradiction": "It cannot be told: the period ends before it starts. Correct the dates in the case system.",
    "two_open": "It cannot be told: two such periods are open at once, where only one can be. Close one in the case system.",
    "date_of_birth": "It cannot be told: the limit depends on age, and there is no date of birth.",
    "no_value_in_force": "It cannot be told: no limit was in force on the day it counts from.",
    "beyond_calendar": "It cannot be told: the due date lies beyond the calendar of bank holidays.",
    "turn_unknown": (
        "It cannot be told: the period began before the records do, so nobody knows which turn this is: by one "
        "reading of the limit it is late, by another it is not."
    ),
    "attribute_unknown": "It cannot be told: the limit depends on a field that is empty in the record.",
    "not_in_extract": "It cannot be told: the extract does not carry the records that would meet it.",
    "fte_unknown": "It cannot be told: the hours of a post (fte) are missing.",
}


def sentences(detail: Detail) -> list[str]:
    """The proof of one finding, a thought a sentence."""
    row = detail.row
    if row["reason"] is not None and row["outcome"] == "cannot_tell":
        said = [REASON_SENTENCES[row["reason"]]]
        if row["met_on"] is not None:
            said.append(f"What would have met it was done on {day(row['met_on'])}{_ids(detail.met)}.")
        return [*said, _source(detail)]
    if detail.standard.limit is not None or detail.standard.load is not None:
        return [*_counted(detail), *set_locally(detail), _source(detail)]
    arithmetic = [*_arithmetic(detail), *set_locally(detail)]
    return [*arithmetic, *_extended(detail.extensions), *_ending(detail), _source(detail)]


def headline(detail: Detail) -> str:
    """The standard, which in a chain, and the outcome, in one line."""
    row, standard = detail.row, detail.standard
    in_doubt = row["occurrence"] is None and row["started_on"] is not None
    said = f"{named(standard, row['turn'], at_least=in_doubt)}: {outcome_words(standard, row['outcome'])}"
    if not row["days_over"]:
        return said
    over = _days(row["days_over"], row["working_days_over"])
    if isinstance(standard.form, WindowLimit | Load):
        return f"{said}{' for' if row['outcome'] == 'overdue' else ', after'} {over}"
    return f"{said} by {over}"


def named(standard: Standard, turn: int | None, *, at_least: bool = False) -> str:
    """A standard's title; of a chain, of points or of terms, with which of them it is: `Looked-after child's review, 3rd`."""
    form = standard.form
    several = isinstance(form, Recurring) or (isinstance(form, Deadline) and (form.points or form.each is not None))
    if not several or turn is None:
        return standard.title
    return f"{standard.title}, {ordinal(turn)}{' or later' if at_least else ''}"


def outcome_words(standard: Standard, outcome: str) -> str:
    """An outcome in words that fit the form of the standard."""
    if isinstance(standard.form, WindowLimit | Load):
        return LIMIT_WORDS.get(outcome, OUTCOME_WORDS[outcome])
    return OUTCOME_WORDS[outcome]


def _arithmetic(detail: Detail) -> list[str]:
    row = detail.row
    due = detail.extensions[0].due_before if detail.extensions else row["due_on"]
    match detail.limit:
        case CitedLimit() as limit:
            return [*_which_limit(detail, limit), f"{_counted_to(detail, limit, due)}.", *own_interval(detail)]
        case CitedDate() as given:
            return [f"{_taken_from(detail, given, due)}."]
        case CitedTerm(name=name, first=first, last=last):
            return [f"The {name} term runs from {day(first)} to {day(last)}, and it is due by its last day."]
        case None:
            return [f"It began on {day(row['started_on'])} and was due on {day(row['due_on'])}."]


def _counted_to(detail: Detail, limit: CitedLimit, due: date) -> str:
    counted = f"{limit.duration} {_counting(detail)} {day(limit.counted_from)} is {day(due)}"
    if limit.duration.unit == "hours":
        return f"{counted}, counted in clock hours"
    return counted + _leaving_out(detail, due) if limit.duration.unit == "working days" else counted


def _leaving_out(detail: Detail, near: date) -> str:
    left_out = ", ".join(_short(d, near) for d in detail.left_out)
    return f", leaving out weekends{' and ' + left_out if left_out else ''}"


def _which_limit(detail: Detail, limit: CitedLimit) -> list[str]:
    """Why this is the limit, where there could have been another."""
    row, form = detail.row, detail.standard.form
    if limit.because:
        return [f"The limit depends on what is recorded: {limit.because}."]
    if isinstance(form, Deadline) and form.points:
        return [f"It is the {ordinal(row['turn'])} of {len(form.points)} dates that are all counted from one day."]
    if limit.counted_from != row["started_on"]:
        return [
            f"It began on {day(row['started_on'])}; on {day(limit.counted_from)} what is owed changed, and the earlier of "
            "the two due dates applies."
        ]
    if limit.turn_in_doubt:
        return [
            "The period began before the records do, so it may be a later one than is shown: the longer limit is taken."
        ]
    return []


def _taken_from(detail: Detail, given: CitedDate, due: date) -> str:
    """How a due date follows from a date on the record."""
    if given.floor is not None:
        said = f"It is never due sooner than {given.floor} after {day(given.counted_from)}, which is {day(due)}"
        length = given.floor
    elif given.moved is None:
        return f"It is due on {given.what}, {day(due)}"
    else:
        said = f"{given.moved} {given.side} {given.what}, {day(given.given)}, is {day(due)}"
        length = given.moved
    return said + _leaving_out(detail, due) if length.unit == "working days" else said


def _counting(detail: Detail) -> str:
    form = detail.standard.deadline or detail.standard.recurring
    return "beginning with" if form is not None and form.beginning_with else "after"


def _extended(extensions: Iterable[Extended]) -> list[str]:
    said: list[str] = []
    for one in extensions:
        if one.new_due_on is None:
            said.append("An extension is recorded without a date, and changes nothing.")
        elif one.applied:
            said.append(f"It was extended to {day(one.new_due_on)}.")
        else:
            said.append(
                f"An extension to {day(one.new_due_on)} is recorded; the standard does not allow it (too late, too long, or "
                f"one too many), and {day(one.due_before)} stands."
            )
    return said


def _ending(detail: Detail) -> list[str]:
    row = detail.row
    over = _days(row["days_over"], row["working_days_over"])
    match row["outcome"]:
        case "met":
            said = [f"It was done on {day(row['met_on'])}, in time{_ids(detail.met)}."]
        case "met_late":
            late = f", {over} late" if row["days_over"] else ", after the hour it was due"
            said = [f"It was done on {day(row['met_on'])}{late}{_ids(detail.met)}."]
        case "missed":
            said = [f"The period ended without it, {over} after it was due."]
        case "lapsed":
            said = ["The period ended, or began afresh, before it fell due."]
        case "exempt" if row["met_on"] is not None:
            said = [f"It was declined or refused on {day(row['met_on'])}{_ids(detail.met)}."]
        case "exempt":
            said = [_exempt(detail)]
        case "overdue":
            said = [f"Nothing that meets it is recorded: it is {over} late."]
        case _:
            said = ["Nothing that meets it is recorded yet."]
    if row["booked_for"] is not None:
        said.append(f"It is booked for {day(row['booked_for'])}.")
    return said + _late_entry(detail)


def _late_entry(detail: Detail) -> list[str]:
    return [
        f"The record was entered on {day(met.recorded_on)}, {_count((met.recorded_on - detail.row['met_on']).days)} later."
        for met in detail.met
        if met.recorded_on is not None and met.recorded_on > detail.row["met_on"]
    ]


def _exempt(detail: Detail) -> str:
    if detail.agreed is None:
        return "An exemption covers it."
    who, until = detail.agreed
    return f"An exemption agreed by {who} covers it{f' until {day(until)}' if until is not None else ', with no end date'}."


def _counted(detail: Detail) -> list[str]:
    """What was counted, against what is allowed, and for how long it has been too many."""
    row = detail.row
    said = [counted(detail.standard, row["turn"], row["outcome"])] if row["turn"] is not None else []
    over = _days(row["days_over"], row["working_days_over"])
    match row["outcome"]:
        case "overdue":
            said.append(f"It has been over the limit since {day(row['started_on'])}: {over}.")
        case "met_late":
            said.append(
                f"It was over the limit from {day(row['started_on'])}, and within it again on {day(row['met_on'])}."
            )
        case "missed":
            said.append(f"It was over the limit from {day(row['started_on'])} until it no longer applied: {over}.")
        case "exempt":
            said.append(_exempt(detail))
        case _:
            said.append("It is within the limit.")
    return said


def _source(detail: Detail) -> str:
    cite = detail.limit.cite if detail.limit is not None else detail.standard.basis[0].cite
    return f"Source: {cite} ({detail.standard.standing.replace('-', ' ')})."


def _ids(met: tuple[Met, ...]) -> str:
    return f" (record {', '.join(m.record_id for m in met)})" if met else ""


def _days(days: int | None, working: int | None) -> str:
    if days is None:
        return ""
    return f"{_count(days)} ({working:,} working)"


def _count(days: int) -> str:
    return f"{days:,} {'day' if days == 1 else 'days'}"


def _short(value: date, near: date) -> str:
    return f"{value.day} {value:%B}" if value.year == near.year else day(value)


def explainer(snapshot: Snapshot, rulebook: Rulebook, as_of: date) -> Callable[[Sequence[Row]], list[list[str]]]:
    """A function that says why for many findings of one evaluation at once: a list of sentences for each."""

    def explain(rows: Sequence[Row]) -> list[list[str]]:
        return [sentences(detail) for detail in details(snapshot, rulebook, as_of, rows)]

    return explain
