"""Finding the word that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where nothing is alike."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing phrase for an error: the nearest known word, else all of them."""
    words = sorted(known)
    meant = nearest(word, words)
    if meant is not None:
        return f"did you mean '{meant}'?"
    return f"known: {', '.join(words)}." if words else "nothing is known here."
