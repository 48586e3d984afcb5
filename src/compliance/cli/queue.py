"""`compliance queue`: what is in front of whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from compliance.cli.context import Context
from compliance.cli.kept_apart import for_whom, kept_apart
from compliance.cli.narrow import Wanted, narrowed
from compliance.cli.show import counted, say, show_json, show_table
from compliance.cli.together import Families, Line, causes_of, families_of, lines_of
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Load, Standard, WindowLimit
from compliance.rulebook.patterns import Pattern
from compliance.rulebook.words_of_limits import day
from compliance.store import open_store
from compliance.store.queue import Heard, QueueItem, last_sweep, open_items
from compliance.sweep.manifest import Manifest, read_manifest
from compliance.why import named, outcome_words

HEADINGS = {
    "number": "No.",
    "who": "Who",
    "what": "What",
    "due": "Due",
    "late": "Late",
    "told": "In front of",
    "worker": "Worker",
}
LINES = 20
"""As many as somebody with twenty minutes can think about."""

ROLE_WORDS = {"iro": "IRO", "iro_manager": "IROs' manager", "cp_chair": "conference chair"}


def queue(given: Context, wanted: Wanted, *, everything: bool, as_json: bool) -> None:
    """Show what is late or nearly so, the most serious first, and who has been told."""
    items, manifest = _last_known(given)
    apart = kept_apart(given.rulebook, wanted.asking_role)
    hidden = sum(item.standard in apart for item in items)
    items = [item for item in items if item.standard not in apart]
    families = families_of(given.snapshot)
    items = narrowed(items, wanted, given)
    if as_json:
        lines = lines_of(items, families, causes_of(given.rulebook.patterns.values()))
        show_json([as_object(item, line, given.rulebook, families) for line in lines for item in line.items])
    else:
        show_queue(given, items, manifest, families, everything=everything, asked=wanted.words)
        if hidden:
            alone = for_whom(given.rulebook, apart)
            say(f"{counted(hidden, 'more')} that only the {alone} may see: {given.command('queue --for')} {alone}")


def _last_known(given: Context) -> tuple[list[QueueItem], Manifest]:
    swept: tuple[date, str] | None = None
    items: list[QueueItem] = []
    if given.has_store:
        store = open_store(given.store_address)
        try:
            with store.reading() as connection:
                swept, items = last_sweep(connection), open_items(connection)
        finally:
            store.close()
    if swept is None:
        raise InputError(f"There has been no sweep yet, so there is no queue. Run: {given.command('sweep')}")
    return items, read_manifest(swept[1])


def show_queue(
    given: Context,
    items: Sequence[QueueItem],
    manifest: Manifest,
    families: Families,
    *,
    everything: bool,
    asked: str = "",
) -> None:
    """The queue for a person: how much there is of what was `asked` for, the table, and what could not be judged."""
    lines = lines_of(items, families, causes_of(given.rulebook.patterns.values()))
    shown = lines if everything else lines[:LINES]
    say(*_opening(items, manifest, asked), "")
    if shown:
        show_table([as_row(line, given.rulebook) for line in shown], HEADINGS, as_json=False)
        say("")
    if len(lines) > len(shown):
        say(f"{counted(len(lines) - len(shown), 'more line')}: {given.command('queue --all')}, or queue --for WHO.")
    if shown:
        first = shown[0].first
        say(f"Why, with the dates and the law: {given.command(f'why {first.subject} {first.standard}')}")
        say(f"What happened to it, and who was told: {given.command(f'show {first.id}')}")
    say(*_not_judged(given, manifest))


def _opening(items: Sequence[QueueItem], manifest: Manifest, asked: str) -> list[str]:
    made_up = "Made-up authority. " if manifest.made_up else ""
    checked = f"{made_up}Queue{asked} after the sweep for {day(date.fromisoformat(manifest.as_of))}"
    if not items:
        return [f"{checked}: nothing. {counted(manifest.children, 'person was', 'people were')} checked."]
    late = sum(item.outcome == "overdue" for item in items)
    subjects = {(item.subject_kind, item.subject) for item in items}
    people = sum(kind == "person" for kind, _ in subjects)
    about = [counted(people, "child", "children")] if people else []
    about += [counted(len(subjects) - people, "worker or team", "workers or teams")] if len(subjects) > people else []
    rest = f" and {len(items) - late:,} due soon" if len(items) > late else ""
    return [
        f"{checked}: {late:,} overdue{rest}, about {' and '.join(about)}. "
        f"{counted(manifest.children, 'person was', 'people were')} checked.",
        "The most serious first; brothers and sisters together.",
    ]


def as_row(line: Line, rulebook: Rulebook) -> dict[str, Any]:
    """A line as the table shows it."""
    item = line.first
    standard = rulebook.titled(item.standard)
    limit = isinstance(standard, Pattern) or isinstance(standard.form, WindowLimit | Load)
    title = standard.title if isinstance(standard, Pattern) else named(standard, item.turn)
    title = f"└ {title}" if line.cause is not None else title
    return {
        "number": line.numbers,
        "who": line.subjects,
        "what": f"{title} ({item.turn})" if limit and item.turn and item.turn > 1 else title,
        "due": None if limit else item.due_on,
        "late": ", ".join(said for said in (how_late(item, standard), what_was_done(item)) if said),
        "told": with_whom(item),
        "worker": item.worker_id,
    }


def as_object(item: QueueItem, line: Line, rulebook: Rulebook, families: Families) -> dict[str, Any]:
    """One item for a program, in the words of the findings where it has them."""
    return {
        "id": item.id,
        "standard": item.standard,
        "title": rulebook.titled(item.standard).title,
        "subject_kind": item.subject_kind,
        "subject": item.subject,
        "family_id": families.get(item.subject) if item.subject_kind == "person" else None,
        "turn": item.turn,
        "team_id": item.team_id,
        "worker_id": item.worker_id,
        "due_on": item.due_on,
        "outcome": item.outcome,
        "days_over": item.days_over,
        "working_days_over": item.working_days_over,
        "booked_for": item.booked_for,
        "level": item.level,
        "raised_on": item.raised_on,
        "told": [_told(heard) for heard in item.told],
        "promised_for": item.promised_for,
        "promises_broken": item.promises_broken,
        "snoozed_until": item.snoozed_until,
        "passed_to": item.passed_to,
        "said_not_right": item.is_doubted,
        "follows_from": line.cause,
    }


def _told(heard: Heard) -> Mapping[str, str | None]:
    role, person, note = heard
    return {"role": role, "person": person, "note": note or None}


def how_late(item: QueueItem, standard: Standard | Pattern) -> str:
    """How late, or that it is due soon; with the date that is booked."""
    if isinstance(standard, Pattern):
        return f"for {counted(item.days_over or 0, 'day')}"
    booked = f", booked {item.booked_for.day} {item.booked_for:%b}" if item.booked_for is not None else ""
    if item.outcome != "overdue" or item.days_over is None:
        return outcome_words(standard, item.outcome) + booked
    over = " over" if isinstance(standard.form, WindowLimit | Load) else ""
    return f"{counted(item.days_over, 'day')}{over}{booked}"


def what_was_done(item: QueueItem) -> str:
    """What people have done about it that still stands: `promised 14 May`. The lateness stands beside it."""
    done = [f"promised {short_day(item.promised_for)}"] if item.promised_for is not None else []
    if item.promises_broken:
        done.append(f"{counted(item.promises_broken, 'promise')} broken")
    if item.snoozed_until is not None:
        done.append(f"snoozed until {short_day(item.snoozed_until)}")
    if item.is_doubted:
        done.append("said not to be right")
    return ", ".join(done)


def short_day(value: date) -> str:
    """A date near enough to need no year: 14 May."""
    return f"{value.day} {value:%B}"


def with_whom(item: QueueItem) -> str:
    """Who has it: whoever it was passed to, else whoever heard at its highest level."""
    told = "; ".join(heard_words(role, person) for role, person, _ in item.told) or "nobody yet"
    return told if item.passed_to is None else f"passed to {item.passed_to} ({told})"


def heard_words(role: str, person: str | None, note: str = "") -> str:
    """Who heard, in words, and what there is to know about it."""
    words = ROLE_WORDS.get(role, role.replace("_", " "))
    said = f"{words} {person}" if person is not None else words
    return f"{said} ({note})" if note else said


def _not_judged(given: Context, manifest: Manifest) -> list[str]:
    lines: list[str] = []
    unknown = sum(manifest.cannot_tell.values())
    if unknown:
        again = given.command(f"sweep --as-of {manifest.as_of} --dry-run")
        lines.append(
            f"{counted(unknown, 'obligation')} cannot be told, and not counted as met. For want of what: {again}"
        )
    if manifest.not_carried:
        lines.append(
            f"The extract does not carry {', '.join(manifest.not_carried)}: a role stands where nobody is named."
        )
    return lines
