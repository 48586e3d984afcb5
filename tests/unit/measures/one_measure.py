"""A measure and records for one test, of which only what matters is written."""

from typing import Any, Protocol

from ruamel.yaml import YAML

from compliance.measures import Measured
from compliance.rulebook.measure import Measure

REVIEW = """
id: review
title: Review
area: any
standing: local
status: live
says: A review within 28 days, and every 28 days after that.
basis: [{cite: Somewhere, from: 2000-01-01}]
during: {period: looked_after}
recurring: {met_by: {event: lac_review.held}, first: 28 days, then: [{within: 28 days}]}
ladder: any
"""


class Take(Protocol):
    """Every figure of a measure, written as its form, target and window, of some records."""

    def __call__(
        self, measure: str, records: str, as_of: str = "2026-03-31", born: str = "2015-06-15"
    ) -> list[Measured]: ...


def read(text: str) -> Any:
    """What a piece of YAML says."""
    return YAML(typ="safe").load(text)


def written_measure(fields: str) -> Measure:
    """A measure of which only what matters is written."""
    said = {
        "id": "one",
        "title": "One",
        "area": "any",
        "says": "One.",
        "standing": "local",
        "basis": [{"cite": "Here"}],
    }
    return Measure.model_validate(said | read(fields))


def numbers(measured: Measured) -> tuple[float, float | None, int]:
    """Numerator, denominator, and how many were left out."""
    return measured.numerator, measured.denominator, measured.left_out
