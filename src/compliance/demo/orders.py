"""Writing the court's orders under which a child is looked after."""

from compliance.demo.life_in_care import CareLife
from compliance.demo.rows import Rows

ORDERS = {"C1": "interim_care", "C2": "care", "E1": "placement"}
"""The order that stands behind each SSDA903 legal status."""


def write_orders(life: CareLife, rows: Rows) -> None:
    """One order for each status that a court has made."""
    for status, _ in life.statuses:
        if status.status in ORDERS:
            rows.period("court_order", life.child.id, status.start, status.end, status=ORDERS[status.status])
