"""Taking every measure on the day of an evaluation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from compliance.calendar import day_number
from compliance.evaluate.engine import world_on
from compliance.evaluate.findings import Findings
from compliance.evaluate.read_once import ReadOnce
from compliance.evaluate.world import World
from compliance.measures.absent import absent
from compliance.measures.measured import Counted, Measured, measured
from compliance.measures.obligations import in_time, up_to_date
from compliance.measures.shares import average_days, count, share
from compliance.measures.windows import window_days
from compliance.measures.workforce import caseload, permanent_share, turnover
from compliance.rulebook.book import Rulebook
from compliance.rulebook.measure import Measure
from compliance.rulebook.measure_forms import AverageDays, InTime, Population, Share, UpToDate


def measure_all(findings: Findings, rulebook: Rulebook, measures: Iterable[Measure]) -> list[Measured]:
    """Each measure over each of its windows, from the findings and the snapshot that they were made from.

    Raises:
        BeyondCalendarError: a window begins before the calendar does.
    """
    snapshot = replace(findings.snapshot, tables=ReadOnce(findings.snapshot.tables))
    world = world_on(snapshot, rulebook, findings.as_of, None)
    return [one for measure in measures for one in _windows(world, findings, measure)]


def _windows(world: World, findings: Findings, measure: Measure) -> Iterator[Measured]:
    because = absent(world.snapshot, measure)
    for window in measure.window or (None,):
        first, last = window_days(window, findings.as_of, world.calendar)
        counted = Counted(0, 0, because=because) if because else _counted(world, findings, measure, first, last)
        yield measured(measure, window, first, last, counted)


def _counted(world: World, findings: Findings, measure: Measure, first: date, last: date) -> Counted:
    days = day_number(first), day_number(last)
    match measure.form:
        case InTime() as form:
            return in_time(findings, form, first, last)
        case UpToDate() as form:
            return up_to_date(findings, form, last)
        case Share() as form:
            return share(world, form, *days)
        case Population() as form:
            return count(world, form, *days)
        case AverageDays() as form:
            return average_days(world, form, *days)
        case form:
            if measure.caseload is not None:
                return caseload(world, measure.caseload)
            return turnover(world, form, *days) if measure.turnover is not None else permanent_share(world, form)
