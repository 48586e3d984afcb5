"""What a sweep leaves behind about itself: what it read, what it found, what it did."""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from compliance.escalate.change import Change
from compliance.evaluate.findings import OUTCOMES, Findings

ACTIONS = (
    "raised",
    "raised_a_level",
    "told",
    "lowered",
    "closed",
    "reopened",
    "paused",
    "resumed",
    "re_dated",
    "promise_kept",
    "promise_broken",
    "promise_ended",
    "snooze_ended",
    "not_right_answered",
    "unchanged",
)


@dataclass(frozen=True)
class Manifest:
    """One sweep's account. Counts are of rows, obligations, routes and escalations.

    `closed_because` and `paused_because` count reasons; `nobody` counts roles that had no holder, or nobody to cover;
    `alarms` what the engine could not be trusted with; `patterns` of how many
    children each pattern holds; `audit_head` is the head of the audit chain when the sweep had been written, empty after a
    rehearsal. Nothing in it names a child.
    """

    as_of: str
    snapshot: str
    rulebook: str
    source: str
    made_up: bool
    engine: str
    children: int
    rows: Mapping[str, Mapping[str, int]]
    rejected: int
    obligations: int
    outcomes: Mapping[str, int]
    cannot_tell: Mapping[str, int]
    standards: Mapping[str, int]
    skipped: Mapping[str, str]
    routes: int
    escalations: Mapping[str, int]
    closed_because: Mapping[str, int]
    paused_because: Mapping[str, int]
    nobody: Mapping[str, int]
    not_carried: tuple[str, ...]
    alarms: Mapping[str, int]
    patterns: Mapping[str, int] = field(default_factory=dict[str, int])
    audit_head: str = ""

    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Routed:
    """What the engine did in a sweep."""

    engine: str
    routes: int
    alarms: Mapping[str, int]


def manifest_of(
    findings: Findings, rulebook: str, changes: Sequence[Change], routed: Routed, patterns: Mapping[str, int]
) -> Manifest:
    """The account of a sweep."""
    facts = findings.snapshot.facts
    outcomes = _counts(findings.compact, "outcome")
    actions = Counter(change.decision.action for change in changes)
    notes = Counter(telling.missing for change in changes for telling in change.tellings if telling.missing)
    numbers = Counter(findings.compact["standard"].to_list())
    return Manifest(
        as_of=findings.as_of.isoformat(),
        snapshot=facts.digest,
        rulebook=rulebook,
        source=facts.source,
        made_up=facts.made_up,
        engine=routed.engine,
        children=findings.snapshot.table("people", ["person_id"]).height,
        rows=facts.counts,
        rejected=findings.snapshot.table("rejected").height if "rejected" in findings.snapshot.tables.names() else 0,
        obligations=findings.compact.height,
        outcomes={outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES},
        cannot_tell=_counts(findings.compact, "reason"),
        standards={name: numbers.get(number, 0) for number, name in enumerate(findings.standards)},
        skipped=dict(findings.skipped),
        routes=routed.routes,
        escalations={action: actions.get(action, 0) for action in ACTIONS},
        closed_because=_reasons(changes, "closed"),
        paused_because=_reasons(changes, "paused"),
        nobody=dict(sorted(notes.items())),
        not_carried=facts.not_carried,
        alarms=dict(routed.alarms),
        patterns=patterns,
    )


def read_manifest(text: str) -> Manifest:
    """The manifest that was written as `text`."""
    written: dict[str, Any] = json.loads(text)
    not_carried: tuple[str, ...] = tuple(written.pop("not_carried"))
    return Manifest(**written, not_carried=not_carried)


def manifest_path(data_dir: Path, as_of: date, snapshot: str, rulebook: str) -> Path:
    """Where the manifest of a sweep is kept as a file."""
    return data_dir / "sweeps" / f"{as_of}-{snapshot[:8]}-{rulebook[:8]}.json"


def write_manifest(path: Path, text: str) -> None:
    """Put the file there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.part")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _counts(frame: pl.DataFrame, column: str) -> dict[str, int]:
    counted = frame.filter(pl.col(column).is_not_null()).group_by(pl.col(column).cast(pl.String())).len().sort(column)
    return dict(counted.rows())


def _reasons(changes: Sequence[Change], action: str) -> dict[str, int]:
    counted = Counter(change.decision.reason for change in changes if change.decision.action == action)
    return dict(sorted(counted.items()))
