"""Words for what helps or hurts: jets, ammunition, loans, oil.

In: `files/means.tsv`. Out: the rung of the ladder of means that a word names.
Not here: finding the words in a sentence (`extract.events`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from legation.records import MEANS
from legation.reference.rows import RowError, iter_rows


@cache
def load_means() -> Mapping[str, str]:
    """Load the means by word: lower case, singular, up to three words (`fighter jet`).

    Raises:
        RowError: A means is not one of `records.MEANS`, or a word stands twice.
    """
    means: dict[str, str] = {}
    for row in iter_rows("means.tsv", ("word", "means")):
        word = row.cells["word"]
        if word in means:
            msg = f"{row.place}: {word!r} stands twice; one word names one means"
            raise RowError(msg)
        means[word] = row.one_of("means", MEANS)
    return MappingProxyType(means)
