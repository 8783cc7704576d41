"""Make texts that no editor would pass, to try the reader on.

In: texts that make sense, a seed and a number. Out: a stretch of them, broken as texts get broken
on the way through scanners, chats and converters, and worse.
Not here: what must hold for the readings (`soundness`).

One seed and number make one text, whichever others are made: a text that breaks the reader is made
again by its number.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

# Mostly a paragraph or two.
FEWEST_WORDS, MOST_WORDS = 20, 120
# One text in so many is one sentence of so many words: the parser's pieces, and what grows with
# the square of a sentence, are tried by nothing shorter.
ENDLESS_EVERY, ENDLESS_FIRST, ENDLESS_WORDS = 500, 100, 5_000
LONG_WORD = 2_000

_Edit = Callable[[str, random.Random], str]

_WORDS_AND_BLANKS = re.compile(r"\S+|\s+")
_QUOTES = "“”\"«»„‟'‘’‹›"
_PAIRS = ("“”", '""', "«»", "„“", "‘’", "''", "»«", "””", "“")
_SPEAKERS = (
    "MS. PSAKI:",
    "THE PRESIDENT:",
    "Q",
    "Q:",
    "SENIOR ADMINISTRATION OFFICIAL:",
    "Vladimir Putin:",
    "MR. PRICE (via video):",
    "of the:",
    "END",
    "(Laughter.)",
    "3:25 P.M. EDT",
)
_LINKS = (":", " : ", " — ", "–", " - ", "--", "—", "…", ";", " / ", "|")
_PICTURES = ("😀", "🇺🇦", "👩‍👩‍👧", "👍🏽", "❗️", "🔥🔥", "½", "№", "™")
_COMBINING = "\u0301\u0308\u0327\u0338\u20dd\u0489\ufe0f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2069"
_FOREIGN = (
    "שלום",
    "אמר השר",
    "وزارة الخارجية",
    "قال",
    "外交部发言人表示",
    "中国",
    "プーチン大統領",
    "대통령",
    "МИД",
    "заявил",
    "Đặng",
    "नमस्ते",
    "İstanbul",
    "ﬁﬂ",
    "ẞ",
)
# What `ingest` lets through; NUL and the unit separator never reach a document. CRLF does not
# either, unless a program makes the document itself.
_CONTROLS = "\x01\x07\x08\x0b\x0e\x1a\x1b\x1c\x1d\x1e\x7f\x80\x85\x9f\u2028\u2029\ufffd\ufffe"
_FIGURES = ("$1.5 billion", "0", "1,000,000,000", "١٢٣", "½", "1e400", "²", "0.0.0", "%", "1/0/22")
_TIMES = ("31 February", "00:61", "2022-13-45", "on the 99th", "Q5 2022", "year 0", "yesterday")
_CUES = ("said", "says that", "denied", "asked", "warned,", "told", "according to", "voted against")


def mutated(texts: Sequence[str], seed: int, number: int) -> str:
    """Return the text of this number; the same for the same texts and seed.

    Args:
        texts: Taken apart; at least one of them of some words.
        seed: Of the whole series.
        number: From 1; from `ENDLESS_FIRST` on, every `ENDLESS_EVERY`th is one sentence of
            `ENDLESS_WORDS` words before it is broken.
    """
    rng = random.Random(f"{seed}:{number}")  # noqa: S311  (no secret hangs on it)
    if number % ENDLESS_EVERY == ENDLESS_FIRST:
        text = _endless(texts, rng)
    else:
        text = _stretch(rng.choice(texts), rng)
        if rng.random() < 0.1:
            text += rng.choice(["", " ", "\n\n"]) + _stretch(rng.choice(texts), rng)
    # One in twenty stays whole: real releases are odd enough by themselves.
    for edit in rng.choices(_EDITS, k=rng.choice((0, *(1, 2, 3, 4, 5, 6) * 3, 10))):
        text = edit(text, rng)
    return text


def _stretch(text: str, rng: random.Random) -> str:
    n = rng.randint(FEWEST_WORDS, MOST_WORDS)
    if rng.random() < 0.1:
        n = rng.choice((1, 2, 5, 10, 300))
    parts = _WORDS_AND_BLANKS.findall(text)
    start = rng.randrange(max(1, len(parts) - 2 * n))
    return "".join(parts[start : start + 2 * n])


def _endless(texts: Sequence[str], rng: random.Random) -> str:
    words: list[str] = []
    while len(words) < ENDLESS_WORDS:
        found = re.sub(r"[.!?:;\n]", " ", rng.choice(texts)).split()
        words += found or ["and"]
    return " ".join(words[:ENDLESS_WORDS])


# --- edits


def _pieces(text: str) -> list[str]:
    return _WORDS_AND_BLANKS.findall(text)


def _at_some(text: str, rng: random.Random, change: Callable[[str], str]) -> str:
    """Return the text with some of its words changed, from one to half of them."""
    pieces = _pieces(text)
    places = [i for i, piece in enumerate(pieces) if not piece.isspace()]
    most = max(1, round(len(places) * rng.choice((0, 0.05, 0.2, 0.5))))
    for i in rng.sample(places, min(len(places), most)):
        pieces[i] = change(pieces[i])
    return "".join(pieces)


def _inside(word: str, rng: random.Random, added: str) -> str:
    at = rng.randint(0, len(word))
    return word[:at] + added + word[at:]


def _delete(text: str, rng: random.Random) -> str:
    return _at_some(text, rng, lambda _: "")


def _double(text: str, rng: random.Random) -> str:
    joint = rng.choice((" ", "", "\n", "-"))
    return _at_some(text, rng, lambda word: word + joint + word)


def _swap(text: str, rng: random.Random) -> str:
    pieces = _pieces(text)
    for _ in range(rng.choice((1, 5, len(pieces) // 4))):
        if pieces:
            i, j = rng.randrange(len(pieces)), rng.randrange(len(pieces))
            pieces[i], pieces[j] = pieces[j], pieces[i]
    return "".join(pieces)


def _unquote(text: str, rng: random.Random) -> str:
    share = rng.choice((0.3, 1.0))
    return "".join(c for c in text if c not in _QUOTES or rng.random() >= share)


def _requote(text: str, rng: random.Random) -> str:
    return "".join(rng.choice(_QUOTES) if c in _QUOTES else c for c in text)


def _quote(text: str, rng: random.Random) -> str:
    """Put some stretches in quotation marks that may be of any kind, nested, or never close."""
    pieces = _pieces(text)
    for _ in range(rng.randint(1, 4)):
        pair = rng.choice(_PAIRS)
        i = rng.randint(0, len(pieces))
        j = rng.randint(i, min(len(pieces), i + 30))
        pieces[j:j] = pair[1:]
        pieces[i:i] = pair[:1]
    return "".join(pieces)


def _strew_quotes(text: str, rng: random.Random) -> str:
    return _at_some(text, rng, lambda word: _inside(word, rng, rng.choice(_QUOTES)))


def _strew(added: Sequence[str]) -> _Edit:
    """Return the edit that puts such signs into or between words."""

    def edit(text: str, rng: random.Random) -> str:
        return _at_some(text, rng, lambda word: _inside(word, rng, rng.choice(added)))

    return edit


def _add_words(added: Sequence[str]) -> _Edit:
    """Return the edit that puts such words between others, or in their place."""

    def edit(text: str, rng: random.Random) -> str:
        def change(word: str) -> str:
            new = rng.choice(added)
            return rng.choice((new, f"{word} {new}", f"{new} {word}", f"{new}\n\n{word}"))

        return _at_some(text, rng, change)

    return edit


def _shout(text: str, rng: random.Random) -> str:
    return text.upper() if rng.random() < 0.5 else _at_some(text, rng, str.upper)


def _whisper(text: str, rng: random.Random) -> str:
    return text.lower() if rng.random() < 0.5 else text.title()


def _reblank(text: str, rng: random.Random) -> str:
    """Put other blanks between words: none, many, tabs, line ends of all kinds, form feeds."""
    blanks = rng.choice(
        (
            *(("",), ("   ",), ("\t",), ("\r\n",), ("\r",), ("\f",), ("\n",), ("\xa0", "\u3000")),
            (" ", "", "  ", "\t", "\r\n", "\f", "\n\n", "\u2009", "\v"),
        )
    )
    share = rng.choice((0.1, 0.5, 1.0))
    return "".join(
        rng.choice(blanks) if piece.isspace() and rng.random() < share else piece
        for piece in _pieces(text)
    )


def _crlf(text: str, rng: random.Random) -> str:
    return text.replace("\n", rng.choice(("\r\n", "\r", "\n\r", " \n ")))


def _empty_paragraphs(text: str, rng: random.Random) -> str:
    empty = rng.choice(
        ("\n\n\n\n", "\n \n\t\n", "\n\n.\n\n", "\n\n“”\n\n", "\n\n:\n\n", "\r\n\r\n")
    )
    return _at_some(text, rng, lambda word: word + empty)


def _label(text: str, rng: random.Random) -> str:
    """Let speakers take turns, at paragraphs and in their midst."""

    def change(word: str) -> str:
        before = rng.choice(("\n\n", "\n", "\r\n", " ", ""))
        return f"{before}{rng.choice(_SPEAKERS)}{rng.choice((' ', '  ', '', chr(10)))}{word}"

    return _at_some(text, rng, change)


def _lengthen(text: str, rng: random.Random) -> str:
    kind = rng.choice(("a", "ab", "A", "9", "-", "“", "said", "é", "中", "1,", "a.", "\u0301"))
    word = (kind * LONG_WORD)[:LONG_WORD]
    pieces = _pieces(text)
    pieces.insert(rng.randint(0, len(pieces)), rng.choice((word, f" {word} ")))
    return "".join(pieces)


def _cut_short(text: str, rng: random.Random) -> str:
    return text[rng.randrange(len(text) + 1) :] if rng.random() < 0.5 else text[: -len(text) // 3]


_EDITS: tuple[_Edit, ...] = (
    _delete,
    _double,
    _swap,
    _unquote,
    _requote,
    _quote,
    _quote,
    _strew_quotes,
    _strew(_PICTURES),
    _strew(_COMBINING),
    _strew(_INVISIBLE),
    _strew(_CONTROLS),
    _strew(_LINKS),
    _strew(("...", ",", ".", "?", "!", "(", ")", "[", "]", "%", "$", "<b>", "&amp;", "\\", "\n")),
    _add_words(_PICTURES),
    _add_words(_FOREIGN),
    _add_words(_LINKS),
    _add_words(_FIGURES),
    _add_words(_TIMES),
    _add_words(_CUES),
    _shout,
    _whisper,
    _reblank,
    _reblank,
    _crlf,
    _empty_paragraphs,
    _label,
    _label,
    _lengthen,
    _cut_short,
)
