"""Runs the contenders in turn, each in a process of its own, compares what they found, and reports."""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.reporting import Measured, report, write_into_readme

ROOT = Path(__file__).parents[1]
SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
RUNS: dict[str, dict[str, int]] = {
    "10k": {"engine": 5, "duckdb": 5, "loop": 3, "idle": 5, "pack": 5},
    "100k": {"engine": 5, "duckdb": 5, "loop": 2, "idle": 5, "pack": 5},
    "1M": {"engine": 3, "duckdb": 3, "idle": 3, "pack": 3},
}
"""How often each contender runs; they take turns, so that a busy moment of the machine falls on all of them alike."""

RUNS_OF_THE_DEMO = 3


@dataclass
class Tally:
    """The runs of one contender."""

    seconds: list[float] = field(default_factory=list[float])
    mb: list[float] = field(default_factory=list[float])
    rows: int = 0
    standards: int = 0

    def add(self, said: Mapping[str, Any]) -> None:
        """One more run."""
        self.seconds.append(said["seconds"])
        self.mb.append(said["mb"])
        self.rows, self.standards = int(said["rows"]), int(said["standards"])

    def measured(self) -> Measured:
        """The median time and the highest peak."""
        return Measured(
            median(self.seconds), min(self.seconds), max(self.mb), self.rows, len(self.seconds), self.standards
        )


def main(arguments: Sequence[str]) -> None:
    """Measures, prints, and where everything was measured writes the table into the README."""
    parser = ArgumentParser(prog="benchmarks/run.py", description=__doc__)
    parser.add_argument("--sizes", default=",".join(SIZES), help="some of 10k,100k,1M; the README is written for all")
    sizes = parser.parse_args(arguments).sizes.split(",")
    if unknown := set(sizes) - set(SIZES):
        parser.error(f"no such size: {', '.join(sorted(unknown))}; there are {', '.join(SIZES)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = {size: measure(size, Path(folder)) for size in sizes}
        demo = measure_demo(Path(folder))
    text = report({size: SIZES[size] for size in sizes}, found, demo)
    print(text)
    if set(sizes) == set(SIZES):
        write_into_readme(text)


def measure(size: str, folder: Path) -> Mapping[str, Measured]:
    """Every contender at one size, in turns; what they find of the sixteen is asserted to be the same."""
    lives = folder / f"lives-{size}"
    tell(f"{size}: making lives")
    child("lives", str(lives), str(SIZES[size]))
    tallies = {name: Tally() for name in RUNS[size]}
    for turn, name in turns(RUNS[size]):
        result = [str(folder / f"{name}.parquet")] if turn == 0 else []
        said = child(name, str(lives), *result)
        tallies[name].add(said)
        tell(f"{size}: {name} {said['seconds']:.2f} s, {said['mb']:,.0f} MB")
    for other in [name for name in tallies if name != "engine"]:
        said = child("compare", str(folder / "engine.parquet"), str(folder / f"{other}.parquet"))
        if said["differences"]:
            raise SystemExit(f"{size}: engine and {other} differ.\n" + "\n".join(said["differences"]))
        tell(f"{size}: engine and {other} found the same")
    return {name: tally.measured() for name, tally in tallies.items()}


def measure_demo(folder: Path) -> Mapping[str, Measured]:
    """The evaluation (`demo`) and the first sweep (`sweep-demo`) of the demo's authority, against the whole pack."""
    tell("the demo: making it")
    imported = child("import-demo", str(folder))["folder"]
    tallies = {"demo": Tally(), "sweep-demo": Tally()}
    for _, name in turns(dict.fromkeys(tallies, RUNS_OF_THE_DEMO)):
        said = child(name, imported)
        tallies[name].add(said)
        tell(f"{name}: {said['seconds']:.2f} s")
    return {name: tally.measured() for name, tally in tallies.items()}


def turns(runs: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Each contender in turn, until each has run as often as it should."""
    for turn in range(max(runs.values())):
        yield from ((turn, name) for name, times in runs.items() if turn < times)


def child(*arguments: str) -> dict[str, Any]:
    """What `benchmarks.contender` printed.

    This process must stay small: Linux counts its memory towards the peak of every child that it starts.
    """
    command = [sys.executable, "-m", "benchmarks.contender", *arguments]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode != 0:
        raise SystemExit(f"The contender failed: {' '.join(arguments[:1])}.")
    lines = ran.stdout.strip().splitlines()
    return json.loads(lines[-1]) if lines else {}


def tell(said: str) -> None:
    """Progress, apart from the table."""
    print(said, file=sys.stderr, flush=True)
