"""durable-rules and the plain interpreter give the same routes, whatever the ladders and the findings."""

from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.rulebook.ladders import FIELDS, RAISING_OUTCOMES, Ladder
from compliance_adapters.engines.durable import DurableRouter
from compliance_adapters.engines.plain import PlainRouter

NUMBERS = [name for name, kind in FIELDS.items() if kind == "number"]
SMALL = st.integers(0, 6)
number = count()

outcome = st.sampled_from([*RAISING_OUTCOMES, list(RAISING_OUTCOMES)])
bounds = st.fixed_dictionaries({}, optional={"from": SMALL, "under": SMALL}).filter(bool)
leaf = st.one_of(
    st.fixed_dictionaries({"outcome": outcome}),
    st.builds(lambda name, value: {name: value}, st.sampled_from(NUMBERS), st.one_of(SMALL, bounds)),
    st.builds(
        lambda name, values: {name: values},
        st.sampled_from(NUMBERS),
        st.lists(SMALL, min_size=1, max_size=3, unique=True),
    ),
)


def _joined(children: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    either = st.lists(children, min_size=1, max_size=3).map(lambda terms: {"any": terms})
    return st.one_of(either, st.builds(lambda one, other: {**one, **other}, children, children))


when = st.recursive(leaf, _joined, max_leaves=6)
ladder = st.lists(when, min_size=1, max_size=3).map(
    lambda conditions: Ladder.model_validate(
        {
            "id": "any",
            "says": "",
            "steps": [{"level": n + 1, "tell": "iro", "when": one} for n, one in enumerate(conditions)],
        }
    )
)
fact = st.fixed_dictionaries({"outcome": st.sampled_from(RAISING_OUTCOMES), **dict.fromkeys(NUMBERS, SMALL)})


@settings(max_examples=150, deadline=None)
@given(st.lists(ladder, min_size=1, max_size=3), st.lists(st.lists(fact, max_size=5), max_size=4), st.data())
def test_both_engines_give_the_same_routes(
    ladders: list[Ladder], children: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    by_key = {one.key: one for one in ladders}
    durable, plain = DurableRouter(by_key, f"agree-{next(number)}"), PlainRouter(by_key, "plain")
    for child, facts in enumerate(children):
        keyed = [
            {"kind": "finding", "id": f"f{n}", "ladder": data.draw(st.sampled_from(list(by_key))), **one}
            for n, one in enumerate(facts)
        ]
        assert durable.route(f"person:{child}", keyed) == plain.route(f"person:{child}", keyed)
    assert durable.alarms == {}
    durable.close()
