"""The oracle's records as a snapshot, through the program's own reading of rows, so that both see the same lives."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from compliance.records.build import build_snapshot
from compliance.records.extract import Extract, table_of_rows
from compliance.records.snapshot import Snapshot
from compliance.vocabulary import Vocabulary
from oracle.lives import Agreement, Event, Lives, Period

Row = Mapping[str, str | None]


def snapshot_of(lives: Lives, vocabulary: Vocabulary) -> Snapshot:
    """The snapshot that these records make."""
    extract = Extract(
        tables=tuple(table_of_rows(name, rows) for name, rows in rows_of(lives, vocabulary).items()),
        source="oracle",
        carries=lives.carries,
    )
    return build_snapshot(extract, vocabulary)


def rows_of(lives: Lives, vocabulary: Vocabulary) -> dict[str, list[Row]]:
    """The rows of each table, as text."""
    return {
        "people": [
            {
                "person_id": one.id,
                "date_of_birth": _text(one.date_of_birth),
                "expected_birth_date": _text(one.expected_birth_date),
            }
            for one in lives.people
        ],
        "periods": [_period(one, vocabulary) for one in lives.periods],
        "events": [_event(one, vocabulary) for one in lives.events],
        "involvements": [
            {
                "involvement_id": one.id,
                "person_id": one.person,
                "worker_id": one.worker,
                "role": one.role,
                "team_id": one.team,
                "started_on": _text(one.started_on),
                "ended_on": _text(one.ended_on),
            }
            for one in lives.involvements
        ],
        "workers": [
            {
                "worker_id": one.worker,
                "role": one.role,
                "team_id": one.team,
                "fte": one.fte,
                "agency": _text(one.agency),
                "started_on": _text(one.started_on),
                "ended_on": _text(one.ended_on),
            }
            for one in lives.posts
        ],
        "teams": [{"team_id": team.id, "parent_id": team.parent} for team in lives.teams],
        "exceptions": [_exception(one) for one in lives.exceptions],
    }


def _period(one: Period, vocabulary: Vocabulary) -> Row:
    return {
        "period_id": one.id,
        f"{vocabulary.periods[one.kind].subject}_id": one.subject,
        "kind": one.kind,
        "started_on": _text(one.started_on),
        "ended_on": _text(one.ended_on),
        **{name: _text(value) for name, value in one.attributes.items()},
    }


def _event(one: Event, vocabulary: Vocabulary) -> Row:
    return {
        "event_id": one.id,
        f"{vocabulary.events[one.kind].subject}_id": one.subject,
        "kind": one.kind,
        "period_id": one.period,
        "happened_at": _text(one.at if one.at is not None else one.happened_on),
        "outcome": one.outcome,
        "planned_for": _text(one.planned_for),
        "recorded_on": _text(one.recorded_on),
        **{name: _text(value) for name, value in one.attributes.items()},
    }


def _exception(one: Agreement) -> Row:
    return {
        "exception_id": one.id,
        f"{one.subject_kind}_id": one.subject,
        "standard": one.standard,
        "period_id": one.period,
        "kind": one.kind,
        "agreed_on": _text(one.agreed_on),
        "started_on": _text(one.started_on),
        "until": _text(one.until),
        "new_due_on": _text(one.new_due_on),
    }


def _text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M}Z"
        case date():
            return value.isoformat()
        case _:
            return str(value)
