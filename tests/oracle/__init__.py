"""The naive evaluator: docs/evaluation.md in plain Python, day by day, to hold the fast one to."""
