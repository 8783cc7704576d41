"""Tell which language a text is in.

In: a text. Out: an ISO 639-1 code, or None.
Not here: reading other languages than English (nobody does yet).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

# Shorter texts are mostly names, which belong to no language.
MIN_LETTERS = 40

# The first paragraphs tell; py3langid takes 0.5 ms for 1,000 characters.
SAMPLE_CHARACTERS = 3_000

# A list of Chinese and Russian names is "Javanese" with 0.07, one French sentence is French
# with 0.97. Between, the text is kept and its language is unknown.
MIN_PROBABILITY = 0.5

ENGLISH = "en"


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`; None when it is too short to tell."""
    sample = text.strip()[:SAMPLE_CHARACTERS]
    if sum(letter.isalpha() for letter in sample) < MIN_LETTERS:
        return None
    language, probability = _load_identifier().classify(sample)
    return str(language) if language == ENGLISH or probability >= MIN_PROBABILITY else None


@cache
def _load_identifier() -> LanguageIdentifier:
    # One second and 70 MB: only where a document has to be told
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
