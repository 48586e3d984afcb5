"""Writing what is recorded of the workers themselves: their employment and their one-to-one supervision."""

from compliance.demo.pace import Pace
from compliance.demo.rows import Rows, yes
from compliance.demo.staffing import Post
from compliance.demo.workforce import Workforce

THREE_MONTHS = 92
"""Days after which supervision every four weeks is enough."""


def write_staff_records(force: Workforce, rows: Rows, pace: Pace) -> None:
    """Everybody's employment, from first post to last, and their supervision in it."""
    posts: dict[str, list[Post]] = {}
    for post in sorted(force.posts, key=lambda post: (post.worker, post.start)):
        posts.setdefault(post.worker, []).append(post)
    for held in posts.values():
        write_employment(held, rows, pace)


def write_employment(held: list[Post], rows: Rows, pace: Pace) -> None:
    """One worker's employment: supervision every two weeks at first, then every four."""
    subject, start, end = {"worker_id": held[0].worker}, held[0].start, held[-1].end
    new = held[0].room < 1
    period = rows.subject_period("employment", subject, start, end, newly_qualified=yes(new))
    day, last = start, min(end or rows.ends_on, rows.ends_on)
    while True:
        team = next((post.team for post in reversed(held) if post.start <= day), held[0].team)
        length = 14 if day < start + THREE_MONTHS else 28
        day = pace.done("worker supervision", day, day + length, team)
        if day > last:
            return
        rows.subject_event("supervision.worker", subject, day, period)
