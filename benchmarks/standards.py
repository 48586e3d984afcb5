"""Which standards of the national pack are held to the lives: the sixteen that every contender knows, or more of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.rulebook.model import Standard

SIXTEEN = frozenset({
    "assessment-45wd", "caseload-15", "cp-review", "cp-visit", "icpc-15wd", "lac-health-notification", "lac-iha",
    "lac-review", "lac-rha", "lac-visit", "placement-stability", "pre-proceedings-16w", "pre-proceedings-cp-plan",
    "proceedings-26w", "rhi-72h", "supervision-child",
})  # fmt: skip


def the_pack() -> Rulebook:
    """Every standard of the national pack."""
    return load_rulebook(national_pack())


def the_sixteen() -> Rulebook:
    """The pack cut down to the sixteen."""
    return _only(the_pack(), lambda standard: standard.id in SIXTEEN)


def the_sixteen_and_idle(lives: Path) -> Rulebook:
    """The sixteen, and every standard for which these lives hold no record that could begin anything."""
    return _only(the_pack(), lambda standard: standard.id in SIXTEEN or not _may_begin(standard, lives))


def of_the_sixteen(findings: pl.DataFrame, rulebook: Rulebook) -> pl.DataFrame:
    """The findings of the sixteen, with the numbers that their standards have among the sixteen."""
    numbers = [number for number, standard in enumerate(rulebook.standards) if standard.id in SIXTEEN]
    places = {number: place for place, number in enumerate(numbers)}
    kept = findings.filter(pl.col("standard").is_in([*places]))
    return kept.with_columns(pl.col("standard").replace_strict(places, return_dtype=kept.schema["standard"]))


def _only(rulebook: Rulebook, wanted: Callable[[Standard], bool]) -> Rulebook:
    return replace(rulebook, standards=tuple(standard for standard in rulebook.standards if wanted(standard)))


def _may_begin(standard: Standard, lives: Path) -> bool:
    if standard.during is not None:
        return any((lives / "periods" / f"{kind}.parquet").exists() for kind in standard.during.period)
    if standard.after is not None:
        return any((lives / "events" / f"{kind}.parquet").exists() for kind in standard.after.event)
    return True
