"""A case's records as a snapshot, made the way every source's records are."""

from compliance.cases.model import CHILD, Case, CaseRecord
from compliance.records.build import build_snapshot
from compliance.records.extract import Extract, table_of_rows
from compliance.records.snapshot import Snapshot
from compliance.rulebook.model import Standard
from compliance.vocabulary import Vocabulary

Row = dict[str, str | None]
Rows = dict[str, list[Row]]


def snapshot_of(case: Case, standard: Standard, vocabulary: Vocabulary) -> Snapshot:
    """The snapshot that holds a case's records and nothing else.

    Raises:
        InputError: a record uses a word that is not declared.
    """
    rows: Rows = {"people": [], "periods": [], "events": [], "involvements": [], "workers": [], "exceptions": []}
    people: dict[str, None] = {CHILD: None}
    for number, record in enumerate(case.records):
        _add(rows, people, record, f"r{number}", standard, vocabulary)
    births: Row = {"date_of_birth": case.born, "expected_birth_date": case.expected_birth}
    for person in people:
        rows["people"].append({"person_id": person, **(births if person == CHILD else {})})
    tables = tuple(table_of_rows(name, listed) for name, listed in rows.items() if listed)
    return build_snapshot(Extract(tables, source="case"), vocabulary)


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
    row = {_subject_column(record, vocabulary): record.worker or record.person, **record.attributes()}
    if not record.worker:
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
    return f"{word.subject}_id" if word is not None else ("worker_id" if record.worker else "person_id")
