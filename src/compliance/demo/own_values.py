"""The made-up authority's own values over the national pack: an example that somebody can edit."""

from pathlib import Path

OWN_VALUES = """\
# The made-up authority's own values over the national pack. Change them, and run "compliance sweep" to see what follows.
# The program's folder has local.example.yaml, which shows everything that may stand here.

authority: Madeupshire

# Standards that ship in shadow (counted, and nobody hears) are all live here.
adopt: all

standards:
  caseload-15:
    most: {value: 18, cite: "Made-up workforce policy 2025, section 3"}
  conference-report-shared:
    before_conference: {value: 3 working days, cite: "Made-up conference procedure 2025, section 2"}
"""


def write_own_values(data: Path) -> None:
    """Write `local.yaml` to the folder of data, unless one is there."""
    data.mkdir(parents=True, exist_ok=True)
    file = data / "local.yaml"
    if not file.exists():
        file.write_text(OWN_VALUES, encoding="utf-8")
