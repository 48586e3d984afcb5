"""What a measure comes to: the numbers, the value, and how it stands to its target."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.rulebook.measure import Measure, Target, Window

Rag = Literal["green", "amber", "red"]


@dataclass(frozen=True)
class Counted:
    """What was counted. `left_out` are those of whom the records do not say enough; `because`, why nothing could be counted.

    Without a `denominator` the numerator is itself the answer.
    """

    numerator: float
    denominator: float | None
    left_out: int = 0
    because: str = ""


@dataclass(frozen=True)
class Measured:
    """A measure over one window (None: on the day itself), both days included.

    `value` is in the measure's `unit` (a percentage from 0 to 100), unrounded; None where nothing could be counted, and then
    `because` says why. `rag` is None without a value or a target.
    """

    measure: Measure
    window: Window | None
    first: date
    last: date
    numerator: float
    denominator: float | None
    value: float | None
    rag: Rag | None
    left_out: int
    because: str


def measured(measure: Measure, window: Window | None, first: date, last: date, counted: Counted) -> Measured:
    """The value and colour that the numbers make."""
    value = None if counted.because else _value(measure, counted)
    because = counted.because or ("" if value is not None else "there is nothing to count from")
    rag = _rag(value, measure.target) if value is not None and measure.target is not None else None
    return Measured(
        measure, window, first, last, counted.numerator, counted.denominator, value, rag, counted.left_out, because
    )


def _value(measure: Measure, counted: Counted) -> float | None:
    if counted.denominator is None:
        return counted.numerator
    if not counted.denominator:
        return None
    return (100 if measure.unit == "percent" else 1) * counted.numerator / counted.denominator


def _rag(value: float, target: Target) -> Rag:
    beyond = target.at_least - value if target.at_least is not None else value - (target.at_most or 0)
    return "green" if beyond <= 0 else "amber" if beyond <= target.amber else "red"
