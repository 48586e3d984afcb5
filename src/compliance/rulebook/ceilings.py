"""Whether one length of time can ever be longer than another: what holds an authority's own values to the law's."""

from compliance.calendar import Duration

MONTHS = {"months": 1, "years": 12}
HOURS = {"hours": 1, "days": 24, "weeks": 7 * 24}


def never_longer(length: Duration, ceiling: Duration) -> bool:
    """Whether `length` is at most `ceiling`, whatever day both are counted from.

    Lengths of one family (hours, days and weeks; months and years; working days) compare exactly. Others by the fewest and the
    most calendar days that they can be, so that a doubtful one is refused: so is 20 working days against 4 weeks, which
    a bank holiday makes longer.
    """
    for family in (MONTHS, HOURS):
        if length.unit in family and ceiling.unit in family:
            return length.count * family[length.unit] <= ceiling.count * family[ceiling.unit]
    if length.unit == ceiling.unit:
        return length.count <= ceiling.count
    return _most_days(length) <= _fewest_days(ceiling)


def _fewest_days(length: Duration) -> float:
    if length.unit == "working days":
        return length.count + 2 * (max(length.count - 1, 0) // 5)
    if length.unit in MONTHS:
        return 30.4 * length.count * MONTHS[length.unit] - 3
    return length.count * HOURS[length.unit] / 24


def _most_days(length: Duration) -> float:
    if length.unit == "working days":
        # Weekends on both sides, and no more than four bank holidays in any twenty working days.
        return length.count + 2 * (length.count // 5 + 1) + 4 * (length.count // 20 + 1)
    if length.unit in MONTHS:
        return 30.5 * length.count * MONTHS[length.unit] + 3
    return length.count * HOURS[length.unit] / 24
