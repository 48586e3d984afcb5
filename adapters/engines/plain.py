"""The plain interpreter of ladders: the oracle of the tests, and the engine where durable-rules is not installed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import assert_never

from compliance.escalate.facts import Fact
from compliance.escalate.routes import Route
from compliance.rulebook.ladders import Asked, Between, Either, Every, Ladder, OneOf


class PlainRouter:
    """Tries each step of a finding's ladder in turn."""

    name = "plain"

    def __init__(self, ladders: Mapping[str, Ladder], digest: str) -> None:
        self.digest = digest
        self._steps = {
            key: [(step.level, step.tell, step.asked) for step in ladder.steps] for key, ladder in ladders.items()
        }

    @property
    def alarms(self) -> Mapping[str, int]:
        """None: nothing here can go wrong and be put right."""
        return Counter[str]()

    def route(self, _child_key: str, facts: Sequence[Fact]) -> list[Route]:
        """The routes of the facts, sorted, each once."""
        return sorted(
            {
                Route(str(fact["id"]), str(fact["ladder"]), level, role)
                for fact in facts
                for level, role, asked in self._steps.get(str(fact["ladder"]), [])
                if holds(asked, fact)
            }
        )

    def close(self) -> None:
        """Nothing is held."""


def holds(asked: Asked, fact: Fact) -> bool:
    """Whether what a step asks is so of a fact."""
    match asked:
        case OneOf(field, values):
            return fact[field] in values
        case Between(field, from_, under):
            value = fact[field]
            assert isinstance(value, int)
            return (from_ is None or value >= from_) and (under is None or value < under)
        case Every(terms):
            return all(holds(term, fact) for term in terms)
        case Either(terms):
            return any(holds(term, fact) for term in terms)
        case _:
            assert_never(asked)
