"""The SSDA903 return: what becomes of its episodes, reviews, missing episodes and workers."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from compliance.errors import InputError
from compliance.records.build import Built, build
from compliance.vocabulary import Vocabulary
from compliance_adapters.sources.ssda903 import read

Folder = Callable[[dict[str, str]], Path]
Return = Callable[..., Built]
Row = tuple[object, ...]

HEADER = "CHILD,SEX,DOB\n1,2,01/02/2010\n2,1,03/04/2015\n"
EPISODES = "CHILD,DECOM,RNE,LS,PLACE,PLACE_PROVIDER,DEC,REC\n"
JAN, FEB, MAR, APR = (date(2016, month, 10) for month in (1, 2, 3, 4))


@pytest.fixture
def returned(folder: Folder, vocabulary: Vocabulary) -> Return:
    """Builds from episodes (rows without the header) and from further files given by name."""

    def of(*episodes: str, **files: str) -> Built:
        texts = {f"{name}.csv": text for name, text in files.items()}
        where = folder({"Header.csv": HEADER, "EPISODES.csv": EPISODES + "\n".join(episodes) + "\n", **texts})
        return build(read(where, vocabulary), vocabulary)

    return of


def periods(result: Built, kind: str, columns: Sequence[str] = ("started_on", "ended_on")) -> list[Row]:
    frame = result.snapshot.periods(kind)
    return [] if frame is None else frame.select(columns).rows()


def test_people_come_from_the_header(returned: Return) -> None:
    people = returned("1,10/01/2016,S,C2,U6,PR1,,").snapshot.table("people")
    assert people.select("person_id", "sex", "date_of_birth").rows() == [
        ("1", "F", date(2010, 2, 1)),
        ("2", "M", date(2015, 4, 3)),
    ]


@pytest.mark.parametrize(
    ("episodes", "care"),
    [
        (["1,10/01/2016,S,C2,U6,PR1,,"], [(JAN, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,,X1"], [(JAN, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,E4A"], [(JAN, FEB)]),
        (["1,10/01/2016,P,C2,U6,PR1,10/02/2016,E4A"], [(None, FEB)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,X1", "1,10/02/2016,P,C2,K2,PR1,10/03/2016,E8"], [(JAN, MAR)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/03/2016,X1", "1,10/02/2016,S,C2,K2,PR1,10/04/2016,E8"], [(JAN, APR)]),
        (["1,10/01/2016,S,C2,U6,PR1,,X1", "1,10/02/2016,P,C2,K2,PR1,10/03/2016,E8"], [(JAN, MAR)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,E8", "1,10/03/2016,S,C2,K2,PR1,,"], [(JAN, FEB), (MAR, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,E8", "1,10/02/2016,S,C2,K2,PR1,,"], [(JAN, FEB), (FEB, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,X1", "1,10/03/2016,P,C2,K2,PR1,,"], [(None, None), (JAN, FEB)]),
        (["1,10/01/2016,S,C2,U6,PR1,10/02/2016,X1"], [(JAN, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,,E8"], [(JAN, None)]),
        (["1,10/01/2016,S,C2,U6,PR1,,", "1,10/01/2016,S,C1,U6,PR1,,"], [(JAN, None)]),
    ],
    ids=[
        "an open episode is open care",
        "X1 without DEC is open",
        "a reason for leaving ends care",
        "care that did not start in the return has an unknown start",
        "episodes that touch are one period",
        "episodes that overlap are one period whatever their RNE",
        "a row after an open episode goes on with it",
        "a start after a gap is a new period",
        "a start on the day care ended is a new period",
        "what follows a gap without a start is a period of unknown start",
        "X1 with DEC and nothing after it is open",
        "a reason without a date leaves care open",
        "two episodes that begin on one day are one period",
    ],
)
def test_care_is_chained_from_episodes(returned: Return, episodes: list[str], care: list[Row]) -> None:
    assert periods(returned(*episodes), "looked_after") == care


def test_the_order_of_rows_does_not_matter(returned: Return) -> None:
    episodes = [
        "1,10/01/2016,S,C2,U6,PR1,10/02/2016,X1",
        "1,10/02/2016,L,C1,U6,PR1,10/03/2016,E8",
        "2,10/01/2016,P,C1,P1,PR0,,",
    ]
    assert returned(*episodes).snapshot.digest == returned(*reversed(episodes)).snapshot.digest


def test_a_change_of_legal_status_only_goes_on_with_the_placement(returned: Return) -> None:
    result = returned(
        "1,10/01/2016,S,C2,U6,PR1,10/02/2016,X1",
        "1,10/02/2016,L,C1,U6,PR1,10/03/2016,X1",
        "1,10/03/2016,P,C1,U6,PR1,10/04/2016,E8",
    )
    assert periods(result, "placement") == [(JAN, MAR), (MAR, APR)]
    assert periods(result, "legal_status", ["started_on", "ended_on", "status"]) == [(JAN, FEB, "C2"), (FEB, APR, "C1")]


@pytest.mark.parametrize(
    ("reason", "placement", "status"),
    [("P", JAN, None), ("T", JAN, None), ("L", None, JAN), ("B", JAN, JAN), ("U", JAN, JAN)],
)
def test_in_care_of_unknown_start_only_what_began_with_the_episode_has_a_start(
    returned: Return, reason: str, placement: date | None, status: date | None
) -> None:
    result = returned(f"1,10/01/2016,{reason},C2,U6,PR1,,")
    assert periods(result, "looked_after") == [(None, None)]
    assert periods(result, "placement") == [(placement, None)]
    assert periods(result, "legal_status") == [(status, None)]


def test_short_breaks_are_marked_where_every_episode_is_one(returned: Return) -> None:
    result = returned(
        "1,10/01/2016,S,V4,U6,PR1,10/02/2016,X1", "1,10/02/2016,L,C2,U6,PR1,,", "2,10/01/2016,S,V3,U6,PR1,,"
    )
    assert periods(result, "looked_after", ["short_break"]) == [(False,), (True,)]
    assert periods(result, "placement", ["short_break"]) == [(False,), (True,)]
    assert periods(result, "legal_status", ["short_break"]) == [(True,), (False,), (True,)]
    assert any("1 periods of care are partly short breaks" in note for note in result.report.notes)


@pytest.mark.parametrize(
    ("place", "flag"), [("P1", "with_parents"), ("A3", "adoptive"), ("A6", "adoptive"), ("U4", "long_term")]
)
def test_a_placement_code_says_what_kind_of_placement_it_is(returned: Return, place: str, flag: str) -> None:
    flags = ["with_parents", "adoptive", "long_term"]
    found = periods(returned(f"1,10/01/2016,S,C2,{place},PR1,,"), "placement", flags)
    assert found == [tuple(name == flag for name in flags)]


def test_reviews_are_held_whatever_the_participation_and_stay_after_the_end_of_the_return(returned: Return) -> None:
    later = "1,01/02/2010,30/01/2031,PN7\n"
    reviews = f"CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2010,30/01/2016,PN0\n{later}{later}"
    result = returned("1,10/01/2016,S,C2,U6,PR1,,", reviews=reviews)
    held = result.snapshot.events("lac_review.held")
    assert held is not None
    assert held.select("happened_on", "happened_at", "participation").rows() == [
        (date(2016, 1, 30), None, "PN0"),
        (date(2031, 1, 30), None, "PN7"),
    ]
    assert result.snapshot.table("rejected").select("file", "line").rows() == [("reviews.csv", 4)]


def test_reviews_without_episodes_are_accepted_and_noted(returned: Return) -> None:
    result = returned("1,10/01/2016,S,C2,U6,PR1,,", reviews="CHILD,REVIEW\n2,30/01/2016\n")
    assert result.snapshot.events("lac_review.held", ["subject"]).to_dict(as_series=False) == {"subject": [1]}
    assert "reviews: 1 children have reviews and no episodes: nothing can be said of their care." in result.report.notes


def test_a_missing_episode_is_a_period_and_a_return_linked_to_it(returned: Return) -> None:
    missing = "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2010,M,10/01/2016,10/02/2016\n1,01/02/2010,A,10/03/2016,\n"
    result = returned("1,10/01/2016,S,C2,U6,PR1,,", missing=missing)
    assert periods(result, "missing", ["started_on", "ended_on", "absence"]) == [
        (JAN, FEB, "missing"),
        (MAR, None, "away"),
    ]
    back = result.snapshot.events("missing.returned")
    assert back is not None
    assert back.select("happened_on", "happened_at", "linked_kind", "linked_period").rows() == [
        (FEB, None, "missing", 0)
    ]


def test_worker_spells_are_involvements(returned: Return) -> None:
    spells = "CHILD,SW_ID,SW_DECOM,SW_DEC\n1,w1,10/01/2016,10/02/2016\n1,w1,10/03/2016,\n"
    result = returned("1,10/01/2016,S,C2,U6,PR1,,", sw_episodes=spells)
    assert result.snapshot.subject_ids("worker").to_list() == ["w1"]
    assert result.snapshot.table("involvements").select("role", "started_on", "ended_on").rows() == [
        ("social_worker", JAN, FEB),
        ("social_worker", MAR, None),
    ]


def test_the_return_says_what_it_carries_and_what_it_does_not(returned: Return) -> None:
    facts = returned(
        "1,10/01/2016,S,C2,U6,PR1,,", reviews="CHILD,REVIEW\n", missing="CHILD,MIS_START,MIS_END\n"
    ).snapshot.facts
    assert facts.carries == {"lac_review.held", "missing.returned"}
    assert {"teams", "managers", "reviewing officers", "visits", "return interviews"} <= set(facts.not_carried)


def test_a_return_without_its_reviews_does_not_carry_reviews(returned: Return) -> None:
    assert returned("1,10/01/2016,S,C2,U6,PR1,,").snapshot.facts.carries == frozenset()


def test_files_that_no_standard_needs_are_counted(returned: Return) -> None:
    count = returned("1,10/01/2016,S,C2,U6,PR1,,", OC2="CHILD,DOB,CONVICTED\n1,01/02/2010,0\n").report.counts["OC2.csv"]
    assert (count.read, count.accepted, count.rejected, count.not_needed) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("episode", "column", "reason"),
    [
        ("1,31/02/2016,S,C2,U6,PR1,,", "DECOM", "DECOM is not a date that exists; write it as dd/mm/yyyy."),
        ("1,2016-01-10,S,C2,U6,PR1,,", "DECOM", "DECOM is not a date that exists; write it as dd/mm/yyyy."),
        ("1,01/01/1900,S,C2,U6,PR1,,", "DECOM", "DECOM is 01/01/1900, which means unknown."),
        (",10/01/2016,S,C2,U6,PR1,,", "CHILD", "CHILD is empty."),
        ("1,10/01/2016,S,C22,U6,PR1,,", "LS", "'C22' is not a known legal status; did you mean 'C2'?"),
        ("1,10/01/2016,S,C2,U66,PR1,,", "PLACE", "'U66' is not a known placement; did you mean 'U6'?"),
        (
            "1,10/01/2016,S,C2,U6,PR1,10/02/2016,E44A",
            "REC",
            "'E44A' is not a known reason an episode ceased; did you mean 'E4A'?",
        ),
        ("2,10/01/2016,S,C2,U6,PR1,,", "CHILD", "the row is a copy of an earlier one."),
    ],
)
def test_an_episode_that_cannot_be_used_is_set_aside(returned: Return, episode: str, column: str, reason: str) -> None:
    result = returned("2,10/01/2016,S,C2,U6,PR1,,", episode)
    assert result.snapshot.table("rejected").rows() == [("episodes", "EPISODES.csv", 3, column, reason)]
    count = result.report.counts["EPISODES.csv"]
    assert (count.read, count.accepted, count.rejected) == (2, 1, 1)


def test_a_child_in_the_episodes_only_is_set_aside(returned: Return) -> None:
    rejected = returned("1,10/01/2016,S,C2,U6,PR1,,", "9,10/01/2016,S,C2,U6,PR1,,").snapshot.table("rejected")
    assert rejected["reason"].unique().to_list() == ["no such person: the person_id is not in people."]
    assert rejected.select(pl.col("line").unique()).item() == 3


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"header.csv": HEADER}, "there is no episodes.csv"),
        ({"episodes.csv": EPISODES}, "there is no header.csv"),
        ({"header.csv": HEADER, "episodes.csv": "CHILD,DECOM\n"}, "episodes.csv, line 1: the column 'RNE'"),
        (
            {"header.csv": HEADER.replace("SEX", "SXE"), "episodes.csv": EPISODES},
            r"header.csv, line 1: unknown column 'SXE'; did you mean 'SEX'\?",
        ),
        ({"header.csv": HEADER, "Episodes2.csv": EPISODES}, "Episodes2.csv: this is no file of the return"),
        ({"review.csv": "CHILD,REVIEW\n", "reviews.csv": "CHILD,REVIEW\n"}, "is the same file of the return"),
    ],
)
def test_a_folder_that_is_no_return_is_refused(
    folder: Folder, vocabulary: Vocabulary, files: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        read(folder(files), vocabulary)
