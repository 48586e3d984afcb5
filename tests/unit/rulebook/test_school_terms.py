"""The school terms of `calendar.yaml`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.calendar import Term
from compliance.rulebook.load import load_calendar

AUTUMN = "{name: autumn, from: 09-01, to: 12-31}"

FAULTS = [
    ("{nam: autumn, from: 09-01, to: 12-31}", "'nam' is not a word that fits here"),
    ("{name: autumn, from: 09-01}", "'to' is missing here"),
    ("autumn", "'name' is missing here"),
    ("{name: autumn, from: 09-31, to: 12-31}", "'09-31' is not a day of every year"),
    ("{name: autumn, from: 02-29, to: 12-31}", "'02-29' is not a day of every year"),
    ("{name: autumn, from: 2026-09-01, to: 12-31}", "'2026-09-01' is not a day of every year"),
    ("{name: autumn, from: 01-01, to: 12-31}", "another term begins on this day too"),
]


def test_the_terms_are_read_as_they_stand(pack: Path) -> None:
    assert load_calendar(pack / "calendar.yaml").terms == (
        Term("autumn", (9, 1), (12, 31)),
        Term("spring", (1, 1), (4, 15)),
        Term("summer", (4, 16), (7, 31)),
    )


def test_a_calendar_without_terms_has_none(pack: Path) -> None:
    file = pack / "calendar.yaml"
    lines = [
        line for line in file.read_text(encoding="utf-8").split("\n") if "name:" not in line and "terms:" not in line
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert load_calendar(file).terms == ()


@pytest.mark.parametrize(("written", "said"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_term_that_does_not_hold_is_refused_at_its_place(
    written: str, said: str, refusal: Callable[..., str]
) -> None:
    fault = refusal(AUTUMN, written, "calendar.yaml")
    assert said in fault
    assert "calendar.yaml:" in fault
    line = 8 if "another" in said else 7
    assert fault.split("calendar.yaml:")[1].startswith(f"{line}:")


def test_terms_that_are_no_list_are_refused(pack: Path, refusal: Callable[..., str]) -> None:
    text = (pack / "calendar.yaml").read_text(encoding="utf-8")
    listed = text[text.index("terms:") : text.index("holidays:")]
    assert "a list of terms is wanted here" in refusal(listed, "terms: autumn\n", "calendar.yaml")
