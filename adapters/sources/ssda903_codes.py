"""The words of the SSDA903 return: its files, their columns, and the codes in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileWords:
    """A file of the return that is used: the columns it must have, and the others it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


USED: dict[str, FileWords] = {
    "header": FileWords(("CHILD", "DOB"), ("SEX", "ETHNIC", "UPN", "MOTHER", "MC_DOB")),
    "episodes": FileWords(
        ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
        (
            "CIN", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN",
            "PL_LA", "PL_LOCATION", "PL_DISTANCE",
        ),
    ),
    "reviews": FileWords(("CHILD", "REVIEW"), ("DOB", "REVIEW_CODE")),
    "missing": FileWords(("CHILD", "MIS_START", "MIS_END"), ("DOB", "MISSING")),
    "sw_episodes": FileWords(("CHILD", "SW_ID", "SW_DECOM"), ("DOB", "SW_DEC", "SW_REASON")),
}  # fmt: skip
"""The files that records are made of, with their columns."""

NOT_NEEDED = ("oc2", "oc3", "uasc", "ad1", "placed_for_adoption", "previous_permanence", "dolo")
"""Files of the return that no standard needs yet: their rows are counted."""

ALSO_CALLED = {
    "episode": "episodes",
    "review": "reviews",
    "socialworker": "sw_episodes",
    "placedadoption": "placed_for_adoption",
    "prevperm": "previous_permanence",
}
"""Other names that exporters give the files, letters and digits only."""

SEXES = {"1": "M", "2": "F", "M": "M", "F": "F", "U": "U"}
EPISODE_STARTS = ("S", "P", "L", "T", "U", "B")
STARTS_CARE = "S"
CHANGES_LEGAL_STATUS = ("L", "U", "B")
CHANGES_PLACEMENT = ("P", "T", "U", "B")
LEGAL_STATUSES = ("C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3")
SHORT_BREAKS = ("V3", "V4")
PLACEMENTS = (
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1",
    "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
)  # fmt: skip
WITH_PARENTS = ("P1",)
ADOPTIVE = ("A3", "A4", "A5", "A6")
LONG_TERM = ("U1", "U4")
CONTINUES = "X1"
EPISODE_ENDS = (
    CONTINUES, "E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14", "E15", "E16", "E17",
    "E41", "E43", "E44", "E45", "E46", "E47", "E48",
)  # fmt: skip
REVIEW_CODES = tuple(f"PN{number}" for number in range(8))
ABSENCES = {"M": "missing", "A": "away"}

NOT_CARRIED = (
    "teams",
    "managers",
    "reviewing officers",
    "visits",
    "dates of health assessments",
    "return interviews",
    "supervision",
)
"""What the return has no place for, in words."""
