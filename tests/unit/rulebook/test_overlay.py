"""An authority's own values over the pack: what they change, and what they may not."""

import shutil
from pathlib import Path

import pytest

from compliance.calendar import Duration
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import DatedValue

VISIT = """\
id: home-visit
title: Home visit
area: visiting
standing: {standing}
status: shadow
says: A child on a plan is visited at home.
basis:
  - {{cite: "Visiting Regulations 2010, reg 5", from: 2011-04-01}}
during: {{period: cp_plan, from: started_on}}
recurring:
  met_by: {{event: cp_visit.made}}
  first: 10 working days
  then:
    - {{within: 6 weeks}}
ladder: cp-visit
tune:
  first: {{sets: [recurring.first], ceiling: 10 working days}}
  later: {{sets: recurring.then.0.within, ceiling: 6 weeks}}
  start: {{sets: [during.from], one_of: [started_on]}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name in ("calendar.yaml", "vocabulary.yaml", "ladders.yaml"):
        shutil.copy(national_pack() / name, folder / name)
    write_visit(folder, "statutory")
    return folder


def write_visit(folder: Path, standing: str) -> None:
    (folder / "visiting").mkdir(exist_ok=True)
    (folder / "visiting" / "home-visit.yaml").write_text(VISIT.format(standing=standing), encoding="utf-8")


def laid(pack: Path, overlay: str) -> Rulebook:
    file = pack.parent / "local.yaml"
    file.write_text(overlay, encoding="utf-8")
    return load_rulebook(pack, overlay=file)


def refusal(pack: Path, overlay: str) -> str:
    with pytest.raises(InputError) as refused:
        laid(pack, overlay)
    return str(refused.value)


def test_a_shadow_standard_is_live_once_adopted(pack: Path) -> None:
    assert load_rulebook(pack).standard("home-visit").status == "shadow"
    adopted = laid(pack, "adopt: [home-visit]").standard("home-visit")
    assert (adopted.status, adopted.adopted) == ("live", True)
    assert laid(pack, "adopt: all").standard("home-visit").status == "live"


def test_a_value_set_locally_replaces_the_packs_and_both_are_kept(pack: Path) -> None:
    standard = laid(pack, "standards: {home-visit: {later: {value: 4 weeks, cite: Practice standards 2026}}}").standard(
        "home-visit"
    )
    assert standard.recurring is not None
    assert standard.recurring.then[0].within == Duration(4, "weeks")
    (local,) = standard.local
    assert (local.name, local.value, local.pack, local.cite) == (
        "later",
        "4 weeks",
        "6 weeks",
        "Practice standards 2026",
    )


def test_a_value_from_a_day_on_leaves_earlier_triggers_to_the_pack(pack: Path) -> None:
    standard = laid(
        pack, "standards: {home-visit: {first: {value: 5 working days, from: 2026-04-01, cite: Panel}}}"
    ).standard("home-visit")
    assert standard.recurring is not None
    before, after = standard.recurring.first  # pyright: ignore[reportGeneralTypeIssues, reportOptionalIterable]
    assert isinstance(before, DatedValue)
    assert (str(before.from_), before.value) == ("2011-04-01", Duration(10, "working days"))
    assert (str(after.from_), after.value, after.cite) == ("2026-04-01", Duration(5, "working days"), "Panel")


def test_a_value_looser_than_the_law_is_refused_where_it_stands(pack: Path) -> None:
    said = refusal(pack, "standards:\n  home-visit:\n    later: {value: 8 weeks, cite: Panel}\n")
    assert said.startswith("local.yaml:3:") or "/local.yaml:3:" in said
    assert "8 weeks may be longer than 6 weeks, the most that the statutory source allows" in said
    assert "Visiting Regulations 2010, reg 5" in said


def test_a_length_that_may_be_longer_on_some_days_is_refused_too(pack: Path) -> None:
    assert "may be longer" in refusal(pack, "standards: {home-visit: {first: {value: 2 weeks, cite: Panel}}}")


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        (
            "standards: {home-visits: {later: {value: 4 weeks, cite: x}}}",
            "there is no standard 'home-visits'; did you mean 'home-visit'?",
        ),
        (
            "standards: {home-visit: {latter: {value: 4 weeks, cite: x}}}",
            "has no value 'latter' to set; did you mean 'later'?",
        ),
        ("standards: {home-visit: {later: {value: four weeks, cite: x}}}", "'four weeks' is not a length of time"),
        (
            "standards: {home-visit: {start: {value: ended_on, cite: x}}}",
            "'ended_on' is not one of the values there are",
        ),
        ("standards: {home-visit: {later: {value: 4 weeks}}}", "'cite' is missing"),
        (
            "standards: {home-visit: {start: {value: started_on, from: 2026-01-01, cite: x}}}",
            "this value cannot change from a day on",
        ),
        ("adopted: all", "'adopted' is not a word that fits here; did you mean 'adopt'?"),
        ("adopt: [home-vist]", "did you mean 'home-visit'?"),
        ("ladders: {cp-visits: {says: x, steps: []}}", "there is no ladder 'cp-visits'; did you mean 'cp-visit'?"),
        (
            "ladders: {cp-visit: {says: x, steps: [{level: 1, tell: team_manger, when: {outcome: overdue}}]}}",
            "'team_manger' is not a role",
        ),
        ("set_aside: {home-visit: We do not}", "'home-visit' is statutory: an authority cannot set it aside"),
    ],
)
def test_what_an_overlay_cannot_say_is_refused_with_what_it_can(pack: Path, overlay: str, said: str) -> None:
    assert said in refusal(pack, overlay)


def test_every_fault_of_pack_and_overlay_is_said_at_once(pack: Path) -> None:
    file = pack / "visiting" / "home-visit.yaml"
    file.write_text(file.read_text().replace("cp_visit.made", "cp_visit.maid"), encoding="utf-8")
    ladders = pack / "ladders.yaml"
    ladders.write_text(ladders.read_text().replace("tell: director", "tell: directer", 1), encoding="utf-8")
    said = refusal(pack, "standards: {home-visit: {later: {value: 8 weeks, cite: x}, other: {value: 1 week, cite: x}}}")
    assert "'directer' is not a role" in said
    assert "cp_visit.maid" in said
    assert "8 weeks may be longer" in said
    assert "no value 'other'" in said


def test_a_local_standard_may_be_set_aside(pack: Path) -> None:
    write_visit(pack, "local")
    assert (
        laid(pack, "set_aside: {home-visit: Visits are recorded elsewhere}").standard("home-visit").status == "retired"
    )


def test_a_ladder_set_locally_stands_in_place_of_the_packs(pack: Path) -> None:
    book = laid(pack, "ladders: {cp-visit: {says: One, steps: [{level: 1, tell: director, when: {outcome: overdue}}]}}")
    assert [step.tell for step in book.ladders["cp-visit"].steps] == ["director"]
    assert book.local_ladders == {"cp-visit"}


def test_closure_days_of_the_overlay_are_left_out_of_working_days(pack: Path) -> None:
    book = laid(pack, "closure_days: [2026-12-24]")
    assert [str(day) for day in book.calendar.closure_days] == ["2026-12-24"]


def test_the_overlay_is_part_of_the_digest(pack: Path) -> None:
    assert laid(pack, "adopt: all").digest != laid(pack, "adopt: []").digest != load_rulebook(pack).digest


def test_what_only_an_overlay_sets_is_refused_in_the_pack(pack: Path) -> None:
    file = pack / "visiting" / "home-visit.yaml"
    file.write_text(file.read_text() + "adopted: true\n", encoding="utf-8")
    with pytest.raises(InputError, match="only an overlay sets what is local"):
        load_rulebook(pack)


def test_a_place_that_a_standard_does_not_have_cannot_be_tuned(pack: Path) -> None:
    file = pack / "visiting" / "home-visit.yaml"
    file.write_text(file.read_text().replace("recurring.then.0.within", "recurring.then.3.within"), encoding="utf-8")
    with pytest.raises(InputError, match=r"there is nothing at 'recurring\.then\.3\.within' in this standard"):
        load_rulebook(pack)


def test_the_example_overlay_fits_the_national_pack() -> None:
    book = load_rulebook(national_pack(), overlay=national_pack() / "local.example.yaml")
    cp_visit = book.standard("cp-visit")
    assert [(local.value, local.pack) for local in cp_visit.local] == [("15 working days", "10 working days")]
    assert book.standard("cin-review").status == "live"
    assert book.standard("referrer-feedback").status == "retired"
    assert [term.name for term in book.calendar.terms] == ["autumn", "spring", "summer"]
    pre_proceedings = book.standard("pre-proceedings-16w")
    assert pre_proceedings.during is not None
    assert pre_proceedings.during.from_ == "letter_sent_on"


def test_terms_of_the_overlay_stand_in_place_of_the_packs(pack: Path) -> None:
    book = laid(pack, "terms: [{name: only, from: 09-03, to: 12-19}]")
    assert [term.name for term in book.calendar.terms] == ["only"]
    assert "'13-40'" in refusal(pack, "terms: [{name: only, from: 13-40, to: 12-19}]")
