"""An import is whole or nothing: what cannot be used is said in a sentence, and the last good snapshot stays."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.records.importing import import_extract
from compliance.records.write import current_snapshot
from compliance.vocabulary import Vocabulary

PEOPLE = b"person_id,date_of_birth\nc1,2015-03-01\nc2,2016-02-29\n"
EVENTS = b"event_id,person_id,kind,happened_at\ne1,c1,lac_review.held,2024-01-20\n"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    folder = tmp_path / "extract"
    folder.mkdir()
    (folder / "people.csv").write_bytes(PEOPLE)
    (folder / "events.csv").write_bytes(EVENTS)
    return folder


def test_an_import_becomes_the_current_snapshot(extract: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    imported = import_extract("folder", extract, tmp_path / "data", vocabulary)
    assert current_snapshot(tmp_path / "data").digest == imported.snapshot.digest
    assert imported.folder.name == imported.snapshot.digest
    assert imported.report.lines()[0] == "people: 2 read = 2 accepted + 0 set aside"


def test_an_unknown_source_is_refused_with_the_nearest(extract: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputError, match=r"there is no source 'foldr'; did you mean 'folder'\?"):
        import_extract("foldr", extract, tmp_path / "data", vocabulary)


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("people.csv", None, "there is no table of people"),
        ("people.csv", b"person_id\n", "people.csv: the table of people has no rows"),
        ("people.csv", b"", "people.csv: the file is empty"),
        ("people.csv", b"person_id,date_of_birth\nc1,31/02/2015\n", r"not one row of people .* \(people.csv:2\)"),
        ("people.csv", b"sex\nF\n", "people.csv, line 1: the column 'person_id' is missing"),
        ("people.csv", b"person_id,date_of_brith\nc1,\n", "people.csv, line 1: .* did you mean 'date_of_birth'"),
        ("people.csv", PEOPLE[:-7] + b"\xff\n", "people.csv, line 3: byte 0xff is not UTF-8"),
        ("events.csv", EVENTS[:-12], "events.csv, line 2: the row has 3 fields where the header has 4"),
        ("events.csv", EVENTS + b'e2,c1,"lac_rev', "events.csv, line 3: a quote is opened and never closed"),
        ("evnts.csv", EVENTS, "evnts.csv: there is no table 'evnts'; did you mean 'events'"),
    ],
)
def test_a_broken_extract_imports_nothing_and_leaves_the_last_good_snapshot(
    extract: Path, tmp_path: Path, vocabulary: Vocabulary, file: str, content: bytes | None, sentence: str
) -> None:
    data = tmp_path / "data"
    good = import_extract("folder", extract, data, vocabulary)
    before = sorted(path.relative_to(data) for path in data.rglob("*"))
    if content is None:
        (extract / file).unlink()
    else:
        (extract / file).write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        import_extract("folder", extract, data, vocabulary)
    assert sorted(path.relative_to(data) for path in data.rglob("*")) == before
    assert current_snapshot(data).digest == good.snapshot.digest


def test_a_broken_first_import_leaves_nothing_behind(extract: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    (extract / "events.csv").write_bytes(EVENTS + b"e2\n")
    with pytest.raises(InputError):
        import_extract("folder", extract, tmp_path / "data", vocabulary)
    assert not (tmp_path / "data").exists()


def test_a_missing_folder_and_one_without_csv_files_are_said_plainly(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        import_extract("folder", tmp_path / "nowhere", tmp_path / "data", vocabulary)
    with pytest.raises(InputError, match="there is no CSV file in this folder"):
        import_extract("folder", tmp_path, tmp_path / "data", vocabulary)
