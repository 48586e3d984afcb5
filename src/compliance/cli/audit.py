"""`compliance audit`: proof that what happened was not rewritten, and what did happen."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from compliance.cli.context import Context
from compliance.cli.kept_apart import kept_apart
from compliance.cli.show import counted, say, show_json, show_table
from compliance.clock import LONDON
from compliance.errors import ComplianceError, InputError
from compliance.store import Store, open_store
from compliance.store.audit_trail import Happened, check_chain, happened, heads_kept

EVENTS = 40
"""How many are shown, newest last, unless all are asked for."""

HEADINGS = {
    "at": "When",
    "escalation": "Card",
    "subject": "Who",
    "standard": "What",
    "actor": "By",
    "action": "Did",
    "reason": "Why",
    "change": "From and to",
    "note": "Wrote",
}


def verify(given: Context) -> None:
    """Work the chain out again, and hold it against the heads that the manifests of sweeps keep.

    Raises:
        ComplianceError: an event is not as it was written, or one that a manifest names is gone.
    """
    store = _store(given)
    try:
        with store.reading() as connection:
            heads = {**heads_kept(connection), **_heads_in_files(given)}
            chain = check_chain(connection, heads.values())
    finally:
        store.close()
    if chain.broken is not None:
        raise ComplianceError(
            f"The record of what happened does not hold: {chain.broken}. {chain.events:,} hold before it."
        )
    for place, head in heads.items():
        if head in chain.missing:
            raise ComplianceError(
                f"The record of what happened does not hold: {place} names a last event that is not there. Events were "
                "taken from the end, or the store is an earlier copy."
            )
    if chain.first_at is None or chain.last_at is None:
        say("Nothing has happened yet: there are no events.")
        return
    held = sum(head != "" for head in heads.values())
    say(
        f"{counted(chain.events, 'event')}, from {_when(chain.first_at)} to {_when(chain.last_at)}: "
        "each is as it was written, and none is missing.",
        f"{counted(held, 'manifest')} of sweeps held against them.",
        *([f"The free text of {counted(chain.erased, 'event')} was erased."] if chain.erased else []),
        f"Head: {chain.head}",
    )


def show(given: Context, which: str | None, *, everything: bool, as_json: bool) -> None:
    """Show what happened: to one card (by its number), to all cards of a child, or of late.

    Raises:
        InputError: there is no such card or child.
    """
    store = _store(given)
    try:
        with store.reading() as connection:
            found = happened(connection, subject=which)
            if not found and which is not None and which.isdecimal():
                found = happened(connection, escalation=int(which))
    finally:
        store.close()
    if not found and which is not None:
        raise InputError(f"Nothing has happened about '{which}': give the number of a card, or the id of a child.")
    apart = kept_apart(given.rulebook)
    seen = [one for one in found if one.standard not in apart]
    if as_json:
        show_json([_object(one) for one in seen])
        return
    shown = seen if everything or which is not None else seen[-EVENTS:]
    if shown:
        show_table([_row(one) for one in shown], HEADINGS, as_json=False)
    else:
        say("Nothing has happened yet: there are no events.")
    if len(seen) > len(shown):
        say("", f"{counted(len(seen) - len(shown), 'earlier event')}: {given.command('audit show --all')}")


def _store(given: Context) -> Store:
    if not given.has_store:
        raise InputError(f"There is no store yet, so nothing has happened. Run: {given.command('sweep')}")
    return open_store(given.store_address, key_file=given.audit_key_file)


def _heads_in_files(given: Context) -> dict[str, str]:
    heads: dict[str, str] = {}
    for file in sorted((given.data / "sweeps").glob("*.json")):
        try:
            heads[str(file)] = str(json.loads(file.read_text(encoding="utf-8")).get("audit_head", ""))
        except (OSError, ValueError, AttributeError):
            raise InputError(f"{file} cannot be read as a manifest: put it back from a copy.") from None
    return heads


def _when(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y %H:%M}"


def _row(one: Happened) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("escalation", "subject", "standard", "actor")},
        "at": _when(one.at),
        "action": one.action.replace("_", " "),
        "reason": one.reason,
        "change": " → ".join(card for card in (_card(one.body.get("before")), _card(one.body.get("after"))) if card),
        "note": "(erased)" if one.note_erased else one.note,
    }


def _card(state: Mapping[str, Any] | None) -> str:
    return f"{state['state']} {state['level']}" if state is not None else ""


def _object(one: Happened) -> dict[str, Any]:
    body = dict(one.body)
    return {
        **{name: getattr(one, name) for name in ("at", "on_day", "escalation", "subject", "standard", "actor")},
        **{name: getattr(one, name) for name in ("action", "reason", "level", "note", "note_erased")},
        "before": body.pop("before", None),
        "after": body.pop("after", None),
        "more": body,
    }
