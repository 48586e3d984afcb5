"""Random standards of every form, with every option, over the words that the random lives use."""

from datetime import date
from typing import Any

from histories import Theme
from hypothesis import strategies as st

from compliance.rulebook.model import Standard

LENGTHS = (
    "0 days", "1 day", "3 days", "14 days", "5 working days", "10 working days", "20 working days", "1 week", "4 weeks",
    "16 weeks", "1 month", "3 months", "6 months", "1 year",
)  # fmt: skip
HOURS = ("24 hours", "72 hours")
WARNINGS = (
    "5 working days before",
    "1 week before",
    "1 month before",
    "0 days before",
    "3 days after",
    "2 weeks after",
)

OUTCOMES = {
    "health.iha": ("done", "refused"),
    "health.rha": ("done", "refused"),
    "return_interview.held": ("held", "declined", "not_offered"),
}
ASKED_OF = {
    "looked_after": ({"short_break": True}, {"short_break": False}, {"ended_because": ["E11", "E4"]}),
    "placement": ({"placement_type": ["U1", "P1"]}, {"with_parents": True}, {"long_term": True, "adoptive": False}),
    "cp_plan": ({"visit_every": 5}, {"visit_every": [15, 20]}, {"category": "neglect"}),
    "pre_proceedings": ({"outcome": ["issued", "stepped_down"]}, {"not": {"outcome": "other"}}),
    "legal_status": ({"status": ["C1"]}, {"short_break": True}),
    "missing": ({"absence": "away"}, {"not": {"absence": ["away"]}}),
    "lac_review.held": ({"participation": ["PN1"]},),
    "statutory_visit.made": ({"child_seen": True}, {"any": [{"seen_alone": True}, {"child_seen": False}]}),
    "cp_visit.made": ({"child_seen": True}, {"all": [{"child_seen": True}, {"seen_alone": False}]}),
}
"""Conditions on the attributes of a kind."""

Written = dict[str, Any]


def _maybe(draw: st.DrawFn, chance: int = 3) -> bool:
    return draw(st.integers(0, chance - 1)) == 0


@st.composite
def limits(draw: st.DrawFn, hours: bool = False) -> Any:
    """A length, or dated versions of one, with a gap now and then."""
    lengths = (*HOURS, *LENGTHS) if hours else LENGTHS
    if draw(st.integers(0, 4)):
        return draw(st.sampled_from(lengths))
    first = {"value": draw(st.sampled_from(lengths)), "from": date(2019, 12, 1), "cite": "one"}
    second = {"value": draw(st.sampled_from(lengths)), "from": date(2020, 4, 1), "cite": "two"}
    if _maybe(draw):
        first["until"] = draw(st.sampled_from((date(2020, 2, 29), date(2020, 3, 31))))
    return [first, second]


@st.composite
def where_of(draw: st.DrawFn, kind: str) -> Written | None:
    """A condition on the attributes of a kind, or none."""
    if kind not in ASKED_OF or draw(st.booleans()):
        return None
    return draw(st.sampled_from(ASKED_OF[kind]))


def _with(written: Written, name: str, value: Any) -> Written:
    return {**written, name: value} if value is not None else written


@st.composite
def records(draw: st.DrawFn, theme: Theme, kinds: tuple[str, ...] = ()) -> Written:
    """Records that count."""
    kind = draw(st.sampled_from(kinds or theme.events))
    written: Written = {"event": kind}
    if kind in OUTCOMES and draw(st.booleans()):
        written["outcome"] = [draw(st.sampled_from(OUTCOMES[kind]))]
    where = draw(where_of(kind))
    if where is not None and _maybe(draw, 6):
        where = {"all": [where, draw(questions(theme, depth=0))]}
    return _with(written, "where", where)


@st.composite
def questions(draw: st.DrawFn, theme: Theme, depth: int = 1, by_day: bool = True) -> Written:
    """A condition on a child and a day; `by_day` allows those that change with periods."""
    forms = ["age", "age", "age", "unborn", "happened"] + (["holds", "holds", "lasted"] if by_day else [])
    forms += ["any", "all", "not", "two"] if depth else []
    match draw(st.sampled_from(forms)):
        case "age":
            bounds = st.sampled_from(({"under": 5}, {"from": 4}, {"from": 1, "under": 5}))
            return {"age": draw(bounds)}
        case "unborn":
            return {"unborn": draw(st.booleans())}
        case "holds":
            kind = draw(st.sampled_from(theme.periods))
            return {"holds": _with({"period": kind}, "where", draw(where_of(kind)))}
        case "lasted":
            at_least = draw(st.sampled_from(("1 month", "4 weeks", "20 days", "5 working days")))
            return {"lasted": {"period": draw(st.sampled_from(theme.periods)), "at_least": at_least}}
        case "happened":
            return {
                "happened": {
                    "event": draw(st.sampled_from(theme.events)),
                    "since": draw(st.sampled_from(theme.periods)),
                }
            }
        case "not":
            return {"not": draw(questions(theme, depth=0, by_day=by_day))}
        case "two":
            return {**draw(questions(theme, depth=0, by_day=by_day)), **draw(questions(theme, depth=0, by_day=by_day))}
        case form:
            return {form: [draw(questions(theme, depth=0, by_day=by_day)) for _ in range(2)]}


@st.composite
def during(draw: st.DrawFn, theme: Theme, anchored: bool = True) -> Written:
    """What begins it: a period."""
    kind = draw(st.sampled_from(theme.periods))
    written: Written = {"period": kind}
    if anchored and kind == "assessment" and draw(st.booleans()):
        written["from"] = "referred_on"
    if _maybe(draw):
        written["unless"] = draw(st.one_of(st.just({"age": {"under": 1}}), questions(theme)))
        if kind in ASKED_OF and draw(st.booleans()):
            written["unless"] = draw(st.sampled_from(ASKED_OF[kind]))
    if _maybe(draw, 5):
        written = _with(written, "where", draw(where_of(kind)))
    return written


@st.composite
def _after(draw: st.DrawFn, theme: Theme) -> Written:
    written: Written = draw(records(theme))
    if draw(st.booleans()):
        written["of"] = draw(st.sampled_from(theme.periods))
    if _maybe(draw):
        written["unless"] = draw(questions(theme))
    return written


def _listed(draw: st.DrawFn, strategy: st.SearchStrategy[Any], most: int = 2) -> Any:
    found = [draw(strategy) for _ in range(draw(st.integers(1, most)))]
    return found[0] if len(found) == 1 else found


COUNTS_FROM = ("the day", "the day", "the day after", "3 months before", "2 weeks before", "3 working days before")


@st.composite
def _deadline(draw: st.DrawFn, theme: Theme) -> Written:
    begins = draw(during(theme)) if draw(st.booleans()) else None
    form: Written = {"within": draw(limits(hours=begins is None)), "met_by": draw(_met_by(theme, begins))}
    if draw(st.booleans()):
        form["exempted_by"] = _listed(draw, records(theme))
    if _maybe(draw) and "hours" not in str(form["within"]):
        form["beginning_with"] = True
    if _maybe(draw, 4):
        form["one_each"] = True
    else:
        form["counts_from"] = draw(st.sampled_from(COUNTS_FROM))
    if begins is not None and draw(st.booleans()):
        ends = draw(where_of(begins["period"]))
        form["until"] = "end" if ends is None else {"end": True, "where": ends}
    written: Written = {"deadline": form}
    if draw(st.booleans()):
        written["extension"] = draw(_extension())
    return {**written, **({"during": begins} if begins is not None else {"after": draw(_after(theme))})}


@st.composite
def _met_by(draw: st.DrawFn, theme: Theme, begins: Written | None) -> Any:
    ways: list[Written] = []
    if begins is not None and _maybe(draw):
        ways.append(_with({"end": True}, "where", draw(where_of(begins["period"]))))
    if _maybe(draw):
        ways.append({"all": [draw(records(theme)), draw(records(theme))]})
    if not ways or draw(st.booleans()):
        ways.append(draw(records(theme)))
    return ways[0] if len(ways) == 1 else ways


@st.composite
def _extension(draw: st.DrawFn) -> Written:
    written: Written = {"up_to": draw(st.sampled_from(("8 weeks", "10 working days", "1 year"))), "cite": "an order"}
    if draw(st.booleans()):
        written["times"] = draw(st.integers(1, 2))
    if draw(st.booleans()):
        written["event"] = "pre_proceedings.extended"
    return written


@st.composite
def _recurring(draw: st.DrawFn, theme: Theme) -> Written:
    by_due = _maybe(draw)
    turns: list[Written] = []
    for _ in range(draw(st.integers(1, 3))):
        turn: Written = {"within": draw(limits())}
        if draw(st.booleans()):
            turn["nth"] = draw(st.sampled_from((2, 2, 3, 4)))
        if draw(st.booleans()):
            turn["when"] = draw(questions(theme, by_day=not by_due))
        turns.append(turn)
    form: Written = {"met_by": _listed(draw, records(theme)), "then": [*turns, {"within": draw(limits())}]}
    if by_due:
        form["test_at"] = "due"
    if draw(st.integers(0, 3)):
        form["first"] = draw(limits())
    if _maybe(draw, 5):
        form["beginning_with"] = True
    if draw(st.booleans()):
        form["exempted_by"] = _listed(draw, records(theme))
    if draw(st.booleans()):
        form["restart"] = _listed(draw, _restart(theme))
    form["counts_from"] = draw(st.sampled_from(COUNTS_FROM))
    return {"during": draw(during(theme)), "recurring": form}


@st.composite
def _restart(draw: st.DrawFn, theme: Theme) -> Written:
    kind = draw(st.sampled_from(theme.periods))
    written = _with({"period": kind, "within": draw(limits())}, "where", draw(where_of(kind)))
    return _with(written, "when", draw(questions(theme)) if _maybe(draw) else None)


@st.composite
def _holding(draw: st.DrawFn, theme: Theme) -> Written:
    match draw(st.sampled_from(("period", "period", "involvement", "unborn"))):
        case "involvement":
            return {"involvement": draw(st.sampled_from(("social_worker", "iro")))}
        case "unborn":
            return {"unborn": True}
        case _:
            kind = draw(st.sampled_from(theme.periods))
            return _with({"period": kind}, "where", draw(where_of(kind)))


@st.composite
def _state(draw: st.DrawFn, theme: Theme) -> Written:
    form: Written = {"must": _listed(draw, _holding(theme))}
    if draw(st.booleans()):
        form["unless"] = _listed(draw, _holding(theme))
    if draw(st.booleans()):
        form["grace"] = draw(st.sampled_from(LENGTHS))
    return {"during": draw(during(theme, anchored=False)), "state": form}


@st.composite
def _limit(draw: st.DrawFn, theme: Theme) -> Written:
    count: Written = draw(records(theme)) if _maybe(draw) else _with({}, "period", draw(st.sampled_from(theme.periods)))
    kind = count.get("event", count.get("period"))
    if "period" in count:
        count["by"] = draw(st.sampled_from(("starts", "held", "days")))
        count = _with(count, "where", draw(where_of(kind)))
    if kind in ASKED_OF and draw(st.booleans()):
        count["unless"] = draw(st.sampled_from(ASKED_OF[kind]))
    most = draw(st.sampled_from((0, 1, 1, 2)))
    if count.get("by") == "days":
        most = draw(st.sampled_from((0, 10, 30)))
    form: Written = {"count": count, "most": most, "within": draw(st.sampled_from(LENGTHS))}
    if draw(st.booleans()):
        form["warn_at"] = draw(st.integers(1, 2))
    return {"during": draw(during(theme, anchored=False)), "limit": form}


@st.composite
def _load(draw: st.DrawFn, theme: Theme) -> Written:
    form: Written = {
        "role": draw(st.sampled_from(("social_worker", "social_worker", "iro"))),
        "over": draw(st.sampled_from(("worker", "team"))),
        "per": draw(st.sampled_from(("fte", "each"))),
        "most": draw(st.sampled_from((1, 2, 10, 2.5))),
    }
    if draw(st.booleans()):
        form["warn_at"] = draw(st.sampled_from((1, 1.5)))
    return {"load": form}


FORMS = {"deadline": _deadline, "recurring": _recurring, "state": _state, "limit": _limit, "load": _load}


@st.composite
def standards(draw: st.DrawFn, theme: Theme, number: int, form: str | None = None) -> Standard:
    """A standard of some form."""
    chosen = form if form is not None else draw(st.sampled_from((*FORMS, "deadline", "recurring", "recurring")))
    cited: Written = {"cite": "a law"}
    if _maybe(draw):
        cited["from"] = draw(st.sampled_from((date(2011, 4, 1), date(2020, 2, 1))))
    return Standard.model_validate(
        {
            "id": f"random-{number}",
            "title": "A duty",
            "area": "test",
            "standing": "local",
            "status": "live",
            "says": "Something is done.",
            "basis": [cited],
            "ladder": "looked-after",
            "warn": draw(st.lists(st.sampled_from(WARNINGS), max_size=2)),
            **draw(FORMS[chosen](theme)),
        }
    )
