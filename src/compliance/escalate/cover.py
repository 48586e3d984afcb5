"""Who does the work of somebody who is away: their deputy, or the deputy's deputy, a few steps on."""

from collections.abc import Callable, Mapping

STEPS = 3
"""How many deputies are asked, one after another, before the next role up hears instead."""


def on_duty(worker: str, away: Mapping[str, str | None], may_cover: Callable[[str], bool]) -> str | None:
    """The worker, or whoever covers for them; None where nobody does.

    `away` holds everybody who is away that day, with their deputy if one is named. Deputies who are all away, in a ring or
    one after another, are nobody.
    """
    asked = {worker}
    now = worker
    for _ in range(STEPS):
        if now not in away:
            return now
        deputy = away[now]
        if deputy is None or deputy in asked or not may_cover(deputy):
            return None
        asked.add(deputy)
        now = deputy
    return now if now not in away else None
