"""What somebody can do with an escalation from the command line, and how it is refused."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_authority import Records, looked_after
from the_command import compliance, fine, refused

from compliance.clock import Clock

TODAY = Clock().today()
BEGAN = TODAY - timedelta(days=400)
LATELY = TODAY - timedelta(days=30)
CHILDREN = Records(
    periods=[looked_after(child, on.isoformat()) for child, on in (("c1", BEGAN), ("c2", BEGAN), ("c3", LATELY))]
)
"""Two children in care for more than a year and one for a month, and no record of anything done."""


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("swept")
    CHILDREN.write(folder / "extract")
    fine("import", "folder", "extract", within=folder)
    fine("sweep", within=folder)
    return folder


def review(folder: Path, child: str) -> dict[str, object]:
    rows = compliance("queue", "--json", within=folder).rows
    return next(row for row in rows if row["standard"] == "lac-review" and row["subject"] == child)


def number(folder: Path, child: str = "c1") -> str:
    return str(review(folder, child)["id"])


def test_an_escalation_is_shown_with_its_why_and_who_was_told(swept: Path) -> None:
    said = fine("show", number(swept), within=swept)
    assert said.startswith(f"Escalation {number(swept)}: Looked-after child's review")
    assert "Why it was raised:" in said
    assert "team manager mina" in said


def test_the_queue_shows_numbers_and_what_was_promised_beside_the_lateness(swept: Path) -> None:
    card, by = number(swept), TODAY + timedelta(days=1)
    said = fine("ack", card, "--by", by.isoformat(), "--as", "wyn", "--note", "Booked", within=swept)
    assert f"Escalation {card}: wyn promises it by {by.day} {by:%B %Y}" in said
    late = review(swept, "c1")
    assert (late["promised_for"], late["outcome"]) == (by.isoformat(), "overdue")
    assert f"promised {by.day} {by:%B}" in fine("queue", "--all", within=swept)
    history = compliance("show", card, "--json", within=swept).rows
    assert (history[-1]["actor"], history[-1]["action"], history[-1]["note"]) == ("wyn", "promised", "Booked")


def test_each_act_is_said_and_shown(swept: Path) -> None:
    card, until = number(swept, "c2"), TODAY + timedelta(days=4)
    acts: list[Sequence[str]] = [
        ["comment", card, "No slot this month", "--as", "wyn"],
        ["pass", card, "--to", "wyn", "--as", "mina"],
        ["not-right", card, "--reason", "data", "--owner", "iris", "--note", "A review in May", "--as", "wyn"],
        ["snooze", card, "--until", until.isoformat(), "--reason", "On leave", "--as", "mina"],
    ]
    for words in acts:
        assert fine(*words, within=swept).startswith(f"Escalation {card}: ")
    shown = fine("show", card, within=swept)
    for said in ("Passed to wyn by mina.", "iris looks into it.", "Snoozed by mina", "No slot this month"):
        assert said in shown
    row = review(swept, "c2")
    assert (row["passed_to"], row["snoozed_until"], row["said_not_right"]) == ("wyn", until.isoformat(), True)
    (doubt,) = compliance("data-quality", "--json", within=swept).rows
    assert (doubt["subject"], doubt["about"], doubt["owner"], doubt["note"]) == (
        "c2",
        "data",
        "iris",
        "A review in May",
    )
    assert card in {str(one["id"]) for one in compliance("queue", "--for", "wyn", "--json", within=swept).rows}


def test_a_raise_says_who_heard(swept: Path) -> None:
    rows = compliance("queue", "--json", within=swept).rows
    low = min(rows, key=lambda row: row["level"])
    said = fine("raise", str(low["id"]), "--reason", "It cannot wait", "--as", "mina", within=swept)
    assert said.startswith(f"Escalation {low['id']}: now at level {low['level'] + 1}: ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ack", "--by", "soon", "--as", "wyn"], "--by: 'soon' is not a date: write it as 2026-03-31."),
        (["ack", "--by", "2020-01-01", "--as", "wyn"], "2020-01-01 is in the past: promise a date from today"),
        (["ack", "--by", "2090-01-01", "--as", "wyn"], "2090-01-01 is too far ahead: about what is statutory"),
        (["ack", "--by", TODAY.isoformat(), "--as", "win"], "names no worker 'win' in a post on"),
        (["snooze", "--until", "2090-01-01", "--reason", "x", "--as", "wyn"], "snoozed for 5 working days in all"),
        (["snooze", "--until", "2090-01-01", "--reason", " ", "--as", "wyn"], "Give a reason"),
        (["pass", "--to", "nobody", "--as", "wyn"], "names no worker 'nobody'"),
        (["comment", " ", "--as", "wyn"], "A comment needs words."),
        (["not-right", "--reason", "date", "--owner", "wyn", "--note", "x", "--as", "wyn"], "--reason: 'date'"),
    ],
)
def test_what_may_not_be_done_is_refused_in_a_sentence(swept: Path, words: list[str], sentence: str) -> None:
    before = compliance("show", number(swept), "--json", within=swept).rows
    assert sentence in refused(words[0], number(swept), *words[1:], within=swept)
    assert compliance("show", number(swept), "--json", within=swept).rows == before


@pytest.mark.parametrize("words", [["show", "999999"], ["comment", "999999", "x", "--as", "wyn"]])
def test_a_number_that_is_nobodys_is_refused(swept: Path, words: list[str]) -> None:
    assert refused(*words, within=swept) == "There is no escalation 999999: the queue shows their numbers."


def test_before_a_sweep_there_is_nothing_to_show(tmp_path: Path) -> None:
    assert "There has been no sweep yet" in refused("show", "1", within=tmp_path)


def test_the_queue_can_be_narrowed(swept: Path) -> None:
    rows = compliance("queue", "--json", within=swept).rows

    def ids(*words: str) -> set[object]:
        return {row["id"] for row in compliance("queue", *words, "--json", within=swept).rows}

    assert ids("--level", "3") == {row["id"] for row in rows if row["level"] >= 3}
    assert ids("--team", "south") == {row["id"] for row in rows if row["team_id"] == "south"}
    assert ids("--role", "IRO") == ids("--for", "iro")
    assert ids("--new-since", TODAY.isoformat()) == {row["id"] for row in rows}
    assert ids("--new-since", (TODAY + timedelta(days=1)).isoformat()) == set()
    looked_after_only = ids("--area", "looked-after")
    assert next(row["id"] for row in rows if row["standard"] == "lac-review") in looked_after_only
    assert looked_after_only < {row["id"] for row in rows}
    assert "Queue of team south from level 3 after" in fine("queue", "--team", "south", "--level", "3", within=swept)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "team managr"], "--role: there is no role 'team managr'; did you mean 'team_manager'?"),
        (["--team", "nowhere"], "--team: no team in the extract has the id 'nowhere'"),
        (["--area", "looked-aftr"], "--area: there is no area 'looked-aftr'; did you mean 'looked-after'"),
        (["--new-since", "monday"], "--new-since: 'monday' is not a date"),
    ],
)
def test_a_queue_cannot_be_narrowed_to_what_is_not_there(swept: Path, words: list[str], sentence: str) -> None:
    assert sentence in refused("queue", *words, within=swept)


def test_nothing_that_is_not_right_is_said_so(tmp_path: Path) -> None:
    day = date.fromisoformat("2026-01-05")
    Records(periods=[looked_after("c1", day.isoformat())]).write(tmp_path / "extract")
    fine("import", "folder", "extract", within=tmp_path)
    fine("sweep", "--as-of", day.isoformat(), within=tmp_path)
    assert "Nothing is said not to be right" in fine("data-quality", within=tmp_path)
