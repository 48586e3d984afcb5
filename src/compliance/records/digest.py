"""The digest of a snapshot: what its records mean, whatever the order of rows or the ids of source rows.

The ids of people, workers, teams and families are meaning. The ids of rows (`HANDLES`) are not, since case systems
change them overnight; what they link is, so an event's link counts as the place of its period in an order made of
meaning alone.
"""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import polars as pl

HANDLES = ("period_id", "event_id", "involvement_id", "exception_id")
_UNIT, _RECORD, _NOTHING = "\x1f", "\x1e", "\x00"
_ROWS_AT_ONCE = 500_000


def digest_of(frames: Mapping[str, pl.DataFrame], facts: str) -> str:
    """The sha256, in hexadecimal, over `facts` and every frame's canonical text.

    Columns are taken by name and rows in the order of their own text, so neither order matters.
    """
    places = {
        name.removeprefix("periods/"): _places(frame) for name, frame in frames.items() if name.startswith("periods/")
    }
    whole = hashlib.sha256(facts.encode())
    for name in sorted(frames):
        whole.update(f"{_RECORD}{name}{_RECORD}".encode())
        for text in _canonical_texts(_without_handles(frames[name], places)):
            whole.update(text.encode())
    return whole.hexdigest()


def _canonical_texts(frame: pl.DataFrame) -> Iterator[str]:
    """The rows' text, in pieces that never part the rows of one subject (frames that have one are sorted by it)."""
    columns = sorted(frame.columns)
    yield _UNIT.join(columns)
    for piece in _pieces(frame):
        texts = piece.select("subject", text=_row_text(piece, columns)) if "subject" in columns else None
        ordered = texts.sort("subject", "text")["text"] if texts is not None else _sorted_text(piece, columns)
        yield ordered.str.join(_RECORD).item() or ""
        yield _RECORD


def _sorted_text(piece: pl.DataFrame, columns: list[str]) -> pl.Series:
    return piece.select(text=_row_text(piece, columns))["text"].sort()


def _row_text(frame: pl.DataFrame, columns: list[str]) -> pl.Expr:
    return pl.concat_str([_cell(frame, column) for column in columns], separator=_UNIT)


def _cell(frame: pl.DataFrame, column: str) -> pl.Expr:
    value = pl.col(column)
    text = (
        value.dt.epoch("us").cast(pl.String) if isinstance(frame.schema[column], pl.Datetime) else value.cast(pl.String)
    )
    return text.fill_null(_NOTHING)


def _pieces(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    if "subject" not in frame.columns or frame.height <= _ROWS_AT_ONCE or not frame["subject"].is_sorted():
        yield frame
        return
    changes = np.append(np.flatnonzero(np.diff(frame["subject"].to_numpy())) + 1, frame.height)
    wanted = np.arange(_ROWS_AT_ONCE, frame.height + _ROWS_AT_ONCE, _ROWS_AT_ONCE).clip(max=frame.height)
    ends = np.unique(changes[np.searchsorted(changes, wanted)])
    for start, end in pairwise([0, *ends.tolist()]):
        yield frame.slice(start, end - start)


def _places(periods: pl.DataFrame) -> pl.Series:
    """For each period code, its place in an order of meaning alone."""
    meaning = periods.drop("period_id")
    text = meaning.select("subject", text=_row_text(meaning, sorted(meaning.columns)))
    order = text.with_row_index("code").sort("subject", "text")
    return order.with_row_index("place").sort("code")["place"]


def _without_handles(frame: pl.DataFrame, places: Mapping[str, pl.Series]) -> pl.DataFrame:
    frame = frame.drop(HANDLES, strict=False)
    if "linked_kind" not in frame.columns or frame["linked_kind"].null_count() == frame.height:
        return frame
    linked = pl.coalesce(
        pl.when(pl.col("linked_kind") == kind).then(
            pl.lit(places[kind]).gather(pl.col("linked_period").cast(pl.UInt32), null_on_oob=True)
        )
        for kind in frame["linked_kind"].drop_nulls().unique().sort().to_list()
    )
    return frame.with_columns(linked.alias("linked_period"))
