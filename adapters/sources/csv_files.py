"""Reading CSV files whole or not at all: a half-written file must never pass for a short one.

Text is UTF-8, with or without a byte order mark; fields are parted by commas and may be quoted with ".
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from compliance.errors import InputError
from compliance.records.extract import FILE, LINE

_QUOTE, _COMMA, _NEWLINE, _RETURN = b'",\n\r'
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class _Shape:
    """Where a file's records lie: the first line of each (the file's first being 1), its fields, and if it is blank."""

    lines: NDArray[np.int64]
    fields: NDArray[np.int64]
    blank: NDArray[np.bool_]


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, by name, whatever the case of `.csv`.

    Raises:
        InputError: there is no such folder, or no CSV file in it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder; give the folder that holds the CSV files.")
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    except OSError as problem:
        raise InputError(f"{folder}: the folder cannot be read ({problem.strerror}).") from None
    if not found:
        raise InputError(f"{folder}: there is no CSV file in this folder.")
    return found


def read_csv(path: Path) -> pl.DataFrame:
    """The rows of a CSV file: every column as String under its own header, with `_line` and `_file`.

    Blank lines are left out; an empty field is null.

    Raises:
        InputError: the file cannot be read, is not UTF-8, has no header, has two columns of one name, or is
            half-written (a row of too many or too few fields, a quote that is not closed): names file and line.
    """
    data = _bytes_of(path)
    name = path.name
    shape = _shape_of(data, name)
    frame = _parsed(data, name)
    header = _header(data, name, int(shape.fields[0]), frame)
    _refuse_ragged(shape, len(header), name)
    if frame.height != len(shape.lines) - 1:
        raise InputError(f"{name}: {len(shape.lines) - 1} rows are written but only {frame.height} could be read.")
    frame.columns = header
    lines = pl.Series(LINE, shape.lines[1:], dtype=pl.Int64)
    return frame.with_columns(lines, pl.lit(name).alias(FILE)).filter(~pl.Series(shape.blank[1:]))


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes().removeprefix(_BYTE_ORDER_MARK)
    except OSError as problem:
        raise InputError(f"{path.name}: the file cannot be read ({problem.strerror}).") from None
    if not data.strip():
        raise InputError(f"{path.name}: the file is empty; it needs at least a header row.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(
            f"{path.name}, line {line}: byte {data[problem.start]:#04x} is not UTF-8; save the file as UTF-8."
        ) from None
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise InputError(f"{path.name}, line {line}: the line holds a zero byte; save the file as plain UTF-8 text.")
    return data


def _shape_of(data: bytes, name: str) -> _Shape:
    """Counts fields between line ends that are outside quotes, all at once."""
    raw = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(raw == _QUOTE)
    newlines = np.flatnonzero(raw == _NEWLINE)
    _refuse_stray_quotes(raw, quotes, newlines, name)
    breaks = _outside(newlines, quotes)
    commas = _outside(np.flatnonzero(raw == _COMMA), quotes)
    if raw[-1] != _NEWLINE:
        breaks = np.append(breaks, len(raw))
    starts = np.concatenate([np.zeros(1, dtype=np.int64), breaks[:-1] + 1])
    fields = np.searchsorted(commas, breaks) - np.searchsorted(commas, starts) + 1
    length = breaks - starts
    blank = (length == 0) | ((length == 1) & (raw[np.minimum(starts, len(raw) - 1)] == _RETURN))
    return _Shape(np.searchsorted(newlines, starts) + 1, fields, blank)


def _outside(positions: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions with an even number of quotes before them."""
    return positions[np.searchsorted(quotes, positions) % 2 == 0] if len(quotes) else positions


def _refuse_stray_quotes(
    raw: NDArray[np.uint8], quotes: NDArray[np.int64], newlines: NDArray[np.int64], name: str
) -> None:
    """Refuses a quote inside an unquoted field, text after a closing quote, and a quote that is not closed."""
    opening, closing = quotes[::2], quotes[1::2]
    before = raw[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | np.isin(before, [_COMMA, _NEWLINE, _QUOTE])
    after = raw[np.minimum(closing + 1, len(raw) - 1)]
    closes = (closing == len(raw) - 1) | np.isin(after, [_COMMA, _NEWLINE, _RETURN, _QUOTE])
    stray = np.concatenate([opening[~opens], closing[~closes]])
    if len(stray):
        line = int(np.searchsorted(newlines, stray.min())) + 1
        raise InputError(f'{name}, line {line}: a quote (") stands where none can; close it, or write it twice ("").')
    if len(quotes) % 2:
        line = int(np.searchsorted(newlines, quotes[-1])) + 1
        raise InputError(f"{name}, line {line}: a quote is opened and never closed; the file may be half-written.")


def _refuse_ragged(shape: _Shape, columns: int, name: str) -> None:
    wrong = np.flatnonzero((shape.fields != columns) & ~shape.blank)
    if len(wrong):
        line, found = int(shape.lines[wrong[0]]), int(shape.fields[wrong[0]])
        raise InputError(
            f"{name}, line {line}: the row has {found} fields where the header has {columns}; "
            "the file may be half-written."
        )


def _parsed(data: bytes, name: str) -> pl.DataFrame:
    try:
        return pl.read_csv(data, has_header=True, infer_schema=False, truncate_ragged_lines=True)
    except pl.exceptions.PolarsError:
        raise InputError(f"{name}: the file cannot be read as CSV.") from None


def _header(data: bytes, name: str, fields: int, frame: pl.DataFrame) -> list[str]:
    first = pl.read_csv(data, has_header=False, infer_schema=False, n_rows=1, truncate_ragged_lines=True)
    header = [(value or "").strip() for value in first.row(0)]
    if fields != frame.width or not all(header):
        raise InputError(f"{name}, line 1: every column needs a name in the header.")
    for column in header:
        if header.count(column) > 1:
            raise InputError(f"{name}, line 1: the column '{column}' stands there twice; leave one out.")
    return header
