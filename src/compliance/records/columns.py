"""The columns that a table may have, and must."""

import polars as pl

from compliance.errors import InputError
from compliance.records.extract import FILE, LINE, RawTable
from compliance.records.schema import REQUIRED, SUBJECT_COLUMNS, TABLES
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean

WITH_SUBJECT = ("periods", "events", "exceptions")


def known_columns(table: str, vocabulary: Vocabulary) -> list[str]:
    """Every column that the folder format allows in `table`, attributes included."""
    columns = list(TABLES[table])
    if table == "periods" or table == "events":
        columns += [name for name in vocabulary.attributes(table) if name not in columns]
    return columns


def check_columns(table: RawTable, vocabulary: Vocabulary) -> None:
    """Refuses a table with a column that nobody knows, or without one that it must have.

    Raises:
        InputError: names file and column, and the nearest known one.
    """
    if table.name not in TABLES:
        raise InputError(f"{table.file}: there is no table '{table.name}'; {did_you_mean(table.name, TABLES)}")
    known = known_columns(table.name, vocabulary)
    given = [column for column in table.frame.columns if column not in (LINE, FILE)]
    for column in given:
        if column not in known:
            raise InputError(f"{table.file}, line 1: unknown column '{column}'; {did_you_mean(column, known)}")
    for column in REQUIRED[table.name]:
        if column not in given:
            raise InputError(f"{table.file}, line 1: the column '{column}' is missing; add it to the header.")
    if table.name in WITH_SUBJECT and not any(column in given for column in SUBJECT_COLUMNS):
        wanted = ", ".join(SUBJECT_COLUMNS)
        raise InputError(f"{table.file}, line 1: no column says whom the rows are about; add one of {wanted}.")


def tidied(table: RawTable, vocabulary: Vocabulary) -> pl.DataFrame:
    """The table's frame with every allowed column, spaces around values cut off and empty values null."""
    check_columns(table, vocabulary)
    given = table.frame.columns
    columns = known_columns(table.name, vocabulary)
    return table.frame.select(
        *(_tidy(column) if column in given else pl.lit(None, pl.String).alias(column) for column in columns),
        LINE,
        FILE,
    )


def _tidy(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text != "").then(text).alias(column)
