"""`compliance rules`: check, test, list, show, schema."""

import json

from compliance.cases.run import cases_file, run_cases, standards_without_cases
from compliance.cli.context import Context
from compliance.cli.show import counted, out, say, show_table, working
from compliance.errors import ComplianceError
from compliance.rulebook.model import Standard
from compliance.why import day


def check(given: Context) -> None:
    """Check every file of the rules; name file, line, column and the nearest valid word of each fault."""
    rulebook = given.rulebook
    missing = standards_without_cases(given.rules_folder, rulebook)
    if missing:
        raise ComplianceError("\n".join(f"{name} has no cases beside it: write {name}.cases.yaml." for name in missing))
    calendar = rulebook.calendar
    say(
        f"{counted(len(rulebook.standards), 'standard')} and {counted(len(rulebook.ladders), 'ladder')} hold. "
        f"The calendar runs from {day(calendar.starts_on)} to {day(calendar.ends_on)}.",
        f"Rulebook {rulebook.digest[:12]}.",
    )
    if calendar.closure_days:
        say(f"Closure days left out of working days: {', '.join(day(d) for d in sorted(calendar.closure_days))}.")


def test(given: Context, standard: str | None) -> None:
    """Run the cases that stand beside the standards; name each standard and case that differs, and how."""
    with working("Running the cases"):
        results = list(run_cases(given.rules_folder, given.rulebook, standard))
    failed = [result for result in results if not result.passed]
    for result in failed:
        say(f"{result.place}: {result.standard}: {result.case}", *(f"  {line}" for line in result.differences))
    standards = len({result.standard for result in results})
    said = f"{counted(len(results), 'case')} of {counted(standards, 'standard')}"
    if failed:
        raise ComplianceError(f"{said} run; {len(failed)} differ.")
    say(f"{said} hold.")


def list_(given: Context, *, as_json: bool) -> None:
    """List the standards."""
    rows = [
        {"id": s.id, "title": s.title, "area": s.area, "standing": s.standing, "status": s.status, "ladder": s.ladder}
        for s in given.rulebook.standards
    ]
    headings = {
        "id": "Id",
        "title": "Title",
        "area": "Area",
        "standing": "Standing",
        "status": "Status",
        "ladder": "Ladder",
    }
    show_table(rows, headings, as_json=as_json)


def show(given: Context, standard: str) -> None:
    """Show one standard as its file says it."""
    found = given.rulebook.standard(standard)
    file = cases_file(given.rules_folder, found).with_name(f"{found.id}.yaml")
    say(f"# {file.parent.name}/{file.name}")
    out.print(file.read_text(encoding="utf-8"), markup=False, end="")


def schema() -> None:
    """Print the JSON Schema of a standard's file, for completion in editors."""
    say(json.dumps(Standard.model_json_schema(by_alias=True), indent=2))
