"""Freezes the bank holidays of England and Wales into `rules/calendar.yaml`.

Run by `make calendar`, looked over and committed: a proclaimed holiday moves due dates, so it comes in as a reviewed
change and never by itself.
"""

import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays

STARTS_ON = date(1990, 1, 1)
ENDS_ON = date(2030, 12, 31)
TERMS = (("autumn", "09-01", "12-31"), ("spring", "01-01", "04-15"), ("summer", "04-16", "07-31"))
"""School terms as month and day of any year: a design default, since every authority and school sets its own."""


def bank_holidays() -> list[tuple[date, str]]:
    """Weekday bank holidays of England and Wales within the horizon, with their names, in order."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(STARTS_ON.year, ENDS_ON.year + 1))
    return sorted((day, name) for day, name in found.items() if day.weekday() < 5)


def calendar_text() -> str:
    """The text of `rules/calendar.yaml`."""
    lines = [
        "# Bank holidays of England and Wales. Made by `make calendar`; change it there, and read the difference.",
        f"source: holidays {version('holidays')}, GB, subdivision ENG",
        f"starts_on: {STARTS_ON}",
        f"ends_on: {ENDS_ON}",
        "# School terms of each year: a design default, near enough for a duty owed once a term.",
        "terms:",
        *(f"  - {{name: {name}, from: {first}, to: {last}}}" for name, first, last in TERMS),
        "holidays:",
        *(f'  {day}: "{name}"' for day, name in bank_holidays()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(calendar_text(), encoding="utf-8")
