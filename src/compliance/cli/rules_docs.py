"""`compliance rules docs`, `coverage`, `diff` and `schema`: the rules as pages, counts and sentences."""

import json
import re
from pathlib import Path

from compliance.cases.run import cases_file
from compliance.cli.context import Context
from compliance.cli.show import counted, say
from compliance.coverage import Coverage, cover, coverage_page, read_catalogue
from compliance.coverage.page import counts
from compliance.errors import ComplianceError
from compliance.handbook import write_handbook
from compliance.records.importing import sources_supply
from compliance.rulebook.book import Rulebook
from compliance.rulebook.differences import differences
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import Standard
from compliance.rulebook.records_needed import Kinds
from compliance.vocabulary import Vocabulary


def docs(given: Context, folder: Path, *, pack: bool) -> None:
    """Write the handbook: an index, a page on counting, and a page for each area."""
    rulebook = given.pack if pack else given.rulebook
    pages = write_handbook(rulebook, folder)
    overlay = f", with the values of {rulebook.overlay}" if rulebook.overlay else ""
    say(
        f"{counted(len(pages), 'page')} on {counted(len(rulebook.standards), 'standard')} written to {folder}{overlay}."
    )


def coverage(given: Context, page: Path | None) -> None:
    """Print what the pack covers, and name what has no home, no records or no cases."""
    found = coverage_of(given.rules_folder, given.pack)
    if page is not None:
        page.write_text(coverage_page(found), encoding="utf-8")
    say(*counts(found))
    say(f"{counted(len(found.by_ladder()), 'ladder')} climbed:")
    say(*(f"  {ladder}: {', '.join(ids)}" for ladder, ids in found.by_ladder().items()))
    lacking = [
        *found.homeless,
        *found.without_source,
        *(f"{name}: no case stands beside it." for name in found.without_cases),
    ]
    if lacking:
        raise ComplianceError("\n".join([*lacking, f"{counted(len(lacking), 'gap')} in what the rules cover."]))
    say("Every duty of the catalogue has a home, a source of its records, and cases.")


def coverage_of(folder: Path, rulebook: Rulebook) -> Coverage:
    """The catalogue beside a folder of rules, against the rulebook that it makes.

    Raises:
        InputError: there is no catalogue, or it does not hold.
    """
    return cover(
        rulebook,
        read_catalogue(folder),
        {standard.id: _cases(folder, standard) for standard in rulebook.standards},
        supplied(rulebook.vocabulary),
        rulebook.measures,
        command_names(),
    )


def supplied(vocabulary: Vocabulary) -> dict[str, Kinds]:
    """The kinds of record that each installed source can supply."""
    return {name: Kinds(s.periods, s.events, s.roles) for name, s in sources_supply(vocabulary).items()}


def command_names() -> list[str]:
    """Every command by its whole name, as somebody types it."""
    from compliance.cli.commands import app, rules, store

    groups = {"compliance": app, "compliance rules": rules, "compliance store": store}
    return [f"{group} {command.name}" for group, of in groups.items() for command in of.registered_commands]


def _cases(folder: Path, standard: Standard) -> int:
    """How many cases stand beside a standard; its lines are counted, since reading them all takes half a minute."""
    file = cases_file(folder, standard)
    return len(re.findall(r"^ *- name:", file.read_text(encoding="utf-8"), re.MULTILINE)) if file.exists() else 0


def diff(given: Context, old: Path | None, new: Path | None) -> None:
    """Say in words what changed from one folder of rules to another."""
    before = load_rulebook(old or national_pack())
    after = load_rulebook(new) if new is not None else given.rulebook
    said = differences(before, after)
    say(*said)
    say(f"{counted(len(said), 'difference')}." if said else "Nothing differs.")


def schema() -> None:
    """Print the JSON Schema of a standard's file, for completion in editors."""
    say(schema_text())


def schema_text() -> str:
    """The JSON Schema of a standard's file, as it stands in rules/standard.schema.json."""
    return json.dumps(Standard.model_json_schema(by_alias=True), indent=2)
