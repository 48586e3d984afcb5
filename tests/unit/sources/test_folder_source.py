"""The folder format, which any authority can write."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.records.build import build_snapshot
from compliance.vocabulary import Vocabulary
from compliance_adapters.sources.folder import read

Folder = Callable[[dict[str, str]], Path]
PEOPLE = "date_of_birth,person_id\n2015-03-01,c1\n"


def test_columns_may_stand_in_any_order_and_attributes_beside_them(folder: Folder, vocabulary: Vocabulary) -> None:
    where = folder(
        {
            "people.csv": "\ufeff" + PEOPLE,
            "periods.csv": "short_break,kind,started_on,person_id,period_id\ntrue,looked_after,2024-01-02,c1,p1\n",
        }
    )
    periods = build_snapshot(read(where, vocabulary), vocabulary).periods("looked_after")
    assert periods is not None
    assert periods["short_break"].to_list() == [True]


def test_a_folder_carries_every_kind_of_event(folder: Folder, vocabulary: Vocabulary) -> None:
    assert read(folder({"people.csv": PEOPLE}), vocabulary).carries is None


def test_a_synthetic_authority_says_so(folder: Folder, vocabulary: Vocabulary) -> None:
    where = folder({"people.csv": PEOPLE, "extract.json": '{"made_up": true, "taken_on": "2026-01-31"}'})
    extract = read(where, vocabulary)
    assert (extract.made_up, extract.taken_on) == (True, "2026-01-31")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "not readable JSON"),
        ("[]", "write an object"),
        ('{"made_upp": true}', r"unknown key 'made_upp'; did you mean 'made_up'\?"),
        ('{"made_up": "yes"}', "'made_up' must be true or false"),
        ('{"taken_on": "31/01/2026"}', "'taken_on' is not a date"),
    ],
)
def test_an_unreadable_extract_json_is_refused(
    folder: Folder, vocabulary: Vocabulary, text: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read(folder({"people.csv": PEOPLE, "extract.json": text}), vocabulary)
