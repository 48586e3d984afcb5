"""A route: one step of a ladder that fires for one finding."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Route:
    """Finding `finding` (the id of its fact) stands at `level` of `ladder` (its key), which tells `role`."""

    finding: str
    ladder: str
    level: int
    role: str
