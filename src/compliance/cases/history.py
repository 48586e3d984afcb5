"""A case's records as a snapshot, made the way every source's records are."""

from collections.abc import Sequence

from compliance.cases.model import CHILD, RECORD_WORDS, Case, CaseRecord
from compliance.records.build import build_snapshot
from compliance.records.extract import Extract, table_of_rows
from compliance.records.schema import TABLES
from compliance.records.snapshot import Snapshot
from compliance.rulebook.model import Standard
from compliance.vocabulary import Vocabulary
from compliance.words import did_you_mean

Row = dict[str, str | None]
Rows = dict[str, list[Row]]


IDS = (
    *("person_id", "worker_id", "team_id", "parent_id", "manager_id", "deputy_id", "family_id"),
    *("period_id", "event_id", "involvement_id", "exception_id"),
)
"""The columns in which something is named; of several cases in one snapshot, each has names of its own."""


class UnusableRecordError(ValueError):
    """A record of a case that no snapshot could hold; `path` leads to it from the list of cases."""

    def __init__(self, sentence: str, path: tuple[str | int, ...]) -> None:
        super().__init__(sentence)
        self.path = path


def snapshot_of(case: Case, standard: Standard, vocabulary: Vocabulary) -> Snapshot:
    """The snapshot that holds a case's records and nothing else.

    Raises:
        UnusableRecordError: a record uses a word that is not declared, or could not be used.
    """
    return _snapshot([case], [""], standard, vocabulary)


def snapshot_of_all(cases: Sequence[Case], standard: Standard, vocabulary: Vocabulary) -> Snapshot:
    """One snapshot that holds the records of several cases, each under names that begin with `prefix` of its place.

    Raises:
        UnusableRecordError: a record uses a word that is not declared, or could not be used.
    """
    return _snapshot(cases, [prefix(place) for place in range(len(cases))], standard, vocabulary)


def prefix(place: int) -> str:
    """What the names of the case at this place begin with, in one snapshot of several."""
    return f"{place}."


def _snapshot(cases: Sequence[Case], names: Sequence[str], standard: Standard, vocabulary: Vocabulary) -> Snapshot:
    every: Rows = {}
    wrote: dict[str, list[tuple[str | int, ...]]] = {}
    for place, (case, name) in enumerate(zip(cases, names, strict=True)):
        rows, numbers = _rows_of(case, place, standard, vocabulary)
        for table, listed in rows.items():
            every.setdefault(table, []).extend(_renamed(row, name) for row in listed)
            wrote.setdefault(table, []).extend((place, "records", number) for number in numbers[table])
    tables = tuple(table_of_rows(name, listed) for name, listed in every.items() if listed)
    snapshot = build_snapshot(Extract(tables, source="case"), vocabulary)
    for row in snapshot.table("rejected").iter_rows(named=True):
        path = wrote[str(row["table"])][int(row["line"]) - 2]
        raise UnusableRecordError(f"the record cannot be used: {row['reason']}", path)
    return snapshot


def _renamed(row: Row, name: str) -> Row:
    return {column: f"{name}{value}" if value and column in IDS else value for column, value in row.items()}


def _rows_of(case: Case, place: int, standard: Standard, vocabulary: Vocabulary) -> tuple[Rows, dict[str, list[int]]]:
    """The rows of a case's tables, and for each the number of the record it came from."""
    _check_words(case, place, vocabulary)
    names = ("people", "periods", "events", "involvements", "workers", "teams", "exceptions")
    rows: Rows = {name: [] for name in names}
    people: dict[str, None] = {CHILD: None}
    wrote: dict[str, list[int]] = {name: [] for name in rows}
    for number, record in enumerate(case.records):
        _add(rows, people, record, f"r{number}", standard, vocabulary)
        for name, listed in rows.items():
            wrote[name] += [number] * (len(listed) - len(wrote[name]))
    births: Row = {"date_of_birth": case.born, "expected_birth_date": case.expected_birth}
    for person in people:
        rows["people"].append({"person_id": person, **(births if person == CHILD else {})})
    wrote["people"] = [0] * len(rows["people"])
    for team in _teams_only_named(rows):
        rows["teams"].append({"team_id": team})
    wrote["teams"] += [0] * (len(rows["teams"]) - len(wrote["teams"]))
    return rows, wrote


def _teams_only_named(rows: Rows) -> list[str]:
    """Teams that a post or a record names, without a record of their own."""
    named = {row.get(column) for listed in rows.values() for row in listed for column in ("team_id", "parent_id")}
    own = {row["team_id"] for row in rows["teams"]}
    return sorted(team for team in named - own if team)


def _check_words(case: Case, place: int, vocabulary: Vocabulary) -> None:
    """Refuses attributes that the kind does not have, and periods that no record of the case is."""
    names = {record.id for record in case.records if record.period is not None}
    for number, record in enumerate(case.records):
        if record.of is not None and record.of not in names:
            raise UnusableRecordError(
                f"no period of the case has the id '{record.of}'", (place, "records", number, "of")
            )
        known = _columns(record, vocabulary)
        for name in record.attributes():
            if known is not None and name not in known:
                sentence = f"there is no '{name}' here; {did_you_mean(name, known)}"
                raise UnusableRecordError(sentence, (place, "records", number, name))


def _columns(record: CaseRecord, vocabulary: Vocabulary) -> set[str] | None:
    """What a record may say besides the words of every record; None where its kind is not known."""
    if record.post is not None:
        return set(TABLES["workers"])
    if record.involvement is not None:
        return set(TABLES["involvements"])
    if record.exception is not None:
        return set(TABLES["exceptions"])
    if is_team(record):
        return set(TABLES["teams"])
    if record.period is not None:
        word = vocabulary.periods.get(record.period)
        return {*TABLES["periods"], *word.attributes} if word is not None else None
    event = vocabulary.events.get(record.event or "")
    return {*TABLES["events"], *event.attributes} if event is not None else None


def _add(
    rows: Rows, people: dict[str, None], record: CaseRecord, name: str, standard: Standard, vocabulary: Vocabulary
) -> None:
    identifier = record.id or name
    if record.post is not None:
        rows["workers"].append(
            {"worker_id": record.post, "started_on": record.from_, "ended_on": record.to, **record.attributes()}
        )
        return
    if record.involvement is not None:
        for number in range(record.children):
            person = record.person if record.children == 1 else f"{record.person}{number + 1}"
            people.setdefault(person)
            rows["involvements"].append(
                {
                    "involvement_id": f"{identifier}.{number}",
                    "person_id": person,
                    "worker_id": record.worker,
                    "role": record.involvement,
                    "started_on": record.from_,
                    "ended_on": record.to,
                    **record.attributes(),
                }
            )
        return
    if is_team(record):
        rows["teams"].append(
            {"team_id": record.team, "started_on": record.from_, "ended_on": record.to, **record.attributes()}
        )
        return
    row = {_subject_column(record, vocabulary): record.team or record.worker or record.person, **record.attributes()}
    if not record.worker and not record.team:
        people.setdefault(record.person)
    if record.period is not None:
        rows["periods"].append(
            {"period_id": identifier, "kind": record.period, "started_on": record.from_, "ended_on": record.to, **row}
        )
    elif record.event is not None:
        rows["events"].append(
            {
                "event_id": identifier,
                "kind": record.event,
                "happened_at": record.at or record.on,
                "period_id": record.of or "",
                **row,
            }
        )
    else:
        exception: Row = {"exception_id": identifier, "standard": standard.id, "kind": record.exception}
        rows["exceptions"].append(exception | {"started_on": record.from_, "period_id": record.of or "", **row})


def _subject_column(record: CaseRecord, vocabulary: Vocabulary) -> str:
    word = vocabulary.periods.get(record.period or "") or vocabulary.events.get(record.event or "")
    if word is not None:
        return f"{word.subject}_id"
    return "team_id" if record.team else "worker_id" if record.worker else "person_id"


def is_team(record: CaseRecord) -> bool:
    """Whether the record is a team, and not something about one."""
    return bool(record.team) and all(getattr(record, word) is None for word in RECORD_WORDS)
