"""Patterns on their way to escalations: each that holds of a child is a standing finding, raised and closed like any other."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from compliance.escalate.change import Explain
from compliance.escalate.finding import Finding
from compliance.escalate.standing import Standing
from compliance.evaluate.findings import Findings
from compliance.patterns import Found, find_patterns
from compliance.rulebook.book import Rulebook


@dataclass(frozen=True)
class PatternsToday:
    """The patterns that hold, as findings by fingerprint, with the sentences that say why."""

    findings: dict[str, Finding]
    because: dict[str, list[str]]

    @property
    def counts(self) -> dict[str, int]:
        """Of how many children each pattern holds."""
        return dict(sorted(Counter(finding.standard for finding in self.findings.values()).items()))


def patterns_today(findings: Findings, rulebook: Rulebook) -> PatternsToday:
    """What holds today. Patterns look at live standards only: what is in shadow counts, but nobody hears."""
    titles = {standard.id: standard.title for standard in rulebook.standards if standard.status == "live"}
    found = find_patterns(findings, rulebook.patterns.values(), rulebook.calendar, titles)
    return _as_findings(found, findings.as_of, rulebook)


def explaining(explain: Explain, today: PatternsToday) -> Explain:
    """Says why of patterns too: what makes them up."""

    def said(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
        fingerprints = [f"{row['standard']}|{row['subject_kind']}|{row['subject']}||" for row in rows]
        others = [row for row, name in zip(rows, fingerprints, strict=True) if name not in today.because]
        of_others = iter(explain(others))
        return [today.because[name] if name in today.because else next(of_others) for name in fingerprints]

    return said


def in_doubt(
    standing: Iterable[Standing], today: PatternsToday, findings: Findings, rulebook: Rulebook
) -> dict[str, Finding]:
    """Standing patterns that no longer hold where something they look at cannot be told: they pause, and do not close."""
    gone = [one for one in standing if one.standard in rulebook.patterns and one.fingerprint not in today.findings]
    if not gone:
        return {}
    untold = _untold(findings, {one.subject for one in gone})
    return {
        one.fingerprint: _finding(
            Found(one.standard, one.subject, None, None, findings.as_of, 0, ()), findings.as_of, "cannot_tell"
        )
        for one in gone
        if any(subject == one.subject and _watches(rulebook, one.standard, name) for subject, name in untold)
    }


def _untold(findings: Findings, subjects: Collection[str]) -> list[tuple[str, str]]:
    codes = findings.snapshot.subject_ids("person").is_in(list(subjects)).arg_true().cast(pl.Int32()).to_list()
    mine = (pl.col("subject_kind") == "person") & pl.col("subject").is_in(codes)
    return findings.named(mine & (pl.col("outcome") == "cannot_tell")).select("subject", "standard").unique().rows()


def _watches(rulebook: Rulebook, pattern: str, standard: str) -> bool:
    named = rulebook.patterns[pattern].standards
    return not named or standard in named


def _as_findings(found: Iterable[Found], as_of: date, rulebook: Rulebook) -> PatternsToday:
    today = PatternsToday({}, {})
    for one in found:
        finding = _finding(one, as_of)
        today.findings[finding.fingerprint] = finding
        today.because[finding.fingerprint] = [rulebook.patterns[one.pattern].says, *one.because]
    return today


def _finding(found: Found, as_of: date, outcome: str = "overdue") -> Finding:
    """A standing finding, without a start: of one child a pattern holds or does not, and comes back as the same card."""
    return Finding(
        standard=found.pattern,
        subject_kind="person",
        subject=found.subject,
        occurrence=None,
        period_id=None,
        turn=found.count,
        team_id=found.team_id,
        worker_id=found.worker_id,
        started_on=None,
        due_on=None,
        met_on=None,
        outcome=outcome,
        days_over=(as_of - found.since).days + 1,
        working_days_over=None,
        warning=None,
        booked_for=None,
        next_change_on=None,
        reason=None,
    )
