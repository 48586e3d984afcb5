"""The project's vocabulary, and tables of rows, for tests of records."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from compliance.records.build import Built, build
from compliance.records.extract import Extract, table_of_rows
from compliance.vocabulary import Vocabulary

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    rules = Path(__file__).parents[3] / "rules" / "vocabulary.yaml"
    return Vocabulary.model_validate(YAML(typ="safe").load(rules))


@pytest.fixture
def built(vocabulary: Vocabulary) -> Callable[..., Built]:
    """Builds from tables given as lists of rows; two children, c1 and c2, are there unless `people` is given."""

    def of(**tables: Rows) -> Built:
        given = {"people": [{"person_id": "c1"}, {"person_id": "c2"}], **tables}
        return build(Extract(tuple(table_of_rows(name, rows) for name, rows in given.items()), "folder"), vocabulary)

    return of
