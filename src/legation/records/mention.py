"""A place where a text names somebody, and who that is.

In: `extract` finds mentions, `resolve` links them. Out: `Mention`, `Link`.
Not here: the shelf of actors (`reference`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.actor import Actor, Office
from legation.records.ids import MentionId
from legation.records.span import Span

MENTION_FORMS = ("name", "description", "pronoun")

REVIEWED = "legation.review/1"
"""The method of a link that a person decided."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor: a name, a description or a pronoun.

    All other found records name their parties by the id of a mention, so that one corrected
    link corrects every record. Who it is stands in the `Link` of the same id.
    """

    id: MentionId
    span: Span
    form: str
    """One of `MENTION_FORMS`: `Xi`, `US officials`, `they`."""
    hint: str | None
    """What the parser takes it for: `person`, `organisation`, `place` (states too),
    `nationality` (`Chinese`, `Russians`), None when it cannot tell."""
    role: str | None
    """Title words beside a name, outside `span`: `Secretary of State`, `former President`."""
    head: str
    """The lemma of its head word, lower case: `official`, `leader`, `xi`."""
    plural: bool
    sentence: int
    """Ordinal of its sentence in the document, from 0."""
    subject: bool
    """Whether it is the subject of a clause, or the subject's owner; later pronouns prefer it."""
    method: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Link:
    """Who a mention is, on the day of its document.

    `actors` is empty when nobody fits; it has several members for a group named as such
    ("the two leaders"). The text never says less by being linked: the mention stays.
    """

    mention: MentionId
    actors: tuple[Actor, ...]
    office: Office | None
    """The office the person held on the document's date (the foremost, when several)."""
    former: bool
    """The text itself calls them a former holder ("former President Donald Trump")."""
    repeats: MentionId | None
    """The earlier mention that this pronoun, last name or description takes up."""
    reason: str
    """One phrase: `full name`, `last name after full name`, `misspelt: Antony Blinken`."""
    method: str
    confidence: float | None
