"""Gathering faults, so that a person hears of all of them at once."""

from collections.abc import Callable
from typing import TypeVar

from compliance.errors import InputError

T = TypeVar("T")


class Faults:
    """Sentences about what does not hold, in the order found."""

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def gather(self, read: Callable[[], T]) -> T | None:
        """What `read` gives, or None where it refused: its sentences are kept."""
        try:
            return read()
        except InputError as error:
            self.add(error)
            return None

    def add(self, *faults: InputError) -> None:
        """Keeps faults already found."""
        self._sentences.extend(str(fault) for fault in faults)

    def refuse(self) -> None:
        """Refuses everything where anything was wrong.

        Raises:
            InputError: a sentence a fault.
        """
        if self._sentences:
            raise InputError("\n".join(dict.fromkeys("\n".join(self._sentences).splitlines())))
