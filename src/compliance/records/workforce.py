"""Workers, teams and absences: who works where, and who stands in."""

from collections.abc import Iterable
from typing import Literal

import polars as pl

from compliance.records.columns import tidied
from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.references import known_reference, unknown_reference_check
from compliance.records.schema import TABLES
from compliance.records.setting_aside import Check, Part, set_aside, without_repeats
from compliance.records.values import (
    code_check,
    date_check,
    date_of,
    flag_check,
    flag_of,
    note_ends_before_starts,
    number_check,
    number_of,
)
from compliance.vocabulary import Vocabulary

_PERIOD = ("started_on", "ended_on")


def codes_of(ids: pl.Series) -> pl.DataFrame:
    """`id` and `code` (Int32) of sorted distinct ids."""
    return pl.DataFrame({"id": ids.drop_nulls().unique().sort()}).with_columns(
        code=pl.int_range(pl.len(), dtype=pl.Int32)
    )


def usable_rows(table: RawTable | None, name: Literal["workers", "teams"], vocabulary: Vocabulary) -> Part:
    """The rows of workers or teams that can be used, as text still, so that codes can be given before they are read."""
    if table is None:
        return Part({name: pl.DataFrame(schema=dict.fromkeys((*TABLES[name], FILE), pl.String) | {LINE: pl.Int64})})
    frame = tidied(table, vocabulary)
    handle = "worker_id" if name == "workers" else "team_id"
    checks = [
        Check(handle, pl.col(handle).is_null(), f"{handle} is empty."),
        *(date_check(column) for column in _PERIOD),
    ]
    if name == "workers":
        checks += [
            code_check(frame, "role", vocabulary.roles, "role"),
            number_check("fte"),
            flag_check("agency"),
        ]
    kept, rejected = set_aside(frame, name, checks)
    kept, repeats, _ = without_repeats(kept, name, None)
    return Part({name: kept}, (rejected, repeats))


def with_implied(rows: pl.DataFrame, handle: str, named: Iterable[pl.Series]) -> pl.DataFrame:
    """`rows`, or where the extract has no such table a bare row for each id that other tables name."""
    ids = pl.concat([pl.Series(handle, [], pl.String), *(series.alias(handle) for series in named)])
    implied = ids.str.strip_chars().drop_nulls().unique().sort()
    return pl.concat([rows, pl.DataFrame({handle: implied.filter(implied != "")})], how="diagonal")


def build_workers(rows: pl.DataFrame, workers: pl.DataFrame, teams: pl.DataFrame) -> Part:
    """The `workers` frame: a row per post held."""
    frame, notes = known_reference(rows, "workers", {"team": ("team_id", teams), "manager": ("manager_id", workers)})
    frame = frame.join(workers.rename({"code": "worker"}), left_on="worker_id", right_on="id", how="left")
    frame = frame.with_columns(*(date_of(column) for column in _PERIOD), flag_of("agency"), number_of("fte"))
    columns = ["worker_id", "worker", "display_name", "email", "role", "team", "manager", "fte", "agency", *_PERIOD]
    frame = frame.select(columns).sort("worker", "started_on", "ended_on", *columns[2:9])
    return Part({"workers": frame}, (), (*notes, *note_ends_before_starts(frame, "workers")))


def build_teams(rows: pl.DataFrame, workers: pl.DataFrame, teams: pl.DataFrame) -> Part:
    """The `teams` frame."""
    frame, notes = known_reference(rows, "teams", {"parent": ("parent_id", teams), "manager": ("manager_id", workers)})
    frame = frame.join(teams.rename({"code": "team"}), left_on="team_id", right_on="id", how="left")
    columns = ["team_id", "team", "name", "parent", "manager", *_PERIOD]
    frame = frame.with_columns(*(date_of(column) for column in _PERIOD)).select(columns)
    frame = frame.sort("team", "started_on", "ended_on", "name", "parent", "manager")
    return Part({"teams": frame}, (), (*notes, *note_ends_before_starts(frame, "teams")))


def build_absences(table: RawTable | None, vocabulary: Vocabulary, workers: pl.DataFrame) -> Part:
    """The `absences` frame: who was away, and who stood in."""
    columns = ["worker", "deputy", *_PERIOD]
    if table is None:
        schema = {"worker": pl.Int32, "deputy": pl.Int32} | dict.fromkeys(_PERIOD, pl.Date)
        return Part({"absences": pl.DataFrame(schema=schema)})
    frame = tidied(table, vocabulary)
    checks = [
        Check("worker_id", pl.col("worker_id").is_null(), "worker_id is empty."),
        unknown_reference_check("worker_id", workers, "worker", "workers"),
        *(date_check(column) for column in _PERIOD),
        Check("started_on", date_of("started_on").is_null(), "the start of the absence is empty or unknown."),
    ]
    frame, rejected = set_aside(frame, "absences", checks)
    frame, notes = known_reference(
        frame, "absences", {"worker": ("worker_id", workers), "deputy": ("deputy_id", workers)}
    )
    frame = frame.with_columns(*(date_of(column) for column in _PERIOD)).select(*columns, LINE, FILE)
    frame, repeats, _ = without_repeats(frame, "absences", None)
    frame = frame.select(columns).sort(columns)
    return Part({"absences": frame}, (rejected, repeats), (*notes, *note_ends_before_starts(frame, "absences")))
