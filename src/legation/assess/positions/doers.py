"""Tell whose doing an event is, and whether its passage is about both sides at all.

In: an `Event` in its `Text`. Out: the mentions of those who do it; whether both sides are named.
Not here: how far a deed leans (`deedsigns`), who is who (`resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from legation.assess.positions.sides import Text
from legation.records import Actor, Event, Link, Mention, MentionId

SideTest = Callable[[Actor], bool]

# A link that takes up an earlier name is a guess: "it" and "he" are right from about here on (the
# resolver gives .65 where a rival was near, .7 and more where none was).
_CONFIDENT = 0.7
# What one does with a thing of another's is not the other's doing: he need not even know of it.
_DEALS = re.compile(
    r"(?:buy|bought|purchas|acquir|import|sell|sold|export|order|use[sd]?$|using|deploy|fire[sd]?$|"
    r"operat|rel(?:y|ies|ied)|depend|own|possess|receiv)",
    re.IGNORECASE,
)
# Wares do nothing; troops, missiles and tanks of a state are its doing.
_GOODS = re.compile(
    r"\s+(?:crude|oil|gas|coal|energy|fuels?|wheat|grain|goods|wares|products|exports|commodities|"
    r"fertili[sz]ers?|metals?|uranium)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# "by the Indian navy", "by India": so many characters may stand between.
_AFTER_BY = 12
_BY = re.compile(r"\s*(?:[\w-]+\s+){0,3}?by\s+", re.IGNORECASE)


def doing_in(text: Text, event: Event) -> Sequence[MentionId]:
    """Return the mentions of who does what an event tells.

    Of what is bought, sold or used it is the subject alone ("India buys Russian weapons"), in the
    passive whoever stands after "by"; else all its actors, but for "Russian oil", which does
    nothing.
    """
    mentions = text.mentions
    if not _DEALS.match(event.trigger.text):
        return [one for one in event.actors if not _GOODS.match(text.text, mentions[one].span.end)]
    trigger = event.trigger
    before = text.text[max(0, trigger.start - 30) : trigger.start]
    if _PASSIVE.search(before):
        by = _BY.match(text.text, trigger.end)
        return [
            one
            for one in event.actors
            if by is not None and 0 <= mentions[one].span.start - by.end() <= _AFTER_BY
        ]
    return [
        one
        for one in event.actors
        if mentions[one].span.end <= trigger.start and not _is_of_a_thing(text, mentions[one])
    ]


def _is_of_a_thing(text: Text, one: Mention) -> bool:
    """Tell whether a nationality stands before a thing: "Russian oil", and no Russians."""
    follows = text.text[one.span.end : one.span.end + 2]
    return one.hint == "nationality" and not one.subject and follows[:1] == " "


def is_told_of_both(text: Text, event: Event) -> bool:
    """Tell whether the passage of an event names the government and the other side.

    A name does, and words that take one up with confidence. Words for several at once ("the two",
    "both sides") do not say which two: each must be named in their sentence or the one before.
    """
    start, end = text.sentence(event.trigger.start)
    here = [*event.actors, *event.recipients, *text.mentions_in(start, end)]
    told = [link for one in dict.fromkeys(here) if (link := _confident(text, one)) is not None]
    before = text.sentences_before(event.trigger.start, 1)
    first = before[0][0] if before else start
    near = [
        text.links[one]
        for one in text.mentions_in(first, end)
        if one in text.links and text.mentions[one].form == "name"
    ]
    singles = [link for link in told if len(link.actors) == 1 or link in near]
    return all(
        _names(singles, is_side) or _names(near, is_side)
        for is_side in (text.sides.is_actor, text.sides.is_about)
    )


def _confident(text: Text, mention: MentionId) -> Link | None:
    link, words = text.links.get(mention), text.mentions.get(mention)
    if link is None or words is None:
        return None
    sure = link.confidence is None or link.confidence >= _CONFIDENT
    return link if words.form == "name" or sure else None


def _names(links: Iterable[Link], is_side: SideTest) -> bool:
    return any(is_side(actor) for link in links for actor in link.actors)
