"""Laying an authority's overlay over the pack: adopted, set aside, tuned, and ladders of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from compliance.rulebook.check import check_standard
from compliance.rulebook.faults import Faults
from compliance.rulebook.ladders import Ladder, check_ladder
from compliance.rulebook.model import Standard
from compliance.rulebook.overlay import Overlay
from compliance.rulebook.places import Path_, Written, model_from, read_yaml
from compliance.rulebook.tuning import tune
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean

LAW = ("statutory", "court-rule", "statutory-guidance")
"""Standings that an authority cannot set aside."""


@dataclass(frozen=True)
class Local:
    """An overlay as read."""

    written: Written
    overlay: Overlay


def read_overlay(file: Path) -> Local:
    """The overlay that a file says.

    Raises:
        InputError: it cannot be read, or has a word or value that no overlay has.
    """
    written = read_yaml(file, file.parent)
    return Local(written, model_from(Overlay, written))


def with_local_ladders(
    local: Local, ladders: Mapping[str, Ladder], vocabulary: Vocabulary, faults: Faults
) -> dict[str, Ladder]:
    """The pack's ladders with the authority's in place of those that it sets."""
    laid = dict(ladders)
    for name, content in local.overlay.ladders.items():
        path: Path_ = ("ladders", name)
        if name not in ladders:
            faults.add(local.written.error(path, f"there is no ladder '{name}'; {did_you_mean(name, ladders)}"))
            continue
        own = faults.gather(partial(model_from, Ladder, local.written, path, {"id": name, **content}))
        if own is not None:
            faults.add(*(local.written.error((*path, *place), text) for place, text in check_ladder(own, vocabulary)))
            laid[name] = own
    return laid


def with_local_values(
    local: Local,
    pack: Iterable[tuple[Written, Standard]],
    vocabulary: Vocabulary,
    ladders: Mapping[str, Ladder] | None,
    faults: Faults,
) -> list[Standard]:
    """The pack's standards with what the overlay adopts, sets aside and tunes."""
    read = list(pack)
    names = {name: standard.id for _, standard in read for name in (standard.id, *standard.aliases)}
    _check_names(local, names, faults)
    adopted, aside = _adopted(local, names), {names.get(name, name) for name in local.overlay.set_aside}
    laid: list[Standard] = []
    for written, standard in read:
        own = [name for name in local.overlay.standards if names.get(name) == standard.id]
        tuned = standard
        for name in own:
            tuned = _tuned(local, name, tuned, written, vocabulary, ladders, faults)
        if standard.id in aside:
            tuned = _set_aside(local, tuned, faults)
        elif tuned.status == "shadow" and (adopted is None or standard.id in adopted):
            tuned = tuned.model_copy(update={"status": "live", "adopted": True})
        laid.append(tuned)
    return laid


def _adopted(local: Local, names: Mapping[str, str]) -> set[str] | None:
    """The ids adopted; None for all."""
    adopt = local.overlay.adopt
    return None if adopt == "all" else {names.get(name, name) for name in adopt}


def _check_names(local: Local, names: Mapping[str, str], faults: Faults) -> None:
    overlay = local.overlay
    named: list[tuple[Path_, str]] = [(("standards", name), name) for name in overlay.standards]
    named += [(("set_aside", name), name) for name in overlay.set_aside]
    named += [(("adopt", place), name) for place, name in enumerate(overlay.adopt) if overlay.adopt != "all"]
    for path, name in named:
        if name not in names:
            faults.add(local.written.error(path, f"there is no standard '{name}'; {did_you_mean(name, names)}"))


def _tuned(
    local: Local,
    name: str,
    standard: Standard,
    written: Written,
    vocabulary: Vocabulary,
    ladders: Mapping[str, Ladder] | None,
    faults: Faults,
) -> Standard:
    path: Path_ = ("standards", name)
    tuned = tune(standard, cast(dict[str, Any], written.content), local.overlay.standards[name])
    faults.add(*(local.written.error((*path, *place), text) for place, text in tuned.faults))
    if tuned.faults:
        return standard
    try:
        own = Standard.model_validate(tuned.content)
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        faults.add(local.written.error(path, f"with these values '{standard.id}' does not hold: {said}."))
        return standard
    faults.add(*(local.written.error(path, text) for _, text in check_standard(own, vocabulary, ladders)))
    return own.model_copy(update={"status": standard.status, "local": tuple(tuned.local)})


def _set_aside(local: Local, standard: Standard, faults: Faults) -> Standard:
    if standard.standing in LAW:
        faults.add(
            local.written.error(
                ("set_aside", standard.id),
                f"'{standard.id}' is {standard.standing.replace('-', ' ')}: an authority cannot set it aside. Record an "
                "exception for a child where one is agreed.",
            )
        )
    return standard.model_copy(update={"status": "retired"})
