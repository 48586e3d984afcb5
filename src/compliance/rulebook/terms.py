"""The school terms that `calendar.yaml` declares, as days of any year."""

from datetime import date
from typing import Any, cast

from compliance.calendar import MonthDay, Term
from compliance.rulebook.places import Path_, Written

KEYS = ("name", "from", "to")
COMMON_YEAR = 2001
"""A year without 29 February, on which no term can begin or end."""


def read_terms(written: Written) -> tuple[Term, ...]:
    """The school terms of a calendar's file; none where it declares none.

    Raises:
        InputError: they do not hold.
    """
    listed: Any = written.content.get("terms")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise written.error(
            ("terms",), "a list of terms is wanted here, each as {name: autumn, from: 09-01, to: 12-31}."
        )
    terms = tuple(_term(written, place, term) for place, term in enumerate(cast(list[Any], listed)))
    for place, term in enumerate(terms):
        if any(term.from_ == other.from_ for other in terms[:place]):
            raise written.error(("terms", place, "from"), "another term begins on this day too: give each its own.")
    return terms


def _term(written: Written, place: int, term: Any) -> Term:
    given = cast(dict[str, Any], term) if isinstance(term, dict) else {}
    for key in given:
        if key not in KEYS:
            raise written.error(("terms", place, key), f"'{key}' is not a word that fits here: name, from and to do.")
    for key in KEYS:
        if key not in given:
            raise written.error(
                ("terms", place), f"'{key}' is missing here: write {{name: autumn, from: 09-01, to: 12-31}}."
            )
    first, last = (_month_day(written, ("terms", place, key), given[key]) for key in ("from", "to"))
    return Term(str(given["name"]), first, last)


def _month_day(written: Written, path: Path_, value: Any) -> MonthDay:
    try:
        day = date.fromisoformat(f"{COMMON_YEAR}-{value}")
    except ValueError:
        raise written.error(path, f"'{value}' is not a day of every year: write month and day as 09-01.") from None
    return day.month, day.day
