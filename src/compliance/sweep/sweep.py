"""A sweep: hold every child to every standard for one date, and put what is late in front of somebody. Once.

Working out happens outside any transaction; everything is written in one. A sweep that dies at any moment has written
nothing but that it began, and the next one finds the same and does the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from compliance.clock import Clock
from compliance.errors import ComplianceError, InputError
from compliance.escalate.change import Change, Explain, changes_for
from compliance.escalate.directory import Directory, directory_of
from compliance.escalate.lifecycle import decide
from compliance.escalate.re_date import re_dated
from compliance.escalate.router import RouterFactory, router_factory
from compliance.escalate.standing import Today
from compliance.evaluate import evaluate
from compliance.evaluate.findings import Findings
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.ladders import Ladder
from compliance.store import Store, audit, escalations, sweeps
from compliance.sweep.holder import lives, this_process
from compliance.sweep.manifest import Manifest, manifest_of, manifest_path, read_manifest, write_manifest
from compliance.sweep.patterns import explaining, in_doubt, patterns_today
from compliance.sweep.route import ladders_for, route_all
from compliance.sweep.select import select

ATTEMPTS = 3
"""How often a sweep is worked out again because somebody changed an escalation meanwhile."""

Evaluation = Callable[[Snapshot, Rulebook, date], Findings]


@dataclass(frozen=True)
class SweepResult:
    """What a sweep did. `already_done`: it had been done before, and this is its manifest; then `findings` is None.

    `sweep_id` is None after a dry run; `manifest_file` where no folder was given or nothing was written.
    """

    sweep_id: int | None
    manifest: Manifest
    already_done: bool
    findings: Findings | None
    manifest_file: Path | None


def run_sweep(
    store: Store,
    snapshot: Snapshot,
    rulebook: Rulebook,
    as_of: date,
    clock: Clock,
    explain: Explain,
    *,
    data_dir: Path | None = None,
    router: RouterFactory | None = None,
    dry_run: bool = False,
    evaluation: Evaluation = evaluate,
) -> SweepResult:
    """Sweep `snapshot` for `as_of`, once: the same date, snapshot and rulebook again give the earlier result.

    A dry run writes nothing, and may look back. With `data_dir`, the manifest is also put in `data_dir/sweeps`.

    Raises:
        InputError: the date is in the future, beyond the calendar, or before the last that was swept.
        ComplianceError: another sweep is running.
    """
    if as_of > clock.today():
        raise InputError(f"{as_of} is in the future: a sweep is for today ({clock.today()}) or a day before it.")
    work = _Work(snapshot, rulebook, as_of, explain, router or router_factory())
    if dry_run:
        return _rehearse(store, work, evaluation)
    key = sweeps.SweepKey(as_of, snapshot.digest, rulebook.digest)
    claimed = sweeps.claim(store, key, this_process(), lives, clock.now())
    if isinstance(claimed, sweeps.Done):
        file = _leave_manifest(data_dir, key, claimed.manifest)
        return SweepResult(claimed.sweep_id, read_manifest(claimed.manifest), True, None, file)
    try:
        findings = evaluation(snapshot, rulebook, as_of)
        manifest = _write_once_settled(store, work, findings, claimed, clock)
    except BaseException:
        sweeps.let_go(store, claimed)
        raise
    return SweepResult(claimed.sweep_id, manifest, False, findings, _leave_manifest(data_dir, key, manifest.text()))


@dataclass(frozen=True)
class _Work:
    """What a sweep works with."""

    snapshot: Snapshot
    rulebook: Rulebook
    as_of: date
    explain: Explain
    router: RouterFactory

    @property
    def todays_ladders(self) -> dict[str, Ladder]:
        """The ladders of live standards and patterns, by their ids; what is in shadow counts, but nobody hears."""
        climbing = [*self.rulebook.standards, *self.rulebook.patterns.values()]
        live = {one.id: one.ladder for one in climbing if one.status == "live"}
        return {name: self.rulebook.ladders[ladder] for name, ladder in live.items() if ladder is not None}


@dataclass(frozen=True)
class _Settled:
    """Changes worked out from the escalations as they stood at `head`."""

    head: int
    changes: Sequence[Change]
    manifest: Manifest


def _write_once_settled(store: Store, work: _Work, findings: Findings, claimed: sweeps.Claim, clock: Clock) -> Manifest:
    directory = directory_of(work.snapshot, work.as_of)
    for _ in range(ATTEMPTS):
        with store.reading() as connection:
            settled = _work_out(connection, work, findings, directory)
        with store.writing() as connection:
            if escalations.head(connection) != settled.head:
                continue
            writing = escalations.Writing(claimed.sweep_id, work.as_of, clock.now())
            escalations.write(connection, settled.changes, writing)
            manifest = replace(settled.manifest, audit_head=audit.last_hash(connection))
            sweeps.finish(connection, claimed, manifest.text(), clock.now())
            return manifest
    raise ComplianceError("Escalations were being changed all the while: nothing was changed. Run the sweep again.")


def _rehearse(store: Store, work: _Work, evaluation: Evaluation) -> SweepResult:
    findings = evaluation(work.snapshot, work.rulebook, work.as_of)
    with store.reading() as connection:
        settled = _work_out(connection, work, findings, directory_of(work.snapshot, work.as_of))
    return SweepResult(None, settled.manifest, False, findings, None)


def _work_out(connection: Connection, work: _Work, findings: Findings, directory: Directory) -> _Settled:
    head = escalations.head(connection)
    live = escalations.live(connection)
    todays = work.todays_ladders
    run = {standard for standard in todays if standard not in findings.skipped}
    selected = select(findings, run, live)
    patterns = patterns_today(findings, work.rulebook)
    present = selected.findings | patterns.findings | in_doubt(live, patterns, findings, work.rulebook)
    fingerprints = selected.fingerprints | set(present)
    closed = escalations.closed_among(connection, fingerprints - {one.fingerprint for one in live})
    standing = [*live, *closed]
    moved = re_dated(standing, fingerprints, selected.unfinished, run)
    ladders = ladders_for(todays, standing, moved)
    routes, routed = route_all(present.values(), ladders, work.router, work.rulebook.digest)
    decisions = decide(standing, Today(work.as_of, present, routes, run, moved))
    changes = changes_for(decisions, ladders.by_key, directory, explaining(work.explain, patterns))
    return _Settled(head, changes, manifest_of(findings, work.rulebook.digest, changes, routed, patterns.counts))


def _leave_manifest(data_dir: Path | None, key: sweeps.SweepKey, text: str) -> Path | None:
    if data_dir is None:
        return None
    path = manifest_path(data_dir, key.as_of, key.snapshot, key.rulebook)
    write_manifest(path, text)
    return path
