"""Measures over the posts of a role."""

import pytest
from one_measure import Take, numbers


def test_the_permanent_share_is_of_hours_in_post_on_the_day(take: Take) -> None:
    records = """
    - {post: a, role: social_worker, fte: 1, from: 2024-01-01}
    - {post: b, role: social_worker, fte: 0.5, from: 2024-01-01}
    - {post: c, role: social_worker, fte: 0.5, from: 2024-01-01, agency: true}
    - {post: d, role: social_worker, from: 2024-01-01}
    - {post: e, role: social_worker, fte: 1, from: 2024-01-01, to: 2026-03-30}
    - {post: f, role: team_manager, fte: 1, from: 2024-01-01}
    """
    (figure,) = take("{permanent_share: {role: social_worker}}", records)
    assert numbers(figure) == (1.5, 2, 1)
    assert figure.value == 75


def test_turnover_is_of_permanent_people_who_left_and_did_not_come_back(take: Take) -> None:
    records = """
    - {post: stayed, role: social_worker, from: 2024-01-01}
    - {post: moved, role: social_worker, team_id: t1, from: 2024-01-01, to: 2025-10-31}
    - {post: moved, role: social_worker, team_id: t2, from: 2025-11-01}
    - {post: back, role: social_worker, from: 2024-01-01, to: 2025-06-30}
    - {post: back, role: social_worker, from: 2025-12-01}
    - {post: first, role: social_worker, from: 2024-01-01, to: 2025-04-01}
    - {post: last, role: social_worker, from: 2024-01-01, to: 2026-03-30}
    - {post: before, role: social_worker, from: 2024-01-01, to: 2025-03-31}
    - {post: today, role: social_worker, from: 2024-01-01, to: 2026-03-31}
    - {post: agency, role: social_worker, from: 2024-01-01, to: 2025-10-01, agency: true}
    - {post: promoted, role: social_worker, from: 2024-01-01, to: 2025-10-01}
    - {post: promoted, role: team_manager, from: 2025-10-02}
    """
    (figure,) = take("{window: 12 months, turnover: {role: social_worker}}", records)
    assert numbers(figure) == (3, 4, 0)


LOADS = """
- {post: a, role: social_worker, fte: 1, from: 2024-01-01}
- {post: b, role: social_worker, fte: 0.5, from: 2024-01-01}
- {post: none, role: social_worker, fte: 1, from: 2024-01-01}
- {post: tray, role: social_worker, fte: 1, from: 2024-01-01}
- {post: blank, role: social_worker, from: 2024-01-01}
- {involvement: social_worker, worker: a, person: a, children: 12, from: 2025-01-01}
- {involvement: social_worker, worker: a, person: a1, from: 2025-06-01}
- {involvement: social_worker, worker: a, person: gone, from: 2025-01-01, to: 2026-03-30}
- {involvement: iro, worker: a, person: other, from: 2025-01-01}
- {involvement: social_worker, worker: b, person: b, children: 9, from: 2025-01-01}
- {involvement: social_worker, worker: tray, person: t, children: 51, from: 2025-01-01}
- {involvement: social_worker, worker: blank, person: x, children: 3, from: 2025-01-01}
- {period: employment, worker: b, from: 2024-01-01, newly_qualified: true}
"""


def test_a_caseload_is_of_those_who_have_children_and_hours(take: Take) -> None:
    (figure,) = take("{caseload: {role: social_worker}}", LOADS)
    assert numbers(figure) == (21, 1.5, 2)
    assert figure.value == pytest.approx(14)


def test_a_caseload_may_be_of_some_workers_only(take: Take) -> None:
    qualified = (
        "{caseload: {role: social_worker, where: {holds: {period: employment, where: {newly_qualified: true}}}}}"
    )
    assert numbers(take(qualified, LOADS)[0]) == (9, 0.5, 0)
