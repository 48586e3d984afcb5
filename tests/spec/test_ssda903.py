"""A whole SSDA903 return (fake, published for testing): every row accounted for, care chained as documented."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from ruamel.yaml import YAML

from compliance.records.importing import Imported, import_extract
from compliance.vocabulary import Vocabulary

HERE = Path(__file__).parents[2]
FAKE = HERE.parent / "shared" / "data" / "ssda903_fake"

pytestmark = pytest.mark.skipif(
    not FAKE.is_dir(), reason=f"the fake SSDA903 return is not at ../{FAKE.relative_to(HERE.parent)}"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    vocabulary = Vocabulary.model_validate(YAML(typ="safe").load(HERE / "rules" / "vocabulary.yaml"))
    return import_extract("ssda903", FAKE, tmp_path_factory.mktemp("data"), vocabulary)


def rows_of(file: str) -> list[dict[str, str]]:
    with (FAKE / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007


def test_every_row_of_every_file_is_accounted_for(imported: Imported) -> None:
    for path in FAKE.glob("*.csv"):
        count = imported.report.counts[path.name]
        assert count.read == len(rows_of(path.name)), path.name
    for count in imported.report.counts.values():
        assert count.read == count.accepted + count.rejected + count.not_needed
    assert {name for name in imported.report.counts if name.endswith(".csv")} == {p.name for p in FAKE.glob("*.csv")}


def test_what_is_set_aside_are_the_two_repeated_reviews_and_a_child_that_is_in_one_file_only(
    imported: Imported,
) -> None:
    rejected = imported.snapshot.table("rejected").select("table", "file", "reason").rows()
    assert Counter(rejected) == {
        ("events", "reviews.csv", "the row says the same as an earlier one."): 2,
        ("involvements", "sw_episodes.csv", "no such person: the person_id is not in people."): 1,
    }


def test_all_children_reviews_and_missing_episodes_are_there(imported: Imported) -> None:
    snapshot = imported.snapshot
    assert snapshot.table("people").height == 2675
    reviews, missing = snapshot.events("lac_review.held"), snapshot.periods("missing")
    assert reviews is not None
    assert missing is not None
    assert reviews.height == 12_582 - 2
    assert reviews.filter(pl.col("happened_on") > date(2018, 3, 31)).height == 5042 - 1
    assert missing.height == 43
    assert snapshot.facts.carries == {"lac_review.held", "missing.returned"}


def test_the_children_with_reviews_and_no_episodes_are_counted(imported: Imported) -> None:
    alone = {row["CHILD"] for row in rows_of("reviews.csv")} - {row["CHILD"] for row in rows_of("episodes.csv")}
    sentence = f"reviews: {len(alone)} children have reviews and no episodes: nothing can be said of their care."
    assert sentence in imported.report.notes


def test_every_child_with_episodes_has_care_and_the_others_have_none(imported: Imported) -> None:
    care = imported.snapshot.periods("looked_after")
    assert care is not None
    people = imported.snapshot.subject_ids("person")
    assert set(people.gather(care["subject"].unique()).to_list()) == {row["CHILD"] for row in rows_of("episodes.csv")}
    assert care["contradiction"].sum() == 0


def test_no_child_has_two_open_periods_of_care(imported: Imported) -> None:
    care = imported.snapshot.periods("looked_after")
    assert care is not None
    assert not care.filter(pl.col("ended_on").is_null())["subject"].is_duplicated().any()


def test_care_is_chained_as_a_plain_reading_of_the_rules_does(imported: Imported) -> None:
    care = imported.snapshot.periods("looked_after")
    assert care is not None
    people = imported.snapshot.subject_ids("person")
    found = defaultdict[str, list[tuple[date | None, date | None, str | None]]](list)
    for subject, *period in care.select("subject", "started_on", "ended_on", "ended_because").iter_rows():
        found[people[subject]].append(tuple(period))
    by_child = defaultdict[str, list[dict[str, str]]](list)
    for row in rows_of("episodes.csv"):
        by_child[row["CHILD"]].append(row)
    assert {child: sorted(care_of, key=str) for child, care_of in found.items()} == {
        child: sorted(plainly_chained(rows), key=str) for child, rows in by_child.items()
    }


def plainly_chained(rows: list[dict[str, str]]) -> list[tuple[date | None, date | None, str | None]]:
    """One child's periods of care, one episode after the other: start, end and the reason for leaving."""
    episodes = sorted(
        ((day(row["DECOM"]), day(row["DEC"]) or date.max, row["RNE"], row["REC"]) for row in rows), key=lambda e: e[:2]
    )
    ends = [following[0] if this[1] == date.max else this[1] for this, following in pairwise(episodes)] + [
        episodes[-1][1]
    ]
    chains: list[list[int]] = []
    reach = date.min
    for number, (began, _, reason, _) in enumerate(episodes):
        starts = reason == "S" and began == reach and began != episodes[number - 1][0]
        if number == 0 or began > reach or starts:
            chains.append([])
        chains[-1].append(number)
        reach = max(reach, ends[number])
    periods = []
    for chain in chains:
        began, _, reason, _ = episodes[chain[0]]
        _, ended, _, because = episodes[chain[-1]]
        left = ended != date.max and because not in ("X1", "")
        last = chain is chains[-1]
        end = ended if left else None if last else ends[chain[-1]]
        periods.append((began if reason == "S" else None, end, because if left else None))
    return periods


def test_a_second_import_of_the_same_return_is_the_same_snapshot(imported: Imported) -> None:
    vocabulary = Vocabulary.model_validate(YAML(typ="safe").load(HERE / "rules" / "vocabulary.yaml"))
    again = import_extract("ssda903", FAKE, imported.folder.parent.parent, vocabulary)
    assert again.folder == imported.folder
