"""Where in a YAML file something stands, and errors that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    """A YAML file as read: its content, and where each part stands."""

    file: Path
    shown: str
    content: Any

    def place(self, path: Path_) -> str:
        """`file:line:column` of the deepest part of `path` that is written."""
        node: Any = self.content
        line, column = 1, 1
        for step in path:
            if _holds(node, step):
                line, column = _mark(node, step, (line, column))
                node = node[step]
        return f"{self.shown}:{line}:{column}"

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
        content: Any = YAML(typ="rt").load(file.read_text(encoding="utf-8"))  # pyright: ignore[reportUnknownMemberType]
    except FileNotFoundError:
        raise InputError(f"{shown}: there is no such file.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: it is not UTF-8 text (byte {error.start}): save it as UTF-8.") from None
    except MarkedYAMLError as error:
        fault = cast(Any, error)
        where = f":{fault.problem_mark.line + 1}:{fault.problem_mark.column + 1}" if fault.problem_mark else ""
        raise InputError(f"{shown}{where}: it is not readable as YAML: {_first_line(fault.problem)}.") from None
    except YAMLError as error:
        raise InputError(f"{shown}: it is not readable as YAML: {_first_line(str(error))}.") from None
    if not isinstance(content, dict):
        raise InputError(f"{shown}:1:1: a mapping is wanted here, as in the other files of this folder.")
    return Written(file, shown, content)


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
        faults = [_sentence(written, path, fault, model) for fault in error.errors()]
        raise InputError("\n".join(dict.fromkeys(faults))) from None


def _sentence(written: Written, path: Path_, fault: Any, model: type[BaseModel]) -> str:
    where: Path_ = (*path, *fault["loc"])
    last = str(fault["loc"][-1]) if fault["loc"] else ""
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, ConditionError):
        where = (*where, *cause.path)
    match fault["type"]:
        case "extra_forbidden":
            text = f"'{last}' is not a word that fits here; {did_you_mean(last, _words(model))}"
        case "missing":
            text = f"'{last}' is missing here: add it."
        case "literal_error":
            found = fault["input"]
            allowed = [word.strip("'") for word in fault["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            text = f"{last} is '{found}'; {did_you_mean(str(found), allowed)}"
        case _:
            text = f"{last}: {fault['msg'].removeprefix('Value error, ')}."
    return f"{written.place(where)}: {text}"


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
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen.add(annotation)
            for info in annotation.model_fields.values():
                _gather(info.annotation, seen)
        return
    inner: tuple[Any, ...] = (*getattr(annotation, "__args__", ()), *getattr(annotation, "__metadata__", ()))
    for part in inner:
        _gather(part, seen)
