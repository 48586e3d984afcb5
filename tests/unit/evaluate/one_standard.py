"""A standard for one test, of which only what matters is written."""

from datetime import date
from typing import Any

from ruamel.yaml import YAML

from compliance.rulebook.model import Standard


def written_standard(fields: str) -> Standard:
    """A live standard with the fields written, in force since 2000 where they say nothing else."""
    said = {
        "id": "duty",
        "title": "A duty",
        "area": "any",
        "standing": "local",
        "status": "live",
        "says": "A duty.",
        "basis": [{"cite": "Somewhere", "from": date(2000, 1, 1)}],
        "ladder": "any",
    }
    return Standard.model_validate(said | read(fields))


def read(text: str) -> Any:
    """What a piece of YAML says."""
    return YAML(typ="safe").load(text)
