"""`measures.yaml`: every measure, and why others that councils name are none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

from compliance.rulebook.check_measures import check_measure
from compliance.rulebook.faults import Faults
from compliance.rulebook.measure import Measure
from compliance.rulebook.model import Standard
from compliance.rulebook.places import Written, model_from, read_yaml
from compliance.vocabulary import Vocabulary

DECLINED = "declined"


@dataclass(frozen=True)
class Measures:
    """The measures by id, in the order written, and why each of the others that councils name is not one."""

    each: Mapping[str, Measure] = field(default_factory=dict[str, Measure])
    declined: Mapping[str, str] = field(default_factory=dict[str, str])


def load_measures(file: Path, vocabulary: Vocabulary, standards: Iterable[Standard]) -> Measures:
    """The measures of a file; no file is no measures.

    Raises:
        InputError: the file does not hold; every fault at once, each with file, line and column.
    """
    if not file.exists():
        return Measures()
    written = read_yaml(file, file.parent)
    faults, known = Faults(), tuple(standards)
    found: dict[str, Measure] = {}
    for name, content in written.content.items():
        if name == DECLINED:
            continue
        said = {"id": name, **cast(dict[str, Any], content)} if isinstance(content, dict) else content
        measure = faults.gather(partial(model_from, Measure, written, (name,), said))
        if measure is not None:
            places = check_measure(measure, vocabulary, known)
            faults.add(*(written.error((name, *path), text) for path, text in places))
            found[name] = measure
    declined = faults.gather(partial(_declined, written, found))
    faults.refuse()
    return Measures(found, declined or {})


def _declined(written: Written, found: Mapping[str, Measure]) -> dict[str, str]:
    content = written.content.get(DECLINED, {})
    if not isinstance(content, dict):
        raise written.error((DECLINED,), "a mapping of names to one line of reason is wanted here.")
    reasons = cast(dict[str, Any], content)
    for name, reason in reasons.items():
        if not isinstance(reason, str) or not reason:
            raise written.error((DECLINED, name), f"say in a line why '{name}' is declined.")
        if name in found:
            raise written.error((DECLINED, name), f"'{name}' is a measure of this file: it cannot be declined too.")
    return reasons
