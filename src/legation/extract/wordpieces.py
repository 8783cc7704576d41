"""Cut words into the pieces that the encoder knows.

In: the words of one sentence, a vocabulary. Out: piece numbers, and where each word's first piece
stands.
Not here: the encoder (`encoder`).

This is BERT's uncased cut (Devlin et al. 2019): no accents, small letters, punctuation apart, then
the longest piece first. A library does the same, but brings a client of a model hub along with it,
which a desk without a network has no use for; tests hold the two together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

# The base model was made for sequences of up to 512 pieces; two are its marks of start and end.
MOST_PIECES = 510
# A word of more pieces is a number, an address or a slip; its first pieces tell enough.
MOST_PIECES_A_WORD = 12
# BERT gives up on longer words.
LONGEST_WORD = 100
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_INSIDE = "##"
# Words of the press repeat; a memory of this many spares nine cuts of ten.
REMEMBERED = 50_000


class WordPieces:
    """Remembers how words are cut."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Cut by `vocabulary`: pieces in the order of their numbers."""
        self._number: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.start, self.end = self._number[START], self._number[END]

    def cut(self, words: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """Return runs of pieces with their marks, and the position of each word's first piece.

        One run holds a whole sentence; only one of more than `MOST_PIECES` is cut into several.
        """
        runs: list[tuple[list[int], list[int]]] = []
        pieces: list[int] = [self.start]
        firsts: list[int] = []
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
            found = [number for part in _parts(word) for number in self._pieces(part)]
            known = tuple(found[:MOST_PIECES_A_WORD]) or (self._number[UNKNOWN],)
            if len(self._known) < REMEMBERED:
                self._known[word] = known
        return known

    def _pieces(self, part: str) -> list[int]:
        """Return the pieces of a part without punctuation, the longest that fits each time."""
        if len(part) > LONGEST_WORD:
            return [self._number[UNKNOWN]]
        found, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._number.get((_INSIDE if start else "") + part[start:end])
                if number is not None:
                    break
            else:
                return [self._number[UNKNOWN]]
            found.append(number)
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """Yield the parts of a word in small plain letters, each mark of punctuation by itself."""
    part: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        kind = unicodedata.category(letter)
        if kind == "Mn" or letter in "\x00\ufffd" or (kind[0] == "C" and not letter.isspace()):
            continue
        alone = letter.isspace() or _is_punctuation(letter, kind) or _is_ideograph(letter)
        if not alone:
            part.append(letter.lower())
            continue
        if part:
            yield "".join(part)
            part = []
        if not letter.isspace():
            yield letter
    if part:
        yield "".join(part)


def _is_punctuation(letter: str, kind: str) -> bool:
    return kind[0] == "P" or (letter.isascii() and not letter.isalnum() and letter.isprintable())


def _is_ideograph(letter: str) -> bool:
    point = ord(letter)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0x20000 <= point <= 0x2CEAF
        or 0xF900 <= point <= 0xFAFF
        or 0x2F800 <= point <= 0x2FA1F
    )
