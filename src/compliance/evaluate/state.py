"""`state`: while A holds, B must hold, after a grace."""

import numpy as np

from compliance.calendar import UNKNOWN, Duration
from compliance.evaluate.arrays import ALWAYS, FOREVER, Flags, Ints, Longs, key_of
from compliance.evaluate.ask import YES, of_records
from compliance.evaluate.involved import involvements
from compliance.evaluate.occurrences import Occurrences, joined, no_occurrences, occurrences, with_untold
from compliance.evaluate.spans import Runs, Segments, Spans, merged, runs, segment_after, segments
from compliance.evaluate.triggers import NO_REASON, Triggers, reason, triggers_of
from compliance.evaluate.world import World, day_after
from compliance.rulebook.model import Holding, Standard, State

WHILE, MUST, UNLESS = range(3)
CHANNELS = 3
NO_GRACE = Duration(0, "days")


def state_occurrences(world: World, standard: Standard, form: State) -> Occurrences:
    """One occurrence a stretch of A without B, one met at once for each A that begins inside B."""
    triggers = triggers_of(world, standard)
    if not len(triggers):
        return no_occurrences()
    told = triggers.where(triggers.reason == NO_REASON)
    every = [merged(told.subject, told.anchor, day_after(told.end, world.as_of), WHILE)]
    every += [_source(world, source, told.subject, MUST) for source in form.must]
    every += [_source(world, source, told.subject, UNLESS) for source in form.unless]
    found = segments(every, CHANNELS)
    holding, kept, excused = (found.values[channel] > 0 for channel in range(CHANNELS))
    whole = runs(found, holding)
    stretches = runs(found, holding & ~kept & ~excused)
    begun_inside = runs_starting(whole, kept & ~excused)
    o = joined(
        _stretches(world, form, told, found, whole, stretches),
        _met_at_once(world, told, whole, begun_inside),
    )
    return with_untold(o, triggers.where(triggers.reason != NO_REASON))


def _source(world: World, source: Holding, subjects: Ints, channel: int) -> Spans:
    if source.period is not None:
        periods = world.periods(source.period)
        keep = ~periods.contradiction & (of_records(world, source.where, periods) == YES)
        return merged(periods.subject[keep], periods.reach_from[keep], periods.stop(world.as_of)[keep], channel)
    if source.involvement is not None:
        involved = involvements(world, source.involvement)
        return merged(involved.person, involved.start, involved.stop, channel)
    people = np.unique(subjects)
    born, expected = world.born[people], world.expected_birth[people]
    until = np.where(born != UNKNOWN, born, np.where(expected != UNKNOWN, FOREVER, ALWAYS))
    # A birth after `as_of` has not been seen.
    until = np.where(until > world.as_of, FOREVER, until).astype(np.int32)
    return merged(people, np.full(len(people), ALWAYS), until, channel)


def runs_starting(whole: Runs, holds: Flags) -> Runs:
    """The runs in whose first segment `holds` is true."""
    keep = holds[whole.first]
    return Runs(whole.first[keep], whole.last[keep], whole.subject[keep], whole.start[keep], whole.stop[keep])


def _stretches(
    world: World, form: State, triggers: Triggers, found: Segments, whole: Runs, stretches: Runs
) -> Occurrences:
    after = segment_after(found, stretches)
    holding, kept = (np.where(after >= 0, found.values[c][after] > 0, False) for c in (WHILE, MUST))
    begins = _begins(triggers, whole)[np.searchsorted(whole.first, stretches.first, side="right") - 1]
    started = stretches.start
    due = world.calendar.add_days(started, form.grace or NO_GRACE)
    why = np.where(due == UNKNOWN, reason("beyond_calendar"), NO_REASON).astype(np.int8)
    is_open = stretches.stop == FOREVER
    met = np.where(holding & kept & ~is_open, stretches.stop, UNKNOWN)
    over = np.where(is_open | (met != UNKNOWN), UNKNOWN, stretches.stop - 1)
    return occurrences(
        stretches.subject,
        triggers.occurrence[begins],
        triggers.period[begins],
        started,
        due,
        met.astype(np.int32),
        over.astype(np.int32),
        why,
    )


def _met_at_once(world: World, triggers: Triggers, whole: Runs, begun: Runs) -> Occurrences:
    begins = _begins(triggers, whole)[np.searchsorted(whole.first, begun.first)]
    start, none = begun.start, np.full(len(begun.start), UNKNOWN)
    due = world.calendar.add_days(start, NO_GRACE)
    why = np.where(due == UNKNOWN, reason("beyond_calendar"), NO_REASON).astype(np.int8)
    return occurrences(
        begun.subject, triggers.occurrence[begins], triggers.period[begins], start, due, start, none, why
    )


def _begins(triggers: Triggers, whole: Runs) -> Longs:
    """The trigger that begins each run of A: the first that its subject has from that day."""
    keys = key_of(triggers.subject, triggers.anchor)
    order = np.argsort(keys, kind="stable")
    return order[np.searchsorted(keys[order], key_of(whole.subject, whole.start))]
