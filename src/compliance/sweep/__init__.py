"""One run for one date: evaluate, route, decide, write; idempotent, with a manifest."""

from compliance.sweep.sweep import SweepResult, run_sweep

__all__ = ["SweepResult", "run_sweep"]
