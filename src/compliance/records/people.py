"""The people of an extract, their codes, and the former ids under which their records may stand."""

import polars as pl

from compliance.records.columns import tidied
from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.schema import TABLES
from compliance.records.setting_aside import Check, Part, set_aside
from compliance.records.values import date_check, date_of, flag_check, flag_of
from compliance.vocabulary import Vocabulary

_DATES = [column for column, kind in TABLES["people"].items() if kind == "date"]
_LONGEST_MERGER = 20


def build_people(table: RawTable, vocabulary: Vocabulary) -> tuple[Part, pl.DataFrame]:
    """The `people` frame, and the codes: `id` (current or former) and `code` (Int32), one row an id.

    A row whose own id is a former id of somebody else in the file is set aside, its records going to the current one.
    """
    frame = tidied(table, vocabulary)
    checks = [
        Check("person_id", pl.col("person_id").is_null(), "person_id is empty."),
        Check("person_id", ~pl.col("person_id").is_first_distinct(), "the same person_id stands in an earlier row."),
        *(date_check(column) for column in _DATES),
        flag_check("restricted"),
    ]
    frame, rejected = set_aside(frame, "people", checks)
    former, tangled = _former_ids(frame)
    merged = pl.col("person_id").is_in(former["former"].implode())
    reason = "this person_id is a former id of another person in the file; their records are kept under that one."
    frame, joined = set_aside(frame, "people", [Check("person_id", merged, reason)])
    frame = frame.with_columns(*(date_of(column) for column in _DATES), flag_of("restricted")).sort("person_id")
    codes = frame.select(id="person_id", code=pl.int_range(pl.len(), dtype=pl.Int32))
    by_former = former.join(codes, left_on="current", right_on="id", how="inner").select(id="former", code="code")
    people = frame.drop("former_ids", LINE, FILE)
    notes = _notes(people, tangled)
    return Part({"people": people}, (rejected, joined), notes), pl.concat([codes, by_former])


def _former_ids(people: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Former ids with the current one of each, and how many could not be followed to one current id."""
    pairs = (
        people.filter(pl.col("former_ids").is_not_null())
        .select(former=pl.col("former_ids").str.split(";"), current="person_id")
        .explode("former")
        .with_columns(pl.col("former").str.strip_chars())
        .filter((pl.col("former") != "") & (pl.col("former") != pl.col("current")))
        .unique(maintain_order=True)
    )
    claimed_once = pairs.filter(pl.col("former").is_unique())
    resolved = claimed_once
    for _ in range(_LONGEST_MERGER):
        later = resolved.join(
            claimed_once.rename({"former": "current", "current": "later"}),
            on="current",
            how="left",
            maintain_order="left",
        )
        resolved = later.select("former", current=pl.coalesce("later", "current"))
    circular = pl.col("current").is_in(claimed_once["former"].implode())
    followed = resolved.filter(~circular)
    return followed, pairs["former"].n_unique() - followed.height


def _notes(people: pl.DataFrame, tangled: int) -> tuple[str, ...]:
    notes: list[str] = []
    if tangled:
        notes.append(
            f"people: {tangled:,} former ids belong to more than one person, or go round in a circle; not followed."
        )
    after_death = people.filter(pl.col("date_of_birth") > pl.col("date_of_death")).height
    if after_death:
        notes.append(f"people: {after_death:,} rows have a birth after the death; kept.")
    return tuple(notes)
