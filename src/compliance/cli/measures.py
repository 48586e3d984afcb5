"""`compliance measures`: rates and counts over the whole service, by area."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from compliance.calendar import BeyondCalendarError
from compliance.cli.context import Context
from compliance.cli.show import counted, say, show_json, show_table, working
from compliance.errors import InputError
from compliance.evaluate import evaluate
from compliance.measures import Measured, measure_all
from compliance.measures.windows import window_words
from compliance.rulebook.measure import Measure, Target
from compliance.rulebook.words_of_limits import day

HEADINGS = {
    "title": "Measure",
    "shown": "Value",
    "target": "Target",
    "rag": "Stands",
    "window": "Over",
    "left_out": "Left out",
}
Line = dict[str, Any]


def measures(given: Context, as_of: str | None, *, as_json: bool) -> None:
    """Show each measure: its value, its target, and how it stands to it."""
    snapshot, rulebook = given.snapshot, given.rulebook
    on = given.date_or_last_sweep(as_of)
    with working("Counting"):
        try:
            taken = measure_all(evaluate(snapshot, rulebook, on), rulebook, rulebook.measures.each.values())
        except BeyondCalendarError as error:
            raise InputError(f"--as-of: {on} is too near the start of the calendar: {error}") from None
    lines = [_line(one) for one in taken]
    if as_json:
        show_json(lines)
        return
    made_up = " of a made-up authority" if snapshot.facts.made_up else ""
    say(f"{counted(len(lines), 'figure')}{made_up} on {day(on)}, from rulebook {rulebook.digest[:12]}.", "")
    show_table(list(_by_area(lines)), HEADINGS, as_json=False)
    say("", *_closing(lines))


def _line(one: Measured) -> Line:
    measure = one.measure
    return {
        "measure": measure.id,
        "title": measure.title,
        "area": measure.area,
        "shown": shown(one),
        "value": one.value,
        "unit": measure.unit,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "target": target_words(measure, measure.target) if measure.target is not None else None,
        "rag": one.rag,
        "window": window_words(one.window, one.last),
        "from": one.first,
        "to": one.last,
        "left_out": one.left_out,
        "because": one.because or None,
    }


def shown(one: Measured) -> str:
    """The value with what it was made from: `82 of 97, 84.5%`."""
    if one.value is None:
        return "no figure"
    of = f"{_number(one.numerator)} of {_number(one.denominator or 0)}"
    match one.measure.unit:
        case "percent":
            return f"{of}, {_not_rounded_to_target(one, one.value)}%"
        case "days":
            return f"{one.value:,.0f} days, of {_number(one.denominator or 0)}"
        case "for each post":
            return f"{one.value:.1f} ({_number(one.numerator)} for {_number(one.denominator or 0)})"
        case "number":
            return _number(one.numerator)


def _not_rounded_to_target(one: Measured, value: float) -> str:
    """The percentage with one decimal; with more where that would seem to reach a target that is missed."""
    target = one.measure.target
    bound = (target.at_least if target.at_least is not None else target.at_most) if target is not None else None
    missed = one.rag != "green" and bound is not None
    places = next((n for n in (1, 2, 3) if not missed or round(value, n) != bound), 4)
    return f"{value:.{places}f}"


def target_words(measure: Measure, target: Target) -> str:
    """The target in its unit: `at least 90%`."""
    side, bound = ("at least", target.at_least) if target.at_least is not None else ("at most", target.at_most)
    unit = {"percent": "%", "days": " days"}.get(measure.unit, "")
    return f"{side} {_number(bound or 0)}{unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def _by_area(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines under the name of each area; a measure over a second window is not named again."""
    for area, of_area in groupby(lines, lambda line: line["area"]):
        yield {**dict.fromkeys(HEADINGS), "title": area.replace("-", " ").upper()}
        for _, windows in groupby(of_area, lambda line: line["measure"]):
            for place, line in enumerate(windows):
                yield {**line, "title": f"  {line['title']}" if not place else "", "left_out": line["left_out"] or None}


def _closing(lines: list[Line]) -> Iterator[str]:
    left_out = sum(line["left_out"] for line in lines)
    if left_out:
        yield (
            f"Left out: {counted(left_out, 'record')}, from all figures together, of which a date or another field is wanting. "
            "Nothing unknown stands as a yes or a no."
        )
    for reason, of in groupby(sorted(_without(lines), key=lambda one: one), lambda one: one[0]):
        yield f"No figure, since {reason}: {', '.join(title for _, title in of)}."


def _without(lines: Iterable[Line]) -> set[tuple[str, str]]:
    return {(line["because"], line["title"]) for line in lines if line["because"]}
