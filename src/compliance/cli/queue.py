"""`compliance queue`: what is in front of whom."""

from datetime import date
from typing import Annotated, Any

import typer

from compliance.cli.context import Context
from compliance.cli.show import counted, say, show_json, show_table
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.store import open_store
from compliance.store.queue import QueueItem, last_sweep, open_items
from compliance.sweep.manifest import Manifest, read_manifest
from compliance.why import OUTCOME_WORDS, day

HEADINGS = {
    "subject": "Who",
    "standard": "What",
    "due_on": "Due",
    "late": "Late",
    "told": "In front of",
    "worker": "Worker",
    "level": "Level",
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("queue")(queue)


def queue(
    context: typer.Context,
    holder: Annotated[str | None, typer.Option("--for", help="Only what is in front of this person or role.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it, not only the first 20.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As a list of objects.")] = False,
) -> None:
    """Show what is late or nearly so, the most serious first, and who has been told."""
    given: Context = context.obj
    store = open_store(given.store_address)
    try:
        with store.reading() as connection:
            swept = last_sweep(connection)
            items = open_items(connection)
    finally:
        store.close()
    if swept is None:
        raise InputError("There has been no sweep yet, so there is no queue. Run: compliance sweep")
    if holder is not None:
        items = [item for item in items if any(holder in (role, person) for role, person, _ in item.told)]
    if as_json:
        show_json([as_row(item, given.rulebook) for item in items])
        return
    manifest = read_manifest(swept[1])
    show_queue(items, manifest, given.rulebook, everything=everything)


def show_queue(items: list[QueueItem], manifest: Manifest, rulebook: Rulebook, *, everything: bool) -> None:
    """The queue for a person: a line of what was checked, the table, and what could not be judged."""
    late = sum(item.outcome == "overdue" for item in items)
    children = len({(item.subject_kind, item.subject) for item in items})
    made_up = "Made-up authority. " if manifest.made_up else ""
    say(
        f"{made_up}Queue after the sweep for {day_of(manifest.as_of)}, in which {manifest.children:,} people were checked: "
        f"{late:,} overdue, {len(items) - late:,} due soon, for {counted(children, 'child or worker', 'children and workers')}.",
        "",
    )
    shown = items if everything else items[:20]
    if shown:
        show_table([as_row(item, rulebook) for item in shown], HEADINGS, as_json=False)
        say("")
    if len(items) > len(shown):
        say(f"{len(items) - len(shown):,} more: compliance queue --all, or --for PERSON or ROLE.")
    say(*_not_judged(manifest))
    if shown:
        say(f"Why: compliance why {shown[0].subject} {shown[0].standard} --as-of {manifest.as_of}")


def as_row(item: QueueItem, rulebook: Rulebook) -> dict[str, Any]:
    """One item as the table shows it."""
    standard = rulebook.standard(item.standard)
    turn = f" ({item.turn})" if standard.recurring is not None else ""
    return {
        "subject": item.subject,
        "standard_id": item.standard,
        "standard": f"{standard.title}{turn}",
        "due_on": item.due_on,
        "outcome": item.outcome,
        "late": how_late(item),
        "days_over": item.days_over,
        "working_days_over": item.working_days_over,
        "booked_for": item.booked_for,
        "told": "; ".join(_heard(role, person) for role, person, _ in item.told),
        "worker": item.worker_id,
        "team": item.team_id,
        "level": item.level,
        "raised_on": item.raised_on,
    }


def how_late(item: QueueItem) -> str:
    """How late, or that it is due soon; with the date that is booked."""
    booked = f", booked {item.booked_for.day} {item.booked_for:%b}" if item.booked_for is not None else ""
    if item.days_over is None:
        return OUTCOME_WORDS[item.outcome] + booked
    days = "day" if item.days_over == 1 else "days"
    return f"{item.days_over} {days}{booked}"


def day_of(text: str) -> str:
    """An ISO date as people write it."""
    return day(date.fromisoformat(text))


def _heard(role: str, person: str | None) -> str:
    words = role.replace("_", " ")
    return f"{words} {person}" if person is not None else words


def _not_judged(manifest: Manifest) -> list[str]:
    lines: list[str] = []
    unknown = sum(manifest.cannot_tell.values())
    if unknown:
        lines.append(
            f"{counted(unknown, 'obligation')} could not be told; compliance sweep --dry-run says for want of what."
        )
    if manifest.not_carried:
        lines.append(f"The extract has no {', '.join(manifest.not_carried)}: roles stand where people would.")
    return lines
