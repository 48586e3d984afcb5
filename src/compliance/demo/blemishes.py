"""What real records have in them: agreed exceptions, and starts that nobody wrote down."""

from datetime import date, timedelta

from compliance.demo.diary import iso
from compliance.demo.rows import Row, Rows

UNKNOWN_STARTS = 6
EXEMPT = (
    ("supervision-child", "referral", "Worker's return from leave agreed by the team manager"),
    ("cp-visit", "cp_plan", "Family on an agreed holiday, seen by the local authority there"),
    ("lac-visit", "looked_after", "Young person asked for a later date, agreed with the reviewing officer"),
)


def blemish(rows: Rows) -> None:
    """A handful of looked-after periods lose their start, and some open obligations carry an agreed exception."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows.tables["periods"]:
        if "ended_on" not in row and "person_id" in row:
            by_kind.setdefault(row["kind"], []).append(row)
    care = [row for row in by_kind.get("looked_after", []) if "short_break" not in row]
    for row in rows.random.sample(care, min(UNKNOWN_STARTS, len(care) // 20)):
        row["started_on"] = rows.random.choice(("", "", "1900-01-01"))
    for standard, kind, reason in EXEMPT:
        opened = by_kind.get(kind, [])
        for row in rows.random.sample(opened, min(8, len(opened) // 30)):
            _except(rows, row, standard, "exempt", reason, ahead=rows.random.randrange(5, 40))
    assessments = by_kind.get("assessment", [])
    for row in rows.random.sample(assessments, min(5, len(assessments) // 30)):
        _except(rows, row, "assessment-45wd", "extended", "Awaiting a specialist report", ahead=20)


def _except(rows: Rows, period: Row, standard: str, kind: str, reason: str, ahead: int) -> None:
    agreed = rows.ends_on - rows.random.randrange(1, 10)
    agreed = max(agreed, _day(period["started_on"]) if period["started_on"] else agreed)
    row = {
        "exception_id": f"X{len(rows.tables['exceptions']) + 1:05d}",
        "person_id": period["person_id"],
        "standard": standard,
        "period_id": period["period_id"],
        "kind": kind,
        "agreed_by": "W002",
        "agreed_on": iso(agreed),
        "reason": reason,
        "started_on": iso(agreed),
    }
    row["until" if kind == "exempt" else "new_due_on"] = iso(rows.ends_on + ahead)
    rows.add("exceptions", row)


def _day(written: str) -> int:
    return (date.fromisoformat(written) - date(1970, 1, 1)) // timedelta(days=1)
