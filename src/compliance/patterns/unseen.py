"""A child whom nobody has seen, by any kind of visit, within the shortest interval that the child's visits have."""

from datetime import date

import polars as pl

from compliance.rulebook.patterns import Unseen


def unseen(rows: pl.DataFrame, rule: Unseen, as_of: date) -> pl.DataFrame:
    """Children whose latest visit of any kind is longer ago than the shortest of their intervals.

    The open link of each visit standard began with the last visit of its kind, or with the duty itself; its length is the
    interval.
    """
    links = rows.filter(
        pl.col("standard").is_in(list(rule.visits))
        & pl.col("outcome").is_in(["on_track", "due_soon", "overdue"])
        & pl.col("due_on").is_not_null()
        & pl.col("started_on").is_not_null()
    )
    seen = links.group_by("subject", maintain_order=True).agg(
        pl.col("team_id").first(),
        pl.col("worker_id").first(),
        last=pl.col("started_on").max(),
        shortest=(pl.col("due_on") - pl.col("started_on")).min(),
        count=pl.len(),
    )
    due = pl.col("last") + pl.col("shortest")
    said = pl.concat_list(
        pl.format(
            "Last seen, or first to be seen from, {}; the shortest interval is {} days.",
            pl.col("last").dt.to_string("%-d %B %Y"),
            pl.col("shortest").dt.total_days(),
        )
    )
    return (
        seen.filter(due < as_of)
        .rechunk()
        .select("subject", "team_id", "worker_id", since=due.dt.offset_by("1d"), count="count", because=said)
    )
