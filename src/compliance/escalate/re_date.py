"""Following an obligation whose identity vanished because somebody corrected a date."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from compliance.escalate.finding import Finding
from compliance.escalate.standing import Standing, Subject


def re_dated(
    standing: Iterable[Standing],
    present: Collection[str],
    unfinished: Mapping[Subject, Sequence[Finding]],
    run: Collection[str],
) -> dict[str, Finding]:
    """Where each vanished identity went, by its old fingerprint: see `_overlaps` for which occurrences it may be.

    `present` are the fingerprints found today, `unfinished` the occurrences without an end of each subject and
    standard, `run` the live standards. Only one that vanished and one occurrence that no escalation has make a match:
    anything else is for a person to decide.
    """
    claimed = {one.fingerprint for one in standing}
    gone: dict[Subject, list[Standing]] = {}
    for one in standing:
        if one.state != "closed" and one.fingerprint not in present and one.standard in run:
            gone.setdefault(one.subject_key, []).append(one)
    moved: dict[str, Finding] = {}
    for key, ones in gone.items():
        free = [f for f in unfinished.get(key, ()) if f.fingerprint not in claimed and _overlaps(ones[0], f)]
        if len(ones) == 1 and len(free) == 1:
            moved[ones[0].fingerprint] = free[0]
    return moved


def _overlaps(one: Standing, finding: Finding) -> bool:
    """Both are unfinished, so their periods overlap if the finding's began before the escalation was last seen."""
    began = finding.occurrence or finding.started_on
    return not finding.is_current and (began is None or began <= one.seen_on)
