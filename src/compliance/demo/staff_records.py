"""Writing what is recorded of the workers themselves: their employment and their one-to-one supervision."""

from compliance.demo.pace import Pace
from compliance.demo.rows import Rows
from compliance.demo.workforce import Workforce


def write_staff_records(force: Workforce, rows: Rows, pace: Pace, opens_on: int) -> None:
    """One employment a worker, from first post to last, and supervision about once a month in each post."""
    spans: dict[str, tuple[int, int | None]] = {}
    for post in sorted(force.posts, key=lambda post: (post.worker, post.start)):
        first = spans[post.worker][0] if post.worker in spans else post.start
        spans[post.worker] = (first, post.end)
    for worker, (start, end) in spans.items():
        rows.subject_period("employment", {"worker_id": worker}, start, end)
    for post in force.in_role("social_worker"):
        day = max(post.start, opens_on)
        last = min(post.end or rows.ends_on, rows.ends_on)
        while True:
            day = pace.done("worker supervision", day, day + 28, post.team)
            if day > last:
                break
            rows.subject_event("supervision.worker", {"worker_id": post.worker}, day)
