"""Patterns over the findings of one child: drift, a child not seen, closing to beat a clock, opening again."""

from compliance.patterns.found import Found, find_patterns

__all__ = ["Found", "find_patterns"]
