"""`compliance show`, and everything that people do with an escalation from the command line."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal

import polars as pl

from compliance.cli.context import Context
from compliance.cli.kept_apart import for_whom, kept_apart
from compliance.cli.narrow import as_role
from compliance.cli.queue import heard_words, short_day
from compliance.cli.show import counted, listed, say, show_json, show_table
from compliance.errors import InputError
from compliance.escalate.acts import (
    PATTERN,
    Act,
    Around,
    Comment,
    NotRight,
    Pass,
    Promise,
    Raise,
    Snooze,
)
from compliance.escalate.directory import Directory, directory_of
from compliance.escalate.finding import Finding
from compliance.escalate.sight import Sight, may_see
from compliance.escalate.standing_acts import StandingAct
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Standard
from compliance.rulebook.words_of_limits import day
from compliance.store import Store, open_store
from compliance.store.acts import Acted, Stretches, act_on, no_such
from compliance.store.card import Card, Happened, card_of, doubts
from compliance.why import named

HEADINGS = {"on": "On", "who": "Who", "what": "What", "level": "Level", "note": "Note"}
ACTIONS = {
    "raised_a_level": "taken a level higher",
    "told": "put in front of somebody more",
    "lowered": "a level lower",
    "reopened": "came back",
    "re_dated": "re-dated",
    "promised": "promised",
    "snoozed": "snoozed",
    "passed": "passed on",
    "not_right": "said not to be right",
    "raised_by_hand": "raised by hand",
    "promise_kept": "promise kept",
    "promise_broken": "promise broken",
    "promise_ended": "promise no longer due",
    "snooze_ended": "snooze over",
    "not_right_answered": "put right",
}


def show(given: Context, number: int, role: str | None, *, as_json: bool) -> None:
    """Show an escalation: how it stands, why it was raised, who heard, and what happened to it."""
    with _opened(given) as store, store.reading() as connection:
        card = card_of(connection, number)
    if card is None:
        raise no_such(number)
    apart = kept_apart(given.rulebook, as_role(role))
    if card.standing.standard in apart:
        alone = for_whom(given.rulebook, {card.standing.standard})
        raise InputError(f"Escalation {number} is one that only the {alone} may see: say so with --for.")
    if as_json:
        show_json([_as_object(happened) for happened in card.events])
        return
    standard = given.rulebook.titled(card.standing.standard)
    title = named(standard, card.finding.turn) if isinstance(standard, Standard) else standard.title
    say(f"Escalation {number}: {title}, {card.standing.subject}", _state(card))
    say(*_standing_sentences(card.standing.acts))
    if card.explanation:
        say("", "Why it was raised:", listed(card.explanation))
    if card.told:
        say("", "Who was told:")
        say(listed(f"level {level}, {day(on)}: {heard_words(*heard)}" for level, on, heard in card.told))
    say("")
    show_table([_as_row(happened) for happened in card.events], HEADINGS, as_json=False)


def acknowledge(given: Context, number: int, by: str, actor: str, note: str) -> None:
    """Promise that it will be done by a date."""
    promised = _date("--by", by)
    acted = _act(given, number, Act(actor, Promise(promised), note))
    say(
        f"Escalation {number}: {actor} promises it by {day(promised)}, at level {acted.standing.level}.",
        "The sweep will look whether the record shows it done by then; where not, the next level hears at once.",
    )


def snooze(given: Context, number: int, until: str, reason: str, actor: str) -> None:
    """Keep an escalation silent until a day."""
    ends = _date("--until", until)
    _act(given, number, Act(actor, Snooze(ends), reason))
    say(f"Escalation {number}: nobody hears more of it until {day(ends)}. It stays in the queue, as late as it is.")


def pass_on(given: Context, number: int, to: str, actor: str, note: str) -> None:
    """Give an escalation to somebody."""
    _act(given, number, Act(actor, Pass(to), note))
    say(f"Escalation {number}: {actor} has passed it to {to}.")


def comment(given: Context, number: int, words: str, actor: str) -> None:
    """Add something to know."""
    _act(given, number, Act(actor, Comment(), words))
    say(f"Escalation {number}: the comment is added.")


def not_right(given: Context, number: int, about: str, owner: str, actor: str, note: str) -> None:
    """Say that the data are wrong, or that the standard does not apply."""
    what: Literal["data", "standard"]
    if about == "data":
        what = "data"
    elif about == "standard":
        what = "standard"
    else:
        raise InputError(f"--reason: '{about}': write data (they are wrong) or standard (it does not apply here).")
    _act(given, number, Act(actor, NotRight(what, owner), note))
    say(
        f"Escalation {number}: {owner} looks into it; it stands in {given.command('data-quality')} until the record changes.",
        "Until then it stays in the queue, and counts.",
    )


def raise_now(given: Context, number: int, reason: str, actor: str) -> None:
    """Take an escalation to its next level now."""
    acted = _act(given, number, Act(actor, Raise(), reason))
    heard = "; ".join(heard_words(told.to_role, told.to_person, told.note) for told in acted.tellings)
    said = heard or "who stands at that level has heard already"
    say(f"Escalation {number}: now at level {acted.allowed.level}: {said}.")


def data_quality(given: Context, *, as_json: bool) -> None:
    """List what was said not to be right, and who looks into it."""
    with _opened(given) as store, store.reading() as connection:
        apart = kept_apart(given.rulebook)
        found = [doubt for doubt in doubts(connection) if doubt.standard not in apart]
    rows = [
        {
            "id": doubt.escalation,
            "subject": doubt.subject,
            "standard": doubt.standard,
            "about": doubt.about,
            "owner": doubt.owner,
            "said_by": doubt.said_by,
            "said_on": doubt.said_on,
            "note": doubt.note,
        }
        for doubt in found
    ]
    headings = ("No.", "Who", "Standard", "What is not right", "With", "Said by", "On", "Why")
    columns = ("id", "subject", "standard", "about", "owner", "said_by", "said_on", "note")
    if as_json or rows:
        show_table(rows, dict(zip(columns, headings, strict=True)), as_json=as_json)
    else:
        say("Nothing is said not to be right that the record has not changed since.")


@contextmanager
def _opened(given: Context) -> Generator[Store]:
    if not given.has_store:
        raise InputError(f"There has been no sweep yet, so there are no escalations. Run: {given.command('sweep')}")
    store = open_store(given.store_address, key_file=given.audit_key_file)
    try:
        yield store
    finally:
        store.close()


def _act(given: Context, number: int, act: Act) -> Acted:
    snapshot, rulebook, today = given.snapshot, given.rulebook, given.clock.today()
    directory = directory_of(snapshot, today)

    def what_holds(finding: Finding, snoozed: Stretches) -> Around:
        return _around(rulebook, snapshot, directory, today, finding, snoozed)

    with _opened(given) as store:
        return act_on(store, number, act, what_holds, directory, today, given.clock.now())


def _around(
    rulebook: Rulebook, snapshot: Snapshot, directory: Directory, today: date, finding: Finding, snoozed: Stretches
) -> Around:
    standard = rulebook.titled(finding.standard)
    known = isinstance(standard, Standard)
    restricted = finding.subject_kind == "person" and _is_restricted(snapshot, finding.subject)
    sight = Sight(standard.visible_to if known else (), restricted, rulebook.vocabulary.roles)
    return Around(
        today=today,
        standing=standard.standing if known else PATTERN,
        calendar=rulebook.calendar,
        workers=directory.posts.keys(),
        may_see=lambda worker: may_see(worker, finding, directory, sight),
        snoozed=snoozed,
    )


def _is_restricted(snapshot: Snapshot, person: str) -> bool:
    people = snapshot.table("people", ["person_id", "restricted"])
    return people.filter((pl.col("person_id") == person) & pl.col("restricted")).height > 0


def _date(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: '{text}' is not a date: write it as 2026-03-31.") from None


def _state(card: Card) -> str:
    standing, finding = card.standing, card.finding
    if standing.state == "closed":
        return f"Closed: {standing.state_reason}."
    due = f", due on {day(finding.due_on)}" if finding.due_on is not None else ""
    over = f", {counted(finding.days_over, 'day')} over" if finding.days_over else ""
    paused = f"Paused ({standing.state_reason})" if standing.state == "paused" else "Open"
    outcome = finding.outcome.replace("_", " ")
    return (
        f"{paused} at level {standing.level}, raised on {day(card.raised_on)}. "
        f"When last looked at, on {day(standing.seen_on)}: {outcome}{due}{over}."
    )


def _standing_sentences(acts: Sequence[StandingAct]) -> list[str]:
    said: list[str] = []
    for act in acts:
        until = short_day(act.until) if act.until is not None else ""
        match act.kind, act.status:
            case "promise", "broken":
                said.append(f"{act.actor} promised it by {until}; the promise was broken.")
            case "promise", _:
                said.append(f"{act.actor} promised it by {until}.")
            case "snooze", _:
                said.append(f"Snoozed by {act.actor} until {until}.")
            case "pass", _:
                said.append(f"Passed to {act.owner} by {act.actor}.")
            case "not_right", _:
                said.append(f"{act.actor} says that the {act.about} is not right; {act.owner} looks into it.")
            case "raise", _:
                said.append(f"Raised by hand to level {act.level} by {act.actor}.")
    return said


def _as_row(happened: Happened) -> dict[str, Any]:
    what = ACTIONS.get(happened.action, happened.action)
    said = [happened.body.get("until"), happened.body.get("owner"), happened.body.get("about")]
    told = [person or role.replace("_", " ") for _, _, role, person in happened.body.get("told", [])]
    more = [str(one) for one in said if one is not None] + ([f"told {', '.join(told)}"] if told else [])
    because = f" ({happened.reason})" if happened.actor == "sweep" and happened.reason != "ladder" else ""
    return {
        "on": happened.on_day,
        "who": happened.actor,
        "what": f"{what}{because}{': ' if more else ''}{', '.join(more)}",
        "level": happened.level,
        "note": happened.note,
    }


def _as_object(happened: Happened) -> dict[str, Any]:
    return {
        "on": happened.on_day,
        "actor": happened.actor,
        "action": happened.action,
        "reason": happened.reason,
        "level": happened.level,
        "note": happened.note,
        "more": happened.body,
    }
