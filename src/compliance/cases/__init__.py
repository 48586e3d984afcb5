"""A standard's own cases: a few dated records, a date, and the findings expected. They ship beside the standard."""

from compliance.cases.run import CaseResult, run_cases

__all__ = ["CaseResult", "run_cases"]
