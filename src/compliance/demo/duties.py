"""How punctual people are at each duty: the share done in time, how soon, and how late the rest are.

Shares follow the published figures where there are any, and single authorities' reports where there are not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """A duty's share `in_time`, the part of its limit `usual`ly taken, and the mean lateness of the rest in days.

    `never` is the share that is not done at all until somebody notices.
    """

    in_time: float
    usual: tuple[float, float]
    late_by: float
    never: float = 0.0


FRONT_DOOR = {
    "referrer feedback": Duty(0.90, (0.1, 1.0), 4, 0.02),
    "oversight": Duty(0.90, (0.2, 1.0), 3, 0.02),
    "assessment checkpoint": Duty(0.87, (0.6, 1.0), 4),
    "child seen in assessment": Duty(0.86, (0.3, 1.0), 4),
    "child seen in enquiries": Duty(0.88, (0.5, 1.0), 2),
    "assessment refresh": Duty(0.90, (0.85, 1.0), 25),
    "joint assessment": Duty(0.75, (0.5, 1.0), 4),
    "transfer accepted": Duty(0.86, (0.3, 1.0), 4),
    "transfer completed": Duty(0.85, (0.4, 1.0), 7),
    "early help visit": Duty(0.86, (0.6, 1.0), 8),
}
PROTECTION = {
    "cp visit": Duty(0.88, (0.55, 1.0), 4),
    "cp review": Duty(0.83, (0.80, 1.0), 14),
    "core group": Duty(0.85, (0.60, 1.0), 8),
    "conference request": Duty(0.88, (0.5, 1.0), 3, 0.01),
    "conference report": Duty(0.82, (0.5, 1.0), 3),
    "conference decision": Duty(0.90, (0.5, 1.0), 3, 0.005),
    "conference minutes": Duty(0.86, (0.5, 1.0), 8, 0.01),
    "long plan looked at": Duty(0.86, (0.7, 1.0), 20),
    "repeat missing strategy": Duty(0.80, (0.3, 1.0), 4, 0.05),
}
IN_NEED = {
    "cin visit": Duty(0.88, (0.60, 1.0), 8),
    "cin plan agreed": Duty(0.84, (0.4, 1.0), 8),
    "cin review": Duty(0.84, (0.7, 1.0), 14),
    "cin checkpoint": Duty(0.82, (0.6, 1.0), 20),
    "private fostering visit": Duty(0.86, (0.5, 1.0), 8),
}
COURT = {
    "letter before proceedings": Duty(0.86, (0.3, 1.0), 6),
    "family meeting offered": Duty(0.84, (0.1, 0.9), 10),
    "first pre-proceedings meeting": Duty(0.80, (0.40, 1.0), 6),
    "pre-proceedings review": Duty(0.88, (0.80, 1.0), 8),
    "court steps": Duty(0.955, (0.5, 1.0), 3),
    "case management hearing": Duty(0.82, (0.6, 1.0), 6),
    "issues resolution hearing": Duty(0.70, (0.75, 1.0), 30),
    "names exchanged": Duty(0.85, (0.3, 1.0), 8),
    "commissioned report": Duty(0.74, (0.7, 1.0), 18),
    "order reviewed": Duty(0.85, (0.6, 1.0), 12),
}
CARE = {
    "first statutory visit": Duty(0.90, (0.15, 1.0), 4),
    "statutory visit": Duty(0.90, (0.60, 1.0), 9),
    "lac review": Duty(0.935, (0.80, 1.0), 11),
    "care plan": Duty(0.88, (0.3, 1.0), 10),
    "placement plan": Duty(0.84, (0.2, 1.0), 6),
    "placement notice": Duty(0.85, (0.2, 1.0), 5),
    "placement approval": Duty(0.86, (0.2, 1.0), 6),
    "detention plan": Duty(0.85, (0.4, 1.0), 5),
    "permanence plan": Duty(0.80, (0.6, 1.0), 30),
    "section 20 review": Duty(0.80, (0.7, 1.0), 15),
    "discharge considered": Duty(0.84, (0.7, 1.0), 20),
    "parent placement": Duty(0.85, (0.4, 1.0), 10),
    "disruption meeting": Duty(0.78, (0.4, 1.0), 8),
    "reviewing officer's contact": Duty(0.86, (0.5, 1.0), 6),
    "review decisions": Duty(0.88, (0.2, 1.0), 4),
    "review written": Duty(0.86, (0.5, 1.0), 6),
    "review sent": Duty(0.86, (0.9, 1.0), 7),
    "midpoint check": Duty(0.84, (0.5, 0.9), 10),
    "adoption decision": Duty(0.82, (0.4, 1.0), 15),
    "adoption review": Duty(0.88, (0.7, 1.0), 10),
    "adoption visit": Duty(0.95, (0.7, 1.0), 3),
}
HEALTH = {
    "health notified": Duty(0.955, (0.1, 0.9), 4),
    "health paperwork": Duty(0.895, (0.2, 1.0), 5),
    "iha": Duty(0.75, (0.50, 1.0), 17),
    "rha": Duty(0.92, (0.85, 1.0), 24),
    "dental": Duty(0.85, (0.70, 1.0), 30),
    "immunisations": Duty(0.88, (0.70, 1.0), 30),
    "sdq": Duty(0.80, (0.80, 1.0), 30),
    "missed appointment": Duty(0.80, (0.3, 1.0), 6),
    "first pep": Duty(0.82, (0.4, 1.0), 8),
    "pep": Duty(0.92, (0.15, 0.75), 15),
    "special needs decision": Duty(0.90, (0.6, 1.0), 12),
    "special needs plan": Duty(0.66, (0.8, 1.0), 40),
}
LEAVING_CARE = {
    "needs assessment": Duty(0.84, (0.4, 1.0), 25),
    "pathway plan": Duty(0.84, (0.75, 1.0), 20),
    "pathway review": Duty(0.85, (0.75, 1.0), 20),
    "adviser's visit": Duty(0.87, (0.6, 1.0), 9),
    "in touch": Duty(0.92, (0.4, 1.0), 10),
}
STAFF = {
    "supervision": Duty(0.88, (0.55, 1.0), 8),
    "worker supervision": Duty(0.90, (0.70, 1.0), 7),
    "designated officer": Duty(0.88, (0.4, 1.0), 2),
    "partnership": Duty(0.85, (0.4, 1.0), 4),
    "monitoring visit": Duty(0.8, (0.8, 1.0), 12),
}
DUTIES = {**FRONT_DOOR, **PROTECTION, **IN_NEED, **COURT, **CARE, **HEALTH, **LEAVING_CARE, **STAFF}
