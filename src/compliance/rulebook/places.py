"""Where in a YAML file something stands, and errors that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from compliance.errors import InputError
from compliance.rulebook.conditions import WORDS, ConditionError
from compliance.words import did_you_mean

Path_ = tuple[str | int, ...]
"""The keys and places that lead from the top of a file to something in it."""


@dataclass(frozen=True)
class Written:
    """A YAML file as read: its content, and where each part stands.

    The places are read when they are first asked for: they take five times as long as the content, and only a fault needs them.
    """

    file: Path
    shown: str
    content: Any

    @cached_property
    def _marked(self) -> Any:
        return YAML(typ="rt").load(self.file.read_text(encoding="utf-8"))  # pyright: ignore[reportUnknownMemberType]

    def place(self, path: Path_) -> str:
        """`file:line:column` of the deepest part of `path` that is written."""
        node: Any = self._marked
        line, column = 1, 1
        for step in path:
            if _holds(node, step):
                line, column = _mark(node, step, (line, column))
                node = node[step]
        return f"{self.shown}:{line}:{column}"

    def name_at(self, path: Path_) -> str:
        """The last key of `path` that is written, or nothing."""
        node: Any = self.content
        name = ""
        for step in path:
            if _holds(node, step):
                node = node[step]
                name = step if isinstance(step, str) else name
        return name

    def error(self, path: Path_, sentence: str) -> InputError:
        """An error that stands at `path`."""
        return InputError(f"{self.place(path)}: {sentence}")


def _holds(node: Any, step: str | int) -> bool:
    """Whether a mapping has the key, or a list the place."""
    if isinstance(node, list):
        return isinstance(step, int) and step < len(cast(list[Any], node))
    return isinstance(node, dict) and step in cast(dict[Any, Any], node)


def _mark(node: Any, step: str | int, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Line and column, both from 1, of a key or an item; `otherwise` where the reader kept none."""
    marks = getattr(node, "lc", None)
    if marks is None:
        return otherwise
    line, column = marks.item(step) if isinstance(node, list) else marks.key(step)
    return int(line) + 1, int(column) + 1


def read_yaml(file: Path, root: Path) -> Written:
    """The file's content, with its places.

    Raises:
        InputError: it cannot be read, or is no YAML; with file, line and column.
    """
    shown = str(file.relative_to(root.parent)) if file.is_relative_to(root.parent) else str(file)
    try:
        content = _content(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{shown}: there is no such file.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: it is not UTF-8 text (byte {error.start}): save it as UTF-8.") from None
    except MarkedYAMLError as error:
        fault = cast(Any, error)
        where = f":{fault.problem_mark.line + 1}:{fault.problem_mark.column + 1}" if fault.problem_mark else ""
        raise InputError(f"{shown}{where}: it is not readable as YAML: {_first_line(fault.problem)}.") from None
    except ValueError as error:
        raise InputError(f"{shown}{_impossible_date(file)}: {_first_line(str(error))}.") from None
    except YAMLError as error:
        raise InputError(f"{shown}: it is not readable as YAML: {_first_line(str(error))}.") from None
    if not isinstance(content, dict):
        raise InputError(f"{shown}:1:1: a mapping is wanted here, as in the other files of this folder.")
    return Written(file, shown, content)


def _content(text: str) -> Any:
    """What the text says. The fast reader, and where it refuses the one that keeps places: its words are the plainer ones."""
    try:
        return YAML(typ="safe").load(text)  # pyright: ignore[reportUnknownMemberType]
    except (YAMLError, ValueError):
        return YAML(typ="rt").load(text)  # pyright: ignore[reportUnknownMemberType]


def _impossible_date(file: Path) -> str:
    """`:line:column` of the first date in the file that does not exist; YAML's reader does not say."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        for found in re.finditer(r"\b\d{4}-\d{2}-\d{2}\b", line):
            try:
                date.fromisoformat(found.group())
            except ValueError:
                return f":{number}:{found.start() + 1}"
    return ""


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0].rstrip(".")


M = TypeVar("M", bound=BaseModel)


def model_from(model: type[M], written: Written, path: Path_ = (), content: Any = None) -> M:
    """The model that a part of a file says.

    Raises:
        InputError: it does not fit; one sentence a fault, each with file, line, column and the nearest valid word.
    """
    try:
        return model.model_validate(written.content if content is None else content)
    except ValidationError as error:
        faults: list[Any] = error.errors()
        # A list whose entries are at fault is not also too short.
        at_fault = {fault["loc"][:-1] for fault in faults} | {fault["loc"][:-2] for fault in faults}
        real = [fault for fault in faults if fault["type"] != "too_short" or fault["loc"] not in at_fault]
        raise InputError("\n".join(dict.fromkeys(_sentence(written, path, fault, model) for fault in real))) from None


def _sentence(written: Written, path: Path_, fault: Any, model: type[BaseModel]) -> str:
    where: Path_ = (*path, *fault["loc"])
    name = written.name_at(where)
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, ConditionError):
        where = (*where, *cause.path)
    last = str(fault["loc"][-1]) if fault["loc"] else ""
    match fault["type"]:
        case "extra_forbidden":
            text = f"'{last}' is not a word that fits here; {did_you_mean(last, _words(model))}"
        case "missing":
            text = f"'{last}' is missing here: add it."
        case "literal_error":
            found = fault["input"]
            allowed = [word.strip("'") for word in fault["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            text = f"{name} is '{found}'; {did_you_mean(str(found), allowed)}"
        case "value_error":
            text = ended(f"{name}: {cause}" if name and not isinstance(cause, ConditionError) else str(cause))
        case kind:
            text = f"{name}: {_wanted(kind, fault)}" if name else _wanted(kind, fault)
    return f"{written.place(where)}: {text}"


def _wanted(kind: str, fault: Any) -> str:
    """What a plain value should have been."""
    found = fault["input"]
    match kind.split("_")[0]:
        case "date":
            return f"'{found}' is not a date: write it as 2026-12-25."
        case "int":
            return f"'{found}' is not a whole number."
        case "float":
            return f"'{found}' is not a number."
        case "bool":
            return f"'{found}' is neither true nor false."
        case "greater":
            return f"{found} is too small: at least {fault['ctx']['ge']} is wanted."
        case "too":
            return "it is empty: at least one entry is wanted."
        case "tuple" | "list":
            return "a list is wanted here."
        case "dict" | "mapping" | "model":
            return "a mapping is wanted here."
        case _ if kind == "string_pattern_mismatch":
            return f"'{found}' is not a name: write small letters and digits with hyphens between, such as lac-review."
        case "string":
            return "a text is wanted here."
        case _:
            return ended(fault["msg"])


def ended(sentence: str) -> str:
    """The sentence with a full stop, unless it has its own end."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _words(model: type[BaseModel]) -> set[str]:
    """Every key that the model, or one inside it, knows."""
    seen: set[type[BaseModel]] = set()
    _gather(model, seen)
    return {word for inner in seen for word in _keys(inner)} | set(WORDS)


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield info.alias or name


def _gather(annotation: Any, seen: set[type[BaseModel]]) -> None:
    """Adds the models that an annotation names, and those inside them."""
    whole: Any = annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen.add(annotation)
            for info in annotation.model_fields.values():
                _gather(info.annotation, seen)
        return
    for part in (*getattr(whole, "__args__", ()), *getattr(whole, "__metadata__", ())):
        _gather(part, seen)
