"""Read one document: everything the text itself tells.

In: a `Document` and the language pipeline. Out: a `Reading` without links.
Not here: who the mentions are and which records of several documents are one (`resolve`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.extract.claimreader import load_claim_reader
from legation.extract.claims import find_claims
from legation.extract.drafts import brought_mentions, find_drafts
from legation.extract.eventreader import load_event_reader
from legation.extract.events import find_events
from legation.extract.figures import find_figures
from legation.extract.mentions import find_mentions, in_order
from legation.extract.moments import find_moments, redate_quoted
from legation.extract.parse import parse
from legation.extract.parties import Parties
from legation.extract.standins import find_stand_ins
from legation.extract.votes import find_votes
from legation.records import Document, Reading

if TYPE_CHECKING:
    from spacy.language import Language


def extract(document: Document, pipeline: Language) -> Reading:
    """Return all that is found in `document`; its relative dates count from its publication."""
    parsed = parse(document, pipeline)
    mentions = find_mentions(parsed)
    parties = Parties(parsed, mentions)
    moments = find_moments(parsed)
    told = find_claims(parsed, mentions, parties, moments, load_claim_reader())
    claims = told.claims
    known = (*mentions, *told.mentions)
    moments = redate_quoted(parsed, moments, claims)
    figures = find_figures(parsed, mentions, parties, moments, claims)
    drafts = find_drafts(parsed, Parties(parsed, known), load_event_reader())
    known = (*known, *brought_mentions(parsed, Parties(parsed, known), drafts))
    parties = Parties(parsed, known)
    votes = find_votes(parsed, parties, moments, claims, drafts)
    events = find_events(parsed, parties, moments, claims, drafts)
    return Reading(
        document=document,
        mentions=in_order((*known, *find_stand_ins(parsed, known))),
        moments=moments,
        figures=figures,
        claims=claims,
        events=events,
        votes=votes,
    )
