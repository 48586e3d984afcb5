"""Evaluation: a snapshot held to a rulebook on a date."""

from compliance.evaluate.engine import evaluate
from compliance.evaluate.findings import Findings

__all__ = ["Findings", "evaluate"]
