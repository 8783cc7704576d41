"""Look for what is wrong in a question though it can be read.

In: an `Inquiry`; how often each pattern has matched, where a desk was asked. Out: `Doubt`s by line.
Not here: what makes a file unreadable (`questionfile`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from legation.assess.questions.inquiry import Indicator, Inquiry, Pattern
from legation.assess.questions.phrases import phrase

# Ratios nearer to 1 than this move a probability of one half by less than one and a half points.
_TELLS_APART = 1.05
# Above this one sign all but decides the question, and one mistaken report would too.
_TOO_SURE = 100.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at."""

    line: int
    where: str
    """The indicator or hypothesis."""
    says: str
    """What is wrong, and what to do."""


def lint(inquiry: Inquiry, matched: Mapping[tuple[str, int], int] | None = None) -> list[Doubt]:
    """Return what looks wrong, in the order of the file.

    Args:
        inquiry: The question.
        matched: (indicator, number of its pattern) -> how many records of a desk fit; None:
            no desk was asked.
    """
    doubts: list[Doubt] = []
    for indicator in inquiry.indicators:
        doubts += _patterns_that_never_match(indicator, matched)
        doubts += _ratios(indicator)
        doubts += _absence_against_presence(indicator)
    doubts += _twins(inquiry)
    doubts += _one_sided(inquiry)
    return sorted(doubts, key=lambda one: (one.line, one.where))


def _patterns_that_never_match(
    indicator: Indicator, matched: Mapping[tuple[str, int], int] | None
) -> Iterator[Doubt]:
    for n, pattern in enumerate(indicator.patterns):
        if set(pattern.speaker) & set(pattern.not_speaker):
            both = ", ".join(sorted(set(pattern.speaker) & set(pattern.not_speaker)))
            yield Doubt(
                pattern.line, indicator.id, f"never matches: {both} must and must not speak"
            )
        if pattern.words and all(_excluded(text, pattern) for text in pattern.words):
            yield Doubt(
                pattern.line,
                indicator.id,
                "never matches: each phrase of words holds one of not_words; take that one out",
            )
        if any(_excluded(text, pattern) for text in pattern.all_words):
            yield Doubt(
                pattern.line, indicator.id, "never matches: a phrase of all_words is in not_words"
            )
        if not _asks(pattern):
            yield Doubt(
                pattern.line,
                indicator.id,
                f"matches every {pattern.kind}: say who, what or which words",
            )
        if matched is not None and not matched.get((indicator.id, n)):
            yield Doubt(
                pattern.line,
                indicator.id,
                "no record of this desk fits so far: look for a typing slip in its words, or wait",
            )


def _asks(pattern: Pattern) -> bool:
    return replace(pattern, line=0) != Pattern(pattern.kind)


def _excluded(text: str, pattern: Pattern) -> bool:
    plain = text.replace("...", " … ").replace("*", "")
    return any(phrase(one).find(plain) for one in pattern.not_words)


def _ratios(indicator: Indicator) -> Iterator[Doubt]:
    values = indicator.likelihood.values()
    spread = max(values) / min(values)
    if spread < _TELLS_APART:
        yield Doubt(
            indicator.line,
            indicator.id,
            "cannot tell the hypotheses apart: its likelihoods are all but equal; set them "
            "further apart or take it out",
        )
    if spread > _TOO_SURE:
        yield Doubt(
            indicator.line,
            indicator.id,
            f"one hypothesis is {spread:,.0f} times another: one mistaken report would decide "
            "the question; think of how it could be seen though the hypothesis is false",
        )


def _absence_against_presence(indicator: Indicator) -> Iterator[Doubt]:
    if indicator.absent is None:
        return
    share, seen = indicator.absent.share, indicator.likelihood
    if not any(share.values()):
        yield Doubt(indicator.line, indicator.id, "absent: no share is above 0, so it says nothing")
    for one, other in combinations(seen, 2):
        if (seen[one] - seen[other]) * (share[one] - share[other]) < 0:
            more, less = (one, other) if seen[one] > seen[other] else (other, one)
            yield Doubt(
                indicator.line,
                indicator.id,
                f"contradicts itself: seeing it speaks for {more} against {less}, and not seeing "
                "it does so too; the likelihood and the share of absent must point one way",
            )


def _twins(inquiry: Inquiry) -> Iterator[Doubt]:
    """Yield patterns that stand in two indicators: one record would speak twice, or both ways."""
    for one, other in combinations(inquiry.indicators, 2):
        ours = {replace(pattern, line=0) for pattern in one.patterns}
        theirs = {replace(pattern, line=0) for pattern in other.patterns}
        if ours & theirs:
            yield Doubt(
                other.line,
                other.id,
                f"has a pattern of {one.id}: one record would count twice; keep it in one place",
            )


def _one_sided(inquiry: Inquiry) -> Iterator[Doubt]:
    """Yield hypotheses that no sign can raise: the question could not come out so."""
    for leaf in inquiry.leaves:
        raised = any(
            one.likelihood[leaf.id]
            > sum(other.prior * one.likelihood[other.id] for other in inquiry.leaves)
            for one in inquiry.indicators
        )
        if not raised:
            yield Doubt(
                1, leaf.id, "no indicator speaks for it: say what would be seen if it were true"
            )
