"""What bad input gets: a plain sentence that says where and what to do, exit 2, and everything as it was."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Authority
from the_command import compliance, everything_in, fine, read_csv, refused, typed, write_csv

from compliance.clock import Clock
from compliance.rulebook.load import national_pack

PEOPLE = [{"person_id": f"c{n}", "date_of_birth": "2015-03-01"} for n in (1, 2, 3)]
CARE = [
    {"period_id": f"la{n}", "person_id": f"c{n}", "kind": "looked_after", "started_on": f"2025-0{n}-03", "ended_on": ""}
    for n in (1, 2, 3)
]
REVIEWS = [{"event_id": "r1", "person_id": "c1", "kind": "lac_review.held", "happened_at": "2025-01-20"}]

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small extract has been imported and swept."""
    folder = tmp_path_factory.mktemp("good")
    write_extract(folder / "extract")
    fine("import", "folder", "extract", within=folder)
    fine("sweep", "--as-of", "2025-06-30", within=folder)
    return folder


@pytest.fixture
def place(good: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    shutil.copytree(good, tmp_path, dirs_exist_ok=True)
    return tmp_path


def write_extract(folder: Path) -> None:
    folder.mkdir()
    write_csv(folder / "people.csv", PEOPLE)
    write_csv(folder / "periods.csv", CARE)
    write_csv(folder / "events.csv", REVIEWS)


def text(name: str, content: str | bytes) -> Spoil:
    """Puts another content in a file of the extract."""
    written = content.encode() if isinstance(content, str) else content
    return lambda extract: (extract / name).write_bytes(written) and None


def replaced(name: str, old: str, new: str) -> Spoil:
    def spoil(extract: Path) -> None:
        content = (extract / name).read_text(encoding="utf-8")
        assert old in content
        (extract / name).write_text(content.replace(old, new), encoding="utf-8")

    return spoil


def a_folder_in_the_place_of(name: str) -> Spoil:
    def spoil(extract: Path) -> None:
        (extract / name).unlink()
        (extract / name).mkdir()

    return spoil


def cut_short(extract: Path) -> None:
    content = (extract / "periods.csv").read_bytes()
    (extract / "periods.csv").write_bytes(content[:-12])


BROKEN_FILES: dict[str, tuple[Spoil, str]] = {
    "a missing folder": (
        shutil.rmtree,
        r"extract: there is no such folder; give the folder that holds the CSV files\.",
    ),
    "a folder without a table": (
        lambda extract: [file.unlink() for file in extract.iterdir()] and None,
        r"no CSV file",
    ),
    "no people": (lambda extract: (extract / "people.csv").unlink(), r"there is no table of people"),
    "an empty table": (text("people.csv", "person_id\n"), r"people\.csv: the table of people has no rows\."),
    "an empty file": (text("events.csv", ""), r"events\.csv: the file is empty; it needs at least a header row\."),
    "an unreadable file": (a_folder_in_the_place_of("people.csv"), r"people\.csv: the file cannot be read"),
    "a half-written file": (cut_short, r"periods\.csv, line 4: the row has \d fields .* may be half-written\."),
    "a quote never closed": (text("events.csv", 'event_id,kind\n"r1,x\n'), r"events\.csv, line 2: a quote is opened"),
    "a wrong encoding": (text("people.csv", b"person_id\nJos\xe9\n"), r"people\.csv, line 2: byte 0xe9 is not UTF-8"),
    "another wrong encoding": (
        text("people.csv", "person_id\nc1\n".encode("utf-16")),
        r"people\.csv, line 1: .* UTF-8",
    ),
    "a missing column": (replaced("periods.csv", "started_on", "ended_before"), r"periods\.csv, line 1: .*column"),
    "a needed column left out": (
        text("periods.csv", "period_id,person_id,kind\nla1,c1,looked_after\n"),
        r"periods\.csv, line 1: the column 'started_on' is missing; add it to the header\.",
    ),
    "an unknown column": (
        replaced("people.csv", "date_of_birth", "date_of_brith"),
        r"people\.csv, line 1: unknown column 'date_of_brith'; did you mean 'date_of_birth'\?",
    ),
    "a column twice": (
        text("people.csv", "person_id,person_id\nc1,c1\n"),
        r"line 1: the column 'person_id' stands there",
    ),
    "an unknown table": (
        text("peple.csv", "person_id\nc1\n"),
        r"peple\.csv: there is no table 'peple'; did you mean 'people'\?",
    ),
    "nobody usable": (
        text("people.csv", "person_id,date_of_birth\nc1,31/02/2015\n"),
        r"not one row of people could be used, so nothing was imported: .*people\.csv:2",
    ),
}


@pytest.mark.parametrize(("spoil", "sentence"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_imports_nothing_and_leaves_the_last_snapshot(place: Path, spoil: Spoil, sentence: str) -> None:
    spoil(place / "extract")
    before = everything_in(place / "data")
    said = refused("import", "folder", "extract", within=place)
    assert re.search(sentence, said), said
    assert "\n" not in said
    assert everything_in(place / "data") == before


def test_a_broken_first_extract_leaves_nothing_at_all(tmp_path: Path) -> None:
    write_extract(tmp_path / "extract")
    cut_short(tmp_path / "extract")
    said = typed("import", "folder", "extract", within=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("periods.csv, line 4: ")
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_a_broken_return_is_refused_in_the_same_way(place: Path) -> None:
    (place / "return").mkdir()
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,29/05/2004,A2,X,,\n"
    (place / "return" / "Header.CSV").write_text(header, encoding="utf-8")
    before = everything_in(place / "data")
    assert "episodes" in refused("import", "ssda903", "return", within=place)
    assert everything_in(place / "data") == before


ODD_ROWS: dict[str, tuple[Spoil, str]] = {
    "a date of 31 February": (
        replaced("periods.csv", "2025-01-03", "2025-02-31"),
        r"periods, started_on: .*periods\.csv:2",
    ),
    "31/02 as people write it": (
        replaced("events.csv", "2025-01-20", "31/02/2025"),
        r"events, happened_at: .*events\.csv:2",
    ),
    "an unknown code": (
        replaced("periods.csv", "la2,c2,looked_after", "la2,c2,looked_afer"),
        r"periods, kind: .*periods\.csv:3",
    ),
    "an id twice": (replaced("periods.csv", "la2,", "la1,"), r"periods, period_id: .*periods\.csv:3"),
    "a person twice": (replaced("people.csv", "c2,2015-03-01", "c1,2014-01-01"), r"people, person_id: .*people\.csv:3"),
    "somebody in one file only": (
        replaced("people.csv", "c2,2015-03-01\n", ""),
        r"periods, person_id: .*periods\.csv:3",
    ),
}


@pytest.mark.parametrize(("spoil", "line"), ODD_ROWS.values(), ids=ODD_ROWS)
def test_a_row_that_cannot_be_used_is_set_aside_and_named(place: Path, spoil: Spoil, line: str) -> None:
    spoil(place / "extract")
    said = fine("import", "folder", "extract", within=place)
    aside = said.partition("Set aside:\n")[2]
    assert re.search(line, aside), said
    for counted in re.finditer(r"^\w+: (\d+) read = (\d+) accepted \+ (\d+) set aside$", said, re.MULTILINE):
        read, accepted, rejected = map(int, counted.groups())
        assert read == accepted + rejected


def test_a_period_that_ends_before_it_starts_is_kept_and_nothing_is_computed_from_it(place: Path) -> None:
    replaced("periods.csv", "2025-02-03,", "2025-02-03,2025-01-01")(place / "extract")
    said = fine("import", "folder", "extract", within=place)
    assert "1 of looked_after end before they start; kept, but nothing is worked out from them. (periods.csv:" in said
    assert "Set aside:" not in said
    why = fine("why", "c2", "lac-review", "--as-of", "2025-06-30", within=place)
    assert "It cannot be told: the period ends before it starts." in why


def test_the_first_of_january_1900_is_unknown(place: Path) -> None:
    replaced("periods.csv", "2025-03-03", "1900-01-01")(place / "extract")
    said = fine("import", "folder", "extract", within=place)
    assert "Set aside:" not in said
    why = fine("why", "c3", "lac-review", "--as-of", "2025-06-30", within=place)
    assert "It cannot be told: the period began before the records do" in why


DATES = {
    "in the future": (
        str(Clock().today() + timedelta(days=1)),
        r"is in the future: choose today \(.*\) or a day before it",
    ),
    "beyond the calendar": (
        "2099-01-01",
        r"2099-01-01 lies outside the calendar .* which runs from \S+ to \S+: choose",
    ),
    "before the calendar": ("1950-01-01", r"1950-01-01 lies outside the calendar"),
    "no date": ("31/03/2026", r"'31/03/2026' is not a date: write it as 2026-03-31"),
    "no such day": ("2026-02-30", r"'2026-02-30' is not a date"),
}


@pytest.mark.parametrize(("written", "sentence"), DATES.values(), ids=DATES)
def test_a_date_that_no_sweep_can_be_for_is_refused(place: Path, written: str, sentence: str) -> None:
    before = everything_in(place)
    for words in (["sweep"], ["sweep", "--dry-run"], ["why", "c1"], ["timeline", "c1"]):
        assert re.search(sentence, refused(*words, "--as-of", written, within=place))
    assert everything_in(place) == before


NOT_KNOWN: dict[str, tuple[list[str], str]] = {
    "child": (["why", "nobody"], r"No child, worker or team in the current extract has the id 'nobody'"),
    "child of a timeline": (["timeline", "nobody"], r"has the id 'nobody'"),
    "standard": (["why", "c1", "lac-revew"], r"There is no standard 'lac-revew': did you mean 'lac-review'\?"),
    "standard to show": (
        ["rules", "show", "caseload"],
        r"There is no standard 'caseload': did you mean 'caseload-15'\?",
    ),
    "standard to test": (["rules", "test", "lac-revew"], r"did you mean 'lac-review'\?"),
    "source": (["import", "floder", "extract"], r"there is no source 'floder'; did you mean 'folder'\?"),
    "role": (
        ["queue", "--for", "team managr"],
        r"there is no role or worker 'team managr'; did you mean 'team_manager'\?",
    ),
    "command": (["swep"], r"No such command 'swep'"),
    "option": (["sweep", "--asof", "2025-06-30"], r"No such option: --asof"),
    "word that is missing": (["import", "folder"], r"Missing argument 'WHERE'"),
    "kind of file": (["sweep", "--findings", "out.xlsx"], r"out\.xlsx: write a name that ends in \.csv or \.parquet"),
    "folder for findings": (["sweep", "--findings", "no/out.csv"], r"there is no folder no: make it first"),
    "file of settings": (["--config", "no.toml", "sweep"], r"There is no settings file no\.toml"),
    "folder of data": (
        ["--data", "extract/people.csv", "import", "folder", "extract"],
        r"people\.csv is a file: name a folder",
    ),
}


@pytest.mark.parametrize(("words", "sentence"), NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_a_word_that_is_not_known_is_met_with_what_could_be_meant(place: Path, words: list[str], sentence: str) -> None:
    before = everything_in(place)
    said = refused(*words, within=place)
    assert re.search(sentence, said), said
    assert everything_in(place) == before


def test_findings_are_not_written_over_a_folder(place: Path) -> None:
    (place / "out.csv").mkdir()
    assert "out.csv is a folder" in refused("sweep", "--as-of", "2025-06-30", "--findings", "out.csv", within=place)


SETTINGS = {
    "a setting mistyped": (
        '[store]\nulr = "x"\n',
        r"config\.toml: there is no setting 'store\.ulr'; did you mean 'url'\?",
    ),
    "a table mistyped": ("[stor]\n", r"there is no setting 'stor'; did you mean 'store'\?"),
    "no TOML": ("[store\n", r"config\.toml: it is not readable as TOML: .*line 1"),
    "a wrong value": ('[rules]\nclosure_days = ["Christmas"]\n', r"config\.toml: rules\.closure_days"),
    "no such rules": ('[rules]\nfolder = "rulse"\n', r"There is no folder of rules at rulse"),
    "no such database": ('[store]\nurl = "mysql://x/y"\n', r"A store cannot be kept in 'mysql"),
}


@pytest.mark.parametrize(("content", "sentence"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_do_not_hold_are_refused(place: Path, content: str, sentence: str) -> None:
    (place / "config.toml").write_text(content, encoding="utf-8")
    before = everything_in(place)
    said = refused("sweep", "--as-of", "2025-06-30", within=place)
    assert re.search(sentence, said), said
    assert everything_in(place) == before


RULES = {
    "a word mistyped": ("lac-review", "recurring:", "recuring:", r"did you mean 'recurring'\?"),
    "a kind mistyped": ("lac-review", "period: looked_after", "period: looked_afer", r"did you mean 'looked_after'\?"),
    "a ladder mistyped": (
        "lac-review",
        "ladder: looked-after",
        "ladder: loked-after",
        r"did you mean 'looked-after'\?",
    ),
    "a limit mistyped": ("lac-review", "first: 20 working days", "first: 20 workign days", r"20 workign days"),
    "no YAML": ("lac-review", "during: {", "during: {{", r"it is not readable as YAML"),
}


@pytest.mark.parametrize(("standard", "old", "new", "sentence"), RULES.values(), ids=RULES)
def test_a_rule_with_a_typo_is_named_by_file_line_and_column(
    place: Path, standard: str, old: str, new: str, sentence: str
) -> None:
    shutil.copytree(national_pack(), place / "rules")
    replaced(f"{standard}.yaml", old, new)(place / "rules" / "looked-after")
    (place / "own.toml").write_text('[rules]\nfolder = "rules"\n', encoding="utf-8")
    before = everything_in(place)
    for words in (["rules", "check"], ["sweep", "--as-of", "2025-06-30"]):
        said = refused("--config", "own.toml", *words, within=place)
        assert re.match(rf"rules/looked-after/{standard}\.yaml:\d+:\d+: ", said), said
        assert re.search(sentence, said), said
    assert everything_in(place) == before


def test_rules_without_cases_fail_the_check(place: Path) -> None:
    shutil.copytree(national_pack(), place / "rules")
    (place / "rules" / "looked-after" / "lac-review.cases.yaml").unlink()
    (place / "own.toml").write_text('[rules]\nfolder = "rules"\n', encoding="utf-8")
    said = compliance("--config", "own.toml", "rules", "check", within=place)
    assert said.code == 1
    assert "lac-review has no cases beside it: write lac-review.cases.yaml." in said.err


@pytest.mark.parametrize("words", [["sweep"], ["why", "c1"], ["timeline", "c1"]])
def test_before_an_import_there_is_nothing_to_look_at(tmp_path: Path, words: list[str]) -> None:
    said = refused(*words, within=tmp_path)
    assert said == "data: nothing has been imported yet. Run: compliance import folder my-extract"
    assert list(tmp_path.iterdir()) == []


def test_before_a_sweep_there_is_no_queue(tmp_path: Path) -> None:
    write_extract(tmp_path / "extract")
    fine("import", "folder", "extract", within=tmp_path)
    before = everything_in(tmp_path)
    assert (
        refused("queue", within=tmp_path) == "There has been no sweep yet, so there is no queue. Run: compliance sweep"
    )
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [("'0000'", "made by a later version of the program"), (None, "is empty: run 'compliance store upgrade'")],
)
def test_a_store_of_another_version_is_left_alone(place: Path, revision: str | None, sentence: str) -> None:
    with sqlite3.connect(place / "data" / "store.sqlite") as connection:
        change = f"UPDATE alembic_version SET version_num = {revision}" if revision else "DELETE FROM alembic_version"
        connection.execute(change)
    connection.close()
    before = tables_of(place)
    for words in (["sweep", "--as-of", "2025-07-01"], ["queue"]):
        assert sentence in refused(*words, within=place)
    assert tables_of(place) == before


def tables_of(place: Path) -> list[str]:
    """All that the store holds."""
    connection = sqlite3.connect(place / "data" / "store.sqlite")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_refusal_ends_the_process_with_2_and_no_traceback(place: Path) -> None:
    for words in (["sweep", "--as-of", "2099-01-01"], ["import", "folder", "nowhere"]):
        said = typed(*words, within=place)
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1


def test_messages_about_a_spoilt_extract_never_hold_a_name(authority: Authority, tmp_path: Path) -> None:
    shutil.copytree(authority.folder / "extract", tmp_path / "extract")
    people = read_csv(tmp_path / "extract" / "people.csv")
    names = {word for row in people for word in row["display_name"].split() if len(word) > 3}
    write_csv(
        tmp_path / "extract" / "people.csv", [{**row, "date_of_birth": row["display_name"]} for row in people[:3]]
    )
    said = compliance("import", "folder", "extract", within=tmp_path)
    assert said.code == 2
    assert not names & set(re.findall(r"\w+", said.err))
