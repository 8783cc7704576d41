"""Let what people decided about links win over what the program found.

In: the history of `Review`s, oldest first; links as they were found. Out: links as they stand.
Not here: keeping the history (`store.desk`), asking people (`app.commands.review`).

A review of a mention's `actors` or `office` decides them; one whose `after` is None takes the last
decision back. Nothing that was found is changed: the links are decided anew whenever they are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from legation.records import (
    Actor,
    Link,
    MentionId,
    Office,
    RecordError,
    Review,
    make_id,
)
from legation.records.mention import REVIEWED

ACTORS, OFFICE = "actors", "office"
"""Fields of a mention that people decide."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a mention means."""

    actors: tuple[Actor, ...]
    """Empty: nobody."""
    office: Office | None
    """Held by a single person on the day of the document."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whom a person has decided that a mention means."""

    mention: MentionId
    meant: Meant
    by: str
    at: str
    """An aware UTC instant, ISO 8601."""

    @property
    def reason(self) -> str:
        """What a link says of it."""
        return f"reviewed by {self.by} on {self.at[:10]}"


def make_reviews(
    before: Meant, after: Meant | None, mention: MentionId, by: str, at: str
) -> tuple[Review, ...]:
    """Return the reviews that keep a decision; with `after` None, that take the last one back."""
    return tuple(
        Review(
            make_id("review", mention, field, by, at, was, now), mention, field, was, now, by, at
        )
        for field in (ACTORS, OFFICE)
        for was, now in [(_text(before, field), _text(after, field))]
    )


def _text(meant: Meant | None, field: str) -> str | None:
    if meant is None:
        return None
    value = [_plain(one) for one in meant.actors] if field == ACTORS else _plain(meant.office)
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Actor | Office | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return asdict(value)


def decisions_of(reviews: Iterable[Review]) -> dict[MentionId, Decision]:
    """Return what stands decided after a history of reviews, oldest first.

    Raises:
        RecordError: A review does not hold what its field says.
    """
    standing: dict[tuple[MentionId, str], list[Review]] = {}
    for review in reviews:
        if review.field not in (ACTORS, OFFICE):
            continue
        stack = standing.setdefault((review.record, review.field), [])
        if review.after is not None:
            stack.append(review)
        elif stack:
            stack.pop()
    found = {}
    for (mention, field), stack in standing.items():
        if field == ACTORS and stack:
            offices = standing.get((mention, OFFICE))
            found[mention] = _decision(stack[-1], offices[-1] if offices else None)
    return found


def _decision(actors: Review, office: Review | None) -> Decision:
    held = _read(office, _office) if office is not None and office.at == actors.at else None
    return Decision(actors.record, Meant(read_actors(actors), held), actors.by, actors.at)


def read_actors(review: Review, *, before: bool = False) -> tuple[Actor, ...]:
    """Return the actors that a review of `actors` decides, or those before it.

    Raises:
        RecordError: It does not hold actors.
    """
    return tuple(_read(review, lambda told: [Actor(**one) for one in told or ()], before=before))


def _office(told: Any) -> Office | None:  # noqa: ANN401  (JSON of any kind)
    return Office(**told) if told is not None else None


def _read(review: Review, turn: Any, *, before: bool = False) -> Any:  # noqa: ANN401
    text = review.before if before else review.after
    try:
        return turn(json.loads(text) if text is not None else None)
    except (TypeError, ValueError) as error:
        msg = f"{review.id}: {text!r} is not what {review.field} of a mention holds ({error})"
        raise RecordError(msg) from error


def decide(
    links: Sequence[Link], mentions: Iterable[MentionId], decided: Mapping[MentionId, Decision]
) -> tuple[Link, ...]:
    """Return the links of one document as they stand with what people decided.

    What takes up a decided mention, and was linked as it was, follows it. A mention without any
    link gets one.
    """
    found = {link.mention: link for link in links}
    here = [one for one in mentions if one in decided]
    if not here:
        return tuple(links)
    now = dict(found)
    for mention in here:
        now[mention] = _decided(found.get(mention), decided[mention], found)
    for link in links:
        leader = _leader(link, found, decided)
        if leader is not None and leader.meant.actors != link.actors:
            now[link.mention] = replace(
                link,
                actors=leader.meant.actors,
                office=leader.meant.office,
                reason=f"takes up a mention {leader.reason}",
            )
    return tuple(now.values())


def _decided(found: Link | None, told: Decision, links: Mapping[MentionId, Link]) -> Link:
    repeats = found.repeats if found is not None else None
    antecedent = links.get(repeats) if repeats is not None else None
    if antecedent is None or antecedent.actors != told.meant.actors:
        repeats = None
    former = found is not None and found.former  # the text says so, whoever it is
    return Link(
        told.mention,
        told.meant.actors,
        told.meant.office,
        former,
        repeats,
        told.reason,
        REVIEWED,
        1.0,
    )


def _leader(
    link: Link, found: Mapping[MentionId, Link], decided: Mapping[MentionId, Decision]
) -> Decision | None:
    """Return the decision that a link follows: about the nearest mention it takes up in turn."""
    if link.mention in decided:
        return None
    seen = {link.mention}
    one = link
    while one.repeats is not None and one.repeats not in seen:
        seen.add(one.repeats)
        earlier = found.get(one.repeats)
        if earlier is None or earlier.actors != link.actors:
            return None
        if one.repeats in decided:
            return decided[one.repeats]
        one = earlier
    return None
