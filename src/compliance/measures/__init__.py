"""Measures: rates and counts over the findings and the records, for those who look at the service as a whole."""

from compliance.measures.measure import measure_all
from compliance.measures.measured import Measured

__all__ = ["Measured", "measure_all"]
