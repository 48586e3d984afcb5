"""Sweeps from records to escalations, on both databases."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_authority import DENTAL, NOON, REVIEW, SHORT_LADDER, Records, event, explain, looked_after, rulebook
from sqlalchemy import insert, select, text

from compliance.clock import StoppedClock
from compliance.errors import ComplianceError, InputError
from compliance.rulebook.book import Rulebook
from compliance.store import Store, sweeps, upgrade_store
from compliance.store.audit import Event, append
from compliance.store.tables import Escalation, EscalationEvent, SweepRow, Told
from compliance.sweep import SweepResult, run_sweep
from compliance.sweep.holder import this_process

LATE = Records(periods=[looked_after("c1", "2026-09-01")])
"""A child who came into care on 1 September: the check is due on the 29th."""


@pytest.fixture
def store(database: str) -> Store:
    return upgrade_store(database)


def sweep(store: Store, records: Records, day: str, book: Rulebook | None = None, **more: Any) -> SweepResult:
    return run_sweep(
        store, records.snapshot(), book or rulebook(DENTAL), date.fromisoformat(day), NOON, explain, **more
    )


def cards(store: Store) -> list[tuple[Any, ...]]:
    wanted = (Escalation.subject, Escalation.state, Escalation.state_reason, Escalation.level)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(Escalation.id))]


def told(store: Store) -> list[tuple[Any, ...]]:
    wanted = (Told.level, Told.role, Told.to_role, Told.to_person, Told.note)
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(Told.id))]


def actions(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(EscalationEvent.action).order_by(EscalationEvent.id)))


def test_what_is_on_track_raises_nothing(store: Store) -> None:
    result = sweep(store, LATE, "2026-09-10")
    assert cards(store) == []
    assert result.manifest.outcomes["on_track"] == 1
    assert result.manifest.children == 4


def test_what_is_due_soon_is_put_in_front_of_the_team_manager(store: Store) -> None:
    sweep(store, LATE, "2026-09-22")
    assert cards(store) == [("c1", "open", "ladder", 1)]
    assert told(store) == [(1, "team_manager", "team_manager", "mina", "")]
    with store.reading() as connection:
        assert connection.scalar(select(Escalation.explanation)) == json.dumps(["dental was due on 2026-09-29"])


def test_a_level_is_raised_once_and_the_day_between_changes_nothing(store: Store) -> None:
    for day in ("2026-09-22", "2026-09-23", "2026-09-30", "2026-10-01", "2026-10-06", "2026-10-07"):
        sweep(store, LATE, day)
    assert cards(store) == [("c1", "open", "ladder", 3)]
    assert actions(store) == ["raised", "raised_a_level", "raised_a_level"]
    assert [(level, person) for level, _, _, person, _ in told(store)] == [(1, "mina"), (2, "iris"), (3, "sol")]


def test_days_without_a_sweep_leave_the_same_levels_and_people(store: Store) -> None:
    sweep(store, LATE, "2026-10-07")
    assert cards(store) == [("c1", "open", "ladder", 3)]
    assert [(level, person) for level, _, _, person, _ in told(store)] == [(1, "mina"), (2, "iris"), (3, "sol")]


def test_the_same_sweep_again_gives_the_earlier_result_and_raises_nothing(store: Store) -> None:
    first = sweep(store, LATE, "2026-10-07")
    again = sweep(store, LATE, "2026-10-07")
    assert again.already_done
    assert again.manifest == first.manifest
    assert again.sweep_id == first.sweep_id
    assert actions(store) == ["raised"]


def test_a_second_sweep_of_the_day_under_a_new_rulebook_raises_nothing_twice(store: Store) -> None:
    sweep(store, LATE, "2026-10-07")
    result = sweep(store, LATE, "2026-10-07", rulebook(DENTAL, digest="s" * 64))
    assert not result.already_done
    assert result.manifest.escalations["unchanged"] == 1
    assert len(told(store)) == 3


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (LATE.with_(events=[event("c1", "dental.checked", "2026-10-05")]), "done"),
        (LATE.with_(periods=[looked_after("c1", "2026-09-01", "2026-10-05")]), "ended without it"),
    ],
)
def test_only_a_finished_outcome_closes(store: Store, records: Records, reason: str) -> None:
    sweep(store, LATE, "2026-10-01")
    result = sweep(store, records, "2026-10-06")
    assert cards(store) == [("c1", "closed", reason, 2)]
    assert result.manifest.closed_because == {reason: 1}


def test_a_period_that_ends_before_the_due_date_closes_as_lapsed(store: Store) -> None:
    sweep(store, LATE, "2026-09-22")
    sweep(store, LATE.with_(periods=[looked_after("c1", "2026-09-01", "2026-09-24")]), "2026-09-25")
    assert cards(store) == [("c1", "closed", "lapsed", 1)]


def test_a_finished_outcome_raises_nothing(store: Store) -> None:
    sweep(store, LATE.with_(events=[event("c1", "dental.checked", "2026-10-05")]), "2026-10-06")
    assert cards(store) == []


def test_what_comes_undone_reopens_the_same_escalation_and_tells_nobody_twice(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    sweep(store, LATE.with_(events=[event("c1", "dental.checked", "2026-10-02")]), "2026-10-02")
    sweep(store, LATE, "2026-10-03")
    assert cards(store) == [("c1", "open", "came undone", 2)]
    assert actions(store) == ["raised", "closed", "reopened"]
    assert [level for level, *_ in told(store)] == [1, 2]
    with store.reading() as connection:
        assert connection.scalar(select(Escalation.closed_on)) is None


def test_an_exemption_pauses_and_its_end_resumes(store: Store) -> None:
    agreed = {
        "exception_id": "x1",
        "person_id": "c1",
        "standard": "dental",
        "kind": "exempt",
        "started_on": "2026-10-02",
    }
    exempt = LATE.with_(exceptions=[{**agreed, "agreed_on": "2026-10-02", "until": "2026-10-05"}])
    sweep(store, LATE, "2026-10-01")
    sweep(store, exempt, "2026-10-03")
    assert cards(store) == [("c1", "paused", "exempt", 2)]
    sweep(store, exempt, "2026-10-08")
    assert cards(store) == [("c1", "open", "can be told again", 3)]
    assert actions(store) == ["raised", "paused", "resumed"]


def test_what_can_no_longer_be_told_pauses_with_the_reason(store: Store) -> None:
    two = [looked_after("c1", "2026-09-01"), looked_after("c1", "2026-09-15")]
    sweep(store, LATE, "2026-10-01")
    result = sweep(store, LATE.with_(periods=two), "2026-10-02")
    assert ("c1", "paused", "cannot tell: two_open", 2) in cards(store)
    assert result.manifest.paused_because == {"cannot tell: two_open": 1}


def test_a_corrected_date_moves_the_escalation_with_the_obligation(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    result = sweep(store, LATE.with_(periods=[looked_after("c1", "2026-09-03")]), "2026-10-02")
    assert cards(store) == [("c1", "open", "ladder", 2)]
    assert actions(store) == ["raised", "re_dated"]
    assert result.manifest.escalations["re_dated"] == 1
    with store.reading() as connection:
        assert connection.scalar(select(Escalation.fingerprint)) == "dental|person|c1|2026-09-03|2026-09-03"
        assert connection.scalar(select(Escalation.due_on)) == date(2026, 10, 1)


def test_a_corrected_date_that_makes_it_early_again_lowers_the_level(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    sweep(store, LATE.with_(periods=[looked_after("c1", "2026-09-20")]), "2026-10-02")
    assert cards(store) == [("c1", "open", "no step holds", 0)]
    assert actions(store) == ["raised", "re_dated", "lowered"]


def test_a_withdrawn_record_leaves_the_escalation_in_sight(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    sweep(store, Records(periods=[looked_after("c2", "2026-09-25")]), "2026-10-02")
    assert cards(store) == [("c1", "paused", "record withdrawn", 2)]
    sweep(store, Records(periods=[looked_after("c2", "2026-09-25")]), "2026-10-03")
    assert actions(store) == ["raised", "paused"]


def test_a_new_period_after_the_old_one_vanished_is_not_taken_for_it(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    sweep(store, LATE.with_(periods=[looked_after("c1", "2026-10-02")]), "2026-11-02")
    assert cards(store) == [("c1", "paused", "record withdrawn", 2), ("c1", "open", "ladder", 2)]


def test_an_escalation_keeps_the_ladder_it_was_raised_under(store: Store) -> None:
    sooner = {**SHORT_LADDER, "steps": [{"level": 1, "tell": "head_of_service", "when": {"outcome": "overdue"}}]}
    sweep(store, LATE, "2026-10-01")
    both = LATE.with_(periods=[looked_after("c1", "2026-09-01"), looked_after("c2", "2026-09-01")])
    sweep(store, both, "2026-10-07", rulebook(DENTAL, ladder=sooner, digest="s" * 64))
    assert cards(store) == [("c1", "open", "ladder", 3), ("c2", "open", "ladder", 1)]
    assert [person for *_, person, _ in told(store)] == ["mina", "iris", "sol", "hope"]


def test_a_moved_obligation_keeps_the_ladder_it_was_raised_under(store: Store) -> None:
    sooner = {**SHORT_LADDER, "steps": [{"level": 1, "tell": "head_of_service", "when": {"outcome": "overdue"}}]}
    sweep(store, LATE, "2026-10-01")
    moved = LATE.with_(periods=[looked_after("c1", "2026-09-02")])
    sweep(store, moved, "2026-10-08", rulebook(DENTAL, ladder=sooner, digest="s" * 64))
    assert [person for *_, person, _ in told(store)] == ["mina", "iris", "sol"]


@pytest.mark.parametrize("status", ["shadow", "draft", "retired"])
def test_a_standard_that_is_not_live_raises_nothing_and_pauses_what_it_raised(store: Store, status: str) -> None:
    sweep(store, LATE, "2026-10-01")
    sleeping = rulebook(DENTAL.model_copy(update={"status": status}), digest="s" * 64)
    both = LATE.with_(periods=[looked_after("c1", "2026-09-01"), looked_after("c2", "2026-09-01")])
    sweep(store, both, "2026-10-07", sleeping)
    assert cards(store) == [("c1", "paused", "standard not run", 2)]


def test_each_link_of_a_chain_is_its_own_escalation(store: Store) -> None:
    held = LATE.with_(events=[event("c1", "lac_review.held", "2026-07-01")], periods=[looked_after("c1", "2026-05-01")])
    book = rulebook(REVIEW)
    sweep(store, LATE.with_(periods=[looked_after("c1", "2026-05-01")]), "2026-06-20", book)
    sweep(store, held, "2026-10-02", book)
    assert [state for _, state, *_ in cards(store)] == ["closed", "open"]


def test_a_role_that_nobody_holds_goes_to_the_next_up_with_a_note(store: Store) -> None:
    without = [row for row in LATE.involvements if row["role"] != "iro"]
    workers = [row for row in LATE.workers if row["role"] not in ("iro", "iro_manager")]
    sweep(store, LATE.with_(involvements=without, workers=workers), "2026-10-01")
    note = "the extract names no independent reviewing officer: told the service manager instead"
    assert told(store)[1] == (2, "iro", "service_manager", "sol", note)


def test_an_extract_without_workers_leaves_it_with_the_role_and_says_so(store: Store) -> None:
    result = sweep(store, LATE.with_(involvements=[], workers=[], teams=[]), "2026-10-01")
    assert told(store) == [
        (1, "team_manager", "team_manager", None, "the extract names no team manager"),
        (2, "iro", "iro", None, "the extract names no independent reviewing officer"),
    ]
    assert result.manifest.nobody == {
        "the extract names no independent reviewing officer": 1,
        "the extract names no team manager": 1,
    }


def test_a_dry_run_writes_nothing_and_may_look_back(store: Store, tmp_path: Path) -> None:
    sweep(store, LATE, "2026-10-07")
    rehearsed = sweep(store, LATE, "2026-09-30", dry_run=True, data_dir=tmp_path / "data")
    assert rehearsed.sweep_id is None
    assert rehearsed.findings is not None
    assert rehearsed.manifest.outcomes["overdue"] == 1
    assert not (tmp_path / "data").exists()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sweeps")) == 1


def test_a_sweep_cannot_go_back_in_time(store: Store) -> None:
    sweep(store, LATE, "2026-10-07")
    with pytest.raises(InputError, match="before the last sweep, of 2026-10-07"):
        sweep(store, LATE, "2026-10-06")


def test_a_sweep_of_the_future_or_beyond_the_calendar_is_refused(store: Store) -> None:
    with pytest.raises(InputError, match="in the future"):
        sweep(store, LATE, "2026-11-03")
    with pytest.raises(InputError, match="calendar"):
        sweep(store, LATE, "1901-01-01")
    assert cards(store) == []


def test_the_manifest_is_in_the_row_and_in_the_folder(store: Store, tmp_path: Path) -> None:
    result = sweep(store, LATE, "2026-10-07", data_dir=tmp_path)
    assert result.manifest_file is not None
    with store.reading() as connection:
        assert connection.scalar(select(SweepRow.manifest)) == result.manifest_file.read_text(encoding="utf-8")
    result.manifest_file.unlink()
    assert sweep(store, LATE, "2026-10-07", data_dir=tmp_path).manifest_file == result.manifest_file
    assert result.manifest_file.exists()
    assert [path.name for path in (tmp_path / "sweeps").iterdir()] == [result.manifest_file.name]


def running(store: Store, holder: str, lease_until: datetime) -> None:
    row = {"as_of": date(2026, 10, 1), "snapshot": "x", "rulebook": "y", "status": "running", "holder": holder}
    with store.writing() as connection:
        connection.execute(insert(SweepRow).values(**row, lease_until=lease_until, started_at=NOON.now()))


def test_a_sweep_that_another_process_is_running_is_not_disturbed(store: Store) -> None:
    running(store, this_process(), NOON.now() + timedelta(minutes=1))
    with pytest.raises(ComplianceError, match="running already") as refused:
        sweep(store, LATE, "2026-10-01")
    assert refused.value.exit_code == 1


def test_the_sweep_of_a_dead_process_of_this_host_is_taken_over_at_once(store: Store) -> None:
    host, number, _ = this_process().rsplit(":", 2)
    running(store, f"{host}:{number}:0", NOON.now() + timedelta(minutes=10))
    assert not sweep(store, LATE, "2026-10-01").already_done


def test_the_sweep_of_another_host_is_taken_over_when_its_lease_has_run_out(store: Store) -> None:
    running(store, "elsewhere:1:2", NOON.now() + timedelta(minutes=1))
    with pytest.raises(ComplianceError, match="running already"):
        sweep(store, LATE, "2026-10-01")
    later = StoppedClock(NOON.now() + timedelta(minutes=2))
    run_sweep(store, LATE.snapshot(), rulebook(DENTAL), date(2026, 10, 1), later, explain)
    assert actions(store) == ["raised"]


def test_a_sweep_that_lost_its_lease_writes_nothing(store: Store) -> None:
    def overtaken(rows: Any) -> list[list[str]]:
        with store.writing() as connection:
            connection.execute(text("UPDATE sweeps SET holder = 'elsewhere:1:2'"))
        return [[] for _ in rows]

    with pytest.raises(ComplianceError, match="took this sweep over"):
        run_sweep(store, LATE.snapshot(), rulebook(DENTAL), date(2026, 10, 1), NOON, overtaken)
    assert cards(store) == []


def test_a_sweep_that_fails_lets_go_and_the_next_one_goes_through(store: Store) -> None:
    def broken(rows: Any) -> list[list[str]]:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        run_sweep(store, LATE.snapshot(), rulebook(DENTAL), date(2026, 10, 1), NOON, broken)
    assert cards(store) == []
    assert sweep(store, LATE, "2026-10-01").manifest.escalations["raised"] == 1


def test_a_change_made_meanwhile_is_taken_into_account(store: Store) -> None:
    sweep(store, LATE, "2026-10-01")
    calls = []

    def meddling(rows: Any) -> list[list[str]]:
        if not calls:
            with store.writing() as connection:
                card = {"state": "open", "reason": "ladder", "level": 2}
                append(
                    connection, [Event(1, None, date(2026, 10, 2), NOON.now(), "mina", "commented", "", 2, card, card)]
                )
        calls.append(rows)
        return [[] for _ in rows]

    both = LATE.with_(periods=[looked_after("c1", "2026-09-01"), looked_after("c2", "2026-09-01")])
    run_sweep(store, both.snapshot(), rulebook(DENTAL), date(2026, 10, 7), NOON, meddling)
    assert len(calls) == 2
    assert actions(store) == ["raised", "commented", "raised_a_level", "raised"]


def test_the_engines_agree_about_a_whole_sweep(store: Store) -> None:
    from compliance.escalate.router import router_factory

    many = LATE.with_(periods=[looked_after(f"c{n}", f"2026-09-0{n}") for n in range(1, 5)])
    durable = sweep(store, many, "2026-10-06", dry_run=True, router=router_factory("durable"))
    plain = sweep(store, many, "2026-10-06", dry_run=True, router=router_factory("plain"))
    assert durable.manifest.engine == "durable"
    assert plain.manifest == replace(durable.manifest, engine="plain")
    assert durable.manifest.routes == 9


def test_other_engines_are_refused_by_name() -> None:
    from compliance.escalate.router import router_factory

    with pytest.raises(InputError, match="did you mean 'plain'"):
        router_factory("plane")


def test_the_key_of_a_sweep_is_date_snapshot_and_rulebook(store: Store) -> None:
    key = sweeps.SweepKey(date(2026, 10, 1), "s", "r")
    first = sweeps.claim(store, key, "a:1:1", lambda _: False, NOON.now())
    assert isinstance(first, sweeps.Claim)
    with store.writing() as connection:
        sweeps.finish(connection, first, "{}", datetime(2026, 10, 1, tzinfo=UTC))
    assert isinstance(sweeps.claim(store, key, "b:1:1", lambda _: True, NOON.now()), sweeps.Done)
    other = replace(key, rulebook="r2")
    assert isinstance(sweeps.claim(store, other, "b:1:1", lambda _: True, NOON.now()), sweeps.Claim)
