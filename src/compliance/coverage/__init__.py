"""Where each duty of the catalogue is kept, what records it needs, and what has no home."""

from compliance.coverage.catalogue import Catalogue, read_catalogue
from compliance.coverage.found import Coverage, cover
from compliance.coverage.page import coverage_page

__all__ = ["Catalogue", "Coverage", "cover", "coverage_page", "read_catalogue"]
