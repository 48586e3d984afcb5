"""The pack as a whole: what no single file shows. Duties counted twice, tables with gaps, records that no source has."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any, NamedTuple, cast

from compliance.rulebook.conditions import ALWAYS, Age
from compliance.rulebook.limits_by_name import limits_by_name
from compliance.rulebook.local import LAW
from compliance.rulebook.model import Aged, Deadline, Load, Recurring, Standard, State, Tunable, Turn, WindowLimit
from compliance.rulebook.records_needed import Kinds, needed_by
from compliance.rulebook.words_of import ordinal

OLDEST = 200
"""An age that nobody attains, for ranges without an end."""


class PackFault(NamedTuple):
    """The id of the standard, where in its file, and what is wrong."""

    standard: str
    path: tuple[str | int, ...]
    sentence: str


def check_pack(standards: Iterable[Standard], supplied: Mapping[str, Kinds]) -> list[PackFault]:
    """Every fault of the pack as a whole; `supplied` says which kinds of record each source can supply."""
    read = list(standards)
    faults = [*_counted_twice(read)]
    for standard in read:
        faults += [
            *_unsupplied(standard, supplied),
            *(PackFault(standard.id, path, said) for path, said in _tables(standard)),
            *_bounds(standard),
        ]
    return faults


def _counted_twice(standards: list[Standard]) -> Iterator[PackFault]:
    """Pairs that ask the same of the same trigger at the same ages, where neither names the other under `tags.beside`."""
    duties: dict[str, list[Standard]] = {}
    for standard in standards:
        duties.setdefault(_duty(standard), []).append(standard)
    for alike in duties.values():
        for one, other in combinations(alike, 2):
            if other.id in _beside(one) or one.id in _beside(other):
                continue
            both = _overlap(_years(_aged(one)), _years(_aged(other)))
            if both is not None:
                yield PackFault(
                    other.id,
                    ("id",),
                    f"it asks the same of the same trigger as '{one.id}'{_at_ages(both)}: make them one standard, or say why "
                    f"both stand under tags: {{beside: {{{one.id}: why}}}}.",
                )


def _beside(standard: Standard) -> Mapping[str, str]:
    """The standards that this one says it stands beside, each with why."""
    named: Any = standard.tags.get("beside", {})
    return cast(Mapping[str, str], named) if isinstance(named, Mapping) else {}


def _duty(standard: Standard) -> str:
    """What a standard asks of whom, its ages and its limit left out."""
    form = standard.form
    asked: Any = None
    match form:
        case Deadline():
            asked = (form.ways, form.by)
        case Recurring():
            asked = form.met_by
        case State():
            asked = form.must
        case WindowLimit():
            asked = (form.count, form.in_a_row)
        case Load():
            asked = (form.role, form.count, form.over, form.per_role)
    during = standard.during.model_copy(update={"aged": None}) if standard.during is not None else None
    return repr((type(form).__name__, during, standard.after, asked))


def _aged(standard: Standard) -> Aged | None:
    return standard.during.aged if standard.during is not None else None


def _years(aged: Aged | Age | None) -> tuple[int, int]:
    """The years of age, the first in and the last out."""
    return (0, OLDEST) if aged is None else (aged.from_ or 0, aged.under or OLDEST)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int] | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first < last else None


def _at_ages(years: tuple[int, int]) -> str:
    return "" if years == (0, OLDEST) else f" {_range(years)}"


def _range(years: tuple[int, int]) -> str:
    if years[1] == OLDEST:
        return f"from {years[0]} years"
    return f"under {years[1]} years" if years[0] == 0 else f"from {years[0]} to under {years[1]} years"


def _unsupplied(standard: Standard, supplied: Mapping[str, Kinds]) -> Iterator[PackFault]:
    lacking = [needed_by(standard).lacking(kinds) for kinds in supplied.values()]
    if lacking and all(lacking):
        least = min(lacking, key=lambda kinds: len(kinds.names))
        yield PackFault(standard.id, ("id",), f"no source can supply {', '.join(least.names)}, which it needs.")


def _tables(standard: Standard) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Entries of `then` and `depending` that are never reached, and ages or turns that stand in two entries or in none."""
    match standard.form:
        case Recurring(then=entries):
            yield from _never_reached(entries, ("recurring", "then"))
            yield from _turns(entries)
            for nth in {entry.nth for entry in entries}:
                ages = [entry.when for entry in entries if isinstance(entry.when, Age) and entry.nth == nth]
                yield from _ages(ages, ("recurring", "then"))
        case Deadline(depending=entries) if entries:
            conditions = [entry.when for entry in entries]
            yield from (
                (("deadline", "depending", place), "it is never reached: an entry before it has the same condition.")
                for place, when in enumerate(conditions)
                if when in conditions[:place]
            )
            yield from _ages([when for when in conditions if isinstance(when, Age)], ("deadline", "depending"))
        case _:
            return


def _never_reached(entries: tuple[Turn, ...], path: tuple[str, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, entry in enumerate(entries):
        for earlier in entries[:place]:
            wider = earlier.nth in (None, entry.nth) and earlier.when in (ALWAYS, entry.when)
            if wider and isinstance(earlier.within, type(entry.within)):
                yield (*path, place), "it is never reached: an entry before it holds wherever this one does."
                break


def _turns(entries: tuple[Turn, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    named = sorted({entry.nth for entry in entries if entry.nth is not None})
    for one, following in pairwise(named):
        if following > one + 1:
            between = (
                ordinal(one + 1) if following == one + 2 else f"{ordinal(one + 1)} to the {ordinal(following - 1)}"
            )
            yield ("recurring", "then"), f"no entry names the {between}: say which limit holds there."


def _ages(conditions: list[Age], path: tuple[str, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Ages in two entries, and ages between two entries that stand in none."""
    ranges = sorted(_years(age) for age in conditions)
    for one, following in pairwise(ranges):
        if following[0] < one[1]:
            yield path, f"the ages {_range((following[0], min(one[1], following[1])))} stand in two entries."
        elif following[0] > one[1]:
            yield path, f"the ages {_range((one[1], following[0]))} stand in no entry between the others."


def _bounds(standard: Standard) -> Iterator[PackFault]:
    """What an authority may set, and whether the number is good enough to act on."""
    if standard.standing == "local" and not standard.tune and limits_by_name(standard):
        yield PackFault(standard.id, ("standing",), "local values are tunable: name them under 'tune'.")
    if standard.standing in LAW:
        for name, tunable in standard.tune.items():
            if _is_length(tunable) and tunable.ceiling is None and name not in _no_ceiling(standard):
                yield PackFault(
                    standard.id,
                    ("tune", name),
                    "a limit of the law has a 'ceiling', so that nobody sets a longer one; where the number is not the law's, "
                    f"say so under tags: {{no_ceiling: {{{name}: why}}}}.",
                )
    if standard.status == "live" and all(cited.verified == "memory" for cited in standard.basis):
        yield PackFault(
            standard.id,
            ("status",),
            "nobody has seen its number in any source: it ships as 'shadow' until an authority adopts it.",
        )


def _is_length(tunable: Tunable) -> bool:
    """Whether what is set is a length of time: a list of choices and a count are not."""
    return not tunable.one_of and not tunable.sets[0].endswith((".most", ".warn_at"))


def _no_ceiling(standard: Standard) -> Mapping[str, str]:
    named: Any = standard.tags.get("no_ceiling", {})
    return cast(Mapping[str, str], named) if isinstance(named, Mapping) else {}
