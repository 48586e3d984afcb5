"""What was counted, and whose interval it is: the sentences of `why` about limits, loads and a period's own interval."""

from datetime import date

from compliance.evaluate.proof import CitedLimit, Detail
from compliance.rulebook.model import Load, Standard, WindowLimit


def counted(standard: Standard, number: int, outcome: str) -> str:
    """What a limit or load counted, against what it allows; `number` is the finding's `turn`."""
    reached = "The most counted" if outcome in ("met_late", "missed") else "Counted"
    match standard.form:
        case WindowLimit() as form:
            return f"{reached}: {number:,} ({_in_window(form)}); the limit is {form.most:,}."
        case Load() as form:
            return f"{reached}: {number:,} {_of_posts(form)}, rounded up; the limit is {form.most:g}."
        case _:
            return f"{reached}: {number:,}."


def own_interval(detail: Detail) -> list[str]:
    """That the period itself sets how often, where the due date comes of that."""
    kind = detail.standard.period_kind
    if not isinstance(detail.limit, CitedLimit) or not detail.limit.own or kind is None:
        return []
    return [f"The {kind_words(kind)} itself sets this interval."]


def nobody_counted(form: Load, as_of: date) -> str:
    """Why a load has no finding for a worker or a team."""
    record, role = f"The record of {as_of.day} {as_of:%B %Y} shows", _spelt(form.role)
    match form.count:
        case "children":
            return f"{record} no post as {role} with anybody to count."
        case "posts":
            return (
                f"{record} nobody in a post as {role} in this team, or nobody in one as {_spelt(form.per_role or '')}."
            )
        case "agency_share":
            return (
                "The share is worked out for a team that has none above it, with all the teams below it. Either this team has "
                f"one above it, or {record[0].lower()}{record[1:]} no post as {role} there."
            )


def kind_words(kind: str) -> str:
    """A kind of period or event as it is read: `cp_plan` is a child protection plan."""
    spelt = {"cp": "child protection", "cin": "child in need", "lac": "looked-after", "icpc": "initial conference"}
    return " ".join(spelt.get(word, word) for word in kind.replace(".", "_").split("_"))


def _in_window(form: WindowLimit) -> str:
    count = form.count
    what = kind_words(count.period or count.event or "")
    if form.in_a_row:
        return f"{what}, of the sort that counts, in a row with none of the others between; those of one day are one"
    how = {"starts": "" if count.event else " begun", "held": " held", "days": ", in days,"}[count.by]
    return f"{what}{how} within {form.within}"


def _of_posts(form: Load) -> str:
    role = _spelt(form.role)
    match form.count:
        case "children":
            return f"people for each {'full-time post' if form.per == 'fte' else 'post'} of a {role}"
        case "posts":
            return f"people in posts as {role} for each in a post as {_spelt(form.per_role or '')}"
        case "agency_share":
            whole = "the full-time equivalent in posts" if form.per == "fte" else "the posts"
            return f"per cent of {whole} as {role} held by agency workers"


def _spelt(role: str) -> str:
    return role.replace("_", " ")
