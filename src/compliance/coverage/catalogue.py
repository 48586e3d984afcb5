"""What the catalogue of standards names, as `rules/catalogue.yaml` lists it. No finding depends on it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from compliance.errors import InputError
from compliance.rulebook.nodes import Node
from compliance.rulebook.places import model_from, read_yaml

FILE = "catalogue.yaml"


class Duty(Node):
    """One id of the catalogue: the letter of its section, and its title."""

    section: str
    title: str


class Named(Node):
    """A mechanism or measure that a council's report names: where it is kept, or why it is not.

    `declined` is the reason, or the name of what `measures.yaml` declines.
    """

    source: str
    says: str
    home: tuple[str, ...] = ()
    declined: str = ""

    @model_validator(mode="after")
    def _home_or_reason(self) -> Self:
        if bool(self.home) == bool(self.declined):
            raise ValueError("say either 'home' (where it is kept) or 'declined' (why it is not)")
        return self


class Catalogue(Node):
    """The sections by letter, the duties by id, and what the councils' reports name."""

    sections: Mapping[str, str]
    standards: Mapping[str, Duty] = Field(min_length=1)
    mechanisms: tuple[Named, ...]
    measures: tuple[Named, ...]

    @model_validator(mode="after")
    def _sections_are_known(self) -> Self:
        for name, duty in self.standards.items():
            if duty.section not in self.sections:
                raise ValueError(f"there is no section '{duty.section}', in which '{name}' is said to stand")
        return self


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue beside a pack of rules.

    Raises:
        InputError: there is none, or it does not hold.
    """
    file = folder / FILE
    if not file.exists():
        raise InputError(f"{file}: there is no catalogue beside these rules, so nobody can say what they cover.")
    return model_from(Catalogue, read_yaml(file, folder))
