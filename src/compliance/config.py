"""What an authority sets, in `config.toml` and the environment."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from compliance.errors import InputError
from compliance.words import did_you_mean


class Part(BaseModel):
    """A table of `config.toml`; a word it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(Part):
    """Whose program this is."""

    name: str = "This authority"


class StoreSettings(Part):
    """Where escalations are kept; empty is a SQLite file in the data folder."""

    url: str = ""


class RulesSettings(Part):
    """Which rules hold; an empty folder is the national pack. `closure_days` are left out of working days.

    `overlay` is the file of the authority's own values; empty is `local.yaml` in the data folder, if it is there.
    """

    folder: str = ""
    overlay: str = ""
    closure_days: tuple[date, ...] = ()


class AuditSettings(Part):
    """Where the key of the audit chain is; empty is `audit.key` in the data folder. Or the key: COMPLIANCE_AUDIT_KEY."""

    key_file: str = ""


class Settings(BaseSettings):
    """All settings. The environment (`COMPLIANCE_STORE__URL`) goes before the file."""

    model_config = SettingsConfigDict(
        env_prefix="COMPLIANCE_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    authority: Authority = Field(default_factory=Authority)
    store: StoreSettings = Field(default_factory=StoreSettings)
    rules: RulesSettings = Field(default_factory=RulesSettings)
    audit: AuditSettings = Field(default_factory=AuditSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file (given as arguments)."""
        return env_settings, init_settings


def read_settings(file: Path | None) -> Settings:
    """The settings of `file`; None is `config.toml` in this folder if there is one.

    Raises:
        InputError: the file named is not there, is not TOML, or has a word or value that does not fit.
    """
    chosen = file or Path("config.toml")
    if file is None and not chosen.exists():
        return _settings({}, "the environment")
    try:
        written = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no settings file {chosen}: name another with --config.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{chosen}: it is not readable as TOML: {error}.") from None
    return _settings(written, str(chosen))


def _settings(written: dict[str, Any], shown: str) -> Settings:
    try:
        return Settings(**written)
    except ValidationError as error:
        raise InputError("\n".join(_sentence(shown, fault) for fault in error.errors())) from None


def _sentence(shown: str, fault: Any) -> str:
    where = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        last = str(fault["loc"][-1])
        return f"{shown}: there is no setting '{where}'; {did_you_mean(last, _known(fault['loc'][:-1]))}"
    return f"{shown}: {where}: {fault['msg']}."


def _known(path: tuple[Any, ...]) -> list[str]:
    fields = Settings.model_fields
    for step in path:
        annotation = fields[str(step)].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = annotation.model_fields
    return list(fields)
