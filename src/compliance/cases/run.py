"""Running the cases that stand beside the standards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from compliance.cases.history import UnusableRecordError, snapshot_of_all
from compliance.cases.model import Case, CaseFile
from compliance.cases.together import Row, days_of, rows_on
from compliance.errors import InputError
from compliance.evaluate.findings import COLUMNS, OUTCOMES, REASONS
from compliance.rulebook.book import Rulebook
from compliance.rulebook.load import CASES, standard_files
from compliance.rulebook.model import Standard
from compliance.rulebook.places import Written, model_from, read_yaml
from compliance.words import did_you_mean

EXPECTABLE = (*COLUMNS, "reason")


@dataclass(frozen=True)
class CaseResult:
    """What became of one case; `differences` and `place` are empty where it passed."""

    standard: str
    case: str
    place: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


def cases_file(folder: Path, standard: Standard) -> Path:
    """Where the cases of a standard stand."""
    return folder / standard.area / f"{standard.id}{CASES}"


def standards_without_cases(folder: Path, rulebook: Rulebook) -> list[str]:
    """The ids of standards that have no file of cases."""
    return [s.id for s in rulebook.standards if not cases_file(folder, s).exists()]


def cases_of(folder: Path, standard: Standard) -> tuple[Case, ...]:
    """The cases of a standard; none where it has no file of them.

    Raises:
        InputError: the file does not hold.
    """
    file = cases_file(folder, standard)
    return _read(file, folder, file.stat().st_mtime_ns)[1].cases if file.exists() else ()


# Reading takes longer than running: what was just read is looked at again for what its cases leave untested.
@lru_cache(maxsize=2)
def _read(file: Path, folder: Path, _changed_at: int) -> tuple[Written, CaseFile]:
    written = read_yaml(file, folder)
    return written, model_from(CaseFile, written)


def run_cases(folder: Path, rulebook: Rulebook, only: str | None = None) -> Iterator[CaseResult]:
    """Runs every case of every standard (or of one), in order.

    Raises:
        InputError: a file of cases does not hold, or belongs to no standard.
    """
    wanted = rulebook.standard(only).id if only is not None else None
    stems = {file.stem for file in standard_files(folder)}
    for file in sorted(folder.glob(f"*/*{CASES}")):
        name = file.name.removesuffix(CASES)
        if name not in stems:
            raise InputError(f"{file.name}: there is no standard '{name}' beside it; {did_you_mean(name, stems)}")
        if wanted in (None, name):
            written, read = _read(file, folder, file.stat().st_mtime_ns)
            yield from _run(rulebook.standard(name), rulebook, written, read.cases)


def _run(standard: Standard, rulebook: Rulebook, written: Written, cases: tuple[Case, ...]) -> Iterator[CaseResult]:
    for number, case in enumerate(cases):
        _check_expectations(case, written, number)
    try:
        snapshot = snapshot_of_all(cases, standard, rulebook.vocabulary)
    except UnusableRecordError as error:
        raise written.error(("cases", *error.path), str(error)) from None
    live = [standard.model_copy(update={"status": "live"})]
    found: dict[int, list[Row]] = {}
    for one in days_of(cases):
        for number, rows in rows_on(one, cases, snapshot, rulebook, live):
            found[number] = rows.get(standard.id, [])
    for number, case in enumerate(cases):
        place = written.place(("cases", number, "name"))
        yield CaseResult(standard.id, case.name, place, tuple(_differences(case, found[number])))


def _check_expectations(case: Case, written: Written, number: int) -> None:
    """Refuses a column, outcome or reason that no finding can have: such a case would only ever fail."""
    for at, wanted in enumerate(case.expect):
        for word, value in wanted.items():
            known = {"outcome": OUTCOMES, "reason": REASONS}.get(word)
            if word not in EXPECTABLE:
                sentence = f"a finding has no column '{word}'; {did_you_mean(word, EXPECTABLE)}"
            elif known is not None and value is not None and value not in known:
                sentence = f"no finding has the {word} '{value}'; {did_you_mean(str(value), known)}"
            else:
                continue
            raise written.error(("cases", number, "expect", at, word), sentence)


def _differences(case: Case, rows: list[Row]) -> Iterator[str]:
    if len(rows) != len(case.expect):
        shown = "; ".join(f"{row['outcome']} due {row['due_on']}" for row in rows) or "none"
        yield f"{len(case.expect)} findings expected, {len(rows)} found ({shown})"
        return
    for number, (wanted, row) in enumerate(zip(case.expect, rows, strict=True), start=1):
        for column, value in wanted.items():
            if row[column] != value:
                yield f"finding {number}: {column} should be {_said(value)}, is {_said(row[column])}"


def _said(value: Any) -> str:
    return "empty" if value is None else value.isoformat() if isinstance(value, date) else str(value)
