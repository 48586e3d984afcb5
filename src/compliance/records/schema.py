"""The nine canonical tables, their columns, and the tenth where unusable rows are set aside.

The same columns, as CSV files named after the tables, are the folder format. Columns named in `REQUIRED` must be
there; any other may be absent and is then unknown. Attributes of periods, events and people come from
`rules/vocabulary.yaml` and are columns beside these.
"""

from typing import Literal

ColumnType = Literal["id", "text", "date", "moment", "flag", "number"]
"""`moment` is a date, or a date with a time of day; everything else is what it says."""

SUBJECT_COLUMNS: dict[str, ColumnType] = {"person_id": "id", "worker_id": "id", "team_id": "id"}
"""Exactly one of these is filled in a row that has a subject."""

SUBJECT_KINDS = ("person", "worker", "team")

TABLES: dict[str, dict[str, ColumnType]] = {
    "people": {
        "person_id": "id",
        "display_name": "text",
        "date_of_birth": "date",
        "expected_birth_date": "date",
        "date_of_death": "date",
        "sex": "text",
        "restricted": "flag",
        "responsible_authority": "text",
        "former_ids": "text",
    },
    "families": {"family_id": "id", "person_id": "id", "started_on": "date", "ended_on": "date"},
    "periods": {
        "period_id": "id",
        **SUBJECT_COLUMNS,
        "kind": "text",
        "started_on": "date",
        "ended_on": "date",
        "family_id": "id",
    },
    "events": {
        "event_id": "id",
        **SUBJECT_COLUMNS,
        "period_id": "id",
        "kind": "text",
        "happened_at": "moment",
        "outcome": "text",
        "planned_for": "date",
        "recorded_on": "date",
    },
    "involvements": {
        "involvement_id": "id",
        "person_id": "id",
        "worker_id": "id",
        "role": "text",
        "team_id": "id",
        "started_on": "date",
        "ended_on": "date",
    },
    "workers": {
        "worker_id": "id",
        "display_name": "text",
        "email": "text",
        "role": "text",
        "team_id": "id",
        "manager_id": "id",
        "fte": "number",
        "agency": "flag",
        "started_on": "date",
        "ended_on": "date",
    },
    "teams": {
        "team_id": "id",
        "name": "text",
        "parent_id": "id",
        "manager_id": "id",
        "started_on": "date",
        "ended_on": "date",
    },
    "absences": {"worker_id": "id", "deputy_id": "id", "started_on": "date", "ended_on": "date"},
    "exceptions": {
        "exception_id": "id",
        **SUBJECT_COLUMNS,
        "standard": "text",
        "period_id": "id",
        "kind": "text",
        "agreed_by": "text",
        "agreed_on": "date",
        "reason": "text",
        "started_on": "date",
        "until": "date",
        "new_due_on": "date",
    },
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "people": ("person_id",),
    "families": ("family_id", "person_id"),
    "periods": ("period_id", "kind", "started_on"),
    "events": ("event_id", "kind", "happened_at"),
    "involvements": ("person_id", "worker_id", "role", "started_on"),
    "workers": ("worker_id",),
    "teams": ("team_id",),
    "absences": ("worker_id", "started_on"),
    "exceptions": ("standard", "kind", "started_on"),
}

EXCEPTION_KINDS = ("exempt", "extended")

REJECTED: dict[str, ColumnType] = {
    "table": "text",
    "file": "text",
    "line": "number",
    "column": "text",
    "reason": "text",
}
"""Rows set aside: where each stood (`line` counts the header as 1) and, in words without case data, why."""
