"""Cut the words of a clause out of a parsed sentence.

In: a token that heads a clause or phrase. Out: character ranges of the document.
Not here: whether the clause is a claim's content (`extract.claims`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from legation.extract.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]

# After a comma these open the reporter's own contrast, not more of what the source said.
_CONTRAST = frozenset({"although", "though", "while", "whereas"})
_EDGE = frozenset(".,;:–—-… ")


def ranges_of(
    sentence: Sentence, tokens: Iterable[Token], *, without: Iterable[Token] = ()
) -> list[Range]:
    """Return the stretches that `tokens` cover, punctuation at their edges left out.

    Stretches that only punctuation parts are one; `without` tokens part them for good.
    """
    excluded = {token.i for token in without}
    indices = sorted({token.i for token in tokens} - excluded)
    doc = sentence.tokens.doc
    runs: list[list[int]] = []
    for index in indices:
        if runs and not any(
            not doc[between].is_punct or between in excluded
            for between in range(runs[-1][-1] + 1, index)
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    found = [_trimmed(sentence, run) for run in runs]
    return [one for one in found if one is not None]


def _trimmed(sentence: Sentence, run: list[int]) -> Range | None:
    doc = sentence.tokens.doc
    while run and (doc[run[0]].text in _EDGE or doc[run[0]].is_space):
        run = run[1:]
    while run and (doc[run[-1]].text in _EDGE or doc[run[-1]].is_space):
        run = run[:-1]
    if not any(not doc[index].is_punct for index in run):
        return None
    last = doc[run[-1]]
    return sentence.start + doc[run[0]].idx, sentence.start + last.idx + len(last.text)


def clause_tokens(head: Token, is_detached: Callable[[Token], bool]) -> list[Token]:
    """Return the tokens under `head` but for the subtrees whose root `is_detached`."""
    kept: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        if token is not head and is_detached(token):
            continue
        kept.append(token)
        stack.extend(token.children)
    return kept


def opens_contrast(token: Token) -> bool:
    """Tell whether `token` heads ", although …", ", while …"."""
    if token.dep_ != "advcl":
        return False
    first = token.left_edge
    mark = next((c for c in token.lefts if c.dep_ == "mark"), None)
    if mark is None or mark.lower_ not in _CONTRAST:
        return False
    before = first.doc[first.i - 1] if first.i else None
    return first.lower_ in _CONTRAST | {"even"} and before is not None and before.text == ","


def noun_phrase_tokens(head: Token) -> list[Token]:
    """Return the phrase of `head` as a source: no relative clause, nothing after a comma."""
    kept = [head]
    for child in head.lefts:
        kept.extend(child.subtree)
    for child in head.rights:
        if child.dep_ in {"relcl", "acl", "punct", "advcl", "cc", "conj"}:
            if child.dep_ in {"cc", "conj"} and child.text != ",":
                kept.extend(
                    child.subtree if child.dep_ == "cc" else clause_tokens(child, _is_clause)
                )
                continue
            break
        if child.dep_ == "appos":
            break
        kept.extend(clause_tokens(child, _is_clause))
    return kept


def _is_clause(token: Token) -> bool:
    return token.dep_ in {"relcl", "acl", "advcl", "appos"}
