"""Reading values: text into dates, moments, numbers and flags.

Each kind of value has an expression that reads it (null where it is empty or unreadable) and one that is true where
something is written that cannot be read. 1900-01-01 is how case systems write "unknown", so it is read as null.
"""

from collections.abc import Iterable

import polars as pl

from compliance.records.setting_aside import Check
from compliance.words import did_you_mean, nearest

UNKNOWN_DATE = pl.date(1900, 1, 1)
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_MOMENT = r"^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$"
_NUMBER = r"^-?\d+(\.\d+)?$"
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_MOST_UNKNOWN_WORDS = 100


def _written_date(column: str) -> pl.Expr:
    text = pl.col(column)
    return pl.when(text.str.contains(_DATE)).then(text).str.to_date("%Y-%m-%d", strict=False)


def date_of(column: str) -> pl.Expr:
    """The date in a column of ISO dates."""
    written = _written_date(column)
    return pl.when(written != UNKNOWN_DATE).then(written).alias(column)


def date_check(column: str) -> Check:
    """Sets aside what is not a date, or not one in the calendar (31 February)."""
    return Check(
        column,
        pl.col(column).is_not_null() & _written_date(column).is_null(),
        f"{column} is not a date that exists; write it as YYYY-MM-DD.",
    )


def note_ends_before_starts(frame: pl.DataFrame, table: str, end: str = "ended_on") -> tuple[str, ...]:
    """A note on the rows of a table, if any, that end before they start."""
    rows = frame.filter(pl.col(end) < pl.col("started_on")).height
    return (f"{table}: {rows:,} rows end before they start; kept.",) if rows else ()


def flag_of(column: str) -> pl.Expr:
    """True for true, yes or 1; false for false, no, 0 and for nothing."""
    return pl.col(column).str.to_lowercase().is_in(_TRUE).fill_null(value=False).alias(column)


def flag_check(column: str) -> Check:
    """Sets aside what is neither true nor false."""
    known = pl.col(column).str.to_lowercase().is_in(_TRUE + _FALSE)
    return Check(column, pl.col(column).is_not_null() & ~known, f"{column} is neither true nor false.")


def number_of(column: str) -> pl.Expr:
    """A decimal number."""
    return (
        pl.when(pl.col(column).str.contains(_NUMBER)).then(pl.col(column)).cast(pl.Float64, strict=False).alias(column)
    )


def number_check(column: str) -> Check:
    """Sets aside what is not a decimal number."""
    return Check(
        column, pl.col(column).is_not_null() & ~pl.col(column).str.contains(_NUMBER), f"{column} is not a number."
    )


def code_check(frame: pl.DataFrame, column: str, known: Iterable[str], what: str) -> Check:
    """Sets aside codes that are not among `known`, each with the nearest that is.

    A code is repeated in the reason only where it resembles a known one, so that a name in the wrong column is not.
    """
    words = list(known)
    unknown = pl.col(column).is_not_null() & ~pl.col(column).is_in(pl.Series(words, dtype=pl.String).implode())
    strange = frame.filter(unknown)[column].unique().sort().head(_MOST_UNKNOWN_WORDS).to_list()
    reasons = {word: _unknown_word(word, words, what) for word in strange}
    general = f"{column} is not a known {what}."
    reason = pl.col(column).replace_strict(reasons, default=general, return_dtype=pl.String) if reasons else general
    return Check(column, unknown, reason)


def _unknown_word(word: str, known: list[str], what: str) -> str:
    if not known:
        return f"there is no {what} here: leave the column empty."
    if nearest(word, known) is None:
        return f"the value is not a known {what}; {did_you_mean(word, known)}"
    return f"'{word}' is not a known {what}; {did_you_mean(word, known)}"


def with_moment(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """`frame` with `_day` (Date, in England) and `_instant` (UTC, null where only a day is written) of a column of
    moments.

    A time without a zone is Europe/London, the earlier reading where clocks go back; a time that the clocks skip is
    read as if they had not moved yet. 1900-01-01 is left in: `moment_check` must see that it was readable.
    """
    text = pl.col(column)
    timed = frame.select((text.str.len_bytes() > 10).any()).item()
    if not timed:
        return frame.with_columns(_written_date(column).alias("_day"), pl.lit(None, _INSTANT).alias("_instant"))
    local = pl.concat_str(
        text.str.extract(_MOMENT, 1), pl.lit(" "), text.str.extract(_MOMENT, 2), pl.lit(":"),
        text.str.extract(_MOMENT, 3).fill_null("00"),
    ).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")  # fmt: skip
    zone = text.str.extract(_MOMENT, 4)
    instant = pl.when(zone.is_null()).then(_london(local)).otherwise(_utc(local) - _offset(zone))
    day = pl.coalesce(instant.dt.convert_time_zone("Europe/London").dt.date(), _written_date(column))
    return frame.with_columns(instant.alias("_instant"), day.alias("_day"))


def moment_check(column: str) -> Check:
    """Sets aside what `with_moment` could not read."""
    return Check(
        column,
        pl.col(column).is_not_null() & pl.col("_day").is_null(),
        f"{column} is not a date or time that exists; write YYYY-MM-DD or YYYY-MM-DDTHH:MM.",
    )


_INSTANT = pl.Datetime("us", "UTC")


def _utc(local: pl.Expr) -> pl.Expr:
    return local.dt.replace_time_zone("UTC")


def _london(local: pl.Expr) -> pl.Expr:
    read = local.dt.replace_time_zone("Europe/London", ambiguous="earliest", non_existent="null")
    return pl.coalesce(read.dt.convert_time_zone("UTC"), _utc(local))


def _offset(zone: pl.Expr) -> pl.Expr:
    hours = zone.str.extract(r"^([+-]\d{2})", 1).cast(pl.Int32).fill_null(0)
    minutes = zone.str.extract(r"(\d{2})$", 1).cast(pl.Int32).fill_null(0)
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    return pl.duration(minutes=hours * 60 + sign * minutes)
