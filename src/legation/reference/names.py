"""Bring the ways in which a name is written to one key.

In: a name as a text prints it. Out: keys that are equal where the names count as equal.
Not here: which names exist (`reference.shelf`), how near two names are (`reference.similar`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and the typographic marks newspapers use.
_PLAIN = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "İ": "I",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d",
        "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "ʾ": "'", "ʿ": "'", "`": "'", "´": "'", "′": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
        "“": "", "”": "", '"': "", "\u00a0": " ",
    }
)  # fmt: skip
_POSSESSIVE = re.compile(r"('s|(?<=s)'|')$")
_BREAKS = re.compile(r"[\s\-_/,]+")
_DROPPED = re.compile(r"[.'()]")


def plain(name: str) -> str:
    """Return `name` without diacritics and typographic marks; its case is kept."""
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key under which a name is filed.

    Case, diacritics, full stops, quotes and hyphens, a leading "the" and a trailing possessive
    do not count: `the Élysée's` and `elysee` have one key. Empty when nothing is left.
    """
    text = _POSSESSIVE.sub("", plain(name).strip())
    text = _DROPPED.sub("", _BREAKS.sub(" ", text)).replace("&", "and").casefold().strip()
    return text.removeprefix("the ")


def fold_acronym(name: str) -> str:
    """Return the key of an acronym: `U.S.` and `US` have one, `us` has another; case is kept."""
    text = _POSSESSIVE.sub("", plain(name).strip())
    text = re.sub(r"^[Tt]he ", "", text)
    return _DROPPED.sub("", text).replace(" ", "")


def slug(name: str) -> str:
    """Return `name` as it stands in a `legation:` id: lower-case ASCII words joined by hyphens."""
    text = plain(name).encode("ascii", "ignore").decode().lower()
    text = text.replace("+", " plus").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")
