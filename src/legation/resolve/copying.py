"""Judge whether two texts are one report, and say in words what shows it.

In: two `Document`s. Out: yes or no; the words. Not here: which pairs to judge (`sketches`), groups
(`origins`).

The evidence is of two kinds. For: the same words, most five-word shingles shared, the shorter text
almost whole inside the longer, or most words of content shared with names and figures in one order.
Against: both have names or numbers of their own; two titles on one form; an issuer that uses its
form again weeks later; a late rewording. Copies are made within days and keep their facts.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from legation.records import Document
from legation.resolve.rewordings import own_facts, share_in_order
from legation.resolve.sketches import content_of, shingles_of, words_of

# At .7 a text of 300 words may differ in some ten single words: an edited copy, no rewrite.
NEAR_COPY_JACCARD = 0.7
# The share of the shorter text's shingles found in the longer one: all but a byline.
TRIMMED_CONTAINMENT = 0.93
# A quotation of a few sentences inside a report does not make the two one origin:
# containment counts only for texts of so many shingles, or for a good part of a short one.
TRIMMED_SHINGLES = 60
SHORT_SHINGLES, SHORT_SHARE = 20, 0.3
# A statement quoted whole inside a briefing is no copy of the briefing. What is left of a long text
# after trimming is a good part of it, or its opening or end.
TRIMMED_SHARE = 0.25
# The share of the names and numbers of a text that may be its own: slips, a byline, a dateline. In
# a form as short as this one is enough: memoranda that release $200 million and $800 million of
# arms differ in nothing else.
OWN_SHARE = 0.03
SHORT_FORM_WORDS = 250

# A reworded text is about as long as the report, and shares so much of the larger set of
# content words. On copies that `evaluate.copies` makes of 300 releases the least was .75;
# releases on one form share .73 at most, once those with facts of their own are left out.
LENGTHS = 1.2
REWORDED_CONTENT = 0.65
# With so much of it shared the order may be any: paragraphs change places too.
MOST_CONTENT = 0.85
# Of the names and figures of the shorter and the longer text, how many stand in one order. Clauses
# change their places in a translation, so this is the weaker sign; with few facts it is none.
IN_ORDER, IN_ORDER_OF_LONGER = 0.6, 0.5
LEAST_FACTS = 6
# Whoever rewords a report does it while it is news. An issuer repeats a short form later
# than that only for another act.
REWORDED_DAYS, ISSUED_AGAIN_DAYS = 5, 7
ISSUED_AGAIN_JACCARD = 0.9
# Two texts of one group share so much of the smaller set of content words.
PARTS_CONTENT = 0.5
# Two titles on one form share so much of the shorter one.
TITLE_FRAME = 0.5


def is_one(left: Document, right: Document, common: Collection[str] = frozenset()) -> bool:
    """Tell whether two texts are one report, be it in other words.

    Args:
        left: A document.
        right: Another.
        common: Words that stand in lower case somewhere among all documents: no names.
    """
    ours, theirs = _folded(left), _folded(right)
    n_short = min(len(ours), len(theirs))
    if left.text == right.text or (n_short >= SHORT_SHINGLES and sorted(ours) == sorted(theirs)):
        return not _is_another_act(left, right)
    if ours and ours == theirs:
        return not _is_another_act(left, right)
    alike = _is_near(left, right) or _is_reworded(left, right)
    return alike and not _are_two(left, right, common)


def may_be_one(left: Document, right: Document, common: Collection[str] = frozenset()) -> bool:
    """Tell whether nothing speaks against two texts that each are one with a third.

    Both may be parts of it, so they need not share a word for word; they are about the same, and
    neither names what makes it another act.
    """
    if left.text == right.text:
        return not _is_another_act(left, right)
    ours, theirs = _content(left), _content(right)
    about = len(ours & theirs) >= PARTS_CONTENT * min(len(ours), len(theirs))
    return about and not _are_two(left, right, common)


def _are_two(left: Document, right: Document, common: Collection[str]) -> bool:
    """Tell whether two texts that look alike are two acts after all."""
    if _is_another_act(left, right):
        return True
    n_words = min(len(_folded(left)), len(_folded(right)))
    share = OWN_SHARE if n_words > SHORT_FORM_WORDS else 0.0
    return own_facts(left.text, right.text, common).apart(share) or _have_own_titles(left, right)


def why_one(first: Document, copy: Document) -> str:
    """Return in words what shows that `copy` repeats `first`, given that it does."""
    ours, theirs = _folded(first), _folded(copy)
    if ours == theirs:
        return "word for word"
    if sorted(ours) == sorted(theirs):
        return "the same words in another order"
    if _is_near(first, copy):
        n_shared, n_smaller, n_larger = _shared_shingles(first, copy)
        share = n_shared / max(1, n_smaller)
        part = n_smaller < 0.7 * n_larger or (share > 0.97 and n_smaller < 0.95 * n_larger)
        kind = "a part" if part else "an edited copy"
        return f"{kind}: {share:.0%} of the shorter text's five-word runs stand in the other"
    found = share_in_order(first.text, copy.text)
    content = _content(first), _content(copy)
    share = len(content[0] & content[1]) / max(1, *map(len, content))
    if share < REWORDED_CONTENT:
        return "by way of another copy, which repeats both"
    return (
        f"reworded: {share:.0%} of the words shared, and {found.n_shared} of {found.n_shorter} "
        "names and figures in the same order"
    )


def days_apart(left: Document, right: Document) -> int | None:
    """Return the days between two days of publication; None when one is not known."""
    if left.published_on is None or right.published_on is None:
        return None
    ours, theirs = date.fromisoformat(left.published_on), date.fromisoformat(right.published_on)
    return abs((ours - theirs).days)


@lru_cache(maxsize=256)
def _folded(document: Document) -> tuple[str, ...]:
    return tuple(words_of(document.text.casefold()))


@lru_cache(maxsize=256)
def _shingles(document: Document) -> frozenset[str]:
    return shingles_of(_folded(document))


@lru_cache(maxsize=256)
def _content(document: Document) -> frozenset[str]:
    return content_of(_folded(document))


def _shared_shingles(left: Document, right: Document) -> tuple[int, int, int]:
    """Return how many shingles both have, the smaller has and the larger has."""
    ours, theirs = _shingles(left), _shingles(right)
    n_smaller, n_larger = sorted((len(ours), len(theirs)))
    return len(ours & theirs), n_smaller, n_larger


def _is_near(left: Document, right: Document) -> bool:
    n_shared, n_smaller, n_larger = _shared_shingles(left, right)
    if n_shared >= NEAR_COPY_JACCARD * (n_smaller + n_larger - n_shared):
        return n_smaller > 0
    long_enough = n_smaller >= TRIMMED_SHINGLES or (
        n_smaller >= SHORT_SHINGLES and n_smaller >= SHORT_SHARE * n_larger
    )
    if not long_enough or n_shared < TRIMMED_CONTAINMENT * n_smaller:
        return False
    return n_smaller >= TRIMMED_SHARE * n_larger or _stands_at_an_end(left, right)


def _stands_at_an_end(left: Document, right: Document) -> bool:
    """Tell whether the shorter text stands where the longer one begins or ends."""
    shorter, longer = sorted((left, right), key=lambda one: len(_folded(one)))
    ours, theirs = _shingles(shorter), _folded(longer)
    room = int(1.3 * len(_folded(shorter)))
    return any(
        len(ours & shingles_of(part)) >= TRIMMED_CONTAINMENT * len(ours)
        for part in (theirs[:room], theirs[-room:])
    )


def _is_reworded(left: Document, right: Document) -> bool:
    days = days_apart(left, right)
    if days is not None and days > REWORDED_DAYS:
        return False
    n_shorter, n_longer = sorted((len(_folded(left)), len(_folded(right))))
    if n_longer > LENGTHS * n_shorter:
        return False
    ours, theirs = _content(left), _content(right)
    if len(ours & theirs) < REWORDED_CONTENT * max(len(ours), len(theirs)):
        return False
    if len(ours & theirs) >= MOST_CONTENT * max(len(ours), len(theirs)):
        return n_shorter >= SHORT_SHINGLES
    found = share_in_order(left.text, right.text)
    return (
        found.n_shorter >= LEAST_FACTS
        and found.n_shared >= IN_ORDER * found.n_shorter
        and found.n_shared >= IN_ORDER_OF_LONGER * found.n_longer
    )


def _is_another_act(left: Document, right: Document) -> bool:
    """Tell whether one issuer uses its form again, days later, though the words are the same.

    What it publishes again, it publishes whole, and short forms it does not publish again.
    """
    days = days_apart(left, right)
    if days is None or days <= ISSUED_AGAIN_DAYS or not _same_issuer(left, right):
        return False
    n_shared, n_smaller, n_larger = _shared_shingles(left, right)
    whole = n_shared >= ISSUED_AGAIN_JACCARD * (n_smaller + n_larger - n_shared)
    n_words = min(len(_folded(left)), len(_folded(right)))
    return n_words < SHORT_FORM_WORDS or not whole


def _same_issuer(left: Document, right: Document) -> bool:
    if left.publisher is None and right.publisher is None:
        hosts = [urlsplit(one.url or "").hostname for one in (left, right)]
        return hosts[0] is not None and hosts[0] == hosts[1]
    return left.publisher == right.publisher


def _have_own_titles(left: Document, right: Document) -> bool:
    """Tell whether two titles on one form name two acts.

    Each has a word that its own text repeats and the other text lacks.
    """
    titles = [frozenset(words_of(one.title.casefold())) for one in (left, right)]
    if len(titles[0] & titles[1]) < TITLE_FRAME * max(1, min(map(len, titles))):
        return False
    ours, theirs = _content(left), _content(right)
    return bool((titles[0] - titles[1]) & (ours - theirs)) and bool(
        (titles[1] - titles[0]) & (theirs - ours)
    )
