"""What becomes of a row that cannot be used: set aside, with table, file, line, column and a plain reason."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from compliance.errors import InputError
from compliance.records.build import Built

Build = Callable[..., Built]

CARE = {"period_id": "p1", "person_id": "c1", "kind": "looked_after", "started_on": "2024-01-02"}
REVIEW = {"event_id": "e1", "person_id": "c1", "kind": "lac_review.held", "happened_at": "2024-01-20"}
ALLOCATION = {"person_id": "c1", "worker_id": "w1", "role": "social_worker", "started_on": "2024-01-02"}
EXEMPT = {"person_id": "c1", "standard": "lac-iha", "kind": "exempt", "started_on": "2024-01-02"}


def the_one_set_aside(result: Built) -> tuple[str, str, int, str | None, str]:
    rejected = result.snapshot.table("rejected")
    assert rejected.height == 1
    return rejected.row(0)


@pytest.mark.parametrize("bad", ["31/02/2024", "2024-02-31", "31/01/2024", "2024-1-5", "yesterday", "2024-13-01"])
def test_a_date_that_does_not_exist_or_is_not_iso_sets_its_row_aside(built: Build, bad: str) -> None:
    result = built(periods=[CARE, {**CARE, "period_id": "p2", "person_id": "c2", "started_on": bad}])
    table, file, line, column, reason = the_one_set_aside(result)
    assert (table, file, line, column) == ("periods", "periods.csv", 3, "started_on")
    assert reason == "started_on is not a date that exists; write it as YYYY-MM-DD."


def test_1900_01_01_is_an_unknown_date_and_not_an_error(built: Build) -> None:
    result = built(
        people=[{"person_id": "c1", "date_of_birth": "1900-01-01"}],
        periods=[{**CARE, "started_on": "1900-01-01", "ended_on": "1900-01-01"}],
    )
    assert result.snapshot.table("people")["date_of_birth"].to_list() == [None]
    periods = result.snapshot.periods("looked_after")
    assert periods is not None
    assert periods.select("started_on", "ended_on").row(0) == (None, None)
    assert (
        "periods: 1 of looked_after have an unknown start; what counts from it cannot be told." in result.report.notes
    )


def test_a_period_that_ends_before_it_starts_is_kept_and_marked_contradictory(built: Build) -> None:
    result = built(periods=[{**CARE, "ended_on": "2023-12-31"}])
    periods = result.snapshot.periods("looked_after")
    assert periods is not None
    assert periods["contradiction"].to_list() == [True]
    assert any("1 of looked_after end before they start" in note for note in result.report.notes)


def test_a_period_that_ends_on_the_day_it_starts_is_no_contradiction(built: Build) -> None:
    periods = built(periods=[{**CARE, "ended_on": "2024-01-02"}]).snapshot.periods("looked_after")
    assert periods is not None
    assert periods["contradiction"].to_list() == [False]


def test_a_birth_after_the_death_is_kept_and_noted(built: Build) -> None:
    result = built(people=[{"person_id": "c1", "date_of_birth": "2020-01-02", "date_of_death": "2019-01-01"}])
    assert result.snapshot.table("people").height == 1
    assert any("birth after the death" in note for note in result.report.notes)


@pytest.mark.parametrize(
    ("rows", "column", "reason"),
    [
        (
            {"periods": [{**CARE, "kind": "looked_aftr"}]},
            "kind",
            "'looked_aftr' is not a known kind of period; did you mean 'looked_after'?",
        ),
        (
            {"events": [{**REVIEW, "kind": "lac_review.hold"}]},
            "kind",
            "'lac_review.hold' is not a known kind of event; did you mean 'lac_review.held'?",
        ),
        (
            {"periods": [{**CARE, "kind": "cp_plan", "category": "negelct"}]},
            "category",
            "'negelct' is not a known category; did you mean 'neglect'?",
        ),
        (
            {"events": [{**REVIEW, "kind": "health.iha", "outcome": "refusd"}]},
            "outcome",
            "'refusd' is not a known outcome of this kind of event; did you mean 'refused'?",
        ),
        (
            {"events": [{**REVIEW, "outcome": "cancelled"}]},
            "outcome",
            "there is no outcome of this kind of event here: leave the column empty.",
        ),
        (
            {"workers": [{"worker_id": "w1"}], "involvements": [{**ALLOCATION, "role": "social_wroker"}]},
            "role",
            "'social_wroker' is not a known role; did you mean 'social_worker'?",
        ),
        (
            {"exceptions": [{**EXEMPT, "kind": "exmpt"}]},
            "kind",
            "'exmpt' is not a known kind of exception; did you mean 'exempt'?",
        ),
    ],
)
def test_an_unknown_code_sets_its_row_aside_with_the_nearest_known(
    built: Build, rows: dict[str, list[dict[str, str]]], column: str, reason: str
) -> None:
    found = the_one_set_aside(built(**rows))
    assert found[3:] == (column, reason)


def test_a_name_in_the_wrong_column_is_not_repeated_in_the_reason(built: Build) -> None:
    *_, reason = the_one_set_aside(built(periods=[{**CARE, "kind": "Zebedee Quux"}]))
    assert "Zebedee" not in reason
    assert reason.startswith("the value is not a known kind of period; known: ")


@pytest.mark.parametrize(
    ("subject", "column", "reason"),
    [
        ({"person_id": "c9"}, "person_id", "no such person: the person_id is not in people."),
        ({"person_id": ""}, "person_id", "the row is about nobody: fill one of person_id, worker_id, team_id."),
        (
            {"worker_id": "w1"},
            "person_id",
            "the row is about more than one: fill only one of person_id, worker_id, team_id.",
        ),
        (
            {"person_id": "", "worker_id": "w1"},
            "kind",
            "a row of this kind is about a person: fill person_id instead.",
        ),
    ],
)
def test_a_row_about_nobody_known_is_set_aside(built: Build, subject: dict[str, str], column: str, reason: str) -> None:
    for table, row in (("periods", CARE), ("events", REVIEW)):
        found = the_one_set_aside(built(workers=[{"worker_id": "w1"}], **{table: [{**row, **subject}]}))
        assert found == (table, f"{table}.csv", 2, column, reason)


def test_a_person_in_the_involvements_only_is_set_aside(built: Build) -> None:
    result = built(workers=[{"worker_id": "w1"}], involvements=[{**ALLOCATION, "person_id": "c9"}])
    assert the_one_set_aside(result)[3:] == ("person_id", "no such person: the person_id is not in people.")


def test_a_worker_in_the_involvements_only_is_set_aside_where_there_is_a_table_of_workers(built: Build) -> None:
    result = built(workers=[{"worker_id": "w2"}], involvements=[ALLOCATION])
    assert the_one_set_aside(result)[3:] == ("worker_id", "no such worker: the worker_id is not in workers.")


def test_without_a_table_of_workers_they_are_known_by_their_id(built: Build) -> None:
    result = built(involvements=[ALLOCATION])
    assert result.snapshot.subject_ids("worker").to_list() == ["w1"]
    assert result.snapshot.table("involvements").height == 1


@pytest.mark.parametrize(
    ("table", "row", "handle"),
    [("periods", CARE, "period_id"), ("events", REVIEW, "event_id"), ("people", {"person_id": "c1"}, "person_id")],
)
def test_of_two_rows_with_one_id_the_later_is_set_aside(
    built: Build, table: str, row: dict[str, str], handle: str
) -> None:
    other = {"sex": "F"} if table == "people" else {"person_id": "c2"}
    found = the_one_set_aside(built(**{table: [row, {**row, **other}]}))
    assert found == (table, f"{table}.csv", 3, handle, f"the same {handle} stands in an earlier row.")


def test_a_row_that_means_the_same_as_an_earlier_one_is_set_aside(built: Build) -> None:
    result = built(periods=[CARE], events=[REVIEW, {**REVIEW, "event_id": "e2"}])
    assert the_one_set_aside(result) == ("events", "events.csv", 3, None, "the row says the same as an earlier one.")


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("periods", {**CARE, "period_id": ""}, "period_id"),
        ("periods", {**CARE, "kind": " "}, "kind"),
        ("events", {**REVIEW, "event_id": ""}, "event_id"),
        ("people", {"person_id": "", "sex": "F"}, "person_id"),
        ("involvements", {**ALLOCATION, "role": ""}, "role"),
        ("exceptions", {**EXEMPT, "standard": ""}, "standard"),
        ("exceptions", {**EXEMPT, "started_on": "1900-01-01"}, "started_on"),
    ],
)
def test_a_required_value_that_is_empty_sets_its_row_aside(
    built: Build, table: str, row: dict[str, str], column: str
) -> None:
    assert the_one_set_aside(built(**{table: [row]}))[3] == column


def test_an_event_needs_a_day_on_which_it_happened_or_is_planned(built: Build) -> None:
    planned = {**REVIEW, "event_id": "e2", "happened_at": "", "planned_for": "2024-06-01"}
    nowhen = {**REVIEW, "event_id": "e3", "happened_at": "1900-01-01"}
    result = built(events=[planned, nowhen])
    events = result.snapshot.events("lac_review.held")
    assert events is not None
    assert events.select("event_id", "happened_on", "planned_for").rows() == [("e2", None, date(2024, 6, 1))]
    assert the_one_set_aside(result)[3:] == ("happened_at", "neither happened_at nor planned_for says when.")


@pytest.mark.parametrize(("attribute", "value"), [("short_break", "perhaps"), ("visit_every", "ten")])
def test_an_attribute_that_cannot_be_read_sets_its_row_aside(built: Build, attribute: str, value: str) -> None:
    kind = "looked_after" if attribute == "short_break" else "cp_plan"
    assert the_one_set_aside(built(periods=[{**CARE, "kind": kind, attribute: value}]))[3] == attribute


def test_an_attribute_of_another_kind_is_noted_and_not_used(built: Build) -> None:
    result = built(periods=[{**CARE, "category": "neglect"}])
    periods = result.snapshot.periods("looked_after")
    assert periods is not None
    assert "category" not in periods.columns
    assert any("fill 'category', which that kind does not have" in note for note in result.report.notes)


def test_an_exception_for_a_period_nobody_knows_is_set_aside_and_not_widened(built: Build) -> None:
    assert the_one_set_aside(built(exceptions=[{**EXEMPT, "period_id": "p9"}]))[3] == "period_id"


def test_an_event_that_names_somebody_elses_period_is_set_aside(built: Build) -> None:
    result = built(periods=[CARE], events=[{**REVIEW, "person_id": "c2", "period_id": "p1"}])
    assert the_one_set_aside(result)[3:] == ("period_id", "the period_id is that of a period of somebody else.")


def test_an_unknown_column_is_refused_with_file_and_nearest(built: Build) -> None:
    with pytest.raises(
        InputError, match=r"periods.csv, line 1: unknown column 'startd_on'; did you mean 'started_on'\?"
    ):
        built(periods=[{**CARE, "startd_on": "2024-01-01"}])


def test_a_missing_column_is_refused_with_file_and_column(built: Build) -> None:
    with pytest.raises(InputError, match=r"events\.csv, line 1: the column 'happened_at' is missing"):
        built(events=[{"event_id": "e1", "person_id": "c1", "kind": "lac_review.held"}])
    with pytest.raises(InputError, match=r"periods\.csv, line 1: no column says whom the rows are about"):
        built(periods=[{"period_id": "p1", "kind": "looked_after", "started_on": "2024-01-01"}])


def test_every_row_is_accounted_for(built: Build) -> None:
    result = built(
        periods=[CARE, {**CARE, "period_id": "p2", "kind": "x"}], events=[REVIEW, REVIEW, {**REVIEW, "event_id": "e3"}]
    )
    for count in result.report.counts.values():
        assert count.read == count.accepted + count.rejected
    by_table = dict(result.snapshot.table("rejected").group_by("table").agg(pl.len()).iter_rows())
    assert by_table == {"periods": 1, "events": 2}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("families", {"family_id": "f1", "person_id": "c1"}),
        ("workers", {"worker_id": "w1", "role": "iro", "started_on": "2024-01-02"}),
        ("absences", {"worker_id": "w1", "started_on": "2024-01-02"}),
        ("teams", {"team_id": "t1", "name": "North"}),
    ],
)
def test_in_tables_without_ids_of_their_own_rows_a_repeat_is_set_aside_too(
    built: Build, table: str, row: dict[str, str]
) -> None:
    others = {} if table == "workers" else {"workers": [{"worker_id": "w1"}]}
    found = the_one_set_aside(built(**others, **{table: [row, row]}))
    assert found == (table, f"{table}.csv", 3, None, "the row says the same as an earlier one.")
