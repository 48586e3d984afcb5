"""Who may see whom an escalation is about."""

from collections.abc import Collection
from dataclasses import dataclass

from compliance.escalate.directory import Directory
from compliance.escalate.finding import Finding


@dataclass(frozen=True)
class Sight:
    """What bounds who may see a finding.

    `visible_to` are the roles that the standard is kept apart for, none where it is not; `restricted` whether the record
    itself is open to named people only; `roles` every role that there is.
    """

    visible_to: Collection[str]
    restricted: bool
    roles: Collection[str]


def may_see(worker: str, finding: Finding, directory: Directory, sight: Sight) -> bool:
    """Whether a worker may see it: of a restricted record, whoever is involved, and who answers for the child that day."""
    post = directory.posts.get(worker)
    if sight.visible_to and (post is None or post.role not in sight.visible_to):
        return False
    if not sight.restricted:
        return True
    involved = {who for (person, _), who in directory.involved.items() if person == finding.subject}
    return worker in involved or any(directory.holder(role, finding) == worker for role in sight.roles)
