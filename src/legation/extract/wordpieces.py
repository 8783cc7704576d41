"""Cut words into the pieces that the encoder knows.

In: the words of one sentence. Out: piece numbers, and where each word's first piece stands.
Not here: the encoder (`encoder`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The base model was made for sequences of up to 512 pieces; two are its marks of start and end.
MOST_PIECES = 510
# A word of more pieces is a number, an address or a slip; its first pieces tell enough.
MOST_PIECES_A_WORD = 12
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
# Words of the press repeat; a memory of this many spares nine cuts of ten.
REMEMBERED = 50_000


class WordPieces:
    """Remembers how words are cut."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Cut with `tokenizer`, whose normaliser and vocabulary the encoder was trained with."""
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.start = tokenizer.token_to_id(_START)
        self.end = tokenizer.token_to_id(_END)
        self._unknown = (tokenizer.token_to_id(_UNKNOWN),)

    def cut(self, words: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """Return runs of pieces with their marks, and the position of each word's first piece.

        One run holds a whole sentence; only one of more than `MOST_PIECES` is cut into several.
        """
        runs: list[tuple[list[int], list[int]]] = []
        pieces, firsts = [self.start], []
        for word in words:
            cut = self._cut(word)
            if len(pieces) + len(cut) > MOST_PIECES + 1:
                runs.append(([*pieces, self.end], firsts))
                pieces, firsts = [self.start], []
            firsts.append(len(pieces))
            pieces.extend(cut)
        runs.append(([*pieces, self.end], firsts))
        return runs

    def _cut(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            found = self._tokenizer.encode(word, add_special_tokens=False).ids
            known = tuple(found[:MOST_PIECES_A_WORD]) or self._unknown
            if len(self._known) < REMEMBERED:
                self._known[word] = known
        return known
