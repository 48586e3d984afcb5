"""`value: none`: the law gave no number then."""

from datetime import date
from typing import Any

import pytest

STANDARD = """
during: {period: looked_after}
recurring:
  met_by: {event: statutory_visit.made}
  first:
    - {value: 1 week, from: 2011-04-01, cite: One}
    - {value: none, from: 2020-04-24, cite: Two}
    - {value: 2 weeks, from: 2020-09-25, cite: Three}
  then:
    - {within: 6 weeks}
"""


@pytest.mark.parametrize(
    ("start", "due", "reason"),
    [
        ("2020-04-23", date(2020, 4, 30), None),
        ("2020-04-24", None, "no_value_in_force"),
        ("2020-09-24", None, "no_value_in_force"),
        ("2020-09-25", date(2020, 10, 9), None),
    ],
)
def test_while_there_was_no_number_nobody_can_tell_what_is_due(
    told: Any, start: str, due: date | None, reason: str | None
) -> None:
    rows = told(STANDARD, f"[{{period: looked_after, from: {start}}}]", "2021-01-04")
    assert [(row["due_on"], row["reason"]) for row in rows] == [(due, reason)]
