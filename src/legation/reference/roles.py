"""Know the nouns that describe actors, and the titles printed before names.

In: `roles.tsv` and `titles.tsv` of the shelf. Out: mappings by lower-case lemma or title.
Not here: who holds an office (`reference.shelf`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.names import fold, plain
from legation.reference.tables import load_table, split_list

ROLE_KINDS = ("person", "body", "group", "organisation")

# Words that may stand before a title and say when, not which, office.
_TIME_WORDS = frozenset("former ex then outgoing incoming acting late deputy current".split())
_LONGEST_TITLE = 7


@lru_cache(maxsize=1)
def load_role_nouns() -> Mapping[str, str]:
    """Return, by lower-case singular lemma, what a noun that describes an actor stands for.

    The kind is one of `ROLE_KINDS`: a spokesman is a person, a ministry a body, troops a group.
    """
    nouns = {}
    for row in load_table("roles.tsv"):
        for lemma in split_list(row["lemmas"]):
            nouns[lemma] = row["kind"]
    return MappingProxyType(nouns)


@lru_cache(maxsize=1)
def load_titles() -> Mapping[str, str]:
    """Return, by lower-case title as printed before names, the office it means.

    `sec.`, `secy` and `secretary of state` all mean `Secretary of State` where it is clear.
    """
    titles = {}
    for row in load_table("titles.tsv"):
        for printed in (row["office"].lower(), *split_list(row["printed"])):
            titles[printed] = row["office"]
    return MappingProxyType(titles)


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    return frozenset(fold(title) for title in load_titles())


def strip_titles(name: str) -> str:
    """Return `name` without the title words before it: `President Xi` becomes `Xi`.

    A name that is nothing but a title, or has none, comes back as it is.
    """
    words = plain(name).split()
    start = 0
    while start < len(words) - 1:
        if words[start].lower().rstrip(".") in _TIME_WORDS:
            start += 1
            continue
        for size in range(min(_LONGEST_TITLE, len(words) - 1 - start), 0, -1):
            if fold(" ".join(words[start : start + size])) in _title_words():
                start += size
                break
        else:
            break
    return " ".join(words[start:]) if start else name
