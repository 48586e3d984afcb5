"""Sending the findings of each subject through the routing engine, under the ladder that each belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compliance.escalate.facts import Fact, fact_of
from compliance.escalate.finding import Finding
from compliance.escalate.router import RouterFactory, ladder_set_name
from compliance.escalate.routes import Route
from compliance.escalate.standing import Standing
from compliance.rulebook.ladders import RAISING_OUTCOMES, Ladder, thaw
from compliance.sweep.manifest import Routed


@dataclass(frozen=True)
class Ladders:
    """The ladders of a sweep by key: today's, by standard, and older ones frozen into escalations, by fingerprint."""

    by_key: Mapping[str, Ladder]
    by_standard: Mapping[str, str]
    frozen: Mapping[str, str]

    def key_for(self, finding: Finding) -> str:
        """The ladder that a finding climbs: its escalation's own if it has one."""
        return self.frozen.get(finding.fingerprint, self.by_standard[finding.standard])


def ladders_for(todays: Mapping[str, Ladder], standing: Iterable[Standing], moved: Mapping[str, Finding]) -> Ladders:
    """The ladders needed, given today's by standard and what stands; one that was re-dated keeps its own."""
    thawed: dict[str, Ladder] = {}
    frozen: dict[str, str] = {}
    for one in standing:
        if one.ladder not in thawed:
            thawed[one.ladder] = thaw(one.ladder)
        now = moved.get(one.fingerprint)
        frozen[now.fingerprint if now is not None else one.fingerprint] = thawed[one.ladder].key
    by_key = {ladder.key: ladder for ladder in [*todays.values(), *thawed.values()]}
    return Ladders(by_key, {standard: ladder.key for standard, ladder in todays.items()}, frozen)


def route_all(
    findings: Iterable[Finding], ladders: Ladders, factory: RouterFactory, rulebook_digest: str
) -> tuple[dict[str, list[Route]], Routed]:
    """The routes by fingerprint, subject by subject, and the engine's account."""
    numbered = [finding for finding in findings if finding.outcome in RAISING_OUTCOMES]
    subjects: dict[str, list[Fact]] = {}
    for number, finding in enumerate(numbered):
        subjects.setdefault(finding.child_key, []).append(fact_of(number, finding, ladders.key_for(finding)))
    router = factory(ladders.by_key, ladder_set_name(rulebook_digest, ladders.by_key))
    try:
        routes = [route for key in sorted(subjects) for route in router.route(key, subjects[key])]
        return _by_fingerprint(routes, numbered), Routed(router.name, len(routes), dict(router.alarms))
    finally:
        router.close()


def _by_fingerprint(routes: Sequence[Route], numbered: Sequence[Finding]) -> dict[str, list[Route]]:
    found: dict[str, list[Route]] = {}
    for route in routes:
        found.setdefault(numbered[int(route.finding[1:])].fingerprint, []).append(route)
    return found
