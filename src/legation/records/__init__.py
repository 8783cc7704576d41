"""The nouns of the desk: frozen values that every stage takes and gives.

In: nothing but the standard library. Out: the types below.
Not here: anything that reads, finds, weighs or stores them.
"""

from legation.records.actor import ACTOR_TYPES, Actor, Office
from legation.records.assessed import (
    ANALYTIC_CONFIDENCE,
    OBSERVED,
    VOTES_ALIKE,
    Estimate,
    Judgement,
    Position,
    Question,
    Signal,
)
from legation.records.claim import ACTS, FORMS, Claim
from legation.records.document import Document
from legation.records.errors import LegationError, RecordError, SpanError
from legation.records.event import CHOICES, MEANS, STATUSES, Event, Vote
from legation.records.figure import Figure
from legation.records.ids import KINDS, DocumentId, MentionId, RecordId, make_id
from legation.records.joined import CONTACT_TYPES, RELATIONS, Contact, Dispute, Incident
from legation.records.kept import Issue, Review
from legation.records.mention import MENTION_FORMS, Link, Mention
from legation.records.moment import Moment
from legation.records.outside import Coalition, Member
from legation.records.reading import Reading
from legation.records.span import Span

__all__ = [
    "ACTOR_TYPES",
    "ACTS",
    "ANALYTIC_CONFIDENCE",
    "CHOICES",
    "CONTACT_TYPES",
    "FORMS",
    "KINDS",
    "MEANS",
    "MENTION_FORMS",
    "OBSERVED",
    "RELATIONS",
    "STATUSES",
    "VOTES_ALIKE",
    "Actor",
    "Claim",
    "Coalition",
    "Contact",
    "Dispute",
    "Document",
    "DocumentId",
    "Estimate",
    "Event",
    "Figure",
    "Incident",
    "Issue",
    "Judgement",
    "LegationError",
    "Link",
    "Member",
    "Mention",
    "MentionId",
    "Moment",
    "Office",
    "Position",
    "Question",
    "Reading",
    "RecordError",
    "RecordId",
    "Review",
    "Signal",
    "Span",
    "SpanError",
    "Vote",
    "make_id",
]
