"""The page of patterns: what is looked for over all findings of one child."""

from collections.abc import Iterator

from compliance.rulebook.book import Rulebook
from compliance.rulebook.patterns import Cause, ClosedInTime, Drift, Pattern, Reopened, Unseen
from compliance.rulebook.words_of import listed, period_name

_OPENING = """# Patterns

[All areas](README.md)

A pattern looks at all findings of one child together. One that holds is put in front of people like anything late, once; it
closes when it no longer holds, and comes back as the same card. It pauses where something that it looks at cannot be told. Only
standards that are live make patterns."""


def patterns_page(rulebook: Rulebook) -> str:
    """Every pattern in words."""
    parts = [_OPENING, *("\n\n".join(_paragraphs(rulebook, one)) for one in rulebook.patterns.values())]
    return "\n\n".join(parts) + "\n"


def _paragraphs(rulebook: Rulebook, pattern: Pattern) -> Iterator[str]:
    yield f"## {pattern.title}"
    yield f"*{pattern.id}*"
    yield pattern.says.strip()
    yield f"**How it is worked out.** {_rule(rulebook, pattern)}"
    if pattern.ladder is not None:
        yield f"**Who hears.** {rulebook.ladders[pattern.ladder].says.strip()}"
    if pattern.notes:
        yield f"**Notes.** {pattern.notes.strip()}"


def _rule(rulebook: Rulebook, pattern: Pattern) -> str:
    match pattern.rule:
        case Drift(at_least=least, among=among):
            of = f" of {_titles(rulebook, among)}" if among else ""
            return f"At least {least} standards{of} are overdue at once; several findings of one standard count once."
        case Unseen(visits=visits):
            return (
                f"Of {_titles(rulebook, visits)}: the latest visit of any kind is longer ago than the shortest of the intervals "
                "that the child has."
            )
        case Cause(standard=standard, explains=explains):
            return (
                f"While “{rulebook.standard(standard).title}” is overdue, these are shown under it: "
                f"{_titles(rulebook, explains)}. They are still counted, and people still hear of them."
            )
        case ClosedInTime(within=within, among=among, for_=shown):
            return (
                f"The period ended, without the thing done, in the last {within} before {_titles(rulebook, among, 'or')} fell "
                f"due. It stays in sight for {shown}."
            )
        case Reopened(periods=periods, within=within, for_=shown):
            kinds = listed([period_name(rulebook.vocabulary, kind) for kind in periods], "or")
            return f"Of {kinds}: one began within {within} of the end of the one before. It stays in sight for {shown}."


def _titles(rulebook: Rulebook, names: tuple[str, ...], joined: str = "and") -> str:
    return listed([f"“{rulebook.standard(name).title}”" for name in names], joined)
