"""Random lengths, conditions and descriptions of records, over the words that the random lives use."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from themes import VOCABULARY, Theme

Written = dict[str, Any]

HOURS = ("24 hours", "72 hours")

ASKED_OF = {
    "looked_after": ({"short_break": True}, {"short_break": False}, {"ended_because": ["E11", "E4"]}),
    "placement": ({"placement_type": ["U1", "P1"]}, {"with_parents": True}, {"long_term": True, "adoptive": False}),
    "cp_plan": ({"visit_every": 5}, {"visit_every": [15, 20]}, {"category": "neglect"}),
    "pre_proceedings": ({"outcome": ["issued", "stepped_down"]}, {"not": {"outcome": "other"}}),
    "legal_status": ({"status": ["C1"]}, {"short_break": True}),
    "missing": ({"absence": "away"}, {"not": {"absence": ["away"]}}),
    "employment": ({"newly_qualified": True},),
    "programme_action": ({"type": "monitoring"}, {"type": ["milestone", "action_plan"]}),
    "lac_review.held": ({"participation": ["PN1"]},),
    "statutory_visit.made": ({"child_seen": True}, {"any": [{"seen_alone": True}, {"child_seen": False}]}),
    "cp_visit.made": ({"child_seen": True}, {"all": [{"child_seen": True}, {"seen_alone": False}]}),
}
"""Conditions on the attributes of a kind."""


def maybe(draw: st.DrawFn, chance: int = 3) -> bool:
    """Once in so many times."""
    return draw(st.integers(0, chance - 1)) == 0


def with_key(written: Written, name: str, value: Any) -> Written:
    """The mapping with one more key, unless there is nothing to write."""
    return {**written, name: value} if value is not None else written


def listed(draw: st.DrawFn, strategy: st.SearchStrategy[Any], most: int = 2) -> Any:
    """One, or a list of several."""
    found = [draw(strategy) for _ in range(draw(st.integers(1, most)))]
    return found[0] if len(found) == 1 else found


@st.composite
def limits(draw: st.DrawFn, theme: Theme, hours: bool = False) -> Any:
    """A length, or dated versions of one, with a gap (or no number) now and then."""
    lengths = (*HOURS, *theme.lengths) if hours else theme.lengths
    if draw(st.integers(0, 4)):
        return draw(st.sampled_from(lengths))
    first = {"value": draw(st.sampled_from((*lengths, "none"))), "from": date(2019, 12, 1), "cite": "one"}
    second = {"value": draw(st.sampled_from((*lengths, "none"))), "from": date(2020, 4, 1), "cite": "two"}
    if maybe(draw):
        first["until"] = draw(st.sampled_from((date(2020, 2, 29), date(2020, 3, 31))))
    return [first, second]


@st.composite
def where_of(draw: st.DrawFn, kind: str) -> Written | None:
    """A condition on the attributes of a kind, or none."""
    if kind not in ASKED_OF or draw(st.booleans()):
        return None
    return draw(st.sampled_from(ASKED_OF[kind]))


@st.composite
def records(draw: st.DrawFn, theme: Theme) -> Written:
    """Records that count."""
    kind = draw(st.sampled_from(theme.events))
    written: Written = {"event": kind}
    outcomes = VOCABULARY.events[kind].outcomes
    if outcomes and draw(st.booleans()):
        written["outcome"] = [draw(st.sampled_from(outcomes))]
    where = draw(where_of(kind))
    if where is not None and maybe(draw, 6):
        where = {"all": [where, draw(questions(theme, depth=0))]}
    return with_key(written, "where", where)


@st.composite
def questions(draw: st.DrawFn, theme: Theme, depth: int = 1, by_day: bool = True) -> Written:
    """A condition on a subject and a day; `by_day` allows those that change with periods."""
    forms = ["age", "age", "age", "unborn"] if theme.subject == "person" else []
    forms += ["happened"] + (["holds", "holds", "lasted", "repeated"] if by_day else [])
    forms += ["any", "all", "not", "two"] if depth else []
    form = draw(st.sampled_from(forms))
    match form:
        case "age":
            return {"age": draw(st.sampled_from(({"under": 5}, {"from": 4}, {"from": 1, "under": 5})))}
        case "unborn":
            return {"unborn": draw(st.booleans())}
        case "not":
            return {"not": draw(questions(theme, depth=0, by_day=by_day))}
        case "two":
            return {**draw(questions(theme, depth=0, by_day=by_day)), **draw(questions(theme, depth=0, by_day=by_day))}
        case "any" | "all":
            return {form: [draw(questions(theme, depth=0, by_day=by_day)) for _ in range(2)]}
        case _:
            return {form: draw(_of_periods(theme, form))}


@st.composite
def _of_periods(draw: st.DrawFn, theme: Theme, form: str) -> Written:
    kind = draw(st.sampled_from(theme.periods))
    match form:
        case "holds":
            return with_key({"period": kind}, "where", draw(where_of(kind)))
        case "lasted":
            return {
                "period": kind,
                "at_least": draw(st.sampled_from(("1 month", "4 weeks", "20 days", "5 working days"))),
            }
        case "repeated":
            within = draw(st.sampled_from(("1 day", "10 working days", "4 weeks", "6 months", "1 year")))
            return {"period": kind, "times": draw(st.integers(1, 3)), "within": within}
        case _:
            return {"event": draw(st.sampled_from(theme.events)), "since": kind}


AGED = ({"from": 4}, {"under": 5}, {"from": 1, "under": 5}, {"from": 4, "under": 5}, {"from": 5})


@st.composite
def during(draw: st.DrawFn, theme: Theme, anchored: bool = True) -> Written:
    """What begins it: a period."""
    kind = draw(st.sampled_from(theme.periods))
    written: Written = {"period": kind}
    dates = dates_of("periods", kind)
    if anchored and dates and draw(st.booleans()):
        written["from"] = draw(st.sampled_from(dates))
    if maybe(draw):
        questioned = draw(st.one_of(st.just({"age": {"under": 1}}), questions(theme))) if _of_child(theme) else None
        written["unless"] = questioned or draw(questions(theme))
        if kind in ASKED_OF and draw(st.booleans()):
            written["unless"] = draw(st.sampled_from(ASKED_OF[kind]))
    if maybe(draw, 5):
        written = with_key(written, "where", draw(where_of(kind)))
    return with_key(written, "aged", draw(_aged(theme)))


@st.composite
def _aged(draw: st.DrawFn, theme: Theme) -> Written | None:
    return draw(st.sampled_from(AGED)) if _of_child(theme) and maybe(draw, 4) else None


@st.composite
def during_several(draw: st.DrawFn, theme: Theme) -> Written:
    """What begins a state: a period of any of several kinds."""
    kinds = draw(st.lists(st.sampled_from(theme.periods), min_size=1, max_size=3, unique=True))
    return with_key({"period": kinds}, "aged", draw(_aged(theme)))


def _of_child(theme: Theme) -> bool:
    return theme.subject == "person"


def dates_of(table: str, kind: str) -> tuple[str, ...]:
    """The attributes of a kind that are dates."""
    words = VOCABULARY.periods if table == "periods" else VOCABULARY.events
    return tuple(name for name, word in words[kind].attributes.items() if word.type == "date")
