"""The project's vocabulary, and folders of files, for tests of sources."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from compliance.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    rules = Path(__file__).parents[3] / "rules" / "vocabulary.yaml"
    return Vocabulary.model_validate(YAML(typ="safe").load(rules))


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A folder with files of the given names and texts."""

    def of(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return of
