"""Runs the `compliance` command as a person does, in a folder of its own.

`typed` starts a process for it. `compliance`, `fine` and `refused` call the same entry point in the process of the tests,
because a process spends two seconds on imports and there are a hundred of them.
"""

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from compliance.cli.main import run

COMMAND = Path(sys.executable).with_name("compliance")
REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The list of objects that it wrote."""
        found = json.loads(self.out)
        assert isinstance(found, list)
        assert all(isinstance(row, dict) for row in found)
        return found


def typed(*words: str | Path, within: Path) -> Said:
    """The command in a process of its own, run in the folder `within`."""
    done = subprocess.run(
        [COMMAND, *map(str, words)],
        cwd=within,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMPLIANCE_")},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def compliance(*words: str | Path, within: Path, **environment: str) -> Said:
    """The command, run in the folder `within`; an exception that nobody meant comes through."""
    out, err = StringIO(), StringIO()
    code = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(within)
        patch.setattr(sys, "argv", ["compliance", *map(str, words)])
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            run()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
    return Said(code, out.getvalue(), err.getvalue())


def fine(*words: str | Path, within: Path) -> str:
    """What the command printed; it must have gone well and complained of nothing."""
    said = compliance(*words, within=within)
    assert (said.code, said.err) == (0, ""), said.err
    return said.out


def refused(*words: str | Path, within: Path, **environment: str) -> str:
    """The sentence with which the command refused bad usage or input, having printed nothing else."""
    said = compliance(*words, within=within, **environment)
    assert (said.code, said.out) == (2, ""), said.out or said.err
    return said.err.strip()


def everything_in(folder: Path) -> dict[str, str]:
    """Every file of a folder by its path, with a digest of its content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_csv(file: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """A CSV file with these rows, under the columns of all of them."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def read_csv(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))
