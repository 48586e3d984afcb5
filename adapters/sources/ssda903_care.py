"""From episodes to periods of care, placements and legal statuses.

Episodes of a child are taken in order of DECOM. An episode without DEC that another follows is taken to last until that
one's DECOM. A **period of care** goes on while each episode begins on or before the latest end reached so far; so

* episodes that overlap are one period, whatever their RNE;
* an episode with RNE 'S' that does not overlap (nor begin on the very day the one before began) starts a new period;
* any other after a gap starts a period whose start is unknown, whether the episode before the gap ended care or said
  that it went on (X1): the return does not show whether the child left and came back, so nothing is counted across the
  gap;
* a period whose first episode is not an 'S' has an unknown start.

A period ends with its last episode, where that gives both DEC and a reason for leaving care (not X1). Where it does
not, a later period of the same child shows that it is over, and it ends when that episode did, without a reason;
without a later one it is open: a child is not out of care until the return says so.

A **placement** goes on while RNE is 'L' and PLACE the same; a **legal status** while LS is the same. The first of each
in a period of unknown start has a known start only where RNE says that it began with that episode. Each ends when the
next begins, and the last with the period.
"""

from dataclasses import dataclass

import polars as pl

from compliance.records.extract import FILE, LINE
from compliance_adapters.sources.ssda903_codes import (
    ADOPTIVE,
    CHANGES_LEGAL_STATUS,
    CHANGES_PLACEMENT,
    CONTINUES,
    LONG_TERM,
    SHORT_BREAKS,
    STARTS_CARE,
    WITH_PARENTS,
)
from compliance_adapters.sources.ssda903_rows import natural_ids

_BY_CHILD = ("CHILD", "DECOM", "DEC", LINE)


@dataclass(frozen=True)
class Care:
    """`periods` as canonical columns with `_line` (of the first episode) and `_file`; and notes on what was odd."""

    periods: pl.DataFrame
    notes: tuple[str, ...]


def care_of(episodes: pl.DataFrame) -> Care:
    """The periods of care, placements and legal statuses of accepted episodes."""
    chained = _chained(episodes)
    care = _periods_of_care(chained)
    chained = chained.join(care.select("spell", "ended_on", "open"), on="spell", maintain_order="left")
    periods = pl.concat([_looked_after(care), _placements(chained), _legal_statuses(chained)], how="diagonal")
    return Care(periods, _notes(chained, care))


def _chained(episodes: pl.DataFrame) -> pl.DataFrame:
    """Episodes in order, with `end`, `gap`, `overlap`, `begins` (a period of care) and `spell` (its number)."""
    ordered = episodes.sort(_BY_CHILD, nulls_last=[False, False, True, False]).with_columns(
        follows=pl.col("DECOM").shift(1).over("CHILD").is_not_null(),
        before=pl.col("DECOM").shift(1).over("CHILD"),
        end=pl.coalesce("DEC", pl.col("DECOM").shift(-1).over("CHILD")),
        after_open=pl.col("DEC").is_null().shift(1).over("CHILD").fill_null(value=False),
    )
    reach = pl.col("end").cum_max().shift(1).over("CHILD")
    ordered = ordered.with_columns(
        gap=(pl.col("DECOM") > reach).fill_null(value=False),
        overlap=(pl.col("DECOM") < reach).fill_null(value=False),
    )
    is_start = (pl.col("RNE") == STARTS_CARE).fill_null(value=False)
    fresh = is_start & ~pl.col("overlap") & (pl.col("DECOM") != pl.col("before"))
    begins = ~pl.col("follows") | pl.col("gap") | fresh.fill_null(value=False)
    return ordered.with_columns(begins=begins, is_start=is_start).with_columns(spell=pl.col("begins").cum_sum())


def _periods_of_care(chained: pl.DataFrame) -> pl.DataFrame:
    care = chained.group_by("spell", maintain_order=True).agg(
        pl.col("CHILD").first(),
        pl.col("DECOM").first(),
        pl.col("is_start").first(),
        pl.col("end", "DEC", "REC").last(),
        pl.col(LINE, FILE).first(),
        pl.col("LS").is_in(SHORT_BREAKS).fill_null(value=False).all().alias("short_break"),
        pl.col("LS").is_in(SHORT_BREAKS).fill_null(value=False).any().alias("some_short_break"),
    )
    left = pl.col("DEC").is_not_null() & (pl.col("REC") != CONTINUES).fill_null(value=False)
    succeeded = (pl.col("CHILD") == pl.col("CHILD").shift(-1)).fill_null(value=False)
    return care.with_columns(
        left=left,
        open=~left & ~succeeded,
        ended_on=pl.when(left).then("DEC").when(succeeded).then("end"),
        started_on=pl.when("is_start").then("DECOM"),
    )


def _looked_after(care: pl.DataFrame) -> pl.DataFrame:
    return natural_ids(care, "looked_after", "DECOM").select(
        period_id="id",
        person_id="CHILD",
        kind=pl.lit("looked_after"),
        started_on="started_on",
        ended_on="ended_on",
        short_break="short_break",
        ended_because=pl.when("left").then("REC"),
        _line=LINE,
        _file=FILE,
    )


def _placements(chained: pl.DataFrame) -> pl.DataFrame:
    moved = pl.col("RNE").is_in((*CHANGES_PLACEMENT, STARTS_CARE)).fill_null(value=False)
    elsewhere = pl.col("PLACE").ne_missing(pl.col("PLACE").shift(1))
    runs = _runs(chained, moved | elsewhere, CHANGES_PLACEMENT, ["PLACE", "PLACE_PROVIDER"])
    return natural_ids(runs, "placement", "DECOM").select(
        period_id="id",
        person_id="CHILD",
        kind=pl.lit("placement"),
        started_on="started_on",
        ended_on="run_ended_on",
        placement_type="PLACE",
        provider="PLACE_PROVIDER",
        with_parents=pl.col("PLACE").is_in(WITH_PARENTS),
        adoptive=pl.col("PLACE").is_in(ADOPTIVE),
        long_term=pl.col("PLACE").is_in(LONG_TERM),
        short_break="short_break",
        _line=LINE,
        _file=FILE,
    )


def _legal_statuses(chained: pl.DataFrame) -> pl.DataFrame:
    changed = pl.col("LS").ne_missing(pl.col("LS").shift(1))
    runs = _runs(chained, changed, CHANGES_LEGAL_STATUS, ["LS"])
    return natural_ids(runs, "legal_status", "DECOM").select(
        period_id="id",
        person_id="CHILD",
        kind=pl.lit("legal_status"),
        started_on="started_on",
        ended_on="run_ended_on",
        status="LS",
        short_break="short_break",
        _line=LINE,
        _file=FILE,
    )


def _runs(chained: pl.DataFrame, changes: pl.Expr, began_by: tuple[str, ...], keep: list[str]) -> pl.DataFrame:
    """Runs of episodes within a period of care, each from its first to the next run's first, or to the period's end."""
    runs = (
        chained.with_columns(run=(pl.col("begins") | changes).cum_sum())
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("spell", "CHILD", "DECOM", "RNE", "begins", "ended_on", LINE, FILE, *keep).first(),
            pl.col("LS").is_in(SHORT_BREAKS).fill_null(value=False).all().alias("short_break"),
        )
    )
    known = ~pl.col("begins") | pl.col("RNE").is_in((*began_by, STARTS_CARE)).fill_null(value=False)
    return runs.with_columns(
        started_on=pl.when(known).then("DECOM"),
        run_ended_on=pl.coalesce(pl.col("DECOM").shift(-1).over("spell"), "ended_on"),
    )


def _notes(chained: pl.DataFrame, care: pl.DataFrame) -> tuple[str, ...]:
    last_rows = chained.filter(pl.col("DEC").is_null() & ~pl.col("follows").shift(-1).fill_null(value=False))
    counted = {
        "episodes carry REC X1 and no DEC: read as still open.": (last_rows["REC"] == CONTINUES).sum(),
        "episodes give a reason for leaving care but no DEC: kept open, since nothing says when the child left.": (
            (last_rows["REC"] != CONTINUES).sum()
        ),
        "episodes follow one that has no DEC: the earlier is taken to last until the later begins.": (
            chained["after_open"].sum()
        ),
        "episodes overlap an earlier one of the same child: read as one period of care.": chained["overlap"].sum(),
        "episodes come after a gap: a new period of care, whose start is unknown unless RNE is S.": chained[
            "gap"
        ].sum(),
        "periods of care end without a reason for leaving, when a later one shows that they are over.": (
            care.select((~pl.col("left") & ~pl.col("open")).sum()).item()
        ),
        "periods of care are read as open although their last episode has a DEC: REC says that care went on.": (
            care.select((pl.col("open") & pl.col("DEC").is_not_null()).sum()).item()
        ),
        "periods of care are partly short breaks: read as not short breaks.": (
            care.select((pl.col("some_short_break") & ~pl.col("short_break")).sum()).item()
        ),
    }
    return tuple(f"episodes: {count:,} {text}" for text, count in counted.items() if count)
