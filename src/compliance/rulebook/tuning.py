"""Setting an authority's own values in a standard, within the bounds that the standard itself states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from compliance.calendar import Duration, parse_duration
from compliance.rulebook.ceilings import never_longer
from compliance.rulebook.model import LocalValue, Standard, Tunable
from compliance.rulebook.overlay import OwnValue
from compliance.words import did_you_mean

Step = str | int
Fault = tuple[tuple[Step, ...], str]
"""Where in the standard's part of the overlay, and what is wrong."""


@dataclass
class Tuned:
    """A standard's content with an authority's values in it, what they replaced, and what was wrong with them."""

    content: dict[str, Any]
    local: list[LocalValue] = field(default_factory=list[LocalValue])
    faults: list[Fault] = field(default_factory=list[Fault])


def tune(standard: Standard, content: dict[str, Any], own: dict[str, OwnValue]) -> Tuned:
    """The content of a standard's file with the authority's values set; `content` itself stays as it is."""
    tuned = Tuned(_plain(content))
    for name, wanted in own.items():
        tunable = standard.tune.get(name)
        if tunable is None:
            tuned.faults.append(((name,), _no_such(standard, name)))
            continue
        faults = list(_beyond_bounds(standard, name, tunable, wanted, content))
        tuned.faults.extend(faults)
        if not faults:
            tuned.local.append(_set(standard, name, tunable, wanted, tuned.content))
    return tuned


def check_tune(standard: Standard, content: dict[str, Any]) -> Iterator[Fault]:
    """Every place that `tune` names and the standard's file does not have, and values of different kinds under one name."""
    for name, tunable in standard.tune.items():
        for path in tunable.sets:
            if value_at(content, path) is None and not tunable.one_of:
                yield ("tune", name, "sets"), f"there is nothing at '{path}' in this standard."
        kinds = {_length(shown_value(value_at(content, path))) is None for path in tunable.sets}
        if len(kinds) > 1:
            yield ("tune", name, "sets"), "these are not all lengths of time: give each its own name."


def steps_of(path: str) -> tuple[Step, ...]:
    """`recurring.then.1.within` as keys and places."""
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def value_at(content: Any, path: str) -> Any:
    """What stands at a dotted path of a file; None where nothing does."""
    for step in steps_of(path):
        if isinstance(content, dict):
            content = cast(dict[Any, Any], content).get(step)
        elif isinstance(content, list) and isinstance(step, int) and step < len(cast(list[Any], content)):
            content = cast(list[Any], content)[step]
        else:
            return None
    return content


def shown_value(value: Any) -> str:
    """A value of the pack as it is read: of dated versions, the latest."""
    return str(cast(list[Any], value)[-1]["value"]) if isinstance(value, list) else str(value)


def _plain(content: Any) -> Any:
    """The content without the marks of the file it was read from, so that changing it changes nothing else."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in cast(dict[Any, Any], content).items()}
    if isinstance(content, list):
        return [_plain(value) for value in cast(list[Any], content)]
    return content


def _no_such(standard: Standard, name: str) -> str:
    if not standard.tune:
        return f"'{standard.id}' has no value that an authority may set."
    return f"'{standard.id}' has no value '{name}' to set; {did_you_mean(name, standard.tune)}"


def _beyond_bounds(
    standard: Standard, name: str, tunable: Tunable, wanted: OwnValue, content: dict[str, Any]
) -> Iterator[Fault]:
    place = (name, "value")
    if wanted.from_ is not None and not all(map(_takes_versions, tunable.sets)):
        yield (name, "from"), "this value cannot change from a day on: leave 'from' out, and it holds always."
    if tunable.one_of:
        if wanted.value not in tunable.one_of:
            yield (
                place,
                f"'{wanted.value}' is not one of the values there are; {did_you_mean(wanted.value, tunable.one_of)}",
            )
        return
    present = value_at(content, tunable.sets[0])
    if wanted.from_ is None and isinstance(present, list):
        yield (name,), "this limit has dated versions: say with 'from' which day of trigger yours begins."
    if _length(shown_value(present)) is None:
        if not wanted.value.isdigit():
            yield place, f"'{wanted.value}' is not a whole number."
        return
    length = _length(wanted.value)
    if length is None:
        yield place, f"'{wanted.value}' is not a length of time: write it as {shown_value(present)} is written."
    elif tunable.ceiling is not None and not never_longer(length, tunable.ceiling):
        yield (
            place,
            f"{length} may be longer than {tunable.ceiling}, the most that the {standard.standing.replace('-', ' ')} source "
            f"allows ({_source(standard)}): set no more than that, in the same unit.",
        )


def _takes_versions(path: str) -> bool:
    """Whether a limit stands at the path, which may have dated versions; other lengths, counts and words may not."""
    form, *_, last = path.split(".")
    return (form == "deadline" and last == "within") or (form == "recurring" and last in ("within", "first"))


def _source(standard: Standard) -> str:
    """The last citation that has no end: the source of the number is listed last."""
    lasting = [citation.cite for citation in standard.basis if citation.until is None]
    return (lasting or [standard.basis[-1].cite])[-1]


def _length(text: str) -> Duration | None:
    try:
        return parse_duration(text)
    except ValueError:
        return None


def _set(standard: Standard, name: str, tunable: Tunable, wanted: OwnValue, content: dict[str, Any]) -> LocalValue:
    pack = shown_value(value_at(content, tunable.sets[0]))
    for path in tunable.sets:
        *way, last = steps_of(path)
        holder: Any = value_at(content, ".".join(str(step) for step in way)) if way else content
        present = value_at(holder, str(last))
        holder[last] = _as_set(standard, present, wanted)
    return LocalValue(name=name, value=wanted.value, pack=pack, cite=wanted.cite, sets=tunable.sets)


def _as_set(standard: Standard, present: Any, wanted: OwnValue) -> Any:
    """The value to write: alone, or as the latest of dated versions where it holds from a day on."""
    if wanted.from_ is None or _length(wanted.value) is None:
        return int(wanted.value) if isinstance(present, int) else wanted.value
    before = cast(list[Any], present) if isinstance(present, list) else [_undated(standard, present)]
    return [*before, {"value": wanted.value, "from": wanted.from_, "cite": wanted.cite}]


def _undated(standard: Standard, value: Any) -> dict[str, Any]:
    since = standard.in_force_from
    return {"value": value, "from": since if since is not None else "1990-01-01", "cite": _source(standard)}
