"""What every routing engine does: given the facts of one child, say which steps fire.

Engines are found through the entry points `compliance.engines`; each is called with the ladders by key and a name for
the set of them. They hold no dates and count nothing: that is done before them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from compliance.errors import InputError
from compliance.escalate.facts import Fact
from compliance.escalate.routes import Route
from compliance.rulebook.ladders import Ladder
from compliance.words import did_you_mean

ENTRY_POINTS = "compliance.engines"
DEFAULT_ENGINE = "durable"
FALLBACK_ENGINE = "plain"


class Router(Protocol):
    """A routing engine over one set of ladders."""

    @property
    def name(self) -> str:
        """What the manifest calls the engine."""
        ...

    @property
    def alarms(self) -> Mapping[str, int]:
        """How often something went wrong that was put right, by its name."""
        ...

    def route(self, child_key: str, facts: Sequence[Fact], /) -> list[Route]:
        """The routes of one subject's facts, sorted, each once."""
        ...

    def close(self) -> None:
        """Let go of whatever the engine holds."""
        ...


RouterFactory = Callable[[Mapping[str, Ladder], str], Router]


def router_factory(name: str | None = None) -> RouterFactory:
    """The engine called `name`; with no name, durable-rules, or the plain interpreter where that is not installed.

    Raises:
        InputError: there is no such engine, or it was asked for by name and is not installed.
    """
    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    wanted = name or DEFAULT_ENGINE
    if wanted not in found:
        raise InputError(f"There is no routing engine '{wanted}': {did_you_mean(wanted, found)}")
    try:
        return found[wanted].load()
    except ImportError:
        if name is not None:
            raise InputError(
                f"The routing engine '{name}' is not installed: leave the choice out to use '{FALLBACK_ENGINE}'."
            ) from None
        return found[FALLBACK_ENGINE].load()


def ladder_set_name(rulebook_digest: str, ladders: Iterable[str]) -> str:
    """A name for the ladders of a rulebook together with older ones still frozen into escalations."""
    keys = hashlib.sha256("\n".join(sorted(ladders)).encode()).hexdigest()
    return f"{rulebook_digest[:16]}-{keys[:16]}"
