"""Giving each child a reviewing officer, a conference chair and case progression, where their journey asks for one."""

from random import Random

from compliance.demo.journeys import Journey, Span
from compliance.demo.rows import Rows
from compliance.demo.workforce import Workforce


def allocate_independents(journeys: list[Journey], force: Workforce, rows: Rows, random: Random) -> None:
    """A reviewing officer for each period of care, a chair for each plan, case progression for court work."""
    for journey in journeys:
        for role, span in _independent_roles(journey):
            if span.start > rows.ends_on:
                continue
            post = random.choice(force.in_role(role))
            start = max(span.start + random.choice((0, 1, 1, 2, 4)), post.start)
            for child in journey.family.children:
                rows.involvement(child.id, post.worker, role, post.team, max(start, child.born), span.end)


def _independent_roles(journey: Journey) -> list[tuple[str, Span]]:
    roles: list[tuple[str, Span]] = []
    if journey.care is not None:
        roles.append(("iro", journey.care))
    if journey.cp_plan is not None:
        roles.append(("cp_chair", journey.cp_plan))
    roles += [
        ("case_progression", stage.span)
        for stage in (journey.pre_proceedings, journey.proceedings)
        if stage is not None
    ]
    return roles
