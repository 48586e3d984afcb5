"""A small pack of rules to break: one standard, with the words, ladders and calendar it needs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook, national_pack

STANDARD = Path("looked-after/lac-review.yaml")

REVIEW = """\
id: lac-review
title: Looked-after child's review
area: looked-after
standing: statutory
status: live
says: >-
  A child's first review is held within 20 working days of becoming looked after, the second within 3 months of the first,
  and later ones within 6 months of the one before.
basis:
  - {cite: "Care Planning, Placement and Case Review (England) Regulations 2010, reg 33", from: 2011-04-01}
aliases: [lac-review-first, lac-review-second, lac-review-later]
during: {period: looked_after, unless: {short_break: true}}
recurring:
  met_by: {event: lac_review.held}
  first: 20 working days
  then:
    - {nth: 2, within: 3 months}
    - {within: 6 months}
warn: [8 working days before, 5 working days before]
ladder: looked-after
"""
"""A plain form of the standard, so that what is said of its faults does not change with the pack."""

Break = Callable[..., str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the national pack's words, ladders and calendar, with one standard in it."""
    folder = tmp_path / "rules"
    (folder / STANDARD.parent).mkdir(parents=True)
    for name in ("vocabulary.yaml", "ladders.yaml", "calendar.yaml"):
        shutil.copy(national_pack() / name, folder / name)
    (folder / STANDARD).write_text(REVIEW, encoding="utf-8")
    return folder


@pytest.fixture
def refusal(pack: Path) -> Break:
    """What is said when `old` is replaced by `new` in a file of the pack; fails if nothing is refused."""

    def broken(old: str, new: str, file: Path | str = STANDARD) -> str:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InputError) as refused:
            load_rulebook(pack)
        return str(refused.value)

    return broken


@pytest.fixture
def place(pack: Path) -> Callable[..., str]:
    """Where some text stands in a file of the pack as it is now: `file:line:column` of its first letter."""

    def found(text: str, file: Path | str = STANDARD) -> str:
        before, wanted, _ = (pack / file).read_text(encoding="utf-8").partition(text)
        assert wanted
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return f"rules/{file}:{line}:{column}"

    return found
