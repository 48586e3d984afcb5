"""Saying where the two evaluators differ, so that a person can see it without the whole example."""

from collections.abc import Iterator
from typing import Any

from examples import Example

Row = dict[str, Any]


def differences(example: Example, ours: list[Row], theirs: list[Row]) -> str:
    """The first standard on which they differ: the rule, the rows that only one of them has, and the subject's records."""
    only_ours, only_theirs = [r for r in ours if r not in theirs], [r for r in theirs if r not in ours]
    differing = [*only_ours, *only_theirs]
    if not differing:
        return "" if len(ours) == len(theirs) else "one of them says the same row twice"
    name, subject = differing[0]["standard"], differing[0]["subject"]
    standard = next(s for s in example.rulebook.standards if s.id == name)
    lines = [f"as of {example.as_of}, known on {example.known_on}", _short(standard.__dict__, _WORDS)]
    for title, rows in (("engine", only_ours), ("oracle", only_theirs)):
        lines += [f"{title}: {_short(r)}" for r in rows if (r["standard"], r["subject"]) == (name, subject)]
    return "\n".join([*lines, *_records(example, subject, repr(standard))])


_WORDS = ("title", "area", "standing", "status", "says", "ladder", "aliases", "notes", "tags")


def _records(example: Example, subject: str, rule: str) -> Iterator[str]:
    lives = example.lives
    yield from (_short(person.__dict__) for person in lives.people if person.id == subject)
    for record in (*lives.periods, *lives.events, *lives.exceptions):
        if record.subject == subject and (record.kind in ("exempt", "extended") or repr(record.kind) in rule):
            yield _short(record.__dict__)
    if "role" in rule or "involvement='" in rule:
        yield from (_short(one.__dict__) for one in (*lives.involvements, *lives.posts))


def _short(row: dict[str, Any], without: tuple[str, ...] = ()) -> str:
    return " ".join(
        f"{key}={value}" for key, value in row.items() if value not in (None, (), {}) and key not in without
    )
