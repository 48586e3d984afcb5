"""Reading measures.yaml: every fault at once, each with its place and the nearest word."""

from dataclasses import replace
from pathlib import Path

import pytest
from one_measure import REVIEW, read

from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.measures import Measures, load_measures
from compliance.rulebook.model import Standard

PLAIN = "title: One, area: any, says: One., standing: local, basis: [{cite: Here}]"


def refused(tmp_path: Path, rulebook: Rulebook, text: str) -> list[str]:
    file = tmp_path / "measures.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_measures(file, rulebook.vocabulary, rulebook.standards)
    return str(error.value).replace(f"{tmp_path.name}/", "").splitlines()


def place(text: str, word: str) -> str:
    """Where a word stands in the file."""
    before, _, _ = text.partition(word)
    return f"measures.yaml:{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}"


def test_no_file_is_no_measures(tmp_path: Path, rulebook: Rulebook) -> None:
    assert load_measures(tmp_path / "none.yaml", rulebook.vocabulary, rulebook.standards) == Measures()


def test_measures_are_kept_in_order_with_the_declined_beside_them(tmp_path: Path, rulebook: Rulebook) -> None:
    file = tmp_path / "measures.yaml"
    file.write_text(
        f"two: {{{PLAIN}, up_to_date: {{standards: load}}}}\n"
        f"one: {{{PLAIN}, window: 12 months, in_time: {{standards: [review]}}}}\n"
        "declined: {vacancies: There is no record of them.}\n"
    )
    found = load_measures(file, rulebook.vocabulary, rulebook.standards)
    assert list(found.each) == ["two", "one"]
    assert found.declined == {"vacancies": "There is no record of them."}


def test_every_fault_is_said_at_once_with_its_place_and_the_nearest_word(tmp_path: Path, rulebook: Rulebook) -> None:
    text = (
        f"review: {{{PLAIN}, up_to_date: {{standards: lode}}}}\n"
        f"two: {{{PLAIN}, count: {{period: cp_plam, at: open}}}}\n"
        f"three: {{{PLAIN}, window: 12 months, share: {{of: {{period: cp_plan}}, with: {{where: {{categry: neglect}}}}}}}}\n"
        "declined: {two: !!str }\n"
    )
    found = refused(tmp_path, rulebook, text)
    assert found == [
        "measures.yaml:1:1: 'review' already names the standard review.",
        f"{place(text, 'standards: lode')}: there is no standard 'lode'; did you mean 'load'?",
        f"{place(text, 'period: cp_plam')}: there is no kind of period 'cp_plam'; did you mean 'cp_plan'?",
        f"{place(text, 'where')}: there is no attribute 'categry' here; did you mean 'category'?",
        f"{place(text, 'two: !!')}: say in a line why 'two' is declined.",
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("up_to_date: {standards: review}, count: {period: cp_plan, at: open}", "a measure has exactly one of"),
        (
            "window: 12 months, up_to_date: {standards: review}",
            "this up_to_date is of the day itself: leave 'window' out",
        ),
        ("in_time: {standards: review}", "this in_time needs a 'window'"),
        ("window: 12 monts, in_time: {standards: review}", "'12 monts' is not a length of time"),
        ("window: 5 working days, in_time: {standards: review}", "'5 working days' is not a window"),
        ("window: 12 months, in_time: {standards: load}", "nothing of 'load' falls due by a date: write up_to_date."),
        ("windw: 12 months, in_time: {standards: review}", "did you mean 'window'?"),
        (
            "up_to_date: {standards: review}, target: {at_least: 9, at_most: 9, cite: x}",
            "exactly one of at_least and at_most",
        ),
        ("count: {period: cp_plan, at: open}, target: {at_least: 9, cite: x}", "write 'amber' beside it"),
        ("count: {event: icpc.held, period: cp_plan, at: open}", "exactly one of 'period' and 'event' is wanted here"),
        ("count: {event: icpc.held, at: open}", "an event neither ends nor is open"),
        ("count: {period: cp_plan, at: open, outcome: x}", "a period has no 'outcome' of this sort"),
        (
            "count: {period: cp_plan, at: open, later: {period: cp_plan, within: 1 day}}",
            "leave 'later' out where 'at' is open",
        ),
        (
            "share: {of: {period: cp_plan, at: open}, with: {later: {period: cp_plan, within: 1 day}}}",
            "leave 'later' out where 'at' is open",
        ),
        ("window: 12 months, share: {of: {period: cp_plan}, with: {}}", "'with' asks nothing"),
        (
            "window: 12 months, share: {of: {period: employment}, with: {earlier: {period: cp_plan}}}",
            "cp_plan is of a person, and the records counted are of a worker.",
        ),
        (
            "window: 12 months, average_days: {of: {period: cp_plan}, from: start}",
            "from its start to its start is no time",
        ),
        (
            "window: 12 months, turnover: {role: social_worke}",
            "'social_worke' is not a role; did you mean 'social_worker'?",
        ),
        (
            "window: 12 months, count: {event: health.rha, outcome: dun}",
            "'dun' is not an outcome of health.rha; did you mean 'done'?",
        ),
        ("caseload: {role: social_worker, where: {age: {under: 5}}}", "a worker has no age here: only a child has."),
    ],
)
def test_what_does_not_hold_together_is_refused(tmp_path: Path, rulebook: Rulebook, form: str, said: str) -> None:
    assert said in "\n".join(refused(tmp_path, rulebook, f"one: {{{PLAIN}, {form}}}\n"))


def test_an_area_that_there_is_not_is_refused(tmp_path: Path, rulebook: Rulebook) -> None:
    text = f"one: {{{PLAIN}, up_to_date: {{standards: review}}}}\n".replace("area: any", "area: many")
    assert refused(tmp_path, rulebook, text) == ["measures.yaml:1:19: there is no area 'many'; did you mean 'any'?"]


def test_a_declined_measure_is_not_a_measure_too(tmp_path: Path, rulebook: Rulebook) -> None:
    text = f"one: {{{PLAIN}, up_to_date: {{standards: review}}}}\ndeclined: {{one: No.}}\n"
    assert "it cannot be declined too" in refused(tmp_path, rulebook, text)[0]


STATE = """state: {must: [{period: cp_plan}], grace: 1 day}"""
RECURRING = REVIEW[REVIEW.index("recurring") : REVIEW.index("ladder")]


@pytest.mark.parametrize(
    ("standard", "form", "said"),
    [
        (f"{REVIEW}visible_to: [lado]", "up_to_date: {standards: review}", "only lado may see what 'review' finds"),
        (REVIEW.replace(RECURRING, f"{STATE}\n"), "up_to_date: {standards: review}", "finds only those without"),
    ],
)
def test_a_standard_that_a_measure_cannot_be_taken_of_is_refused(
    tmp_path: Path, rulebook: Rulebook, standard: str, form: str, said: str
) -> None:
    only = replace(rulebook, standards=(Standard.model_validate(read(standard)),))
    assert said in refused(tmp_path, only, f"one: {{{PLAIN}, {form}}}\n")[0]


def test_the_measures_of_the_pack_hold() -> None:
    pack = load_rulebook(national_pack())
    found = load_measures(national_pack() / "measures.yaml", pack.vocabulary, pack.standards)
    carried = {alias for one in found.each.values() for alias in one.aliases} | set(found.each)
    assert {"plo-outcome-mix", "funnel-measures", "vacancy-turnover", "adoption-a1", "adoption-a2"} <= carried
    assert found.declined
