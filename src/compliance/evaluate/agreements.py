"""What was agreed: extensions that move a due date, exemptions that excuse, and bookings that are seen."""

from dataclasses import dataclass

import numpy as np

from compliance.calendar import UNKNOWN, Days
from compliance.evaluate.about import subject_kind_of
from compliance.evaluate.arrays import ALWAYS, FOREVER, Ints, Longs, Pairs, pair_by_subject
from compliance.evaluate.columns import day_column
from compliance.evaluate.triggers import Triggers
from compliance.evaluate.world import World
from compliance.rulebook.model import Extension, Standard


@dataclass(frozen=True)
class Agreements:
    """Agreements in order of subject, then of when they were made. `link` is the period named, or -1.

    `made_on` is `ALWAYS` where nobody wrote down when.
    """

    subject: Ints
    link: Longs
    made_on: Days
    value: Days
    started: Days


_NO_DAYS = np.empty(0, np.int32)
NOTHING = Agreements(_NO_DAYS, np.empty(0, np.int64), _NO_DAYS, _NO_DAYS, _NO_DAYS)


def exceptions_of(world: World, standard: Standard, subject_kind: str, kind: str) -> Agreements:
    """The exceptions of a kind for a standard, agreed by `as_of`. `value` is `new_due_on`, or `until` for an exemption."""
    frame = world.exceptions(subject_kind, kind, [standard.id, *standard.aliases])
    if frame is None:
        return NOTHING
    made = day_column(frame["agreed_on"])
    seen = (made <= world.as_of) & world.known(frame["agreed_on"])
    return Agreements(
        frame["subject"].to_numpy()[seen],
        world.links_to(standard.period_kind, frame)[seen],
        np.where(made == UNKNOWN, ALWAYS, made).astype(np.int32)[seen],
        day_column(frame["new_due_on" if kind == "extended" else "until"])[seen],
        day_column(frame["started_on"])[seen],
    )


def extensions_of(world: World, standard: Standard, extension: Extension) -> Agreements:
    """The extensions recorded for a standard, as events and as exceptions, in order of subject and of being made."""
    agreed = exceptions_of(world, standard, subject_kind_of(world.vocabulary, standard), "extended")
    if extension.event is not None:
        events = world.events(extension.event)
        during = standard.period_kind or ""
        recorded = Agreements(
            events.subject,
            world.event_links(events, during),
            events.day,
            day_column(world.event_attribute(events, "new_due_on")),
            events.day,
        )
        agreed = Agreements(
            *(np.concatenate([getattr(agreed, n), getattr(recorded, n)]) for n in Agreements.__dataclass_fields__)
        )
    order = np.lexsort((agreed.value, agreed.made_on, agreed.subject))
    return Agreements(*(getattr(agreed, n)[order] for n in Agreements.__dataclass_fields__))


@dataclass(frozen=True)
class Extending:
    """How each pair of a trigger and an extension fared: `due_before`, `due_after`, and whether it `applied`."""

    pairs: Pairs
    due_before: Days
    due_after: Days
    applied: np.ndarray[tuple[int], np.dtype[np.bool_]]


def extend(
    world: World, extension: Extension, agreed: Agreements, triggers: Triggers, due: Days
) -> tuple[Days, Extending]:
    """The due dates moved by the extensions that apply, one after another, and what became of each."""
    pairs = pair_by_subject(triggers.subject, agreed.subject)
    named = agreed.link[pairs.right]
    pairs = pairs.where((named == -1) | (named == triggers.period[pairs.left]))
    due = due.copy()
    times = np.zeros(len(triggers), np.int32)
    before, after = np.full(len(pairs.left), UNKNOWN), np.full(len(pairs.left), UNKNOWN)
    applied = np.zeros(len(pairs.left), np.bool_)
    for rank in range(int(_rank(pairs.left).max(initial=-1)) + 1):
        here = np.flatnonzero(_rank(pairs.left) == rank)
        trigger, row = pairs.left[here], pairs.right[here]
        cap = world.calendar.add_days(due[trigger], extension.up_to)
        moved = agreed.value[row]
        fits = (due[trigger] != UNKNOWN) & (agreed.made_on[row] <= due[trigger])
        fits &= (moved > due[trigger]) & (moved <= cap)
        if extension.times is not None:
            fits &= times[trigger] < extension.times
        before[here] = due[trigger]
        due[trigger] = np.where(fits, moved, due[trigger])
        times[trigger] += fits
        after[here], applied[here] = due[trigger], fits
    return due, Extending(pairs, before, after, applied)


def _rank(groups: Longs) -> Longs:
    """The place of each row among the rows of its group; groups stand together."""
    begins = np.ones(len(groups), np.bool_)
    begins[1:] = groups[1:] != groups[:-1]
    first = np.maximum.accumulate(np.where(begins, np.arange(len(groups)), 0)) if len(groups) else np.empty(0, np.int64)
    return np.arange(len(groups)) - first


def extended(world: World, standard: Standard, extension: Extension, triggers: Triggers, due: Days) -> Days:
    """The due dates as extensions have moved them."""
    return extend(world, extension, extensions_of(world, standard, extension), triggers, due)[0]


def exempt_until(world: World, standard: Standard, subject_kind: str, subject: Ints, period: Longs) -> Days | None:
    """The last day of an exemption that covers `as_of`, for each occurrence: the latest, `FOREVER` if it has no end.

    None where the standard has no exemptions at all.
    """
    agreed = exceptions_of(world, standard, subject_kind, "exempt")
    started, until = agreed.started, np.where(agreed.value == UNKNOWN, FOREVER, agreed.value).astype(np.int32)
    covers = (started <= world.as_of) & (until >= world.as_of)
    if not covers.any():
        return None
    order = np.argsort(agreed.subject[covers], kind="stable")
    link, until = agreed.link[covers][order], until[covers][order]
    pairs = pair_by_subject(subject, agreed.subject[covers][order])
    pairs = pairs.where((link[pairs.right] == -1) | (link[pairs.right] == period[pairs.left]))
    last = np.full(len(subject), UNKNOWN)
    np.maximum.at(last, pairs.left, until[pairs.right])
    return last


def booked_for(world: World, standard: Standard, kinds: set[str], subject: Ints, period: Longs) -> Days | None:
    """The earliest day on or after `as_of` for which a record that would meet each occurrence is planned.

    None where nothing is planned for anybody.
    """
    during = standard.period_kind
    planned = [found for kind in sorted(kinds) if (found := _planned(world, kind, during)) is not None]
    if not planned:
        return None
    whose, link, day = (np.concatenate(column) for column in zip(*planned, strict=True))
    order = np.argsort(whose, kind="stable")
    link, day = link[order], day[order]
    pairs = pair_by_subject(subject, whose[order])
    pairs = pairs.where((link[pairs.right] == -1) | (link[pairs.right] == period[pairs.left]))
    booked = np.full(len(subject), FOREVER)
    np.minimum.at(booked, pairs.left, day[pairs.right])
    return np.where(booked == FOREVER, UNKNOWN, booked).astype(np.int32)


def _planned(world: World, kind: str, during: str | None) -> tuple[Ints, Longs, Days] | None:
    """Whose records of a kind are planned, the period each names, and the day; None where nothing is planned."""
    columns = ["subject", "happened_on", "planned_for", "recorded_on", "linked_kind", "linked_period"]
    frame = world.snapshot.events(kind, columns)
    if frame is None or frame["planned_for"].null_count() == frame.height:
        return None
    day, recorded, planned = (day_column(frame[c]) for c in ("happened_on", "recorded_on", "planned_for"))
    ahead = (day == UNKNOWN) | (day > world.as_of)
    ahead &= (planned >= world.as_of) & (recorded <= world.as_of) & world.known(frame["recorded_on"])
    if not ahead.any():
        return None
    return frame["subject"].to_numpy()[ahead], world.links_to(during, frame)[ahead], planned[ahead]
