"""The rows of one file of the return: columns checked, codes known, dates read, and what cannot be used set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from compliance.errors import InputError
from compliance.records.extract import FILE, LINE, FileCount, RawTable
from compliance.records.setting_aside import Check, set_aside
from compliance.records.values import UNKNOWN_DATE, code_check
from compliance.words import did_you_mean
from compliance_adapters.sources.csv_files import read_csv
from compliance_adapters.sources.ssda903_codes import (
    ABSENCES,
    EPISODE_ENDS,
    EPISODE_STARTS,
    LEGAL_STATUSES,
    PLACEMENTS,
    REVIEW_CODES,
    SEXES,
    USED,
)

_DAY_FIRST = r"^\d{1,2}/\d{1,2}/\d{4}$"
_DATES = ("DOB", "DECOM", "DEC", "REVIEW", "MIS_START", "MIS_END", "SW_DECOM", "SW_DEC")
_CODES: dict[str, tuple[Iterable[str], str]] = {
    "SEX": (SEXES, "sex"),
    "RNE": (EPISODE_STARTS, "reason for a new episode"),
    "LS": (LEGAL_STATUSES, "legal status"),
    "PLACE": (PLACEMENTS, "placement"),
    "REC": (EPISODE_ENDS, "reason an episode ceased"),
    "REVIEW_CODE": (REVIEW_CODES, "participation in a review"),
    "MISSING": (ABSENCES, "kind of absence"),
}
_MUST_BE_FILLED = {
    "header": ("CHILD",),
    "episodes": ("CHILD", "DECOM"),
    "reviews": ("CHILD", "REVIEW"),
    "missing": ("CHILD",),
    "sw_episodes": ("CHILD", "SW_ID"),
}


@dataclass(frozen=True)
class Rows:
    """A file's usable rows (dates as Date, other columns String, `_line`, `_file`), those set aside, the count."""

    name: str
    file: str
    frame: pl.DataFrame
    rejected: pl.DataFrame
    count: FileCount


def read_rows(path: Path, name: str) -> Rows:
    """The rows of the file that is `name` in the return.

    Raises:
        InputError: it cannot be read, is half-written, or has a missing or unknown column.
    """
    words = USED[name]
    raw = read_csv(path)
    raw = raw.rename({column: column.upper() for column in raw.columns if column not in (LINE, FILE)})
    given = [column for column in raw.columns if column not in (LINE, FILE)]
    known = words.required + words.optional
    for column in given:
        if column not in known:
            raise InputError(f"{path.name}, line 1: unknown column '{column}'; {did_you_mean(column, known)}")
    for column in words.required:
        if column not in given:
            raise InputError(f"{path.name}, line 1: the column '{column}' is missing; add it to the header.")
    tidy = raw.select(*(_tidy(column, column in given) for column in known), LINE, FILE)
    usable, rejected = set_aside(tidy, name, _checks(tidy, name))
    dated = usable.with_columns(_date_of(column) for column in _DATES if column in known)
    return Rows(name, path.name, dated, rejected, FileCount(raw.height, usable.height, rejected.height))


def raw_table(name: str, file: str, frame: pl.DataFrame) -> RawTable:
    """A canonical table of a frame that has its columns: dates become ISO text, flags true or false."""
    texts = [pl.col(column).cast(pl.String) for column in frame.columns if column not in (LINE, FILE)]
    return RawTable(name, file, frame.with_columns(texts))


def natural_ids(frame: pl.DataFrame, what: str, day: str) -> pl.DataFrame:
    """`frame` with an `id` for each row: the child, what it is and the day, numbered where rows share those."""
    day_text = pl.col(day).cast(pl.String).fill_null("unknown")
    plain = frame.with_columns(id=pl.format("{}-{}-{}", "CHILD", pl.lit(what), day_text))
    turn = pl.col("id").cum_count().over("id")
    return plain.with_columns(id=pl.when(turn > 1).then(pl.format("{}-{}", "id", turn)).otherwise("id"))


def _tidy(column: str, given: bool) -> pl.Expr:
    if not given:
        return pl.lit(None, pl.String).alias(column)
    text = pl.col(column).str.strip_chars()
    text = text.str.to_uppercase() if column in _CODES else text
    return pl.when(text != "").then(text).alias(column)


def _checks(frame: pl.DataFrame, name: str) -> list[Check]:
    empty = [Check(column, pl.col(column).is_null(), f"{column} is empty.") for column in _MUST_BE_FILLED[name]]
    dates = [_date_check(column) for column in _DATES if column in frame.columns]
    codes = [code_check(frame, column, *_CODES[column]) for column in _CODES if column in frame.columns]
    unknown = [
        Check(column, _date_of(column).is_null(), f"{column} is 01/01/1900, which means unknown.")
        for column in ("DECOM", "REVIEW")
        if column in frame.columns
    ]
    return [*empty, *dates, *unknown, *codes]


def _written(column: str) -> pl.Expr:
    text = pl.col(column)
    return pl.when(text.str.contains(_DAY_FIRST)).then(text).str.to_date("%d/%m/%Y", strict=False)


def _date_of(column: str) -> pl.Expr:
    written = _written(column)
    return pl.when(written != UNKNOWN_DATE).then(written).alias(column)


def _date_check(column: str) -> Check:
    return Check(
        column,
        pl.col(column).is_not_null() & _written(column).is_null(),
        f"{column} is not a date that exists; write it as dd/mm/yyyy.",
    )
