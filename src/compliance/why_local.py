"""What an authority set itself, said wherever the value counts: the value, where it was agreed, and what the pack says."""

from compliance.calendar import parse_duration
from compliance.evaluate.proof import CitedLimit, Detail
from compliance.rulebook.model import LocalValue


def set_locally(detail: Detail) -> list[str]:
    """A sentence for each local value that this finding rests on."""
    return [local_words(local) for local in detail.standard.local if _counts(local, detail)]


def local_words(local: LocalValue) -> str:
    """`15 working days, set locally (Practice standards 2026); the pack says 10 working days.`"""
    value, pack = local.value.replace("_", " "), local.pack.replace("_", " ")
    return f"{value[0].upper()}{value[1:]}, set locally ({local.cite}); the pack says {pack}."


def _counts(local: LocalValue, detail: Detail) -> bool:
    if any(path.startswith(("during.", "limit.", "load.", "state.")) for path in local.sets):
        return True
    if any(path.startswith("extension.") for path in local.sets):
        return bool(detail.extensions)
    if not isinstance(detail.limit, CitedLimit):
        return any(path.startswith("deadline.by.") for path in local.sets) and detail.limit is not None
    try:
        return parse_duration(local.value) == detail.limit.duration
    except ValueError:
        return False
