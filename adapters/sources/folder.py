"""The folder format: one CSV file a canonical table, which any authority can write.

`people.csv` must be there; other tables may be absent. A header row names columns of `compliance.records.schema` or, in
periods and events, attributes of the vocabulary, in any order; dates are ISO. `extract.json` beside them may say
`{"made_up": true}` of a synthetic authority, and `"taken_on"`, the date of the extract.
"""

import json
from datetime import date, datetime
from pathlib import Path

from compliance.clock import LONDON
from compliance.errors import InputError
from compliance.records.columns import check_columns
from compliance.records.extract import Extract, RawTable
from compliance.records.schema import TABLES
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean
from compliance_adapters.sources.csv_files import csv_files, read_csv

_FACTS = ("made_up", "taken_on")


def read(where: Path, vocabulary: Vocabulary) -> Extract:
    """The tables in a folder.

    Raises:
        InputError: a missing folder, a file that is no table, cannot be read or is half-written, a missing or unknown
            column.
    """
    files = csv_files(where)
    made_up, taken_on = _facts(where / "extract.json")
    tables = tuple(_table(path, vocabulary) for path in files)
    return Extract(tables, "folder", made_up=made_up, taken_on=taken_on or last_written(files))


def last_written(files: list[Path]) -> str:
    """The day (ISO, in England) on which the latest of some files was written, which tells an extract's age."""
    latest = max(path.stat().st_mtime for path in files)
    return datetime.fromtimestamp(latest, LONDON).date().isoformat()


def _table(path: Path, vocabulary: Vocabulary) -> RawTable:
    if path.stem not in TABLES:
        raise InputError(f"{path.name}: there is no table '{path.stem}'; {did_you_mean(path.stem, TABLES)}")
    table = RawTable(path.stem, path.name, read_csv(path))
    check_columns(table, vocabulary)
    return table


def _facts(path: Path) -> tuple[bool, str]:
    if not path.exists():
        return False, ""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError(f"{path.name}: the file is not readable JSON.") from None
    if not isinstance(facts, dict):
        raise InputError(f'{path.name}: write an object, such as {{"made_up": true}}.')
    for key in facts:
        if key not in _FACTS:
            raise InputError(f"{path.name}: unknown key '{key}'; {did_you_mean(key, _FACTS)}")
    made_up, taken_on = facts.get("made_up", False), facts.get("taken_on", "")
    if not isinstance(made_up, bool):
        raise InputError(f"{path.name}: 'made_up' must be true or false.")
    if taken_on:
        try:
            date.fromisoformat(taken_on)
        except (TypeError, ValueError):
            raise InputError(f"{path.name}: 'taken_on' is not a date; write it as YYYY-MM-DD.") from None
    return made_up, taken_on
