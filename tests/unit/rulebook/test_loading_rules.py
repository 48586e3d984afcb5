"""Reading rules, and what is said of each fault: file, line, column, what was found, the nearest word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from compliance.calendar import Duration
from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook, national_pack, standard_files
from compliance.rulebook.model import DatedValue, Recurring

Refusal = Callable[..., str]
Place = Callable[..., str]

STANDARD = "looked-after/lac-review.yaml"
SECOND = "{nth: 2, within: 3 months}"


def test_the_national_pack_loads_in_order_and_every_ladder_is_there() -> None:
    rulebook = load_rulebook(national_pack())
    ids = [standard.id for standard in rulebook.standards]
    assert len(ids) == len(standard_files(national_pack()))
    assert ids == sorted(ids)
    assert {standard.ladder for standard in rulebook.standards} <= set(rulebook.ladders)


def test_a_standard_is_found_by_its_id_and_by_each_alias(pack: Path) -> None:
    rulebook = load_rulebook(pack)
    assert {rulebook.standard(name).id for name in ("lac-review", "lac-review-first", "lac-review-later")} == {
        "lac-review"
    }


def test_a_standard_that_does_not_exist_is_refused_with_the_nearest_that_does(pack: Path) -> None:
    with pytest.raises(InputError, match=r"lac-reveiw.*did you mean 'lac-review'"):
        load_rulebook(pack).standard("lac-reveiw")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder of rules"):
        load_rulebook(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["vocabulary.yaml", "ladders.yaml", "calendar.yaml"])
def test_a_file_that_is_missing_is_named(pack: Path, name: str) -> None:
    (pack / name).unlink()
    with pytest.raises(InputError, match=f"{name}: there is no such file"):
        load_rulebook(pack)


# A word that is not known: where it stands, what it is, and the nearest that is

MISSPELT = [
    ("met_by: {", "met_bye: {", "met_bye", "met_by"),
    ("standing: statutory", "standng: statutory", "standng", "standing"),
    (SECOND, "{nth: 2, withn: 3 months}", "withn", "within"),
    ("lac_review.held", "lac_reveiw.held", "lac_reveiw.held", "lac_review.held"),
    ("period: looked_after", "period: looked_aftr", "looked_aftr", "looked_after"),
    ("short_break: true", "short_brake: true", "short_brake", "short_break"),
    ("ladder: looked-after", "ladder: looked-aftr", "looked-aftr", "looked-after"),
    ("standing: statutory", "standing: statutry", "statutry", "statutory"),
    ("status: live", "status: lively", "lively", "live"),
    ("{event: lac_review.held}", "{event: health.iha, outcome: [dun]}", "dun", "done"),
    (SECOND, "{when: {holds: {period: placment}}, within: 3 months}", "placment", "placement"),
    (SECOND, "{when: {holds: {perod: placement}}, within: 3 months}", "perod", "period"),
    (SECOND, "{when: {age: {undr: 5}}, within: 3 months}", "undr", "under"),
    (SECOND, "{when: {holds: {period: placement, where: {long_trem: true}}}, within: 3 months}", "long_trem", "long_term"),
    (SECOND, "{when: {happened: {event: lac_review.hold, since: placement}}, within: 3 months}", "hold", "lac_review.held"),
    (SECOND, "{when: {lasted: {period: placemnt, at_least: 1 year}}, within: 3 months}", "placemnt", "placement"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "found", "nearest"), MISSPELT, ids=[row[2] for row in MISSPELT])
def test_a_misspelt_word_is_refused_with_its_line_and_the_nearest_word(
    old: str, new: str, found: str, nearest: str, refusal: Refusal, place: Place
) -> None:
    said = refusal(old, new)
    faults = [line for line in said.split("\n") if found in line]
    assert len(faults) == 1
    assert f"did you mean '{nearest}'?" in faults[0]
    assert faults[0].startswith(place(new).rsplit(":", 1)[0] + ":")


def test_a_misspelt_key_is_refused_at_its_very_column(refusal: Refusal, place: Place) -> None:
    said = refusal("standing: statutory", "standng: statutory")
    assert f"{place('standng')}: 'standng' is not a word that fits here" in said


def test_a_kind_that_resembles_nothing_is_refused_with_all_that_are_known(refusal: Refusal) -> None:
    said = refusal("lac_review.held", "xyzzy")
    assert "there is no kind of event 'xyzzy'; known: " in said
    assert "lac_review.held" in said


def test_a_role_that_is_not_known_is_refused_in_a_ladder(refusal: Refusal, place: Place) -> None:
    said = refusal("tell: team_manager", "tell: team_manger", "ladders.yaml")
    assert said.startswith(place("tell: team_manger", "ladders.yaml"))
    assert "'team_manger' is not a role; did you mean 'team_manager'?" in said


@pytest.mark.parametrize(("new", "nearest"), [("outcom: [due_soon]", "outcome"), ("outcome: [overdew]", "overdue")])
def test_what_a_ladder_cannot_ask_is_refused(new: str, nearest: str, refusal: Refusal) -> None:
    said = refusal("outcome: [due_soon, overdue]", new, "ladders.yaml")
    assert said.startswith("rules/ladders.yaml:")
    assert said.endswith(f"did you mean '{nearest}'?")


def test_a_misspelt_key_in_the_vocabulary_is_refused(refusal: Refusal, place: Place) -> None:
    said = refusal("exclusive: true", "exclusve: true", "vocabulary.yaml")
    assert said.startswith(place("exclusve", "vocabulary.yaml"))
    assert "did you mean 'exclusive'?" in said


def test_an_attribute_stands_only_where_a_record_is_asked_about(refusal: Refusal) -> None:
    said = refusal(SECOND, "{when: {short_break: true}, within: 3 months}")
    assert "'short_break' is not a word that fits here" in said
    assert "holds" in said


def test_a_value_that_an_attribute_cannot_have_is_refused(refusal: Refusal) -> None:
    assert "short_break cannot be 'maybe'; known: false, true." in refusal("short_break: true", "short_break: maybe")


# Names


def test_the_id_is_the_name_of_the_file(refusal: Refusal, place: Place) -> None:
    said = refusal("id: lac-review", "id: lac-reviews")
    assert said == f"{place('id:')}: the id is 'lac-reviews' but the file is named lac-review.yaml."


def test_the_area_is_the_name_of_the_folder(refusal: Refusal, place: Place) -> None:
    said = refusal("area: looked-after", "area: health")
    assert said == f"{place('area:')}: the area is 'health' but the folder is looked-after."


def test_an_alias_that_names_another_standard_is_refused(pack: Path) -> None:
    text = (pack / STANDARD).read_text(encoding="utf-8")
    other = text.replace("id: lac-review", "id: lac-second").replace("lac-review-first, lac-review-second, ", "")
    (pack / "looked-after" / "lac-second.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(InputError, match=r"lac-second.yaml:11:1: 'lac-review-later' already names .*lac-review.yaml"):
        load_rulebook(pack)


# YAML


def test_a_key_that_stands_twice_is_refused(refusal: Refusal, place: Place) -> None:
    said = refusal("status: live", "status: live\nstatus: draft")
    assert said.startswith(place("status: draft"))
    assert 'duplicate key "status"' in said


def test_what_is_no_yaml_is_refused_with_line_and_column(refusal: Refusal) -> None:
    said = refusal("{event: lac_review.held}", "{event: lac_review.held")
    assert said.startswith(f"rules/{STANDARD}:15:")
    assert "not readable as YAML" in said
    assert "\n" not in said


def test_a_file_that_is_no_mapping_is_refused(pack: Path) -> None:
    (pack / STANDARD).write_text("- id: lac-review\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"{STANDARD}:1:1: a mapping is wanted here"):
        load_rulebook(pack)


def test_an_empty_file_is_refused(pack: Path) -> None:
    (pack / STANDARD).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=f"{STANDARD}:1:1: a mapping is wanted here"):
        load_rulebook(pack)


def test_a_file_that_is_not_utf_8_is_refused_with_what_to_do(pack: Path) -> None:
    text = (pack / STANDARD).read_text(encoding="utf-8")
    (pack / STANDARD).write_bytes(text.replace("child's", "child\u2019s").encode("cp1252"))
    with pytest.raises(InputError, match=rf"{STANDARD}: it is not UTF-8 text.*save it as UTF-8"):
        load_rulebook(pack)


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [("from: 2011-04-01", "from: 2011-04-31", STANDARD), ("1990-01-01: ", "1990-01-32: ", "calendar.yaml")],
)
def test_a_date_that_does_not_exist_is_refused_and_the_file_named(
    old: str, new: str, file: str, refusal: Refusal
) -> None:
    assert refusal(old, new, file).startswith(f"rules/{file}")


# Lengths of time, and values that change with time


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("first: 20 working days", "first: 20 workng days"),
        ("first: 20 working days", "first: twenty days"),
        ("within: 3 months", "within: 3 moons"),
    ],
)
def test_what_is_no_length_of_time_is_refused_with_the_units(
    old: str, new: str, refusal: Refusal, place: Place
) -> None:
    said = refusal(old, new)
    assert said.startswith(place(new))
    assert f"'{new.partition(': ')[2]}' is not a length of time" in said
    assert "working days, weeks, months" in said


def test_a_warning_says_before_or_after(refusal: Refusal) -> None:
    said = refusal("5 working days before]", "5 working days befor]")
    assert "'5 working days befor' is not a warning" in said
    assert "'5 working days before'" in said


DATED = """first:
    - {value: 28 days, from: 2011-04-01, until: 2015-03-31, cite: the first form}
    - {value: 20 working days, from: 2015-04-01, cite: the second form}"""


def test_a_value_that_changes_with_time_has_its_dates_and_sources(pack: Path) -> None:
    text = (pack / STANDARD).read_text(encoding="utf-8")
    (pack / STANDARD).write_text(text.replace("first: 20 working days", DATED), encoding="utf-8")
    form = load_rulebook(pack).standard("lac-review").form
    assert isinstance(form, Recurring)
    assert isinstance(form.first, tuple)
    assert [value.value for value in form.first] == [Duration(28, "days"), Duration(20, "working days")]
    assert form.first[1] == DatedValue.model_validate(
        {"value": "20 working days", "from": date(2015, 4, 1), "cite": "the second form"}
    )


def test_a_dated_value_without_a_source_is_refused(refusal: Refusal, place: Place) -> None:
    said = refusal("first: 20 working days", DATED.replace(", cite: the second form", ""))
    assert said == f"{place('{value: 20')}: 'cite' is missing here: add it."


# What is missing or too much


@pytest.mark.parametrize("line", ["ladder: looked-after", "status: live", "title: Looked-after child's review"])
def test_a_missing_field_is_named(line: str, refusal: Refusal) -> None:
    word = line.partition(":")[0]
    assert refusal(line + "\n", "") == f"rules/{STANDARD}:1:1: '{word}' is missing here: add it."


def test_a_standard_has_one_form_and_not_two(refusal: Refusal) -> None:
    said = refusal("warn:", "deadline: {within: 3 weeks, met_by: {event: lac_review.held}}\nwarn:")
    assert "exactly one of deadline, recurring, state, limit and load" in said


def test_only_a_deadline_can_be_extended(refusal: Refusal) -> None:
    assert "only a deadline with one limit can be extended" in refusal(
        "warn:", "extension: {up_to: 8 weeks, cite: x}\nwarn:"
    )


def test_the_last_entry_of_then_applies_always(refusal: Refusal, place: Place) -> None:
    said = refusal("    - {within: 6 months}\n", "")
    assert said.startswith(place("recurring:"))
    assert "the last entry of 'then' must apply always" in said


def test_faults_of_every_file_are_said_at_once(pack: Path) -> None:
    text = (pack / STANDARD).read_text(encoding="utf-8")
    wrong = text.replace("status: live", "status: lively").replace("standing: statutory", "standing: statutry")
    (pack / STANDARD).write_text(wrong, encoding="utf-8")
    other = text.replace("id: lac-review", "id: lac-second").replace("ladder: looked-after", "ladder: none")
    (pack / "looked-after" / "lac-second.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_rulebook(pack)
    said = str(refused.value).split("\n")
    assert len(said) == 3
    assert [line.split(":")[0] for line in said] == [
        "rules/looked-after/lac-review.yaml",
        "rules/looked-after/lac-review.yaml",
        "rules/looked-after/lac-second.yaml",
    ]


# Every fault is said in our own words

TECHNICAL = [
    "Input should",
    "Tuple",
    "String should",
    "constrained",
    "literal[",
    "instance of",
    "pydantic",
    ": : ",
    "?.",
]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unless: {short_break: true}", "unless: [short_break]"),
        ("id: lac-review", "id: LAC_review"),
        ("nth: 2", "nth: 1"),
        ("first: 20 working days", "first: 20 working days\n  counts_from: next day"),
        ("from: 2011-04-01", "from: spring"),
        ("warn: [", "warn: 3\nnotes: ["),
        ("status: live", "status: [live]"),
        ("recurring:", "xrecurring:"),
        ("warn:", "extension: {up_to: 8 weeks, cite: x}\nwarn:"),
        ("within: 3 months", "within: {months: 3}"),
    ],
)
def test_no_fault_is_said_in_the_words_of_a_library(old: str, new: str, refusal: Refusal) -> None:
    said = refusal(old, new)
    assert all(line.startswith(f"rules/{STANDARD}:") for line in said.split("\n"))
    assert not [word for word in TECHNICAL if word in said], said


# The calendar


def test_a_calendar_without_an_end_is_refused(refusal: Refusal) -> None:
    assert refusal("ends_on:", "end_on:", "calendar.yaml").startswith("rules/calendar.yaml:1:1: 'ends_on' is missing")


@pytest.mark.parametrize(("old", "new"), [("starts_on: 1990-01-01", "starts_on: soon"), ("1990-01-01: ", "soon: ")])
def test_what_is_no_date_in_the_calendar_is_refused_at_its_place(
    old: str, new: str, refusal: Refusal, place: Place
) -> None:
    said = refusal(old, new, "calendar.yaml")
    assert said.startswith(place(new, "calendar.yaml"))
    assert "'soon' is not a date" in said


# The digest


def test_the_digest_changes_with_every_file_that_decides_and_with_closure_days(pack: Path) -> None:
    digests = [load_rulebook(pack).digest, load_rulebook(pack, [date(2026, 12, 29)]).digest]
    for file in (STANDARD, "ladders.yaml", "vocabulary.yaml", "calendar.yaml"):
        text = (pack / file).read_text(encoding="utf-8")
        (pack / file).write_text(text + "# looked over\n", encoding="utf-8")
        digests.append(load_rulebook(pack).digest)
    assert len(set(digests)) == len(digests)


def test_the_digest_does_not_change_with_cases_or_with_the_place_of_the_folder(pack: Path, tmp_path: Path) -> None:
    before = load_rulebook(pack).digest
    (pack / "looked-after" / "lac-review.cases.yaml").write_text("cases: []\n", encoding="utf-8")
    assert standard_files(pack) == [pack / STANDARD]
    moved = pack.rename(tmp_path / "elsewhere")
    assert load_rulebook(moved).digest == before
