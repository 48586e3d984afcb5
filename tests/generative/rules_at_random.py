"""Random standards of every form, with every option, over the words that the random lives use."""

from datetime import date

from conditions_at_random import (
    ASKED_OF,
    Written,
    during,
    during_several,
    limits,
    listed,
    maybe,
    questions,
    records,
    where_of,
    with_key,
)
from deadlines_at_random import COUNTS_FROM, deadlines
from hypothesis import strategies as st
from themes import VOCABULARY, Theme

from compliance.rulebook.model import Standard

WARNINGS = (
    "5 working days before",
    "1 week before",
    "1 month before",
    "0 days before",
    "3 days after",
    "2 weeks after",
)


@st.composite
def _recurring(draw: st.DrawFn, theme: Theme) -> Written:
    by_due = maybe(draw)
    begins = draw(during(theme))
    own = [
        name
        for name, word in VOCABULARY.periods[begins["period"]].attributes.items()
        if word.type == "number" and word.empty == "none"
    ]
    turns: list[Written] = []
    for _ in range(draw(st.integers(1, 3))):
        turn: Written = {"within": draw(limits(theme))}
        if own and draw(st.booleans()):
            unit = draw(st.sampled_from(("days", "working days", "weeks", "months")))
            turn = {"within": {"own": draw(st.sampled_from(own)), "in": unit}}
        if draw(st.booleans()):
            turn["nth"] = draw(st.sampled_from((2, 2, 3, 4)))
        if draw(st.booleans()):
            turn["when"] = draw(questions(theme, by_day=not by_due))
        turns.append(turn)
    form: Written = {"met_by": listed(draw, records(theme)), "then": [*turns, {"within": draw(limits(theme))}]}
    if by_due:
        form["test_at"] = "due"
    if draw(st.integers(0, 3)):
        form["first"] = draw(limits(theme))
    if maybe(draw, 5):
        form["beginning_with"] = True
    if draw(st.booleans()):
        form["exempted_by"] = listed(draw, records(theme))
    if draw(st.booleans()):
        form["restart"] = listed(draw, _restart(theme))
    form["counts_from"] = draw(st.sampled_from(COUNTS_FROM))
    return {"during": begins, "recurring": form}


@st.composite
def _restart(draw: st.DrawFn, theme: Theme) -> Written:
    kind = draw(st.sampled_from(theme.periods))
    written = with_key({"period": kind, "within": draw(limits(theme))}, "where", draw(where_of(kind)))
    return with_key(written, "when", draw(questions(theme)) if maybe(draw) else None)


@st.composite
def _holding(draw: st.DrawFn, theme: Theme) -> Written:
    sources = ("period", "period", "involvement", "unborn") if theme.subject == "person" else ("period",)
    match draw(st.sampled_from(sources)):
        case "involvement":
            return {"involvement": draw(st.sampled_from(theme.roles))}
        case "unborn":
            return {"unborn": True}
        case _:
            kind = draw(st.sampled_from(theme.periods))
            return with_key({"period": kind}, "where", draw(where_of(kind)))


@st.composite
def _state(draw: st.DrawFn, theme: Theme) -> Written:
    form: Written = {"must": listed(draw, _holding(theme))}
    if draw(st.booleans()):
        form["unless"] = listed(draw, _holding(theme))
    if draw(st.booleans()):
        form["grace"] = draw(st.sampled_from(theme.lengths))
    begins = draw(during_several(theme)) if maybe(draw) else draw(during(theme, anchored=False))
    return {"during": begins, "state": form}


@st.composite
def _limit(draw: st.DrawFn, theme: Theme) -> Written:
    written = {"during": draw(during(theme, anchored=False))}
    asked = [kind for kind in theme.events if kind in ASKED_OF]
    if asked and maybe(draw):
        return {**written, "limit": draw(_in_a_row(theme, draw(st.sampled_from(asked))))}
    count: Written = draw(records(theme)) if maybe(draw) else {"period": draw(st.sampled_from(theme.periods))}
    kind = str(count.get("event", count.get("period")))
    if "period" in count:
        count["by"] = draw(st.sampled_from(("starts", "held", "days")))
        count = with_key(count, "where", draw(where_of(kind)))
    if kind in ASKED_OF and draw(st.booleans()):
        count["unless"] = draw(st.sampled_from(ASKED_OF[kind]))
    most = draw(st.sampled_from((0, 1, 1, 2)))
    if count.get("by") == "days":
        most = draw(st.sampled_from((0, 10, 30)))
    form: Written = {"count": count, "most": most, "within": draw(st.sampled_from(theme.lengths))}
    if draw(st.booleans()):
        form["warn_at"] = draw(st.integers(1, 2))
    return {**written, "limit": form}


@st.composite
def _in_a_row(draw: st.DrawFn, theme: Theme, kind: str) -> Written:
    count: Written = {"event": kind, "where": draw(st.sampled_from(ASKED_OF[kind]))}
    outcomes = VOCABULARY.events[kind].outcomes
    if outcomes and draw(st.booleans()):
        count["outcome"] = [draw(st.sampled_from(outcomes))]
    if maybe(draw):
        count["unless"] = draw(st.one_of(questions(theme), st.sampled_from(ASKED_OF[kind])))
    form: Written = {"count": count, "most": draw(st.sampled_from((0, 1, 1, 2))), "in_a_row": True}
    return with_key(form, "warn_at", draw(st.integers(1, 2)) if draw(st.booleans()) else None)


@st.composite
def _load(draw: st.DrawFn, theme: Theme) -> Written:
    form: Written = {
        "role": draw(st.sampled_from(theme.roles)),
        "per": draw(st.sampled_from(("fte", "each"))),
        "most": draw(st.sampled_from((1, 2, 10, 2.5))),
    }
    match draw(st.sampled_from(("children", "children", "posts", "agency_share"))):
        case "children":
            form["over"] = draw(st.sampled_from(("worker", "team")))
        case "posts":
            form |= {"count": "posts", "over": "team", "per_role": draw(st.sampled_from(theme.roles))}
            form["most"] = draw(st.sampled_from((0, 1, 1.5)))
        case _:
            form |= {"count": "agency_share", "over": "authority", "most": draw(st.sampled_from((0, 20, 50, 87.5)))}
    if draw(st.booleans()):
        form["warn_at"] = draw(st.sampled_from((1, 1.5)))
    return {"load": form}


FORMS = {"deadline": deadlines, "recurring": _recurring, "state": _state, "limit": _limit, "load": _load}


@st.composite
def standards(draw: st.DrawFn, theme: Theme, number: int, form: str) -> Standard:
    """A standard of some form."""
    cited: Written = {"cite": "a law"}
    if maybe(draw):
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
            **draw(FORMS[form](theme)),
        }
    )
