"""Closing a period just before something in it fell due, and opening it again soon after."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, Calendar, Duration
from compliance.evaluate.findings import Findings
from compliance.rulebook.patterns import ClosedInTime, Reopened

FOUND = {
    "subject": pl.String(),
    "team_id": pl.String(),
    "worker_id": pl.String(),
    "since": pl.Date(),
    "count": pl.UInt32(),
    "because": pl.List(pl.String()),
}


def closed_in_time(
    rows: pl.DataFrame, rule: ClosedInTime, findings: Findings, calendar: Calendar, titles: Mapping[str, str]
) -> pl.DataFrame:
    """Children with a period that ended, not long ago, in the last days before something in it fell due."""
    lapsed = rows.filter(
        (pl.col("outcome") == "lapsed")
        & pl.col("standard").is_in(list(rule.among))
        & pl.col("due_on").is_not_null()
        & pl.col("period_id").is_not_null()
    )
    parts = [
        mine.join(_ends(findings, findings.period_kinds[str(standard)]), on="period_id")
        for (standard,), mine in lapsed.group_by("standard", maintain_order=True)
        if str(standard) in findings.period_kinds
    ]
    if not parts:
        return pl.DataFrame(schema=FOUND)
    ended = pl.concat(parts).rechunk()
    # Rechunked: formatting columns whose chunks differ makes this version of Polars panic.
    close = ended.filter(
        (_later(calendar, ended["ended_on"], rule.within) >= ended["due_on"])
        & (_later(calendar, ended["ended_on"], rule.for_) >= findings.as_of)
        & (ended["ended_on"] <= findings.as_of)
    ).rechunk()
    title = pl.col("standard").replace_strict(titles, return_dtype=pl.String)
    said = pl.format("{}: due on {}, and the period ended on {}.", title, _day("due_on"), _day("ended_on"))
    return _each_child(close.with_columns(said=said, since=pl.col("ended_on")))


def reopened(rule: Reopened, findings: Findings, calendar: Calendar) -> pl.DataFrame:
    """Children for whom a period of one of the kinds began again, not long ago, soon after the one before had ended."""
    parts = [_again(findings, kind, rule, calendar) for kind in rule.periods]
    again = pl.concat([part for part in parts if part is not None] or [pl.DataFrame(schema=_AGAIN)])
    people = findings.snapshot.subject_ids("person")
    named = again.with_columns(
        subject=pl.Series(people.gather(again["subject"]), dtype=pl.String()),
        team_id=pl.lit(None, pl.String()),
        worker_id=pl.lit(None, pl.String()),
    )
    return _each_child(named)


_AGAIN = {"subject": pl.Int32(), "since": pl.Date(), "said": pl.String()}


def _again(findings: Findings, kind: str, rule: Reopened, calendar: Calendar) -> pl.DataFrame | None:
    frame = findings.snapshot.periods(kind, ["subject", "started_on", "ended_on", "contradiction"])
    if frame is None:
        return None
    known = frame.filter(~pl.col("contradiction") & pl.col("started_on").is_not_null()).sort("subject", "started_on")
    before = known.with_columns(
        ended_before=pl.when(pl.col("subject").shift(1) == pl.col("subject")).then(pl.col("ended_on").shift(1))
    ).filter(pl.col("ended_before").is_not_null() & (pl.col("started_on") <= findings.as_of))
    soon = before.filter(
        (before["started_on"] >= before["ended_before"])
        & (_later(calendar, before["ended_before"], rule.within) >= before["started_on"])
        & (_later(calendar, before["started_on"], rule.for_) >= findings.as_of)
    ).rechunk()
    said = pl.format(
        "{}: ended on {}, began again on {}.", pl.lit(kind.replace("_", " ")), _day("ended_before"), _day("started_on")
    )
    return soon.select(pl.col("subject").cast(pl.Int32()), since="started_on", said=said)


def _each_child(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("subject", maintain_order=True).agg(
        pl.col("team_id").first(),
        pl.col("worker_id").first(),
        since=pl.col("since").max(),
        count=pl.len(),
        because=pl.col("said"),
    )


def _ends(findings: Findings, kind: str) -> pl.DataFrame:
    frame = findings.snapshot.periods(kind, ["period_id", "ended_on"])
    assert frame is not None
    return frame.filter(pl.col("ended_on").is_not_null())


def _later(calendar: Calendar, days: pl.Series, length: Duration) -> pl.Series:
    """So long after each day; far ahead where the calendar does not reach."""
    later = calendar.add_days(days.to_physical().to_numpy().astype(np.int32), length)
    return pl.Series(np.where(later == UNKNOWN, np.int32(100_000), later).astype(np.int32)).cast(pl.Date())


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%-d %B %Y")
