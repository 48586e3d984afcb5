"""The SSDA903 return (children looked after), as its set of CSV files.

Files are known by name whatever its case, columns by header, dates are dd/mm/yyyy. `header` gives people, `episodes`
periods of care, placements and legal statuses (see `ssda903_care`), `reviews` events `lac_review.held` (every
participation code counts as held, PN0 being a child under four), `missing` periods and events `missing.returned` on
the day they end (a date without a time), `sw_episodes` workers and their involvements. The return has no teams,
managers or reviewing officers, and no visits or interviews; the extract says so. Rows of its other files are counted
as not needed by any standard yet.
"""

from pathlib import Path

import polars as pl

from compliance.errors import InputError
from compliance.records.extract import FILE, LINE, REJECTED_SCHEMA, Extract, FileCount, RawTable, Supplies
from compliance.records.setting_aside import Check, set_aside
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean
from compliance_adapters.sources.csv_files import csv_files, read_csv
from compliance_adapters.sources.folder import last_written
from compliance_adapters.sources.ssda903_care import Care, care_of
from compliance_adapters.sources.ssda903_codes import ABSENCES, ALSO_CALLED, NOT_CARRIED, NOT_NEEDED, SEXES, USED
from compliance_adapters.sources.ssda903_rows import Rows, natural_ids, raw_table, read_rows

_MUST_BE_THERE = ("header", "episodes")
_PERIODS = ("looked_after", "placement", "legal_status", "missing")
_EVENTS = {"reviews": "lac_review.held", "missing": "missing.returned"}
"""The kind of event that each file of the return gives."""

SUPPLIES = Supplies(frozenset(_PERIODS), frozenset(_EVENTS.values()), frozenset({"social_worker"}))
"""What the return has a place for."""


def read(where: Path, vocabulary: Vocabulary) -> Extract:
    """The return in a folder.

    Raises:
        InputError: a missing folder, a file that is not of the return, cannot be read or is half-written, a missing or
            unknown column, no header or no episodes, a kind of record that the vocabulary lacks.
    """
    _require_words(vocabulary)
    files = _files(where)
    rows = {name: _without_copies(read_rows(path, name)) for name, path in files.items() if name in USED}
    counts = {read.file: read.count for read in rows.values()}
    for name, path in files.items():
        if name in NOT_NEEDED:
            height = read_csv(path).height
            counts[path.name] = FileCount(height, used=0, not_needed=height)
    care = care_of(rows["episodes"].frame)
    tables = _tables(rows, care)
    return Extract(
        tables,
        "ssda903",
        carries=frozenset(kind for name, kind in _EVENTS.items() if name in rows),
        not_carried=NOT_CARRIED,
        rejected=pl.concat([pl.DataFrame(schema=REJECTED_SCHEMA), *(read.rejected for read in rows.values())]),
        read_counts=counts,
        notes=(*care.notes, *_notes(rows)),
        taken_on=last_written(list(files.values())),
    )


def _require_words(vocabulary: Vocabulary) -> None:
    for used, known in ((_PERIODS, vocabulary.periods), (_EVENTS.values(), vocabulary.events)):
        for word in used:
            if word not in known:
                raise InputError(
                    f"the vocabulary has no '{word}', which this source needs; {did_you_mean(word, known)}"
                )


def _files(where: Path) -> dict[str, Path]:
    known = {_letters(name): name for name in (*USED, *NOT_NEEDED)} | ALSO_CALLED
    found: dict[str, Path] = {}
    for path in csv_files(where):
        name = known.get(_letters(path.stem))
        if name is None:
            meant = did_you_mean(path.stem.lower(), known.values())
            raise InputError(f"{path.name}: this is no file of the return; {meant}")
        if name in found:
            raise InputError(f"{path.name}: {found[name].name} is the same file of the return; leave one out.")
        found[name] = path
    for name in _MUST_BE_THERE:
        if name not in found:
            raise InputError(f"{where}: there is no {name}.csv in this folder; the return cannot be read without it.")
    return found


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _without_copies(rows: Rows) -> Rows:
    """Episodes without exact copies, which a chain of episodes would take for an overlap."""
    if rows.name != "episodes":
        return rows
    copied = ~pl.struct(pl.exclude(LINE, FILE)).is_first_distinct()
    check = Check("CHILD", copied, "the row is a copy of an earlier one.")
    frame, rejected = set_aside(rows.frame, rows.name, [check])
    count = FileCount(rows.count.read, frame.height, rows.count.set_aside + rejected.height)
    return Rows(rows.name, rows.file, frame, pl.concat([rows.rejected, rejected]), count)


def _tables(rows: dict[str, Rows], care: Care) -> tuple[RawTable, ...]:
    header = rows["header"]
    people = header.frame.select(
        LINE, FILE, person_id="CHILD", date_of_birth="DOB", sex=pl.col("SEX").replace_strict(SEXES, default=None)
    )
    periods, events = [care.periods], list[pl.DataFrame]()
    tables = [raw_table("people", header.file, people)]
    if "reviews" in rows:
        events.append(_reviews(rows["reviews"].frame))
    if "missing" in rows:
        absences = natural_ids(rows["missing"].frame, "missing", "MIS_START")
        periods.append(_missing(absences))
        events.append(_returns(absences))
    tables.append(raw_table("periods", rows["episodes"].file, pl.concat(periods, how="diagonal")))
    if events:
        tables.append(raw_table("events", "events", pl.concat(events, how="diagonal")))
    if "sw_episodes" in rows:
        spells = rows["sw_episodes"]
        tables.append(raw_table("workers", spells.file, _workers(spells.frame)))
        tables.append(raw_table("involvements", spells.file, _involvements(spells.frame)))
    return tuple(tables)


def _reviews(reviews: pl.DataFrame) -> pl.DataFrame:
    return natural_ids(reviews, "review", "REVIEW").select(
        LINE,
        FILE,
        event_id="id",
        person_id="CHILD",
        kind=pl.lit("lac_review.held"),
        happened_at="REVIEW",
        participation="REVIEW_CODE",
    )


def _missing(absences: pl.DataFrame) -> pl.DataFrame:
    return absences.select(
        LINE,
        FILE,
        period_id="id",
        person_id="CHILD",
        kind=pl.lit("missing"),
        started_on="MIS_START",
        ended_on="MIS_END",
        absence=pl.col("MISSING").replace_strict(ABSENCES, default=None),
    )


def _returns(absences: pl.DataFrame) -> pl.DataFrame:
    return absences.filter(pl.col("MIS_END").is_not_null()).select(
        LINE,
        FILE,
        event_id=pl.format("{}-returned", "id"),
        person_id="CHILD",
        kind=pl.lit("missing.returned"),
        happened_at="MIS_END",
        period_id="id",
    )


def _workers(spells: pl.DataFrame) -> pl.DataFrame:
    first = spells.unique("SW_ID", keep="first", maintain_order=True)
    return first.select(LINE, FILE, worker_id="SW_ID", role=pl.lit("social_worker"))


def _involvements(spells: pl.DataFrame) -> pl.DataFrame:
    return natural_ids(spells, "social_worker", "SW_DECOM").select(
        LINE,
        FILE,
        involvement_id="id",
        person_id="CHILD",
        worker_id="SW_ID",
        role=pl.lit("social_worker"),
        started_on="SW_DECOM",
        ended_on="SW_DEC",
    )


def _notes(rows: dict[str, Rows]) -> list[str]:
    notes = [f"{name}: the return has no such file here." for name in USED if name not in rows]
    if "reviews" in rows:
        reviewed, cared = rows["reviews"].frame["CHILD"].unique(), rows["episodes"].frame["CHILD"].unique()
        alone = reviewed.filter(~reviewed.is_in(cared.implode())).len()
        if alone:
            notes.append(
                f"reviews: {alone:,} children have reviews and no episodes: nothing can be said of their care."
            )
    return notes
