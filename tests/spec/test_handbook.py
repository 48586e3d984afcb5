"""The pages made from the rules: the handbook, the table of coverage, and what editors complete from."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from the_command import REPOSITORY, compliance, fine, refused

from compliance.calendar import Duration
from compliance.cases.run import cases_of
from compliance.cli.rules_docs import coverage_of, schema_text
from compliance.coverage import coverage_page
from compliance.handbook import handbook
from compliance.handbook.counting import CONVENTIONS
from compliance.rulebook.load import load_rulebook, national_pack

DOCS = REPOSITORY / "docs"
PACK = national_pack()
BOOK = load_rulebook(PACK)
COVERAGE = coverage_of(PACK, BOOK)


def test_the_handbook_is_what_the_rules_say() -> None:
    pages = handbook(BOOK)
    written = {file.name: file.read_text(encoding="utf-8") for file in (DOCS / "handbook").glob("*.md")}
    assert written == pages, "run: compliance rules docs --pack"


def test_the_table_of_coverage_is_what_the_rules_cover() -> None:
    written = (DOCS / "coverage.md").read_text(encoding="utf-8")
    assert written == coverage_page(COVERAGE), "run: compliance rules coverage --write docs/coverage.md"


def test_what_editors_complete_from_is_what_a_standard_may_say() -> None:
    written = (PACK / "standard.schema.json").read_text(encoding="utf-8")
    assert written == schema_text() + "\n", "run: compliance rules schema > rules/standard.schema.json"
    assert {"deadline", "recurring", "tune", "visible_to"} <= set(json.loads(written)["properties"])


def test_every_id_mechanism_and_measure_has_a_home() -> None:
    assert COVERAGE.homeless == []


def test_the_catalogue_is_whole() -> None:
    assert len(COVERAGE.catalogue.standards) == 128
    assert len(COVERAGE.catalogue.sections) == 13
    assert len(COVERAGE.catalogue.mechanisms) == 30


def test_every_standard_has_cases_and_a_source_of_its_records() -> None:
    assert (COVERAGE.without_cases, COVERAGE.without_source) == ([], [])


def test_cases_are_counted_as_they_are_read() -> None:
    for one in COVERAGE.standards[:5]:
        assert one.cases == len(cases_of(PACK, one.standard))


def test_a_source_that_lacks_a_record_does_not_supply_the_standard() -> None:
    by_id = {one.standard.id: one for one in COVERAGE.standards}
    assert "ssda903" in by_id["lac-review"].sources or "adoption_review.held" in by_id["lac-review"].needed.every.events
    assert by_id["rhi-72h"].sources == ["folder"]
    assert "return_interview.held" in by_id["rhi-72h"].lacking["ssda903"].events


def test_an_id_without_a_home_fails_the_command(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(PACK, rules)
    catalogue = rules / "catalogue.yaml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace("  rhi-72h: {", "  rhi-48h: {", 1), encoding="utf-8")
    said = compliance("rules", "coverage", within=tmp_path, COMPLIANCE_RULES__FOLDER=str(rules))
    assert said.code == 1
    assert "rhi-48h: no standard or measure has this id or alias." in said.err


def test_rules_without_a_catalogue_say_so(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    for name in ("vocabulary.yaml", "calendar.yaml", "ladders.yaml"):
        (rules / name).write_bytes((PACK / name).read_bytes())
    said = refused("rules", "coverage", within=tmp_path, COMPLIANCE_RULES__FOLDER=str(rules))
    assert "there is no catalogue beside these rules" in said


def test_the_handbook_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "no-such-area.md").write_text("old", encoding="utf-8")
    said = fine("rules", "docs", "pages", within=tmp_path)
    assert said.startswith(f"{len(handbook(BOOK))} pages on {len(BOOK.standards)} standards written to pages")
    assert not (tmp_path / "pages" / "no-such-area.md").exists()


def test_a_value_set_locally_is_shown_beside_the_packs(tmp_path: Path) -> None:
    overlay = tmp_path / "local.yaml"
    overlay.write_text("standards: {cp-visit: {interval: {value: 5 working days, cite: Practice standards}}}")
    page = handbook(load_rulebook(PACK, overlay=overlay))["child-protection.md"]
    assert "**Set locally.**" in page
    assert re.search(r"interval: 5 working days \(the pack says 10 working days\)\..* Practice standards\.", page)


def test_an_adopted_standard_is_no_longer_shown_in_shadow(tmp_path: Path) -> None:
    overlay = tmp_path / "local.yaml"
    overlay.write_text("adopt: all")
    pages = handbook(load_rulebook(PACK, overlay=overlay))
    assert not any("| in shadow |" in page for page in pages.values())
    assert any("| live, adopted here |" in page for page in pages.values())


def test_every_standard_is_in_the_handbook_once_with_its_source() -> None:
    whole = "\n".join(handbook(BOOK).values())
    for standard in BOOK.standards:
        assert len(re.findall(rf"^\*{standard.id}(?:, also known as .*)?\*$", whole, re.MULTILINE)) == 1, standard.id
        assert standard.basis[0].cite in whole


def test_a_link_in_a_table_leads_to_a_heading() -> None:
    for name, page in handbook(BOOK).items():
        headings = {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
        assert set(re.findall(r"\(#([^)]+)\)", page)) <= headings, name


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize(
    ("what", "start", "length", "end"),
    [
        ("Day 0", date(2025, 12, 22), Duration(5, "working days"), date(2025, 12, 31)),
        ("Working day", date(2026, 3, 26), Duration(10, "working days"), date(2026, 4, 13)),
        ("Week", date(2025, 12, 2), Duration(16, "weeks"), date(2026, 3, 24)),
        ("Month", date(2025, 8, 31), Duration(6, "months"), date(2026, 2, 28)),
        ("Weekend or bank holiday", date(2025, 12, 19), Duration(1, "weeks"), date(2025, 12, 26)),
        ("The next one", date(2025, 12, 23), Duration(6, "weeks"), date(2026, 2, 3)),
    ],
)
def test_an_example_of_counting_is_what_the_calendar_counts(
    what: str, start: date, length: Duration, end: date
) -> None:
    example = next(one.example for one in CONVENTIONS if one.what == what)
    assert BOOK.calendar.add(start, length) == end
    for day in (start, end):
        assert f"{day.day} {day:%B}" in example
    assert str(end.year) in example


def test_an_example_before_a_date_is_what_the_calendar_counts() -> None:
    example = next(one.example for one in CONVENTIONS if one.what == "So long before a date")
    assert example == "5 working days before Saturday 28 February 2026 is Friday 20 February 2026."
    assert BOOK.calendar.before(date(2026, 2, 28), Duration(5, "working days")) == date(2026, 2, 20)


def test_an_authoritys_closure_days_and_terms_stand_on_the_page_of_counting() -> None:
    closed = replace(BOOK, calendar=replace(BOOK.calendar, closure_days=frozenset({date(2026, 12, 24)})))
    assert "which the law does not: 24 December 2026." in handbook(closed)["counting.md"]
    assert "School terms of every year: autumn, from " in handbook(BOOK)["counting.md"]


def test_nothing_differs_between_the_pack_and_itself(tmp_path: Path) -> None:
    assert fine("rules", "diff", within=tmp_path) == "Nothing differs.\n"


def test_what_an_overlay_changes_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "local.yaml").write_text("adopt: [cin-review]")
    said = fine("rules", "diff", within=tmp_path)
    assert "Child in need review: the status was in shadow and is live." in said
    assert said.endswith("1 difference.\n")
