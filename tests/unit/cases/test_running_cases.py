"""Running a standard's own cases: what a failing one says, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cases import CaseResult, run_cases
from compliance.cases.run import standards_without_cases
from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook

Run = Callable[..., list[CaseResult]]

MET = """cases:
  - name: Held on the last day is met
    as_of: 2026-01-20
    records:
      - {period: looked_after, from: 2025-12-12}
      - {event: lac_review.held, on: 2026-01-14}
    expect:
      - {turn: 1, outcome: met, due_on: 2026-01-14, met_on: 2026-01-14, days_over: null}
      - {turn: 2, outcome: on_track, due_on: 2026-04-14}
"""


def test_a_case_that_holds_passes(run: Run) -> None:
    (result,) = run(MET)
    assert result.passed
    assert (result.standard, result.case, result.differences) == ("lac-review", "Held on the last day is met", ())


def test_a_failing_case_names_the_standard_the_case_the_place_and_each_difference(run: Run) -> None:
    (result,) = run(
        MET.replace("turn: 1, outcome: met,", "turn: 1, outcome: met_late,").replace("2026-04-14", "2026-04-15")
    )
    assert not result.passed
    assert (result.standard, result.case) == ("lac-review", "Held on the last day is met")
    assert result.place == "rules/looked-after/lac-review.cases.yaml:2:5"
    assert result.differences == (
        "finding 1: outcome should be met_late, is met",
        "finding 2: due_on should be 2026-04-15, is 2026-04-14",
    )


def test_an_empty_column_is_said_to_be_empty(run: Run) -> None:
    (result,) = run(MET.replace("days_over: null", "days_over: 1").replace("met_on: 2026-01-14", "met_on: null"))
    assert result.differences == (
        "finding 1: met_on should be empty, is 2026-01-14",
        "finding 1: days_over should be 1, is empty",
    )


def test_findings_that_nobody_expected_fail_the_case_and_are_shown(run: Run) -> None:
    (result,) = run(MET.replace("      - {turn: 2, outcome: on_track, due_on: 2026-04-14}\n", ""))
    (difference,) = result.differences
    assert difference.startswith("1 findings expected, 2 found")
    assert "on_track due 2026-04-14" in difference


def test_findings_that_are_not_there_fail_the_case(run: Run) -> None:
    (result,) = run(MET.replace("from: 2025-12-12", "from: 2025-12-12, short_break: true"))
    assert result.differences == ("2 findings expected, 0 found (none)",)


def test_each_case_stands_alone(run: Run) -> None:
    second = MET.removeprefix("cases:\n").replace("Held on the last day is met", "Again")
    assert [result.case for result in run(MET + second)] == ["Held on the last day is met", "Again"]
    assert all(result.passed for result in run(MET + second))


def test_the_second_of_two_cases_is_placed_at_its_own_line(run: Run) -> None:
    second = MET.removeprefix("cases:\n").replace("2026-04-14", "2026-04-15")
    assert [result.place.rpartition("lac-review.cases.yaml:")[2] for result in run(MET + second)] == ["2:5", "10:5"]


def test_cases_of_a_standard_that_is_not_live_yet_run_too(pack: Path, run: Run) -> None:
    file = pack / "looked-after" / "lac-review.yaml"
    for status in ("draft", "shadow", "retired"):
        file.write_text(file.read_text(encoding="utf-8").replace("status: live", f"status: {status}"), encoding="utf-8")
        assert [result.passed for result in run(MET)] == [True]


def test_only_the_standard_asked_for_is_run_by_its_id_or_an_alias(pack: Path, run: Run) -> None:
    run(MET)
    rulebook = load_rulebook(pack)
    assert len(list(run_cases(pack, rulebook, "lac-review"))) == 1
    assert len(list(run_cases(pack, rulebook, "lac-review-first"))) == 1
    with pytest.raises(InputError, match="did you mean 'lac-review'"):
        list(run_cases(pack, rulebook, "lac-reveiw"))


def test_a_standard_without_cases_is_listed(pack: Path, run: Run) -> None:
    assert standards_without_cases(pack, load_rulebook(pack)) == ["lac-review"]
    run(MET)
    assert standards_without_cases(pack, load_rulebook(pack)) == []


# What is refused

FILE = "rules/looked-after/lac-review.cases.yaml"

UNKNOWN = [
    ("    as_of:", "    asof:", "3:5", "'asof' is not a word that fits here; did you mean 'as_of'?"),
    ("turn: 2, outcome:", "turn: 2, outcom:", "9:19", "a finding has no column 'outcom'; did you mean 'outcome'?"),
    ("looked_after, from", "looked_aftr, from", "5:", "did you mean 'looked_after'?"),
    ("lac_review.held", "lac_reveiw.held", "6:", "did you mean 'lac_review.held'?"),
    ("12-12}", "12-12, short_brake: true}", "5:", "did you mean 'short_break'?"),
    ("{event: lac", "{evnt: lac", "6:", "a record is exactly one of period, event, involvement, post, exception"),
    ("{event: lac", "{period: placement, event: lac", "6:", "a record is exactly one of"),
    ("outcome: on_track", "outcome: on_trak", "9:", "did you mean 'on_track'?"),
    ("2026-01-20", "soon", "3:5", "as_of"),
    ("2025-12-12", "2025-02-31x", "5:", "is not a date"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "sentence"), UNKNOWN, ids=[row[1].strip() for row in UNKNOWN])
def test_a_word_that_is_not_known_is_refused_at_its_place(
    old: str, new: str, place: str, sentence: str, run: Run
) -> None:
    with pytest.raises(InputError) as refused:
        run(MET.replace(old, new, 1))
    (fault,) = [line for line in str(refused.value).split("\n") if sentence in line]
    assert fault.startswith(f"{FILE}:{place}")


def test_a_record_that_names_a_period_that_is_not_there_is_refused(run: Run) -> None:
    with pytest.raises(InputError, match=r"lac-review.cases.yaml:6:"):
        run(MET.replace("{event: lac_review.held,", "{event: lac_review.held, of: nothing,"))


def test_a_file_of_no_cases_is_refused(run: Run) -> None:
    with pytest.raises(InputError, match=FILE):
        run("cases: []\n")


def test_cases_of_no_standard_are_refused_with_the_nearest(run: Run) -> None:
    with pytest.raises(InputError, match=r"lac-reviews.cases.yaml: there is no standard 'lac-reviews'.*'lac-review'"):
        run(MET, name="lac-reviews")


def test_cases_that_are_no_yaml_are_refused(run: Run) -> None:
    with pytest.raises(InputError, match="not readable as YAML"):
        run(MET.replace("2025-12-12}", "2025-12-12"))


def test_a_record_may_be_of_a_team_and_a_team_of_another(run: Run) -> None:
    (result,) = run("""\
cases:
  - name: A team beside the child
    as_of: 2026-01-20
    records:
      - {team: north, parent_id: everybody, name: North}
      - {team: everybody}
      - {exception: exempt, team: north, from: 2026-01-05, until: 2026-02-05, agreed_by: sm1}
      - {period: programme_action, team: north, type: milestone, from: 2026-01-05}
      - {period: looked_after, from: 2026-01-05}
    expect:
      - {turn: 1, outcome: on_track}
""")
    assert result.passed, result.differences
