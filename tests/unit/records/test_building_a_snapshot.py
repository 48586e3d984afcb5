"""The frames that a snapshot has: types, codes, links and order."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
import pytest

from compliance.records.build import Built

Build = Callable[..., Built]


def care(period_id: str, person_id: str = "c1", **more: str) -> dict[str, str]:
    return {"period_id": period_id, "person_id": person_id, "kind": "looked_after", "started_on": "2024-01-02", **more}


def review(event_id: str, day: str, person_id: str = "c1", **more: str) -> dict[str, str]:
    return {"event_id": event_id, "person_id": person_id, "kind": "lac_review.held", "happened_at": day, **more}


def events_of(result: Built, kind: str = "lac_review.held") -> pl.DataFrame:
    frame = result.snapshot.events(kind)
    assert frame is not None
    return frame


@pytest.mark.parametrize(
    ("written", "day", "instant"),
    [
        ("2024-07-01", date(2024, 7, 1), None),
        ("2024-07-01T00:30", date(2024, 7, 1), datetime(2024, 6, 30, 23, 30, tzinfo=UTC)),
        ("2024-07-01 00:30:15", date(2024, 7, 1), datetime(2024, 6, 30, 23, 30, 15, tzinfo=UTC)),
        ("2024-06-30T23:30Z", date(2024, 7, 1), datetime(2024, 6, 30, 23, 30, tzinfo=UTC)),
        ("2024-07-01T01:30:00-05:30", date(2024, 7, 1), datetime(2024, 7, 1, 7, 0, tzinfo=UTC)),
        ("2024-10-27T01:30", date(2024, 10, 27), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
        ("2024-03-31T01:30", date(2024, 3, 31), datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_in_england_and_an_instant_where_the_time_is_known(
    built: Build, written: str, day: date, instant: datetime | None
) -> None:
    events = events_of(built(events=[review("e1", written), review("e2", "2020-01-01")]))
    assert events.filter(pl.col("event_id") == "e1").select("happened_on", "happened_at").row(0) == (day, instant)


def test_flags_read_true_yes_1_and_an_empty_one_is_false(built: Build) -> None:
    written = {"p1": "true", "p2": "Yes", "p3": "1", "p4": "false", "p5": "no", "p6": "0", "p7": ""}
    rows = [
        care(handle, started_on=f"2024-01-0{n}", short_break=flag)
        for n, (handle, flag) in enumerate(written.items(), 1)
    ]
    periods = built(periods=rows).snapshot.periods("looked_after")
    assert periods is not None
    assert dict(periods.select("period_id", "short_break").iter_rows()) == {
        "p1": True, "p2": True, "p3": True, "p4": False, "p5": False, "p6": False, "p7": False,
    }  # fmt: skip


def test_codes_are_places_in_sorted_ids(built: Build) -> None:
    result = built(
        people=[{"person_id": "c9"}, {"person_id": "c1"}],
        workers=[{"worker_id": "w2", "manager_id": "w1", "team_id": "t1", "fte": "0.6"}, {"worker_id": "w1"}],
        teams=[{"team_id": "t1", "manager_id": "w1"}, {"team_id": "t0"}],
        involvements=[
            {"person_id": "c9", "worker_id": "w2", "role": "social_worker", "started_on": "", "team_id": "t1"}
        ],
    )
    assert result.snapshot.code_of("person", "c9") == 1
    assert result.snapshot.table("workers").select("worker_id", "worker", "manager", "team", "fte").rows() == [
        ("w1", 0, None, None, None),
        ("w2", 1, 0, 1, 0.6),
    ]
    assert result.snapshot.table("teams").select("team_id", "team", "manager").rows() == [("t0", 0, None), ("t1", 1, 0)]
    assert result.snapshot.table("involvements").select("subject", "worker", "team").row(0) == (1, 1, 1)


def test_rows_are_sorted_as_documented(built: Build) -> None:
    result = built(
        periods=[care("p3", "c2"), care("p2", started_on="2024-01-05"), care("p1", started_on="")],
        events=[
            review("e5", "", planned_for="2024-09-01"),
            review("e4", "2024-03-01", "c2"),
            review("e3", "2024-05-01T12:00"),
            review("e2", "2024-05-01T09:00"),
            review("e1", "2024-04-01"),
        ],
    )
    periods = result.snapshot.periods("looked_after")
    assert periods is not None
    assert periods["period_id"].to_list() == ["p1", "p2", "p3"]
    assert events_of(result)["event_id"].to_list() == ["e1", "e2", "e3", "e5", "e4"]


def test_an_event_is_linked_to_the_period_it_names(built: Build) -> None:
    result = built(
        periods=[care("p2", started_on="2024-03-01"), care("p1")],
        events=[review("e1", "2024-04-01", period_id="p2"), review("e2", "2024-05-01")],
    )
    assert events_of(result).select("linked_kind", "linked_period").rows() == [("looked_after", 1), (None, None)]


def test_an_event_that_names_a_period_set_aside_is_kept_unlinked_and_noted(built: Build) -> None:
    result = built(periods=[care("p1", kind="nonsense")], events=[review("e1", "2024-04-01", period_id="p1")])
    assert events_of(result)["linked_period"].to_list() == [None]
    assert any("1 of lac_review.held name a period that is not among those accepted" in n for n in result.report.notes)


def test_an_event_that_names_a_repeated_period_is_linked_to_the_one_kept(built: Build) -> None:
    result = built(periods=[care("p1"), care("p2")], events=[review("e1", "2024-04-01", period_id="p2")])
    assert events_of(result).select("linked_kind", "linked_period").row(0) == ("looked_after", 0)


def test_records_under_a_former_id_belong_to_the_current_one(built: Build) -> None:
    result = built(
        people=[{"person_id": "c1", "former_ids": "x1; c2"}, {"person_id": "c2", "former_ids": "x2"}],
        periods=[care("p1", "x1")],
        events=[review("e1", "2024-04-01", "x2"), review("e2", "2024-05-01", "c2")],
    )
    assert result.snapshot.subject_ids("person").to_list() == ["c1"]
    assert events_of(result)["subject"].to_list() == [0, 0]
    assert result.snapshot.table("rejected")["column"].to_list() == ["person_id"]


def test_a_former_id_that_two_people_claim_is_followed_to_neither(built: Build) -> None:
    result = built(
        people=[{"person_id": "c1", "former_ids": "x1"}, {"person_id": "c2", "former_ids": "x1"}],
        events=[review("e1", "2024-04-01", "x1")],
    )
    assert result.snapshot.events("lac_review.held") is None
    assert any("1 former ids belong to more than one person" in note for note in result.report.notes)


def test_former_ids_that_go_round_in_a_circle_merge_nobody(built: Build) -> None:
    result = built(people=[{"person_id": "c1", "former_ids": "c2"}, {"person_id": "c2", "former_ids": "c1"}])
    assert result.snapshot.subject_ids("person").to_list() == ["c1", "c2"]


def test_a_worker_is_the_subject_of_supervision(built: Build) -> None:
    row = {"event_id": "s1", "worker_id": "w1", "kind": "supervision.worker", "happened_at": "2024-04-01"}
    events = events_of(built(workers=[{"worker_id": "w0"}, {"worker_id": "w1"}], events=[row]), "supervision.worker")
    assert events["subject"].to_list() == [1]


def test_a_reference_that_leads_nowhere_is_emptied_and_noted(built: Build) -> None:
    result = built(workers=[{"worker_id": "w1", "manager_id": "w9", "team_id": ""}])
    assert result.snapshot.table("workers")["manager"].to_list() == [None]
    assert "workers: 1 rows name a manager_id that is not in the extract; kept without it." in result.report.notes


def test_empty_tables_and_kinds_without_rows_are_noted(built: Build) -> None:
    notes = built(periods=[care("p1")], families=[]).report.notes
    assert "families: the table is empty." in notes
    assert "exceptions: no such table in the extract." in notes
    assert any(note.startswith("periods: no rows of referral, assessment") for note in notes)


def test_the_report_says_what_was_read_and_where_what_was_set_aside_stood(built: Build) -> None:
    lines = built(periods=[care("p1"), care("p2", kind="looked_aftr"), care("p3", kind="looked_aftr")]).report.lines()
    assert lines[1] == "periods: 3 read = 1 accepted + 2 set aside"
    assert (
        "  periods, kind: 2 rows: 'looked_aftr' is not a known kind of period; did you mean 'looked_after'? "
        "(periods.csv:3, periods.csv:4)"
    ) in lines
