"""A decision made ready to be written: with who hears, under which ladder, and the sentences that say why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compliance.escalate.directory import Directory
from compliance.escalate.finding import COLUMNS, Finding
from compliance.escalate.lifecycle import Decision
from compliance.escalate.tell import Telling, tell
from compliance.rulebook.ladders import Ladder

Explain = Callable[[Mapping[str, object]], list[str]]
"""The sentences that say why, for one row of the findings frame (its columns by name)."""


@dataclass(frozen=True)
class Change:
    """A decision and what goes with it. `ladder` is the frozen text; `explanation` is empty unless it is raised."""

    decision: Decision
    ladder: str
    tellings: tuple[Telling, ...]
    explanation: tuple[str, ...]


def change_for(decision: Decision, ladders: Mapping[str, Ladder], directory: Directory, explain: Explain) -> Change:
    """What a decision writes. `ladders` are by key, and hold every key that its routes name."""
    finding = decision.finding
    tellings = tuple(tell(route, ladders[route.ladder], finding, directory) for route in decision.tell if finding)
    if decision.standing is not None or finding is None:
        frozen = decision.standing.ladder if decision.standing is not None else ""
        return Change(decision, frozen, tellings, ())
    ladder = ladders[decision.tell[0].ladder]
    return Change(decision, ladder.frozen_text, tellings, tuple(explain(_row(finding))))


def _row(finding: Finding) -> Mapping[str, object]:
    return {name: getattr(finding, name) for name in COLUMNS}
