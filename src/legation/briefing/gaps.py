"""Find what is not known: gaps that the records themselves show.

In: a dossier. Out: sentences on undated texts, unlinked names, silent governments, thin
evidence.
Not here: what might fill a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from legation.briefing.dossier import Dossier
from legation.briefing.page import Sentence
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.records import Mention

MAX_NAMES = 10
MAX_SILENT = 6
# A state named once in passing is not silent on the matter.
MIN_MENTIONS_TO_BE_SILENT = 2


def iter_gaps(
    dossier: Dossier,
    view: View,
    parties: Collection[str],
    state_names: Mapping[str, str],
) -> Iterator[Sentence]:
    """Yield a sentence for each kind of gap that there is, the gravest first."""
    silent = _silent(dossier, parties, state_names)
    if silent:
        yield say("silent_states", [mention.id for mention in silent], view)
    counts = {
        "undated_documents": [d.id for d in dossier.undated],
        "undated_incidents": [i.id for i in dossier.incidents if i.on is None],
        "single_origin": [i.id for i in dossier.incidents if len(i.origins) == 1],
        "unnamed_sources": [c.id for c in dossier.claims if c.speakers and not c.named],
        "figures_without_count": [f.id for f in dossier.figures if f.claim is None],
    }
    for form, records in counts.items():
        if records:
            yield say(form, records, view)
    unlinked = _unlinked(dossier)
    if unlinked:
        yield say("unlinked_names", [mention.id for mention in unlinked[:MAX_NAMES]], view)
        if len(unlinked) > MAX_NAMES:
            yield say("more_names", [mention.id for mention in unlinked[MAX_NAMES:]], view)
    for part, empty in _empty_parts(dossier).items():
        if empty:
            yield say(f"no_evidence_{part}", [d.id for d in dossier.documents], view)


def _unlinked(dossier: Dossier) -> list[Mention]:
    """Return one mention for each name that nobody is known by, the most frequent first."""
    first: dict[str, Mention] = {}
    counts: Counter[str] = Counter()
    for mention in dossier.mentions:
        link = dossier.link(mention.id)
        if mention.form != "name" or (link is not None and link.actors):
            continue
        words = " ".join(mention.span.text.split())
        counts[words] += 1
        first.setdefault(words, mention)
    return [first[words] for words in sorted(counts, key=lambda w: (-counts[w], w))]


def _silent(
    dossier: Dossier, parties: Collection[str], state_names: Mapping[str, str]
) -> list[Mention]:
    """Return a mention of each state that is spoken of but not heard, the parties first."""
    view = View(dossier, dossier.frame)
    heard = {
        actor.state or actor.id
        for claim in (*dossier.claims, *dossier.context)
        for actor in view.actors(claim.speakers)
    }
    first: dict[str, Mention] = {}
    counts: Counter[str] = Counter()
    for mention in dossier.mentions:
        link = dossier.link(mention.id)
        for actor in link.actors if link is not None and len(link.actors) == 1 else ():
            state = actor.id or ""
            if actor.type == "state" and state in state_names and state not in heard:
                counts[state] += 1
                first.setdefault(state, mention)
    named = [state for state in counts if counts[state] >= MIN_MENTIONS_TO_BE_SILENT]
    ranked = sorted(named, key=lambda state: (state not in parties, -counts[state], state))
    return [first[state] for state in ranked[:MAX_SILENT]]


def _empty_parts(dossier: Dossier) -> dict[str, bool]:
    with_means = any(event.means for event in dossier.events)
    return {
        "means": not (with_means or dossier.figures),
        "contested": not dossier.disputes,
    }
