"""Facts: findings as the routers take them, all positive, typed and small.

A fact has `kind` (always `finding`), `id` (unique within a sweep), `ladder` (a ladder's key) and the fields that a step
may ask about: `outcome` a short word, the others whole numbers. What is not known is 0, never absent and never None.
"""

from compliance.escalate.finding import Finding

Fact = dict[str, str | int]


def fact_of(number: int, finding: Finding, ladder_key: str) -> Fact:
    """The fact of a finding; `number` is its place among the findings of the sweep."""
    return {
        "kind": "finding",
        "id": f"f{number}",
        "ladder": ladder_key,
        "outcome": finding.outcome,
        "days_over": finding.days_over or 0,
        "working_days_over": finding.working_days_over or 0,
        "warning": finding.warning or 0,
        "booked": int(finding.booked_for is not None),
        "turn": finding.turn or 0,
    }
