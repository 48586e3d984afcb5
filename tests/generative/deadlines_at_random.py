"""Random deadlines: each kind of limit, each way of meeting it, each way of beginning and ending."""

from typing import Any

from conditions_at_random import (
    Written,
    dates_of,
    during,
    limits,
    listed,
    maybe,
    questions,
    records,
    where_of,
    with_key,
)
from hypothesis import strategies as st
from themes import VOCABULARY, Theme

COUNTS_FROM = ("the day", "the day", "the day after", "3 months before", "2 weeks before", "3 working days before")


@st.composite
def deadlines(draw: st.DrawFn, theme: Theme) -> Written:
    """A deadline with what begins it."""
    begins = draw(during(theme)) if draw(st.booleans()) else None
    after = draw(_after(theme)) if begins is None else None
    form = draw(_limited(theme, begins, after))
    one_limit = not {"points", "each"} & set(form)
    if draw(st.booleans()):
        form["exempted_by"] = listed(draw, records(theme))
    if not {"by", "each"} & set(form) and "hours" not in str(form.get("within")) and maybe(draw):
        form["beginning_with"] = True
    if maybe(draw, 4):
        form["one_each"] = True
    else:
        form["counts_from"] = draw(st.sampled_from(COUNTS_FROM))
    kind = begins["period"] if begins is not None else (after or {}).get("of")
    if kind is not None and draw(st.booleans()):
        ends = draw(where_of(kind))
        form["until"] = "end" if ends is None else {"end": True, "where": ends}
    written: Written = {"deadline": form}
    if one_limit and draw(st.booleans()):
        written["extension"] = draw(_extension())
    return {**written, **({"during": begins} if begins is not None else {"after": after})}


@st.composite
def _after(draw: st.DrawFn, theme: Theme) -> Written:
    written: Written = draw(records(theme))
    if maybe(draw):
        written = {"event": draw(st.lists(st.sampled_from(theme.events), min_size=1, max_size=3, unique=True))}
        seen = all("child_seen" in VOCABULARY.events[kind].attributes for kind in written["event"])
        written = with_key(written, "where", {"child_seen": draw(st.booleans())} if seen and maybe(draw) else None)
    if draw(st.booleans()):
        written["of"] = draw(st.sampled_from(theme.periods))
    if maybe(draw):
        written["unless"] = draw(questions(theme))
    return written


@st.composite
def _limited(draw: st.DrawFn, theme: Theme, begins: Written | None, after: Written | None) -> Written:
    dates = _dates(begins, after)
    kinds = ["within", "within", "depending", "points", "points", "each"]
    kinds += ["by", "by"] if theme.subject == "person" or dates else []
    meets = _met_by(theme, begins)
    match draw(st.sampled_from(kinds)):
        case "depending":
            kind = begins["period"] if begins is not None else None
            return {"depending": draw(_depending(theme, kind)), "met_by": draw(meets)}
        case "by":
            return {"by": draw(_by(theme, dates)), "met_by": draw(meets)}
        case "points":
            several = draw(st.lists(limits(theme), min_size=1, max_size=3))
            if draw(st.booleans()):
                return {"points": [{"within": within} for within in several], "met_by": draw(meets)}
            form: Written = {"points": [{"within": within, "met_by": draw(meets)} for within in several]}
            return with_key(form, "met_by", draw(meets) if maybe(draw) else None)
        case "each":
            return {"each": "school term", "met_by": draw(meets)}
        case _:
            return {"within": draw(limits(theme, hours=begins is None)), "met_by": draw(meets)}


def _dates(begins: Written | None, after: Written | None) -> tuple[str, ...]:
    """The dates that every kind of record that begins it carries."""
    if begins is not None:
        return dates_of("periods", begins["period"])
    assert after is not None
    kinds = [after["event"]] if isinstance(after["event"], str) else after["event"]
    return tuple(name for name in dates_of("events", kinds[0]) if all(name in dates_of("events", k) for k in kinds))


@st.composite
def _depending(draw: st.DrawFn, theme: Theme, kind: str | None) -> list[Written]:
    entries: list[Written] = []
    for _ in range(draw(st.integers(1, 2))):
        own = draw(where_of(kind)) if kind is not None else None
        entries.append({"when": own or draw(questions(theme)), "within": draw(limits(theme))})
    return [*entries, {"within": draw(limits(theme))}]


@st.composite
def _by(draw: st.DrawFn, theme: Theme, dates: tuple[str, ...]) -> Written:
    givers: list[Written] = [{"date": name} for name in dates] * 4
    if theme.subject == "person":
        givers += [{"birthday": 1}, {"birthday": 4}, {"birthday": 5}, {"birthday": 18}, {"expected_birth": True}]
    written = draw(st.sampled_from(givers))
    side = draw(st.sampled_from((None, "before", "before", "after")))
    if side is not None:
        written = with_key(written, side, draw(st.sampled_from(theme.lengths)))
    return with_key(written, "at_least", draw(st.sampled_from(theme.lengths)) if maybe(draw) else None)


@st.composite
def _met_by(draw: st.DrawFn, theme: Theme, begins: Written | None) -> Any:
    ways: list[Written] = []
    if begins is not None and "aged" not in begins and maybe(draw):
        ways.append(with_key({"end": True}, "where", draw(where_of(begins["period"]))))
    if maybe(draw):
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
