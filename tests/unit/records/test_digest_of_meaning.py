"""A snapshot's digest stands for what its records mean: not for row order, column order or the ids of source rows."""

from collections.abc import Callable

import pytest

from compliance.records.build import Built

Build = Callable[..., Built]
Tables = dict[str, list[dict[str, str]]]


def tables() -> Tables:
    return {
        "people": [{"person_id": "c1", "date_of_birth": "2015-03-01"}, {"person_id": "c2", "sex": "F"}],
        "periods": [
            {"period_id": "p1", "person_id": "c1", "kind": "looked_after", "started_on": "2024-01-02"},
            {
                "period_id": "p2",
                "person_id": "c1",
                "kind": "looked_after",
                "started_on": "2023-01-02",
                "ended_on": "2023-02-01",
            },
            {
                "period_id": "p3",
                "person_id": "c2",
                "kind": "cp_plan",
                "started_on": "2024-01-02",
                "category": "neglect",
            },
        ],
        "events": [
            {
                "event_id": "e1",
                "person_id": "c1",
                "kind": "lac_review.held",
                "happened_at": "2024-01-20",
                "period_id": "p1",
            },
            {"event_id": "e2", "person_id": "c1", "kind": "lac_review.held", "happened_at": "2024-04-20T10:00"},
            {
                "event_id": "e3",
                "person_id": "c2",
                "kind": "cp_visit.made",
                "happened_at": "2024-01-20",
                "child_seen": "yes",
            },
        ],
        "involvements": [
            {
                "involvement_id": "i1",
                "person_id": "c1",
                "worker_id": "w1",
                "role": "social_worker",
                "started_on": "2024-01-02",
            }
        ],
        "exceptions": [
            {
                "exception_id": "x1",
                "person_id": "c1",
                "standard": "lac-iha",
                "kind": "exempt",
                "started_on": "2024-01-02",
                "period_id": "p1",
            }
        ],
    }


def rewritten(changed: Tables, column: str, names: dict[str, str]) -> Tables:
    return {
        table: [{**row, **({column: names.get(row[column], row[column])} if column in row else {})} for row in rows]
        for table, rows in changed.items()
    }


def test_the_same_records_in_another_order_of_rows_and_columns_have_the_same_digest(built: Build) -> None:
    turned = {name: [dict(reversed(row.items())) for row in reversed(rows)] for name, rows in tables().items()}
    assert built(**turned).snapshot.digest == built(**tables()).snapshot.digest


def test_the_ids_of_source_rows_may_change_overnight(built: Build) -> None:
    changed = rewritten(tables(), "event_id", {"e1": "zz", "e2": "aa"})
    changed = rewritten(changed, "period_id", {"p1": "q9", "p2": "q1", "p3": "q5"})
    changed = rewritten(changed, "involvement_id", {"i1": "i7"})
    changed = rewritten(changed, "exception_id", {"x1": "x7"})
    assert built(**changed).snapshot.digest == built(**tables()).snapshot.digest


def test_a_row_that_repeats_another_changes_nothing(built: Build) -> None:
    changed = tables()
    changed["events"].append({**changed["events"][0], "event_id": "e9"})
    assert built(**changed).snapshot.digest == built(**tables()).snapshot.digest


def test_a_row_set_aside_changes_nothing(built: Build) -> None:
    changed = tables()
    changed["events"].append({**changed["events"][0], "event_id": "e9", "person_id": "nobody"})
    assert built(**changed).snapshot.digest == built(**tables()).snapshot.digest


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        ("people", 0, "date_of_birth", "2015-03-02"),
        ("people", 1, "person_id", "c3"),
        ("periods", 0, "started_on", "2024-01-03"),
        ("periods", 1, "ended_on", ""),
        ("periods", 2, "category", "physical"),
        ("events", 0, "period_id", "p2"),
        ("events", 0, "period_id", ""),
        ("events", 1, "happened_at", "2024-04-20T10:01"),
        ("events", 1, "happened_at", "2024-04-20"),
        ("events", 2, "child_seen", "no"),
        ("involvements", 0, "worker_id", "w2"),
        ("exceptions", 0, "period_id", "p2"),
        ("exceptions", 0, "standard", "lac-rha"),
    ],
)
def test_a_change_of_meaning_changes_the_digest(built: Build, table: str, row: int, column: str, value: str) -> None:
    changed = tables()
    changed[table][row] = {**changed[table][row], column: value}
    assert built(**changed).snapshot.digest != built(**tables()).snapshot.digest
