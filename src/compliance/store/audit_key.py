"""The key of the audit chain, kept outside the database: whoever can write there cannot write a chain that holds."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import InputError

VARIABLE = "COMPLIANCE_AUDIT_KEY"
SHORTEST = 32
"""Characters; the keys that are made here have 64."""

_PROOF = b"compliance audit key"


@dataclass(frozen=True)
class KeyPlace:
    """Where the key is looked for: the environment (`COMPLIANCE_AUDIT_KEY`) before the file; None where there is none."""

    file: Path | None

    def read(self) -> bytes:
        """The key.

        Raises:
            InputError: there is none, or it is too short to keep a secret.
        """
        given = os.environ.get(VARIABLE)
        if given is not None:
            return _checked(given, VARIABLE)
        if self.file is None:
            raise InputError(f"There is no key for the audit chain: set [audit] key_file, or {VARIABLE}.")
        try:
            return _checked(self.file.read_text(encoding="ascii"), str(self.file))
        except FileNotFoundError:
            raise InputError(
                f"The key of the audit chain is not at {self.file}: put it back from where it is kept safe. "
                "Without it nothing can be added to what happened, nor checked."
            ) from None
        except (OSError, UnicodeDecodeError):
            raise InputError(f"The key of the audit chain at {self.file} cannot be read.") from None

    def read_or_make(self) -> bytes:
        """The key; where the file is not there yet, it is made, for this user's eyes only.

        Raises:
            InputError: there is no place for it, it cannot be made, or it is too short.
        """
        if VARIABLE not in os.environ and self.file is not None and not self.file.exists():
            try:
                _make(self.file)
            except OSError as problem:
                raise InputError(
                    f"The key of the audit chain cannot be made at {self.file} ({problem.strerror}): "
                    "name another place in [audit] key_file."
                ) from None
        return self.read()


def proof_of(key: bytes) -> str:
    """What tells keys apart without giving them away."""
    return hmac.new(key, _PROOF, hashlib.sha256).hexdigest()


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    number = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "w", encoding="ascii") as written:
            written.write(secrets.token_hex(32) + "\n")
            written.flush()
            os.fsync(written.fileno())
        # A link is refused where another process was first; a rename would take its key away.
        os.link(half, file)
    except FileExistsError:
        return
    finally:
        half.unlink(missing_ok=True)


def _checked(text: str, where: str) -> bytes:
    key = text.strip()
    if len(key) < SHORTEST:
        raise InputError(f"The key of the audit chain in {where} is too short: {SHORTEST} characters at least.")
    return key.encode()
