"""Measures over the findings: what was met in time, and what is up to date."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import polars as pl

from compliance.evaluate.findings import OPEN_OUTCOMES, Findings
from compliance.measures.measured import Counted
from compliance.rulebook.measure_forms import InTime, UpToDate

DECIDED = ("met", "met_late", "missed", "overdue")
NOT_OF_THE_RECORDS = ("no_value_in_force", "beyond_calendar")
"""Reasons that are of the rules: then nothing is known to have been owed."""

SUBJECT = ("subject_kind", "subject")


def in_time(findings: Findings, form: InTime, first: date, last: date) -> Counted:
    """Met in time, of what was due from `first` to `last` and is decided; lapsed and exempt are neither."""
    rows = _rows(findings, form.standards)
    if isinstance(rows, str):
        return Counted(0, 0, because=rows)
    due = pl.col("due_on").is_between(first, last)
    decided = rows.filter(due & pl.col("outcome").is_in(DECIDED)).select(*SUBJECT, met=pl.col("outcome") == "met")
    doubtful = _may_be_owed(findings, rows.filter(due | pl.col("due_on").is_null()), rows, first, last)
    if form.each == "subject":
        decided = decided.group_by(SUBJECT).agg(pl.col("met").all())
        doubtful = doubtful.select(SUBJECT).unique().join(decided, on=SUBJECT, how="anti")
    return Counted(int(decided["met"].sum()), decided.height, doubtful.height)


def up_to_date(findings: Findings, form: UpToDate, as_of: date) -> Counted:
    """Those without anything overdue, of those to whom something is owed on the day."""
    rows = _rows(findings, form.standards)
    if isinstance(rows, str):
        return Counted(0, 0, because=rows)
    owed = (
        rows.filter(pl.col("outcome").is_in(OPEN_OUTCOMES))
        .group_by(SUBJECT)
        .agg(late=(pl.col("outcome") == "overdue").any())
    )
    # What ended on the day is no longer owed then.
    doubtful = _may_be_owed(findings, rows, rows, as_of + timedelta(days=1), as_of)
    doubtful = doubtful.select(SUBJECT).unique().join(owed, on=SUBJECT, how="anti")
    return Counted(int((~owed["late"]).sum()), owed.height, doubtful.height)


def _rows(findings: Findings, standards: Iterable[str]) -> pl.DataFrame | str:
    """The findings of some standards; or why there can be none."""
    run = [name for name in standards if name not in findings.skipped]
    if not run:
        return f"no standard was run: {'; '.join(f'{name}, {findings.skipped[name]}' for name in standards)}"
    numbers = [findings.standards.index(name) for name in run]
    return findings.compact.filter(pl.col("standard").is_in(numbers))


def _may_be_owed(findings: Findings, rows: pl.DataFrame, every: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """The rows that cannot be told, for want of a record, and may belong to the window.

    Not those that were met, or whose period ended, before it, or that began after it; nor the first link of a period whose
    start is unknown, where others of it are told.
    """
    doubtful = rows.filter(
        (pl.col("outcome") == "cannot_tell")
        & ~pl.col("reason").is_in(NOT_OF_THE_RECORDS)
        & (pl.col("started_on") <= last).fill_null(True)
        & (pl.col("met_on") >= first).fill_null(True)
    )
    of_period = ["standard", "subject", "period"]
    told = every.filter(pl.col("outcome") != "cannot_tell").select(of_period).unique()
    unknown_start = doubtful["reason"] == "start_unknown"
    doubtful = pl.concat(
        [doubtful.filter(~unknown_start), doubtful.filter(unknown_start).join(told, on=of_period, how="anti")]
    )
    parts = [_not_over(findings, number, part, first) for number, part in _by_standard(doubtful)]
    return pl.concat(parts) if parts else doubtful


def _by_standard(rows: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    for number in sorted(rows["standard"].unique().to_list()):
        yield int(number), rows.filter(pl.col("standard") == number)


def _not_over(findings: Findings, standard: int, rows: pl.DataFrame, first: date) -> pl.DataFrame:
    kind = findings.period_kinds.get(findings.standards[standard])
    frame = findings.snapshot.periods(kind, ["ended_on"]) if kind is not None else None
    if frame is None:
        return rows.filter((pl.col("started_on") >= first).fill_null(True))
    codes = rows["period"].cast(pl.UInt32, strict=False)
    ended = pl.Series("ended", frame["ended_on"].gather(codes))
    begun = (rows["started_on"] >= first).fill_null(True)
    return rows.filter((ended >= first).fill_null(True) & (codes.is_not_null() | begun))
