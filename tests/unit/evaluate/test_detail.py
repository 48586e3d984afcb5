"""A proof must give the date that it proves."""

from datetime import date

import polars as pl

from compliance.calendar import Duration, days_array, to_date
from compliance.evaluate import evaluate
from compliance.evaluate.detail import details
from compliance.evaluate.proof import CitedDate, CitedLimit, CitedTerm, Detail
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Deadline, PeriodEnd
from compliance.why import sentences


def _proofs(authority: Snapshot, rulebook: Rulebook, as_of: date) -> list[Detail]:
    named = evaluate(authority, rulebook, as_of).named()
    dated = named.filter(pl.col("due_on").is_not_null()).sort(pl.all()).gather_every(7)
    return details(authority, rulebook, as_of, dated.to_dicts())


def _counted(proof: Detail, rulebook: Rulebook) -> date:
    """The due date that the proof's own limit and start give."""
    calendar = rulebook.calendar
    match proof.limit:
        case CitedLimit(duration=duration, counted_from=start):
            form = proof.standard.deadline or proof.standard.recurring
            beginning_with = form is not None and form.beginning_with
            count = calendar.beginning_with_days if beginning_with else calendar.add_days
            return to_date(int(count(days_array([start]), duration)[0]))
        case CitedDate(floor=Duration() as floor, counted_from=start):
            return calendar.add(start, floor)
        case CitedDate(given=given, moved=moved, side=side):
            length = moved or Duration(0, "days")
            return calendar.before(given, length) if side == "before" else calendar.add(given, length)
        case CitedTerm(last=last):
            return last
        case None:
            raise AssertionError("a proof without a limit")


def test_the_limit_and_start_of_every_proof_give_its_due_date(
    authority: Snapshot, rulebook: Rulebook, as_of: date
) -> None:
    proofs = [p for p in _proofs(authority, rulebook, as_of) if p.standard.deadline or p.standard.recurring or p.limit]
    wrong = [
        proof.row
        for proof in proofs
        if _counted(proof, rulebook) != (proof.extensions[0].due_before if proof.extensions else proof.row["due_on"])
    ]
    assert len(proofs) > 200
    assert wrong == []


def test_every_met_finding_names_the_record_that_met_it(authority: Snapshot, rulebook: Rulebook, as_of: date) -> None:
    proofs = [p for p in _proofs(authority, rulebook, as_of) if p.row["outcome"] in ("met", "met_late")]
    by_event = [p for p in proofs if p.standard.state is None and p.standard.limit is None and p.standard.load is None]
    assert len(by_event) > 100
    assert [p.row for p in by_event if not p.met and not _met_by_the_end(p)] == []


def _met_by_the_end(proof: Detail) -> bool:
    form = proof.standard.form
    return isinstance(form, Deadline) and any(isinstance(way, PeriodEnd) for way in form.ways)


def test_every_proof_is_said_in_sentences_with_its_source(authority: Snapshot, rulebook: Rulebook, as_of: date) -> None:
    for proof in _proofs(authority, rulebook, as_of):
        said = sentences(proof)
        assert len(said) >= 2
        assert said[-1].startswith("Source: ")
        assert all(sentence.endswith(".") for sentence in said)
