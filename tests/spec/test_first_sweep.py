"""The first sweep of records that nobody here made up: a fake, published SSDA903 return, from import to `why`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from the_command import REPOSITORY, compliance, everything_in, fine, read_csv, refused, typed

from compliance.cli.nothing_begun import nothing_begun
from compliance.evaluate import evaluate
from compliance.evaluate.detail import details
from compliance.records.write import current_snapshot
from compliance.rulebook.load import load_rulebook, national_pack
from compliance.why import sentences

FAKE = REPOSITORY.parent / "shared" / "data" / "ssda903_fake"
ON = "2018-03-31"
SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of agreed short breaks, to which the standards of care do not apply."""

CONTRACT = (
    *("standard", "subject_kind", "subject", "occurrence", "period_id", "turn", "team_id", "worker_id", "started_on"),
    *("due_on", "met_on", "outcome", "days_over", "working_days_over", "warning", "booked_for", "next_change_on"),
)
"""The findings' columns, as the design has them."""

pytestmark = pytest.mark.skipif(
    not FAKE.is_dir(), reason="the fake SSDA903 return is not at ../shared/data/ssda903_fake"
)


@dataclass(frozen=True)
class FirstSweep:
    """A folder after the import and the sweep, and what they printed."""

    folder: Path
    imported: str
    swept: str

    @property
    def findings(self) -> list[dict[str, str]]:
        """The findings that the sweep wrote."""
        return read_csv(self.folder / "out.csv")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> FirstSweep:
    folder = tmp_path_factory.mktemp("first")
    imported = typed("import", "ssda903", FAKE, within=folder)
    swept = typed("sweep", "--as-of", ON, "--findings", "out.csv", within=folder)
    assert (imported.code, swept.code) == (0, 0), imported.err + swept.err
    return FirstSweep(folder, imported.out, swept.out)


def in_file(name: str) -> set[str]:
    return {row["CHILD"] for row in read_csv(FAKE / name)}


def test_every_row_of_every_file_is_accounted_for_in_the_report(first: FirstSweep) -> None:
    for file in FAKE.glob("*.csv"):
        line = next(line for line in first.imported.splitlines() if line.startswith(f"{file.name}: "))
        assert accounted(line) == len(read_csv(file)), line
    for table in ("people", "periods", "events", "involvements", "workers"):
        accounted(next(line for line in first.imported.splitlines() if line.startswith(f"{table}: ")))


def accounted(line: str) -> int:
    """Rows read, by a line such as `events: 12 read = 10 accepted + 2 set aside`, which must add up."""
    read, became = line.partition(": ")[2].replace(",", "").split(" read = ")
    assert int(read) == sum(int(part.split()[0]) for part in became.split(" + ")), line
    return int(read)


def test_the_findings_have_the_columns_of_the_contract_in_order(first: FirstSweep) -> None:
    header = (first.folder / "out.csv").read_text(encoding="utf-8").splitlines()[0]
    assert len(CONTRACT) == 17
    assert tuple(header.split(",")) == CONTRACT


def test_the_account_adds_up_to_the_findings(first: FirstSweep) -> None:
    by_outcome = Counter(row["outcome"] for row in first.findings)
    assert f"{len(first.findings):,} obligations" in first.swept
    assert f"{by_outcome['overdue']:,}  overdue" in first.swept
    assert f"{by_outcome['cannot_tell']:,}  cannot be told" in first.swept
    assert "The extract does not carry teams, managers, reviewing officers" in first.swept


def test_a_review_after_the_date_of_the_sweep_is_no_fact_yet(first: FirstSweep) -> None:
    assert max(row["met_on"] for row in first.findings) <= ON
    assert max(row["started_on"] for row in first.findings) <= ON


def test_for_every_child_there_is_arithmetic_or_the_reason_why_not(first: FirstSweep) -> None:
    rulebook, snapshot = load_rulebook(national_pack()), current_snapshot(first.folder / "data")
    found = evaluate(snapshot, rulebook, date.fromisoformat(ON)).named().filter(pl.col("standard") == "lac-review")
    for proof in details(snapshot, rulebook, date.fromisoformat(ON), found.to_dicts()):
        said = sentences(proof)
        assert said[-1].startswith("Source: Care Planning"), said
        if proof.row["outcome"] == "cannot_tell":
            assert said[0].startswith("It cannot be told: "), said
        else:
            assert f"is {spelt(proof.row['due_on'])}" in " ".join(said), said
    explained = set(found["subject"].to_list())
    standard = rulebook.standard("lac-review")
    for code, child in enumerate(snapshot.subject_ids("person").to_list()):
        if child not in explained:
            said = nothing_begun(snapshot, rulebook, standard, ("person", code), date.fromisoformat(ON))
            left_out = said[-1] == "It leaves out what is marked as short break."
            assert left_out or "so there is nothing to count from." in said[0]
    episodes = [row for row in read_csv(FAKE / "episodes.csv") if iso(row["DECOM"]) <= ON]
    assert {row["CHILD"] for row in episodes if row["LS"] not in SHORT_BREAKS} <= explained
    assert in_file("header.csv") == set(snapshot.subject_ids("person"))


def spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def iso(written: str) -> str:
    day, month, year = written.split("/")
    return f"{year}-{month}-{day}"


def test_the_command_says_why_for_any_child(first: FirstSweep) -> None:
    reviews = [row for row in first.findings if row["standard"] == "lac-review"]
    told = {
        "overdue": "Nothing that meets it is recorded: it is ",
        "met_late": " late (record ",
        "cannot_tell": "cannot be told",
    }
    chosen: list[tuple[str, str]] = []
    for outcome, sentence in told.items():
        chosen += [(row["subject"], sentence) for row in reviews if row["outcome"] == outcome][:5]
    unknown_start = [row["subject"] for row in reviews if row["started_on"] and not row["occurrence"]][:5]
    chosen += [(child, "began before the records do") for child in unknown_start]
    chosen += [
        (child, "nothing to count from") for child in sorted(in_file("reviews.csv") - in_file("episodes.csv"))[:5]
    ]
    assert len(chosen) == 25
    for child, sentence in chosen:
        said = fine("why", child, "lac-review", "--as-of", ON, within=first.folder)
        assert said.startswith(f"{child} on 31 March 2018\n"), said
        assert sentence in said, said


def test_without_a_date_why_speaks_of_the_day_of_the_last_sweep(first: FirstSweep) -> None:
    child = next(row["subject"] for row in first.findings if row["outcome"] == "overdue")
    assert f"{child} on 31 March 2018" in fine("why", child, "lac-review", within=first.folder)


def test_the_same_sweep_again_raises_nothing_and_finds_the_same(first: FirstSweep) -> None:
    queue = compliance("queue", "--json", within=first.folder).rows
    again = fine("sweep", "--as-of", ON, "--findings", "again.csv", within=first.folder)
    assert "This sweep was done before, so nothing was raised again." in again
    assert (first.folder / "again.csv").read_bytes() == (first.folder / "out.csv").read_bytes()
    assert compliance("queue", "--json", within=first.folder).rows == queue
    assert f"Escalations: {len(queue):,} raised." in first.swept


def test_a_rehearsal_writes_nothing_and_may_look_back(first: FirstSweep) -> None:
    before = everything_in(first.folder / "data")
    said = fine("sweep", "--as-of", "2017-09-30", "--dry-run", within=first.folder)
    assert "A rehearsal: nothing was written, and nobody was told." in said
    assert everything_in(first.folder / "data") == before


def test_a_sweep_cannot_go_back(first: FirstSweep) -> None:
    before = everything_in(first.folder / "data")
    said = refused("sweep", "--as-of", "2018-03-30", within=first.folder)
    assert "2018-03-30 lies before the last sweep, of 2018-03-31" in said
    assert everything_in(first.folder / "data") == before


def test_a_queue_without_teams_says_so_and_names_roles(first: FirstSweep) -> None:
    said = fine("queue", within=first.folder)
    assert "The extract does not carry teams, managers, reviewing officers" in said
    assert "head of service" in said
