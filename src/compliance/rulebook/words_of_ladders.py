"""Who hears first and who next, in sentences."""

from itertools import groupby

from compliance.rulebook.ladders import Asked, Between, Either, Every, Ladder, OneOf, Step
from compliance.rulebook.model import Load, Standard, WindowLimit
from compliance.rulebook.words_of import listed, ordinal, plain

_ROLES = {"iro": "reviewing officer", "iro_manager": "reviewing officers' manager", "cp_chair": "conference chair"}


def role_words(role: str) -> str:
    """A role as people say it: `team manager`, `reviewing officer`."""
    return _ROLES.get(role, plain(role))


def who_hears(ladder: Ladder, standard: Standard) -> list[str]:
    """A sentence a level: who hears, and when."""
    said: list[str] = []
    for number, (_, steps) in enumerate(groupby(ladder.steps, key=lambda step: step.level)):
        told = listed(_one_when(list(steps), standard))
        said.append(f"{'First' if number == 0 else 'Then'} the {told}.")
    return said


def _one_when(steps: list[Step], standard: Standard) -> list[str]:
    """The roles of one level, those told under the same condition together."""
    said: list[str] = []
    for when, told in groupby(steps, key=lambda step: asked_words(step.asked, standard)):
        said.append(f"{listed([role_words(step.tell) for step in told])}, {when}")
    return said


def asked_words(asked: Asked, standard: Standard) -> str:
    """When a step is told, as what follows "told": `when it is overdue`."""
    return f"when {_said(asked, standard)}"


def _said(asked: Asked, standard: Standard) -> str:
    match asked:
        case Every(terms):
            return _every(terms, standard)
        case Either(terms):
            return ", or when ".join(_said(term, standard) for term in terms)
        case OneOf(field, values):
            return _one_of(field, values, standard)
        case Between():
            return _between(asked, standard)


def _every(terms: tuple[Asked, ...], standard: Standard) -> str:
    """Several together; what goes without saying is left out: overdue where it says by how much, due soon where it warns."""
    said = {term.field for term in terms if isinstance(term, Between)}
    implied: list[Asked] = [OneOf("outcome", ("overdue",))] if said & {"days_over", "working_days_over"} else []
    implied += [OneOf("outcome", ("due_soon",))] if "warning" in said else []
    needed = [term for term in terms if term not in implied]
    return " and ".join(_said(term, standard) for term in needed)


def _one_of(field: str, values: tuple[str | int, ...], standard: Standard) -> str:
    if field == "outcome":
        counted = isinstance(standard.form, WindowLimit | Load)
        words = {"due_soon": "near the limit", "overdue": "over the limit"} if counted else {"due_soon": "due soon"}
        return f"it is {listed([words.get(str(value), str(value)) for value in values], 'or')}"
    if field == "booked":
        return "nothing is booked" if values == (0,) else "a date is booked"
    if field == "turn":
        return f"it is the {listed([ordinal(int(value)) for value in values], 'or')}"
    return f"the number of {plain(field)} is {listed([str(value) for value in values], 'or')}"


def _between(asked: Between, standard: Standard) -> str:
    bounds = [f"{asked.from_:,} or more" if asked.from_ is not None else ""]
    bounds += [f"fewer than {asked.under:,}" if asked.under is not None else ""]
    amount = " and ".join(bound for bound in bounds if bound)
    match asked.field:
        case "days_over" | "working_days_over":
            unit = "working days" if asked.field.startswith("working") else "days"
            one = f"{unit.removesuffix('s')} or more"
            return f"it is {f'1 {one}' if amount == '1 or more' else f'{amount} {unit}'} late"
        case "warning" if asked.from_ is not None and asked.under is None:
            return f"the {ordinal(asked.from_)} warning is reached"
        case "turn" if not isinstance(standard.form, WindowLimit | Load):
            later = f"the {ordinal(asked.from_)} or a later one" if asked.from_ is not None else "an early one"
            return f"it is {later}" if asked.under is None or asked.from_ is None else f"it is {amount} in the row"
        case "turn":
            return f"{amount} are counted"
        case _:
            return f"{plain(asked.field)} is {amount}"
