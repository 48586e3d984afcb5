"""The page that says how days are counted."""

from typing import NamedTuple

from compliance.calendar import Calendar, Term
from compliance.rulebook.words_of_limits import day

_OPENING = """# How days are counted

The same for every standard, save where it says otherwise. A program that counts in another way differs on a third of all start
dates or more, so this is what every date here means.

| what | how it is counted | example |
| --- | --- | --- |
"""


class Convention(NamedTuple):
    """One way in which days are counted: what it is about, what is done, and an example, if there is one."""

    what: str
    how: str
    example: str


CONVENTIONS = (
    Convention(
        "Day 0",
        "The day on which the clock starts is not counted. The last day is in time at any hour; late begins "
        "the day after.",
        "Five working days from Monday 22 December 2025 end on Wednesday 31 December 2025.",
    ),
    Convention(
        '"Beginning with"',
        "Where a standard says that the first day is counted, it is day 1, and everything ends a day earlier.",
        "26 weeks beginning with Friday 20 February 2026 end on Thursday 20 August 2026.",
    ),
    Convention(
        "Working day",
        "Any day but Saturday, Sunday and the bank holidays of England and Wales, single ones (a jubilee, a "
        "state funeral) included. School holidays and leave are working days.",
        "Ten working days from Thursday 26 March 2026 end on Monday 13 April 2026, after Easter.",
    ),
    Convention(
        "Week",
        "7 days, bank holidays or not.",
        "16 weeks from Tuesday 2 December 2025 end on Tuesday 24 March 2026.",
    ),
    Convention(
        "Month",
        "The same day of a later month, or that month's last day where there is none, always counted from the"
        " first date.",
        "6 months from 31 August 2025 end on 28 February 2026.",
    ),
    Convention(
        "Weekend or bank holiday",
        "A date counted in days, weeks, months or years stays where it falls.",
        "A visit due a week after Friday 19 December 2025 is due on Friday 26 December 2025.",
    ),
    Convention(
        "Hours",
        "By the clock, where both times are known; where only a date is, 72 hours are three days, and it is "
        "late from the next day.",
        "72 hours from 22:15 on 24 December 2026 end at 22:15 on 27 December 2026.",
    ),
    Convention(
        "The next one",
        "Counted from the day on which the one before was really done. One that is done early brings the next forward.",
        "A visit due every 6 weeks and made on 23 December 2025 is due again on 3 February 2026.",
    ),
    Convention(
        "So long before a date",
        "The latest day from which that time still fits.",
        "5 working days before Saturday 28 February 2026 is Friday 20 February 2026.",
    ),
    Convention(
        "Age",
        "Attained on the birthday; somebody born on 29 February attains it on 1 March in other years.",
        "",
    ),
    Convention(
        "Changes of law",
        "The number that was in force on the day the clock started holds. Where the law then set no number, "
        "nobody can tell what is late.",
        "",
    ),
)


def counting_page(calendar: Calendar) -> str:
    """The page, with the calendar in force: its reach, and what an authority has added to it."""
    rows = "".join(f"| {one.what} | {one.how} | {one.example} |\n" for one in CONVENTIONS)
    said = [
        f"Bank holidays are known from {day(calendar.starts_on)} to {day(calendar.ends_on)}. A date beyond them cannot be told, "
        "and says so."
    ]
    if calendar.closure_days:
        closed = ", ".join(day(one) for one in sorted(calendar.closure_days))
        said.append(f"This authority also leaves out the days on which it is closed, which the law does not: {closed}.")
    else:
        said.append(
            "Days on which an authority is closed are counted, unless it decides otherwise in its own settings."
        )
    if calendar.terms:
        said.append(f"School terms of every year: {'; '.join(_term(term) for term in calendar.terms)}.")
    return f"{_OPENING}{rows}\n" + "\n\n".join(said) + "\n"


def _term(term: Term) -> str:
    first, last = term.in_year(2001)
    return f"{term.name}, from {first.day} {first:%B} to {last.day} {last:%B}"
