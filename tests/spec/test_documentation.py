"""The documentation names every command, option and setting, and the words that are used."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from the_command import REPOSITORY, fine, refused

from compliance.cli.page import commands_page
from compliance.config import Part, Settings
from compliance.rulebook.load import national_pack

DOCS = REPOSITORY / "docs"
CONFIG = REPOSITORY / "config.toml"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_page_of_commands_is_what_help_says() -> None:
    written = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert written == commands_page(), "run: python -m compliance.cli.page > docs/commands.md"


def test_every_command_that_readme_and_documents_tell_people_to_type_exists() -> None:
    known = set(re.findall(r"^## compliance (\w+)", commands_page(), re.MULTILINE))
    for file in [REPOSITORY / "README.md", *DOCS.rglob("*.md")]:
        code = re.findall(r"`([^`\n][^`]*)`|^    (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        for snippet in (quoted or indented for quoted, indented in code):
            for command in re.findall(r"^(?:\$ )?compliance (?:--\w+ \S+ )*(\w+)", snippet):
                assert command in known, f"{file.name}: {snippet}"
    for option in ("--data", "--config"):
        assert option in README


def test_what_help_shows_on_a_terminal_is_what_the_page_shows(tmp_path: Path) -> None:
    said = fine("rules", "--help", within=tmp_path)
    assert said.split() == section(commands_page(), "compliance rules").split()


def section(page: str, name: str) -> str:
    return page.partition(f"\n## {name}\n\n```text\n")[2].partition("```")[0]


def settings() -> list[tuple[str, str, Any]]:
    found = []
    for table, field in Settings.model_fields.items():
        assert isinstance(field.annotation, type)
        assert issubclass(field.annotation, Part)
        found += [(table, name, one.default) for name, one in field.annotation.model_fields.items()]
    return found


@pytest.mark.parametrize(("table", "name", "default"), settings())
def test_every_setting_stands_in_the_file_of_settings_with_what_it_is_by_default(
    table: str, name: str, default: Any
) -> None:
    written = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert written[table][name] == (list(default) if isinstance(default, tuple) else default)
    assert f"`[{table}] {name}`" in commands_page()


def test_every_word_of_the_glossary_is_used_elsewhere() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([a-z][a-z ]+?) \|", glossary, re.MULTILINE)
    assert len(terms) > 15
    sources = [*DOCS.rglob("*.md"), *(REPOSITORY / "src").rglob("*.py"), *national_pack().glob("*.yaml")]
    text = " ".join(file.read_text(encoding="utf-8") for file in sources if file.name != "glossary.md") + README
    for term in (term for term in terms if term != "word"):
        assert re.search(rf"\b{term.replace(' ', '[ _]')}", text, re.IGNORECASE), term


def test_links_between_documents_lead_somewhere() -> None:
    for file in [REPOSITORY / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_every_file_of_the_rules_holds(tmp_path: Path) -> None:
    standards = [file for file in national_pack().glob("*/*.yaml") if not file.name.endswith(".cases.yaml")]
    assert f"{len(standards)} standards, " in fine("rules", "check", within=tmp_path)


def test_a_standard_is_documented_by_its_own_file(tmp_path: Path) -> None:
    assert "did you mean 'lac-review'?" in refused("rules", "show", "lac-revew", within=tmp_path)
