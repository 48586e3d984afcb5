"""`evaluate(snapshot, rulebook, as_of, known_on)`: the one function that everything else calls."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import repeat

import numpy as np
import polars as pl

from compliance.calendar import UNKNOWN, day_number
from compliance.errors import InputError
from compliance.evaluate.about import kinds_of, meeting_kinds, subject_kind_of
from compliance.evaluate.agreements import booked_for, exempt_until
from compliance.evaluate.arrays import FOREVER, Flags
from compliance.evaluate.blocks import Block, blocks, fits_in_one
from compliance.evaluate.deadline import deadline_occurrences
from compliance.evaluate.findings import COMPACT, Columns, Findings, compact_frame
from compliance.evaluate.judge import judge
from compliance.evaluate.limit import limit_occurrences
from compliance.evaluate.load import load_occurrences
from compliance.evaluate.meeting import bound
from compliance.evaluate.occurrences import NOTHING, Occurrences, occurrences
from compliance.evaluate.owners import Owners, held_by, owners
from compliance.evaluate.read_once import ReadOnce, read_ahead
from compliance.evaluate.recurring import recurring_occurrences
from compliance.evaluate.state import state_occurrences
from compliance.evaluate.triggers import Triggers, reason, triggers_of
from compliance.evaluate.world import World
from compliance.records.schema import SUBJECT_KINDS
from compliance.records.snapshot import Snapshot
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Deadline, Load, Recurring, Standard, State

NOT_RUN = {"draft": "it is a draft", "retired": "it is retired"}
NO_FINDINGS: Columns = {name: np.empty(0, np.int32) for name in COMPACT}


def evaluate(snapshot: Snapshot, rulebook: Rulebook, as_of: date, known_on: date | None = None) -> Findings:
    """The state of every obligation on `as_of`, from what was known on `known_on` (None: all that is known now).

    Pure: the same arguments give the same findings, whenever and wherever it is called. docs/evaluation.md says what
    each answer must be.

    Raises:
        InputError: `as_of` lies outside the calendar.
    """
    run = [(number, s) for number, s in enumerate(rulebook.standards) if s.status not in NOT_RUN]
    of_people = [(number, s) for number, s in run if subject_kind_of(rulebook.vocabulary, s) == "person"]
    others = [(number, s) for number, s in run if (number, s) not in of_people]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        kept = _kept(snapshot, pool)
        whole = world_on(kept, rulebook, as_of, known_on)
        parts = blocks(kept, rulebook.vocabulary)
        # The workers' standards go first: they are one piece of work, and nobody should wait for it at the end.
        rest = pool.submit(_findings_in, whole, others, None)
        worlds = [_world_of(whole, part) for part in parts]
        frames = [*pool.map(_findings_in, worlds, repeat(of_people), parts), rest.result()]
    compact = pl.concat(frames, rechunk=False)
    return Findings(
        as_of,
        tuple(s.id for s in rulebook.standards),
        {s.id: s.period_kind for s in rulebook.standards if s.period_kind is not None},
        compact,
        snapshot,
        {s.id: NOT_RUN[s.status] for s in rulebook.standards if s.status in NOT_RUN},
    )


def _kept(snapshot: Snapshot, pool: Executor) -> Snapshot:
    """The snapshot, of which nothing is read twice."""
    if fits_in_one(snapshot):
        return replace(snapshot, tables=read_ahead(snapshot.tables, pool))
    return replace(snapshot, tables=ReadOnce(snapshot.tables))


def _world_of(whole: World, part: Block) -> World:
    """The world of one block."""
    return World(part.snapshot, whole.vocabulary, whole.calendar, whole.as_of, whole.known_on, part.offsets)


def _findings_in(world: World, standards: Sequence[tuple[int, Standard]], part: Block | None) -> pl.DataFrame:
    """The findings of some standards in one block, with the codes of the whole snapshot."""
    holders = owners(world)
    found = [_findings_of(world, standard, number, holders, part) for number, standard in standards]
    if not found:
        return pl.DataFrame(schema=COMPACT)
    columns = {name: np.concatenate([of_one[name] for of_one in found]) for name in COMPACT}
    columns["subject"] = columns["subject"] + (part.first if part is not None else 0)
    return compact_frame(columns)


def world_on(snapshot: Snapshot, rulebook: Rulebook, as_of: date, known_on: date | None) -> World:
    """The snapshot as it stands on a date.

    Raises:
        InputError: the date lies outside the calendar.
    """
    calendar = rulebook.calendar
    if not calendar.starts_on <= as_of <= calendar.ends_on:
        raise InputError(
            f"{as_of} lies outside the calendar of bank holidays, which runs from {calendar.starts_on} to "
            f"{calendar.ends_on}: choose a date inside it, or extend rules/calendar.yaml."
        )
    known = day_number(known_on) if known_on is not None else None
    return World(snapshot, rulebook.vocabulary, calendar, day_number(as_of), known)


def _findings_of(world: World, standard: Standard, number: int, holders: Owners, part: Block | None) -> Columns:
    kind = subject_kind_of(world.vocabulary, standard)
    o = occurrences_of(world, standard)
    if not len(o):
        return NO_FINDINGS
    exempt = exempt_until(world, standard, kind, o.subject, o.period)
    booked = booked_for(world, standard, meeting_kinds(standard), o.subject, o.period)
    o = replace(o, exempt_until=exempt, booked=booked)
    team, worker = held_by(holders, kind, o.subject)
    judged = judge(o, standard.warn, world.calendar, world.as_of)
    shift = part.offsets.get(standard.period_kind or "", 0) if part is not None else 0
    return {
        **judged,
        "standard": np.full(len(o), number, np.int32),
        "subject_kind": np.full(len(o), SUBJECT_KINDS.index(kind), np.int32),
        "period": np.where(judged["period"] == UNKNOWN, UNKNOWN, judged["period"] + shift),
        "team": np.where(team < 0, UNKNOWN, team),
        "worker": np.where(worker < 0, UNKNOWN, worker),
    }


def occurrences_of(world: World, standard: Standard) -> Occurrences:
    """The occurrences of a standard, before judgement."""
    if not _may_begin(world, standard):
        return NOTHING
    if (missing := _not_in_extract(world, standard)) is not None:
        return missing
    match standard.form:
        case Deadline() as form:
            return deadline_occurrences(world, standard, form)
        case Recurring() as form:
            return recurring_occurrences(world, standard, form)
        case State() as form:
            return state_occurrences(world, standard, form)
        case Load() as form:
            return load_occurrences(world, form)
        case form:
            return limit_occurrences(world, standard, form)


def _may_begin(world: World, standard: Standard) -> bool:
    """Whether there is any record of the kinds that begin a standard."""
    if standard.during is not None:
        return any(len(world.periods(kind).row) for kind in standard.during.period)
    return standard.after is None or any(len(world.events(kind).row) for kind in standard.after.event)


def _not_in_extract(world: World, standard: Standard) -> Occurrences | None:
    """One occurrence for each open trigger, where the extract carries nothing that could meet the standard."""
    carries = world.snapshot.facts.carries
    if carries is None or not isinstance(standard.form, Deadline | Recurring):
        return None
    alternatives = [standard.form.met_by]
    if isinstance(standard.form, Deadline) and standard.form.points:
        alternatives = [point.met_by or standard.form.met_by for point in standard.form.points]
    if all(any(set(kinds_of(way)) <= carries for way in ways) for ways in alternatives):
        return None
    triggers = triggers_of(world, standard)
    still = triggers.where(_still_open(world, standard, triggers))
    none = np.full(len(still), UNKNOWN)
    why = np.full(len(still), reason("not_in_extract"))
    return occurrences(still.subject, still.occurrence, still.period, still.anchor, none, none, none, why)


def _still_open(world: World, standard: Standard, triggers: Triggers) -> Flags:
    """Which triggers are not over: their period is open, or after an event, did not end what is owed."""
    if standard.after is not None and standard.deadline is not None:
        return ~bound(world, standard, standard.deadline, triggers).over
    return triggers.end == FOREVER
