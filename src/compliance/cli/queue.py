"""`compliance queue`: what is in front of whom."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from compliance.cli.context import Context
from compliance.cli.show import counted, say, show_json, show_table
from compliance.cli.together import Line, families_of, lines_of
from compliance.errors import InputError
from compliance.rulebook.book import Rulebook
from compliance.rulebook.model import Load, Standard, WindowLimit
from compliance.store import open_store
from compliance.store.queue import QueueItem, last_sweep, open_items
from compliance.sweep.manifest import Manifest, read_manifest
from compliance.why import day, named, outcome_words
