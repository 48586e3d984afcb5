"""An import, whole: from a source's name and place to a current snapshot and a report, or to nothing at all."""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from compliance.errors import InputError
from compliance.records.build import build
from compliance.records.extract import Extract, Source, Supplies
from compliance.records.quality import QualityReport
from compliance.records.snapshot import Snapshot, open_snapshot
from compliance.records.write import write_snapshot
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean

GROUP = "compliance.sources"


@dataclass(frozen=True)
class Imported:
    """What an import left: the snapshot (as it lies in `folder`) and the data-quality report."""

    snapshot: Snapshot
    folder: Path
    report: QualityReport


def import_extract(source_name: str, where: Path, data_dir: Path, vocabulary: Vocabulary) -> Imported:
    """Reads an extract and makes it the current snapshot of `data_dir`.

    Raises:
        InputError: no such source, or an extract that cannot be used; nothing is written then.
        ComplianceError: a row is unaccounted for.
    """
    extract = source(source_name)(where, vocabulary)
    _require_people(extract, where)
    built = build(extract, vocabulary)
    if built.snapshot.table("people", ["person_id"]).is_empty():
        first = next(rows for rows in built.report.rejected if rows.table == "people")
        raise InputError(
            f"{where}: not one row of people could be used, so nothing was imported: {first.reason} ({first.places[0]})"
        )
    folder = write_snapshot(built.snapshot, data_dir)
    return Imported(open_snapshot(folder), folder, built.report)


def source(name: str) -> Source:
    """The source of this name, among the installed ones.

    Raises:
        InputError: there is none.
    """
    known = _installed()
    if name not in known:
        raise InputError(f"there is no source '{name}'; {did_you_mean(name, known)}")
    return known[name].load()


def sources_supply(vocabulary: Vocabulary) -> dict[str, Supplies]:
    """The kinds of record that each installed source can supply, by its name."""
    everything = Supplies(frozenset(vocabulary.periods), frozenset(vocabulary.events), frozenset(vocabulary.roles))
    return {
        name: getattr(import_module(point.module), "SUPPLIES", everything)
        for name, point in sorted(_installed().items())
    }


def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _require_people(extract: Extract, where: Path) -> None:
    people = extract.table("people")
    if people is None:
        raise InputError(f"{where}: there is no table of people; without it no record can be anybody's.")
    if people.frame.is_empty():
        raise InputError(f"{people.file}: the table of people has no rows.")
