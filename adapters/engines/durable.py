"""durable-rules on its one bounded job: which steps fire for the findings of one child.

The limits that its traps set are in docs/adr (the bounded rules engine) and in tests/unit/engines, one test a trap: no
timer threads, no `durable.lang`, generated rulesets, one session at a time and deleted after use, facts and never
events, whole numbers and short words only. Whatever it cannot be trusted with is routed again by the plain interpreter,
and counted. Its exceptions hold the fact, so none of them is logged, chained or shown.
"""

import copy
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

import durable_rules_engine
from durable import engine

from compliance.escalate.facts import Fact
from compliance.escalate.routes import Route
from compliance.rulebook.ladders import Asked, Between, Either, Every, Ladder, OneOf
from compliance_adapters.engines.plain import PlainRouter

OPENING: Fact = {"kind": "subject", "id": "subject"}
"""Asserted before the findings of each subject, and wanted by a rule of its own.

Deleting a session in which no fact was ever wanted reads memory that was never set, and kills the process.
"""


class _QuietHost(engine.Host):
    """A host without the two timer threads that the library starts for every host and never stops."""

    def _run(self) -> None:
        pass


class DurableRouter:
    """Routes through one ruleset made from `ladders` (by key) and named `digest`."""

    name = "durable"

    def __init__(self, ladders: Mapping[str, Ladder], digest: str) -> None:
        self.digest = digest
        self._plain = PlainRouter(ladders, digest)
        self._fired: list[Route] = []
        self._alarms: Counter[str] = Counter()
        self._ruleset: str | None = None
        definition = self._ruleset_of(ladders)
        if definition:
            self._host = _QuietHost()
            self._host.register_rulesets({digest: copy.deepcopy(definition)})
            self._ruleset = digest

    @property
    def alarms(self) -> Mapping[str, int]:
        """How many subjects the plain interpreter had to route, by why."""
        return self._alarms

    def route(self, child_key: str, facts: Sequence[Fact]) -> list[Route]:
        """The routes of one subject's facts, sorted, each once."""
        if self._ruleset is None:
            return []
        self._fired.clear()
        alarm = self._assert(child_key, OPENING)
        try:
            for fact in facts:
                alarm = alarm or self._assert(child_key, fact)
        finally:
            self._host.delete_state(self._ruleset, child_key)
        if alarm is None:
            return sorted(set(self._fired))
        self._alarms[alarm] += 1
        return self._plain.route(child_key, facts)

    def close(self) -> None:
        """Free the ruleset's memory, which nothing else does."""
        if self._ruleset is not None:
            handle = self._host.get_ruleset(self._ruleset)._handle
            self._ruleset = None
            durable_rules_engine.delete_ruleset(handle)

    def _assert(self, child_key: str, fact: Fact) -> str | None:
        try:
            state = self._host.assert_fact(self._ruleset, {**fact, "sid": child_key})
        except engine.MessageNotHandledException:
            return None
        except engine.MessageObservedException:
            return "already observed"
        return "action failed" if state and state.get("exception") else None

    def _ruleset_of(self, ladders: Mapping[str, Ladder]) -> dict[str, Any]:
        rules = {
            f"{key}/{number}": {
                "all": [{"finding": {"$and": [{"kind": "finding"}, {"ladder": key}, _expression(step.asked)]}}],
                "run": self._record(key, step.level, step.tell),
            }
            for key, ladder in sorted(ladders.items())
            for number, step in enumerate(ladder.steps)
        }
        return (
            rules | {"opening": {"all": [{"opening": {"kind": OPENING["kind"]}}], "run": _do_nothing}} if rules else {}
        )

    def _record(self, key: str, level: int, role: str) -> Any:
        fired = self._fired

        def run(c: Any) -> None:
            fired.append(Route(c.finding.id, key, level, role))

        return run


def _do_nothing(_: Any) -> None:
    pass


def _expression(asked: Asked) -> dict[str, Any]:
    """What a step asks, in the engine's own terms: equality, ranges, and, or; nothing else of its language."""
    match asked:
        case OneOf(field, values):
            return _any([{field: value} for value in values])
        case Between(field, from_, under):
            bounds = [("$gte", from_), ("$lt", under)]
            return _all([{operator: {field: bound}} for operator, bound in bounds if bound is not None])
        case Every(terms):
            return _all([_expression(term) for term in terms])
        case Either(terms):
            return _any([_expression(term) for term in terms])
        case _:
            assert_never(asked)


def _all(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return terms[0] if len(terms) == 1 else {"$and": terms}


def _any(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return terms[0] if len(terms) == 1 else {"$or": terms}
