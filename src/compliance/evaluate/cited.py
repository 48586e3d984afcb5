"""The source of a limit, as it was in force on a day."""

from datetime import date

from compliance.calendar import day_number
from compliance.evaluate.limits import versions
from compliance.evaluate.proof import CitedLimit
from compliance.rulebook.model import Limit, Standard


def cited_limit(standard: Standard, limit: Limit, start: date | None, because: str = "") -> CitedLimit | None:
    """The version of a limit in force on `start`; None where there was none."""
    if start is None:
        return None
    day = day_number(start)
    for number, (first, last, duration) in enumerate(versions(limit, standard.in_force_from)):
        if first <= day <= last and duration is not None:
            cite = limit[number].cite if isinstance(limit, tuple) else basis_on(standard, start)
            return CitedLimit(duration, cite, start, because=because)
    return None


def basis_on(standard: Standard, day: date) -> str:
    """The citation of the standard's basis that was in force on a day: the latest listed."""
    in_force = [
        c for c in standard.basis if (c.from_ is None or c.from_ <= day) and (c.until is None or day <= c.until)
    ]
    return (in_force or list(standard.basis))[-1].cite
