"""A small pack of one standard whose cases a test writes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cases import CaseResult, run_cases
from compliance.rulebook.load import load_rulebook, national_pack

STANDARD = Path("looked-after/lac-review.yaml")

Run = Callable[..., list[CaseResult]]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the national pack with one standard in it, and no cases."""
    folder = tmp_path / "rules"
    (folder / STANDARD.parent).mkdir(parents=True)
    for name in ("vocabulary.yaml", "ladders.yaml", "calendar.yaml", STANDARD):
        shutil.copy(national_pack() / name, folder / name)
    return folder


@pytest.fixture
def run(pack: Path) -> Run:
    """Runs cases written as YAML beside the standard."""

    def cases(text: str, name: str = "lac-review") -> list[CaseResult]:
        (pack / STANDARD.parent / f"{name}.cases.yaml").write_text(text, encoding="utf-8")
        return list(run_cases(pack, load_rulebook(pack)))

    return cases
