"""The arithmetic of the audit chain: each event's hash covers its content and the hash of the event before it.

What is chained is meaning, not form: dates as ISO text, instants in UTC, so that both databases give the same. Free text
is chained as a salted digest, and can be erased, with its salt, while the chain still holds.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

BEGINNING = "0" * 64
"""What stands for the hash before the first."""

CHAINED = (
    "escalation_id",
    "sweep_id",
    "on_day",
    "at",
    "actor",
    "action",
    "reason",
    "level",
    "body",
    "note_digest",
)
"""The columns that a hash covers; the row's number it does not, because their order says it."""


def hash_after(before: str, row: Mapping[str, Any], key: bytes) -> str:
    """The hash (hexadecimal HMAC-SHA256) of an event that follows the one whose hash is `before`."""
    content = json.dumps({name: _plain(row[name]) for name in CHAINED}, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{before}\n{content}".encode(), hashlib.sha256).hexdigest()


def sealed(note: str | None) -> dict[str, str | None]:
    """Free text with a new salt and its digest, as columns."""
    if note is None:
        return {"note": None, "note_salt": None, "note_digest": None}
    salt = secrets.token_hex(16)
    return {"note": note, "note_salt": salt, "note_digest": digest_of(note, salt)}


def digest_of(note: str, salt: str) -> str:
    """The digest of free text under its salt."""
    return hashlib.sha256(f"{salt}\n{note}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value
