"""What a sweep did, said to whoever ran it: what was checked, what is late, what cannot be told and why."""

from datetime import date

from compliance.cli.show import counted
from compliance.rulebook.words_of_limits import day
from compliance.sweep import SweepResult
from compliance.sweep.manifest import Manifest

OUTCOME_LINES = {
    "overdue": "overdue",
    "due_soon": "due soon",
    "on_track": "on track",
    "exempt": "exempt, by an agreement or a refusal on record",
    "met": "met in time",
    "met_late": "met late",
    "missed": "missed: it ended without the thing being done",
    "lapsed": "lapsed: it ended before it fell due",
    "cannot_tell": "cannot be told",
}
"""In the order in which they matter today."""

WANTING = {
    "start_unknown": "it began before the records do",
    "anchor_unknown": "the date that it counts from is missing",
    "contradiction": "a period ends before it starts",
    "two_open": "two periods are open where only one can be",
    "date_of_birth": "there is no date of birth",
    "no_value_in_force": "no limit was in force then",
    "beyond_calendar": "it falls due beyond the calendar",
    "turn_unknown": "it began before the records do, so nobody knows which turn this is",
    "attribute_unknown": "a field that the limit depends on is empty",
    "not_in_extract": "the extract does not carry the records that would meet it",
    "fte_unknown": "the hours of a post (fte) are missing",
}

HAPPENED = {
    "raised": "raised",
    "raised_a_level": "taken a level higher",
    "told": "put in front of somebody more",
    "lowered": "a level lower",
    "closed": "closed",
    "reopened": "come back",
    "paused": "paused",
    "resumed": "resumed",
    "re_dated": "re-dated",
    "promise_kept": "promised and done",
    "promise_broken": "promised and not done",
    "snooze_ended": "heard of again after a snooze",
    "not_right_answered": "put right in the record",
}


def account(result: SweepResult, *, dry_run: bool) -> list[str]:
    """What a sweep did, in the words of its manifest."""
    manifest = result.manifest
    opening = "Made-up authority. " if manifest.made_up else ""
    lines = [
        f"{opening}Sweep for {day(date.fromisoformat(manifest.as_of))}: {counted(manifest.children, 'person', 'people')} "
        f"held to {counted(len(manifest.standards), 'standard')}."
    ]
    if dry_run:
        lines.append("A rehearsal: nothing was written, and nobody was told.")
    if result.already_done:
        lines.append("This sweep was done before, so nothing was raised again. What it did then:")
    return [
        *lines,
        "",
        *_obligations(manifest),
        "",
        *_escalations(manifest),
        *_reservations(manifest),
        "",
        _silence(manifest),
    ]


def _obligations(manifest: Manifest) -> list[str]:
    lines = [f"{counted(manifest.obligations, 'obligation')}, past and present:"]
    for outcome, said in OUTCOME_LINES.items():
        if manifest.outcomes.get(outcome):
            lines.append(_number(manifest.outcomes[outcome], said))
    reasons = sorted(manifest.cannot_tell.items(), key=lambda reason: -reason[1])
    return lines + [_number(number, f"  {WANTING[reason]}") for reason, number in reasons]


def _number(number: int, said: str) -> str:
    return f"  {number:>9,}  {said}"


def _escalations(manifest: Manifest) -> list[str]:
    happened = [
        f"{number:,} {said}" for name, said in HAPPENED.items() if (number := manifest.escalations.get(name, 0))
    ]
    lines = [f"Escalations: {', '.join(happened)}." if happened else "No escalation changed."]
    for said, reasons in (("Closed", manifest.closed_because), ("Paused", manifest.paused_because)):
        if reasons:
            lines.append(f"  {said}: {', '.join(f'{number:,} {reason}' for reason, number in reasons.items())}.")
    return lines


def _reservations(manifest: Manifest) -> list[str]:
    """What the clerk must know before silence is trusted."""
    lines = [f"Not run: {name}, because {why}." for name, why in manifest.skipped.items()]
    if manifest.not_carried:
        lines.append(f"The extract does not carry {_and(manifest.not_carried)}: what rests on them is not guessed.")
    if manifest.rejected:
        lines.append(f"{counted(manifest.rejected, 'row')} of the extract could not be used: the import said why.")
    if manifest.nobody:
        lines.append("Told to a role or to the next one up, because there was no person to tell:")
        lines += [_number(number, said) for said, number in sorted(manifest.nobody.items(), key=lambda one: -one[1])]
    lines += [
        f"The rules engine was not trusted {counted(number, 'time')} ({name}): those were routed by the plain interpreter."
        for name, number in manifest.alarms.items()
    ]
    return ["", *lines] if lines else []


def _silence(manifest: Manifest) -> str:
    unknown = ", and not counted above as what cannot be told," if manifest.cannot_tell else ""
    return f"Whatever is not in the queue{unknown} was checked and is not late."


def _and(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
