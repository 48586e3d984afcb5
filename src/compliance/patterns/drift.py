"""Drift: several things overdue for one child at once."""

from collections.abc import Mapping

import polars as pl

from compliance.rulebook.patterns import Drift


def drift(rows: pl.DataFrame, rule: Drift, titles: Mapping[str, str]) -> pl.DataFrame:
    """Children with at least so many standards overdue; since the day the last needed one became overdue.

    Several findings of one standard count once, by the earliest due: two visits missed are one standard adrift.
    """
    late = rows.filter((pl.col("outcome") == "overdue") & pl.col("due_on").is_not_null())
    if rule.among:
        late = late.filter(pl.col("standard").is_in(list(rule.among)))
    each = late.sort("due_on").unique(["subject", "standard"], keep="first", maintain_order=True).rechunk()
    title = pl.col("standard").replace_strict(titles, return_dtype=pl.String)
    said = pl.format("{}: due on {}.", title, pl.col("due_on").dt.to_string("%-d %B %Y"))
    return (
        each.group_by("subject", maintain_order=True)
        .agg(
            pl.col("team_id").first(),
            pl.col("worker_id").first(),
            since=pl.col("due_on").sort().get(rule.at_least - 1, null_on_oob=True).dt.offset_by("1d"),
            count=pl.len(),
            because=said,
        )
        .filter(pl.col("count") >= rule.at_least)
    )
