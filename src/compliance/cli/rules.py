"""`compliance rules`: check, test, list, show."""

from compliance.cases.run import cases_file, run_cases, standards_without_cases
from compliance.cases.untested import untested
from compliance.cli.context import Context
from compliance.cli.rules_docs import supplied
from compliance.cli.show import counted, out, say, show_table, working
from compliance.errors import ComplianceError
from compliance.rulebook.pack_checks import check_pack
from compliance.rulebook.places import read_yaml
from compliance.rulebook.words_of_limits import day
from compliance.why_local import local_words


def check(given: Context) -> None:
    """Check every file of the rules; name file, line, column and the nearest valid word of each fault."""
    rulebook = given.rulebook
    bare = standards_without_cases(given.rules_folder, rulebook)
    missing = [f"{name} has no cases beside it: write {name}.cases.yaml." for name in bare]
    faults = _of_the_pack(given)
    if faults or missing:
        raise ComplianceError("\n".join([*faults, *missing]))
    calendar = rulebook.calendar
    say(
        f"{counted(len(rulebook.standards), 'standard')}, {counted(len(rulebook.ladders), 'ladder')}, "
        f"{counted(len(rulebook.patterns), 'pattern')} and {counted(len(rulebook.measures.each), 'measure')} hold. "
        f"The calendar runs from {day(calendar.starts_on)} to {day(calendar.ends_on)}.",
        f"Rulebook {rulebook.digest[:12]}.",
    )
    if rulebook.overlay:
        values = sum(len(standard.local) for standard in rulebook.standards)
        adopted = sum(standard.adopted for standard in rulebook.standards)
        say(
            f"{rulebook.overlay} sets {counted(values, 'value')} and {counted(len(rulebook.local_ladders), 'ladder')}, and "
            f"adopts {counted(adopted, 'standard')}."
        )
    if calendar.closure_days:
        say(f"Closure days left out of working days: {', '.join(day(d) for d in sorted(calendar.closure_days))}.")


def _of_the_pack(given: Context) -> list[str]:
    """What only the pack as a whole shows, each with its place."""
    said: list[str] = []
    # An overlay adopts what ships in shadow: without one, the rules in force are the pack.
    pack = given.pack if given.overlay is not None else given.rulebook
    for fault in check_pack(pack.standards, supplied(pack.vocabulary)):
        file = cases_file(given.rules_folder, pack.standard(fault.standard)).with_name(f"{fault.standard}.yaml")
        said.append(str(read_yaml(file, given.rules_folder).error(fault.path, fault.sentence)))
    return said


def test(given: Context, standard: str | None) -> None:
    """Run the cases that stand beside the standards; name each that differs, and how, and each option that none tests."""
    pack, ran, failed, gaps = given.pack, 0, 0, 0
    wanted = [pack.standard(standard)] if standard is not None else pack.standards
    with working("Running the cases"):
        for one in wanted:
            results = list(run_cases(given.rules_folder, pack, one.id))
            differing = [result for result in results if not result.passed]
            for result in differing:
                say(f"{result.place}: {result.standard}: {result.case}", *(f"  {line}" for line in result.differences))
            found = untested(given.rules_folder, pack, one) if results else ["it has no cases"]
            say(*(f"{one.id}: {gap}." for gap in found))
            ran, failed, gaps = ran + len(results), failed + len(differing), gaps + len(found)
    said = f"{counted(ran, 'case')} of {counted(len(wanted), 'standard')}"
    if failed or gaps:
        differ = f"{failed:,} differ" if failed else "all hold"
        raise ComplianceError(f"{said} run; {differ}; {counted(gaps, 'option')} untested.")
    say(f"{said} hold, and no option is untested.")


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
    if found.adopted:
        say("", "Adopted locally: it is live here.")
    for local in found.local:
        say("", f"{local.name}: {local_words(local)}")
