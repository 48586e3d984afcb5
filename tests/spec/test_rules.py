"""Every standard's own cases hold, and they say enough: what each part of the standard does, some case notices."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from compliance.cases import run_cases
from compliance.cases.history import snapshot_of
from compliance.cases.model import Case, CaseFile
from compliance.cases.run import cases_file, standards_without_cases
from compliance.evaluate import evaluate
from compliance.records.snapshot import Snapshot
from compliance.rulebook.conditions import ALWAYS
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import AllOf, Deadline, Node, Recurring, Standard, State, WindowLimit
from compliance.rulebook.places import model_from, read_yaml

PACK = national_pack()
RULEBOOK = load_rulebook(PACK)
STANDARDS = RULEBOOK.standards
DATED = [s for s in STANDARDS if isinstance(s.form, Deadline | Recurring | State)]
COUNTED = [s for s in STANDARDS if s not in DATED]

each_standard = pytest.mark.parametrize("standard", STANDARDS, ids=lambda s: s.id)
each_dated = pytest.mark.parametrize("standard", DATED, ids=lambda s: s.id)
each_counted = pytest.mark.parametrize("standard", COUNTED, ids=lambda s: s.id)


@cache
def _cases(standard_id: str) -> tuple[Case, ...]:
    file = cases_file(PACK, RULEBOOK.standard(standard_id))
    return model_from(CaseFile, read_yaml(file, PACK)).cases


def _expected(standard: Standard) -> list[dict[str, Any]]:
    return [finding for case in _cases(standard.id) for finding in case.expect]


def _has(standard: Standard, **wanted: Any) -> bool:
    return any(all(finding.get(name) == value for name, value in wanted.items()) for finding in _expected(standard))


def test_every_standard_has_cases_beside_it() -> None:
    assert standards_without_cases(PACK, RULEBOOK) == []


@each_standard
def test_every_case_of_the_standard_holds(standard: Standard) -> None:
    failed = [(result.place, result.case, result.differences) for result in run_cases(PACK, RULEBOOK, standard.id)]
    assert [result for result in failed if result[2]] == []


@each_standard
def test_no_two_cases_of_a_standard_have_one_name(standard: Standard) -> None:
    names = [case.name for case in _cases(standard.id)]
    assert len(names) == len(set(names))


# What every standard's cases say at least


@each_dated
def test_some_case_is_met_on_the_last_day(standard: Standard) -> None:
    met = [f for f in _expected(standard) if f.get("outcome") == "met" and f.get("due_on") is not None]
    assert any(finding.get("met_on") == finding["due_on"] for finding in met)


@each_dated
def test_some_case_is_met_a_day_late(standard: Standard) -> None:
    assert _has(standard, outcome="met_late", days_over=1)


@each_dated
def test_some_case_is_overdue_by_a_day(standard: Standard) -> None:
    assert _has(standard, outcome="overdue", days_over=1)


@each_dated
def test_some_case_is_not_yet_due_on_the_day_before_the_first_warning(standard: Standard) -> None:
    if (
        standard.id == "lac-visit"
    ):  # its first warning is on the first day of the first week, so the second turn shows it
        assert _has(standard, outcome="on_track", warning=None, turn=2)
    assert _has(standard, outcome="on_track", warning=None)


@each_dated
def test_each_warning_is_reached_in_some_case(standard: Standard) -> None:
    for number in range(1, len(standard.warn) + 1):
        assert _has(standard, outcome="due_soon", warning=number), number


@each_dated
def test_each_warning_is_shown_on_its_day_and_the_one_before_on_the_day_before(standard: Standard) -> None:
    shown = {
        (finding["warning"], case.as_of)
        for case in _cases(standard.id)
        for finding in case.expect
        if "warning" in finding and finding.get("outcome") in ("on_track", "due_soon")
    }
    for before, after in pairwise([None, *range(1, len(standard.warn) + 1)]):
        days = [day for warning, day in shown if warning == after]
        eves = [day for warning, day in shown if warning == before]
        if standard.id == "lac-visit" and after == 1:
            continue  # as above: the eve of its first warning is in a case of the second turn
        assert any((day - eve).days == 1 for day in days for eve in eves), after


@each_counted
def test_some_case_stands_at_the_limit_and_some_just_over_it(standard: Standard) -> None:
    most = int(getattr(standard.form, "most", 0))
    assert _has(standard, outcome="on_track", turn=most)
    assert _has(standard, outcome="overdue", turn=most + 1, days_over=1)
    assert any(f.get("outcome") == "met_late" and f.get("met_on") is not None for f in _expected(standard))


@each_standard
def test_some_case_has_an_agreed_exemption(standard: Standard) -> None:
    exempt = [
        case
        for case in _cases(standard.id)
        if any(record.exception == "exempt" for record in case.records)
        and any(finding.get("outcome") == "exempt" for finding in case.expect)
    ]
    assert exempt


@each_standard
def test_some_case_cannot_be_told_for_each_reason_that_it_can_have(standard: Standard) -> None:
    reasons = {finding["reason"] for finding in _expected(standard) if "reason" in finding}
    if standard.during is not None:
        assert "contradiction" in reasons
        if standard.during.from_ != "started_on":
            assert "anchor_unknown" in reasons
        elif not isinstance(standard.form, WindowLimit) and getattr(standard.form, "first", True) is not None:
            assert "start_unknown" in reasons
    else:
        assert reasons & {"no_value_in_force", "fte_unknown"}


@pytest.mark.parametrize(
    "standard", [s for s in DATED if isinstance(s.form, Recurring | State) or s.form.until], ids=lambda s: s.id
)
def test_a_period_that_ends_unmet_is_lapsed_up_to_the_last_day_and_missed_after_it(standard: Standard) -> None:
    assert _has(standard, outcome="lapsed")
    assert _has(standard, outcome="missed", days_over=1)


@pytest.mark.parametrize("standard", [s for s in STANDARDS if s.extension is not None], ids=lambda s: s.id)
def test_cases_tell_which_extensions_apply(standard: Standard) -> None:
    names = " ".join(case.name.lower() for case in _cases(standard.id) if "exten" in case.name.lower())
    for wanted in ("exactly 8 weeks", "8 weeks and a day", "on the last day", "too late", "second extension"):
        assert wanted in names


# Nothing stands in a standard that no case would miss


def _without(standard: Standard) -> Iterator[tuple[str, Standard]]:
    """The standard with one of its parts taken away at a time, and which."""
    for name in ("during", "after"):
        trigger = getattr(standard, name)
        if trigger is not None:
            yield from (
                (f"{name}.{part}", _changed(standard, **{name: trigger.model_copy(update={part: plain})}))
                for part, plain in (("unless", None), ("where", ALWAYS), ("from_", "started_on"), ("of", None))
                if hasattr(trigger, part) and getattr(trigger, part) != plain
            )
    if standard.extension is not None:
        yield "extension", _changed(standard, extension=None)
        if standard.extension.times is not None:
            yield "extension.times", _changed(standard, extension=standard.extension.model_copy(update={"times": None}))
        if standard.extension.event is not None:
            yield "extension.event", _changed(standard, extension=standard.extension.model_copy(update={"event": None}))
    for number in range(len(standard.warn)):
        yield f"warn {number + 1}", _changed(standard, warn=_less(standard.warn, number))
    yield from _without_of_form(standard)


def _without_of_form(standard: Standard) -> Iterator[tuple[str, Standard]]:
    form = standard.form
    for name, plain in (
        ("exempted_by", ()),
        ("counts_from", "the day"),
        ("until", None),
        ("one_each", False),
        ("beginning_with", False),
        ("test_at", "start"),
        ("unless", ()),
        ("grace", None),
    ):
        if hasattr(form, name) and getattr(form, name) != plain:
            yield name, _form(standard, **{name: plain})
    for name in ("met_by", "then", "restart", "must", "unless"):
        parts = getattr(form, name, ())
        for number, part in enumerate(parts):
            if len(parts) > 1 and (name, number) != ("then", len(parts) - 1):
                yield f"{name} {number + 1}", _form(standard, **{name: _less(parts, number)})
            if isinstance(part, AllOf):
                yield from (
                    (f"{name} {number + 1} without {n + 1}", _form(standard, met_by=(AllOf(all=_less(part.all, n)),)))
                    for n in range(len(part.all))
                )
            for condition in _lesser(getattr(part, "when", ALWAYS)):
                changed = (*parts[:number], part.model_copy(update={"when": condition}), *parts[number + 1 :])
                yield f"{name} {number + 1} as {condition}", _form(standard, **{name: changed})
            for inner in ("where", "when", "outcome"):
                plain = () if inner == "outcome" else ALWAYS
                if getattr(part, inner, plain) != plain and (name, inner) != ("then", "when"):
                    changed = (*parts[:number], part.model_copy(update={inner: plain}), *parts[number + 1 :])
                    yield f"{name} {number + 1}.{inner}", _form(standard, **{name: changed})
    if isinstance(form, Deadline) and form.until is not None and form.until.where != ALWAYS:
        yield "until.where", _form(standard, until=form.until.model_copy(update={"where": ALWAYS}))
    if isinstance(form, WindowLimit) and form.count.unless is not None:
        yield "count.unless", _form(standard, count=form.count.model_copy(update={"unless": None}))


def _lesser(condition: Any) -> Iterator[Any]:
    """The condition with one of its terms taken away at a time."""
    terms = getattr(condition, "terms", ())
    for number, term in enumerate(terms):
        if len(terms) > 1:
            yield replace(condition, terms=_less(terms, number))
        yield from (replace(condition, terms=(*terms[:number], t, *terms[number + 1 :])) for t in _lesser(term))
    for name in ("term", "where"):
        if hasattr(condition, name):
            yield from (replace(condition, **{name: inner}) for inner in _lesser(getattr(condition, name)))
            if name == "where" and condition.where != ALWAYS:
                yield replace(condition, where=ALWAYS)


def _less(parts: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return (*parts[:number], *parts[number + 1 :])


def _changed(standard: Standard, **update: Any) -> Standard:
    return standard.model_copy(update=update)


def _form(standard: Standard, **update: Any) -> Standard:
    names = ("deadline", "recurring", "state", "limit", "load")
    (name,) = [name for name in names if getattr(standard, name) is not None]
    form: Node = getattr(standard, name)
    return _changed(standard, **{name: form.model_copy(update=update)})


@each_standard
def test_whatever_part_of_the_standard_is_taken_away_some_case_misses_it(standard: Standard) -> None:
    cases = [(case, snapshot_of(case, standard, RULEBOOK.vocabulary)) for case in _cases(standard.id)]
    missed_by_none = [
        part for part, less in _without(standard) if not any(_misses(less, case, snapshot) for case, snapshot in cases)
    ]
    assert missed_by_none == []


def _misses(standard: Standard, case: Case, snapshot: Snapshot) -> bool:
    """Whether the findings under `standard` are not those that the case expects."""
    found = evaluate(snapshot, replace(RULEBOOK, standards=(standard,)), case.as_of, case.known_on).named()
    rows = found.filter(pl.col("subject") == case.subject).sort("started_on", "turn", "due_on", nulls_last=False)
    return len(case.expect) != rows.height or any(
        row[column] != value
        for row, wanted in zip(rows.to_dicts(), case.expect, strict=True)
        for column, value in wanted.items()
    )
