"""The handbook's pages: an index, how days are counted, and a page for each area with a table on top."""

from itertools import groupby
from pathlib import Path

from compliance.handbook.counting import counting_page
from compliance.handbook.entry import STANDING, entry, status_words
from compliance.handbook.patterns import patterns_page
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Standard
from compliance.rulebook.words_of import plain
from compliance.rulebook.words_of_limits import short_limit

INDEX = "README.md"
COUNTING = "counting.md"
PATTERNS = "patterns.md"


def handbook(rulebook: Rulebook) -> dict[str, str]:
    """Every page by its file name."""
    areas = {area: list(found) for area, found in groupby(_in_order(rulebook), key=lambda s: s.area)}
    pages = {f"{area}.md": _area_page(rulebook, area, standards) for area, standards in areas.items()}
    pages |= {PATTERNS: patterns_page(rulebook)} if rulebook.patterns else {}
    return {INDEX: _index(rulebook, areas), COUNTING: counting_page(rulebook.calendar), **pages}


def write_handbook(rulebook: Rulebook, folder: Path) -> list[Path]:
    """Writes the pages, in place of those that were there; pages of areas that are no more are taken away."""
    pages = handbook(rulebook)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    return [folder / name for name in pages]


def area_title(area: str) -> str:
    """An area's name as a heading: `Looked after`."""
    return area.replace("-", " ").capitalize()


def _in_order(rulebook: Rulebook) -> list[Standard]:
    return sorted(rulebook.standards, key=lambda s: (s.area, s.id))


def _index(rulebook: Rulebook, areas: dict[str, list[Standard]]) -> str:
    rows = "".join(f"| [{area_title(area)}]({area}.md) | {len(found)} |\n" for area, found in areas.items())
    return f"""# Handbook of the standards

What this program holds each child's record to: {len(rulebook.standards)} standards, in words. Each says what must be done, how
its dates are worked out, who hears first when it is not done, and where it comes from. Written by `compliance rules docs` from
the rules themselves; change the rules, not these pages.

| area | standards |
| --- | ---: |
{rows}
[How days are counted](counting.md) is the same for all of them. [Coverage](../coverage.md) says which duty of the catalogue each
standard carries, and what records it needs. [Patterns](patterns.md) look at all findings of one child together.

## How to read a standard

- A *clock* starts on a day that the record gives. That day is not counted, unless the standard says so. What is done on the due
  date is in time; it is late from the next day.
- *Met* means that a record shows it was done. No record is never taken as done: where a date or a field is missing, the answer is
  that it cannot be told, and which field is missing.
- *Nothing more is owed* after a period ends: what was not yet due then has lapsed, and what was late by then is missed.
- An agreed exemption (who agreed it, why, until when) excuses any standard while it lasts, and is shown.
- *Standing* is whose rule it is: {_listed_standing()}. A breach of the law and a breach of a local target are different things,
  and are shown so.
- *In shadow* means that the limit is from memory or is nobody's published number: it is worked out and counted, and nobody is
  told, until an authority adopts it.
- What an authority may set for itself is named with each standard. Where the law gives the number, no authority can set a longer
  one: that is the most it may be.

## Changing one

Each standard is one file under `rules/`, with its cases beside it. Editors that read JSON Schema complete and check it while you
type, if the file begins with the line `# yaml-language-server: $schema=../standard.schema.json`.
"""


def _listed_standing() -> str:
    said = list(STANDING.values())
    return f"{', '.join(said[:-1])} or {said[-1]}"


def _area_page(rulebook: Rulebook, area: str, standards: list[Standard]) -> str:
    rows = "".join(
        f"| [{s.title}](#{_anchor(s.title)}) | {short_limit(rulebook.vocabulary, s)} | {plain(s.standing.replace('-', ' '))} | "
        f"{_short_status(s)} |\n"
        for s in standards
    )
    entries = "\n\n".join(entry(rulebook, standard) for standard in standards)
    return (
        f"# {area_title(area)}\n\n[All areas](README.md) · [how days are counted](counting.md)\n\n"
        f"| standard | limit | standing | status |\n| --- | --- | --- | --- |\n{rows}\n{entries}\n"
    )


def _short_status(standard: Standard) -> str:
    return "in shadow" if standard.status == "shadow" else status_words(standard).partition(":")[0]


def _anchor(title: str) -> str:
    """The link that a heading has where pages are shown."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")
