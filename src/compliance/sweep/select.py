"""Which findings a sweep takes further: those that may raise, and those of escalations that stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from compliance.escalate.finding import FINGERPRINT, FINISHED, Finding, findings_in
from compliance.escalate.standing import Standing, Subject
from compliance.evaluate.findings import Findings
from compliance.rulebook.ladders import RAISING_OUTCOMES

_WORST_FIRST = ("overdue", "due_soon", "on_track", "cannot_tell", "exempt", "missed", "met_late", "met", "lapsed")


@dataclass(frozen=True)
class Selected:
    """Findings by fingerprint, one each; and the unfinished ones of subjects whose escalation lost its finding."""

    findings: dict[str, Finding]
    unfinished: Mapping[Subject, Sequence[Finding]]

    @property
    def fingerprints(self) -> set[str]:
        """The fingerprints of all of them."""
        return {*self.findings} | {one.fingerprint for ones in self.unfinished.values() for one in ones}


def select(findings: Findings, run: Collection[str], standing: Collection[Standing]) -> Selected:
    """The findings of the standards `run` that escalations have to do with.

    Two links of a chain can start on one day (a visit on the day of a move): the worse of them stands for both.
    """
    named = _named(findings, run, standing).with_columns(fingerprint=FINGERPRINT)
    known = [one.fingerprint for one in standing]
    present = set(named.filter(pl.col("fingerprint").is_in(known))["fingerprint"].to_list())
    gone = {one.subject_key for one in standing if one.fingerprint not in present}
    wanted = named.filter(pl.col("outcome").is_in(RAISING_OUTCOMES) | pl.col("fingerprint").is_in(known))
    by_fingerprint: dict[str, Finding] = {}
    for finding in sorted(findings_in(wanted), key=_badness):
        by_fingerprint.setdefault(finding.fingerprint, finding)
    return Selected(by_fingerprint, _unfinished(named, gone))


def _named(findings: Findings, run: Collection[str], standing: Collection[Standing]) -> pl.DataFrame:
    numbers = [number for number, standard in enumerate(findings.standards) if standard in run]
    may = pl.col("outcome").is_in(RAISING_OUTCOMES)
    subjects: dict[str, set[str]] = {}
    for one in standing:
        subjects.setdefault(one.subject_kind, set()).add(one.subject)
    for kind, ids in subjects.items():
        codes = findings.snapshot.subject_ids(kind).is_in(list(ids)).arg_true()
        may |= (pl.col("subject_kind") == kind) & pl.col("subject").is_in(codes.cast(pl.Int32()).to_list())
    return findings.named(pl.col("standard").is_in(numbers) & may)


def _unfinished(named: pl.DataFrame, subjects: Collection[Subject]) -> dict[Subject, list[Finding]]:
    if not subjects:
        return {}
    keys = pl.DataFrame(sorted(subjects), schema=["standard", "subject_kind", "subject"], orient="row")
    rows = named.filter(~pl.col("outcome").is_in(FINISHED)).join(keys, on=keys.columns, how="semi")
    found: dict[Subject, list[Finding]] = {}
    for finding in sorted(findings_in(rows), key=_badness):
        key = (finding.standard, finding.subject_kind, finding.subject)
        if all(other.fingerprint != finding.fingerprint for other in found.get(key, ())):
            found.setdefault(key, []).append(finding)
    return found


def _badness(finding: Finding) -> tuple[str, int, str]:
    due = finding.due_on.isoformat() if finding.due_on is not None else ""
    return (finding.fingerprint, _WORST_FIRST.index(finding.outcome), due)
