"""What durable-rules 2.0.28 does that sets the limits of its use here: one test a trap, and what we do about it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from durable import engine

from compliance.rulebook.ladders import Ladder
from compliance_adapters.engines.durable import DurableRouter
from compliance_adapters.engines.plain import PlainRouter

LADDER = Ladder.model_validate(
    {
        "id": "short",
        "says": "",
        "steps": [
            {"level": 1, "tell": "team_manager", "when": {"outcome": ["due_soon", "overdue"]}},
            {"level": 2, "tell": "iro", "when": {"outcome": "overdue", "days_over": {"from": 5}}},
        ],
    }
)


class QuietHost(engine.Host):
    """A host as ours is: without timers."""

    def _run(self) -> None:
        pass


def host(**rules: Any) -> QuietHost:
    made = QuietHost()
    made.register_rulesets({"trap": rules})
    return made


def rule(condition: dict[str, Any], run: Any) -> dict[str, Any]:
    return {"all": [{"f": condition}], "run": run}


def fact(number: int = 1, **more: Any) -> dict[str, Any]:
    common = {"kind": "finding", "id": f"f{number}", "ladder": LADDER.key, "outcome": "overdue"}
    return {**common, "days_over": 9, "working_days_over": 6, "warning": 0, "booked": 0, "turn": 0, **more}


@pytest.fixture
def router() -> Iterator[DurableRouter]:
    made = DurableRouter({LADDER.key: LADDER}, "traps")
    yield made
    made.close()


def test_a_host_starts_two_threads_that_nothing_stops_and_ours_starts_none() -> None:
    script = "import threading; from durable import engine; engine.Host(); print(threading.active_count())"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "3"
    before = threading.active_count()
    DurableRouter({LADDER.key: LADDER}, "threads").close()
    assert threading.active_count() == before


def test_the_language_module_which_keeps_a_host_of_its_own_is_never_imported() -> None:
    script = "import sys, compliance_adapters.engines.durable; print('durable.lang' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_registering_a_definition_takes_its_actions_out_of_it() -> None:
    written = rule({"kind": "a"}, lambda c: None)
    host(r=written)
    assert "run" not in written


def test_more_than_a_thousand_sessions_at_once_run_out_of_memory() -> None:
    script = """
from durable import engine
class Host(engine.Host):
    def _run(self): pass
host = Host()
host.register_rulesets({"trap": {"r": {"all": [{"f": {"kind": "a"}}], "run": lambda c: None}}})
for number in range(2000):
    try:
        host.assert_fact("trap", {"id": "1", "sid": str(number), "kind": "a"})
    except MemoryError:
        print(number, flush=True)
        raise SystemExit
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "1024"


def test_any_number_of_children_pass_because_each_session_is_deleted(router: DurableRouter) -> None:
    for child in range(3000):
        assert len(router.route(f"person:{child}", [fact()])) == 2
    assert router.alarms == {}


def test_a_text_is_compared_with_a_number_as_text_so_our_facts_hold_numbers() -> None:
    seen: list[str] = []
    trap = host(r=rule({"$gte": {"days": 5}}, lambda c: seen.append(c.f.days)))
    trap.assert_fact("trap", {"id": "1", "sid": "1", "days": "9"})
    with pytest.raises(engine.MessageNotHandledException):
        trap.assert_fact("trap", {"id": "2", "sid": "1", "days": "10"})
    assert seen == ["9"]


def test_absence_depends_on_the_order_of_facts_so_our_rules_never_ask_for_it() -> None:
    seen: list[str] = []
    absent = {"all": [{"f": {"kind": "a"}}, {"g$not": {"kind": "b"}}], "run": lambda c: seen.append("no b")}
    first = host(r=dict(absent))
    first.assert_fact("trap", {"id": "1", "sid": "1", "kind": "a"})
    first.assert_fact("trap", {"id": "2", "sid": "1", "kind": "b"})
    assert seen == ["no b"]
    seen.clear()
    second = host(r=dict(absent))
    for number, kind in (("2", "b"), ("1", "a")):
        try:
            second.assert_fact("trap", {"id": number, "sid": "1", "kind": kind})
        except engine.MessageNotHandledException:
            continue
    assert seen == []


def test_none_meets_nothing_so_our_facts_hold_zero_for_unknown() -> None:
    trap = host(r=rule({"$lt": {"days": 5}}, lambda c: None))
    with pytest.raises(engine.MessageNotHandledException):
        trap.assert_fact("trap", {"id": "1", "sid": "1", "days": None})


def test_a_fact_that_no_rule_wants_is_an_exception_and_means_no_route(router: DurableRouter) -> None:
    trap = host(r=rule({"kind": "a"}, lambda c: None))
    with pytest.raises(engine.MessageNotHandledException):
        trap.assert_fact("trap", {"id": "1", "sid": "1", "kind": "b"})
    assert router.route("person:1", [fact(ladder="another@1")]) == []
    assert router.alarms == {}


def test_a_subject_none_of_whose_facts_is_wanted_does_not_kill_the_process() -> None:
    script = f"""
from compliance.rulebook.ladders import thaw
from compliance_adapters.engines.durable import DurableRouter
ladder = thaw({LADDER.frozen_text!r})
router = DurableRouter({{ladder.key: ladder}}, "unwanted")
for number in range(50):
    assert router.route(f"person:{{number}}", [{fact(outcome="other")!r}]) == []
    assert router.route(f"person:{{number}}", []) == []
assert not router.alarms
router.close()
print("alive")
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.returncode) == ("alive", 0)


def test_its_exceptions_hold_the_whole_fact_so_none_leaves_the_router() -> None:
    trap = host(r=rule({"kind": "a"}, lambda c: None))
    with pytest.raises(engine.MessageNotHandledException) as caught:
        trap.assert_fact("trap", {"id": "1", "sid": "child-7", "kind": "b"})
    assert "child-7" in caught.value.message


def test_a_fact_already_observed_is_an_alarm_and_the_child_is_routed_plainly(router: DurableRouter) -> None:
    facts = [fact(1), fact(2, days_over=1), fact(1)]
    plain = PlainRouter({LADDER.key: LADDER}, "plain")
    assert router.route("person:1", facts) == plain.route("person:1", facts)
    assert router.alarms == {"already observed": 1}
    assert len(router.route("person:2", [fact()])) == 2
    assert router.alarms == {"already observed": 1}


def test_an_action_that_fails_is_silent_but_for_the_state_it_returns() -> None:
    def fail(c: Any) -> None:
        raise ValueError

    trap = host(r=rule({"kind": "a"}, fail))
    assert "exception" in trap.assert_fact("trap", {"id": "1", "sid": "1", "kind": "a"})


def test_an_action_that_fails_is_an_alarm_and_the_child_is_routed_plainly(router: DurableRouter) -> None:
    class Full(list[Any]):
        def append(self, item: Any) -> None:
            raise MemoryError

    plain = PlainRouter({LADDER.key: LADDER}, "plain")
    broken = DurableRouter({LADDER.key: LADDER}, "broken")
    broken._ruleset, broken._host = "broken", QuietHost()
    broken._fired = Full()
    broken._host.register_rulesets({"broken": broken._ruleset_of({LADDER.key: LADDER})})
    assert broken.route("person:1", [fact()]) == plain.route("person:1", [fact()])
    assert broken.alarms == {"action failed": 1}


def test_a_name_can_be_registered_once_in_a_host_and_again_after_closing() -> None:
    twice = host(r=rule({"kind": "a"}, lambda c: None))
    with pytest.raises(Exception, match="already registered"):
        twice.register_rulesets({"trap": {"r": rule({"kind": "a"}, lambda c: None)}})
    for _ in range(50):
        made = DurableRouter({LADDER.key: LADDER}, "same name")
        assert len(made.route("person:1", [fact()])) == 2
        made.close()


def test_a_closed_router_can_be_closed_again_and_routes_nothing() -> None:
    made = DurableRouter({LADDER.key: LADDER}, "closed")
    made.close()
    made.close()
    assert made.route("person:1", [fact()]) == []


def test_no_ladders_are_no_rules_and_route_nothing() -> None:
    assert DurableRouter({}, "none").route("person:1", [fact()]) == []
