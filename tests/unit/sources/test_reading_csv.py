"""A CSV file is read whole, with the line on which each row stands, or refused with file and line."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance_adapters.sources.csv_files import read_csv


def written(folder: Path, content: bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,x\n2,y\n",
        b"a,b\n1,x\n2,y",
        b"a,b\r\n1,x\r\n2,y\r\n",
        b"\xef\xbb\xbfa,b\n1,x\n2,y\n",
        b'"a",b\n"1",x\n2,"y"\n',
    ],
)
def test_line_ends_byte_order_mark_and_quotes_make_no_difference(tmp_path: Path, content: bytes) -> None:
    frame = read_csv(written(tmp_path, content))
    assert frame.rows() == [("1", "x", 2, "people.csv"), ("2", "y", 3, "people.csv")]


def test_a_row_stands_on_the_line_where_it_begins(tmp_path: Path) -> None:
    frame = read_csv(written(tmp_path, b'a,b\n1,"two\nlines"\n\n2,"say ""so"", please"\n\n'))
    assert frame.rows() == [("1", "two\nlines", 2, "people.csv"), ("2", 'say "so", please', 5, "people.csv")]


def test_an_empty_field_is_null(tmp_path: Path) -> None:
    assert read_csv(written(tmp_path, b"a,b\n,x\n1,\n")).select("a", "b").rows() == [(None, "x"), ("1", None)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,x\n2\n3,z\n", "line 3: the row has 1 fields where the header has 2"),
        (b"a,b\n1,x\n2,y,z\n", "line 3: the row has 3 fields where the header has 2"),
        (b'a,b\n1,x\n2,"y\n3,z\n', "line 3: a quote is opened and never closed"),
        (b'a,b\n1,x"y\n2,z\n', "line 2: a quote"),
        (b'a,b\n1,"x"y\n2,z\n', "line 2: a quote"),
        (b"a,b\n1,x\n2,\xe9\n", "line 3: byte 0xe9 is not UTF-8"),
        ("a,b\n1,x\n".encode("utf-16"), "line 1: byte 0xff is not UTF-8"),
        (b"a,b\n1,x\n2,\x00\n", "line 3: the line holds a zero byte"),
        (b"a,a\n1,x\n", "line 1: the column 'a' stands there twice"),
        (b"a,\n1,x\n", "line 1: every column needs a name"),
        (b"\n\n", "the file is empty"),
    ],
)
def test_what_is_half_written_or_wrongly_encoded_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_csv(written(tmp_path, content))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(InputError, match=r"people\.csv: the file cannot be read"):
        read_csv(tmp_path / "people.csv")
