"""Saying why: a finding's proof in sentences. It can only say what was computed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from compliance.evaluate.detail import Detail, Extended, Met, Row, details
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Load, Recurring, Standard, WindowLimit

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
        return [*_counted(detail), _source(detail)]
    return [*_arithmetic(detail), *_extended(detail.extensions), *_ending(detail), _source(detail)]


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
    """A standard's title; of a chain, with which of them it is: `Looked-after child's review, 3rd`."""
    if not isinstance(standard.form, Recurring) or turn is None:
        return standard.title
    return f"{standard.title}, {ordinal(turn)}{' or later' if at_least else ''}"


def outcome_words(standard: Standard, outcome: str) -> str:
    """An outcome in words that fit the form of the standard."""
    if isinstance(standard.form, WindowLimit | Load):
        return LIMIT_WORDS.get(outcome, OUTCOME_WORDS[outcome])
    return OUTCOME_WORDS[outcome]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def kind_words(kind: str) -> str:
    """A kind of period or event as it is read: `cp_plan` is a child protection plan."""
    spelt = {"cp": "child protection", "cin": "child in need", "lac": "looked-after", "icpc": "initial conference"}
    return " ".join(spelt.get(word, word) for word in kind.replace(".", "_").split("_"))


def day(value: date) -> str:
    """A date as people write it: 4 March 2026."""
    return f"{value.day} {value:%B %Y}"


def _arithmetic(detail: Detail) -> list[str]:
    row, limit = detail.row, detail.limit
    if limit is None:
        return [f"It began on {day(row['started_on'])} and was due on {day(row['due_on'])}."]
    due = detail.extensions[0].due_before if detail.extensions else row["due_on"]
    counted = f"{limit.duration} {_counting(detail)} {day(limit.counted_from)} is {day(due)}"
    if limit.duration.unit == "working days":
        left_out = ", ".join(_short(d, due) for d in detail.left_out if d <= due)
        counted += f", leaving out weekends{' and ' + left_out if left_out else ''}"
    elif limit.duration.unit == "hours":
        counted += ", counted in clock hours"
    changed: list[str] = []
    if limit.turn_in_doubt:
        changed = [
            "The period began before the records do, so it may be a later one than is shown: the longer limit is taken."
        ]
    if limit.counted_from != row["started_on"]:
        changed = [
            f"It began on {day(row['started_on'])}; on {day(limit.counted_from)} what is owed changed, and the earlier of "
            "the two due dates applies."
        ]
    return [*changed, f"{counted}."]


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
    said = [_count_of(detail.standard, row["turn"], row["outcome"])] if row["turn"] is not None else []
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


def _count_of(standard: Standard, number: int, outcome: str) -> str:
    reached = "Counted" if outcome in ("on_track", "due_soon", "overdue") else "The most counted"
    match standard.form:
        case WindowLimit(count=count, most=most, within=within):
            what = kind_words(count.period or count.event or "")
            how = {"starts": "" if count.event else " begun", "held": " held", "days": ", in days,"}[count.by]
            return f"{reached}: {number:,} ({what}{how} within {within}); the limit is {most:,}."
        case Load(role=role, per=per, most=most):
            post = " for each full-time post" if per == "fte" else ""
            return f"{reached}: {number:,} people{post} of a {role.replace('_', ' ')}; the limit is {most:g}."
        case _:
            return f"{reached}: {number:,}."


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
