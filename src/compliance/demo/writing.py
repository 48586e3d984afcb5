"""Writing the rows as a folder that `compliance import folder` reads."""

import csv
import json
from pathlib import Path

from compliance.demo.rows import Row, columns


def write_folder(folder: Path, tables: dict[str, list[Row]]) -> None:
    """One CSV file a table, and `extract.json`, which says that every record in them is made up."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        names = columns(table, rows)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([row.get(name, "") for name in names] for row in rows)
    (folder / "extract.json").write_text(json.dumps({"made_up": True}, indent=2) + "\n", encoding="utf-8")
