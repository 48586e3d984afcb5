"""A decision made ready to be written: with who hears, under which ladder, and the sentences that say why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.escalate.directory import Directory
from compliance.escalate.finding import COLUMNS, Finding
from compliance.escalate.standing import Decision
from compliance.escalate.tell import Telling, tell
from compliance.rulebook.ladders import Ladder

Explain = Callable[[Sequence[dict[str, Any]]], list[list[str]]]
"""The sentences that say why, a list for each of several rows of the findings frame (its columns by name)."""


@dataclass(frozen=True)
class Change:
    """A decision and what goes with it. `ladder` is the frozen text; `explanation` is empty unless it is raised."""

    decision: Decision
    ladder: str
    tellings: tuple[Telling, ...]
    explanation: tuple[str, ...]


def changes_for(
    decisions: Sequence[Decision], ladders: Mapping[str, Ladder], directory: Directory, explain: Explain
) -> list[Change]:
    """What each decision writes, in order. `ladders` are by key, and hold every key that the routes name."""
    new = {place: one.finding for place, one in enumerate(decisions) if one.standing is None and one.finding}
    said = dict(zip(new, explain([_row(finding) for finding in new.values()]), strict=True))
    return [_change(one, ladders, directory, said.get(place, [])) for place, one in enumerate(decisions)]


def _change(
    decision: Decision, ladders: Mapping[str, Ladder], directory: Directory, explanation: Sequence[str]
) -> Change:
    finding = decision.finding
    tellings = tuple(tell(route, ladders[route.ladder], finding, directory) for route in decision.tell if finding)
    if decision.standing is not None or finding is None:
        frozen = decision.standing.ladder if decision.standing is not None else ""
        return Change(decision, frozen, tellings, ())
    ladder = ladders[decision.tell[0].ladder]
    return Change(decision, ladder.frozen_text, tellings, tuple(explanation))


def _row(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in COLUMNS}
