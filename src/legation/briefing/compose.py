"""Compose a brief: what is said, in which part, in which order, and what is left to the desk.

In: a `Dossier`. Out: a `Page`.
Not here: the words (`briefing.forms_*`), the scores (`briefing.weigh`), the ink
(`briefing.markdown`, `briefing.html`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from legation.briefing import gaps, pictures
from legation.briefing.coding import surely_coded
from legation.briefing.dates import day_words
from legation.briefing.dossier import Dossier
from legation.briefing.naming import capitalised, listed, state_name, with_article
from legation.briefing.page import Frame, Group, Page, Pair, Section, Sentence
from legation.briefing.parts import WITHOUT_RUNG, Item, sort_items
from legation.briefing.phrases import MEANS_HEADINGS
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.briefing.weigh import choose_parties
from legation.records import (
    OBSERVED,
    VOTES_ALIKE,
    Document,
    DocumentId,
    Event,
    Incident,
    Mention,
    RecordId,
)
from legation.records.edtf import order_key

# What a reader takes in at one sitting; the rest stays on the desk and is counted.
MAX_KEY_POINTS = 7
KEY_POINTS_OF_A_KIND = {
    "judgement": 2,
    "incident": 2,
    "claim": 3,
    "contact": 1,
    "figure": 1,
    "vote": 1,
}
MAX_LINES = 12
MAX_LINES_A_GROUP = 5
MAX_GROUPS = 8
MAX_PAIRS = 8
MAX_SIGNALS = 6
MAX_COALITIONS = 8
MAX_OFFICES = 12

HEADINGS = {
    "key": "Key points",
    "moment": "1. The moment",
    "means": "2. Means and leverage",
    "relationship": "3. The relationship",
    "watching": "4. Who else is watching",
    "principals": "5. The principals",
    "contested": "Contested claims, side by side",
    "unknown": "What is not known",
    "sources": "Sources",
}
_GROUP_ORDER = {
    "moment": ("What happened", "Planned, possible or denied", "What is said"),
    "means": ("Figures reported", *MEANS_HEADINGS.values(), WITHOUT_RUNG),
    "relationship": (
        "For each other",
        "Asked of each other",
        "Against each other",
        "Votes",
        "What they say of each other",
    ),
    "principals": ("In office", "Calls, meetings and visits", "What they say of one another"),
}
# Groups that get the whole length of a part; where there are many, each gets less.
_LONG_GROUPS = ("What happened", "What is said", "Calls, meetings and visits")


def compose(dossier: Dossier) -> Page:
    """Return the brief on a dossier; the same dossier gives the same page.

    Raises:
        RecordGoneError: The dossier refers to a record that it does not hold.
    """
    return _Composer(
        dossier, View(dossier, dossier.frame), choose_parties(dossier), _state_names(dossier)
    ).page()


def _state_names(dossier: Dossier) -> dict[str, str]:
    names: dict[str, str] = {}
    for link in dossier.links.values():
        for actor in link.actors:
            if actor.id and (actor.type == "state" or actor.state is None):
                names.setdefault(actor.id, actor.name)
    for incident in dossier.incidents:
        for actor in (*incident.actors, *incident.recipients):
            if actor.id and actor.type == "state":
                names.setdefault(actor.id, actor.name)
    for link in dossier.links.values():
        for actor in link.actors:
            if actor.state and actor.state not in names:
                names[actor.state] = state_name(actor.state)
    return names


@dataclass(frozen=True, slots=True)
class _Composer:
    dossier: Dossier
    view: View
    parties: tuple[str, ...]
    state_names: Mapping[str, str]

    def page(self) -> Page:
        items = sort_items(self.dossier, self.parties)
        sections = [
            self._key_points(items),
            self._part("moment", items),
            self._part("means", items, self._estimates()),
            self._part("relationship", items, [*self._judgements(), *self._balances()]),
            self._part("watching", items, [*self._coalitions(), *self._joint_measures()]),
            self._part("principals", items),
            self._contested(),
            Section(
                "unknown",
                HEADINGS["unknown"],
                tuple(gaps.iter_gaps(self.dossier, self.view, self.parties, self.state_names)),
            ),
            self._sources(),
        ]
        kept = tuple(section for section in sections if section is not None)
        page = Page(self.dossier.frame, self._title(), tuple(self._opening()), kept)
        return Page(page.frame, page.title, page.opening, page.sections, self._cited(page))

    def _title(self) -> str:
        return title(self.dossier.frame, self.state_names)

    def _opening(self) -> Iterable[Sentence]:
        yield self._say("as_of", [d.id for d in self.dossier.documents])
        since = self.dossier.since
        if since is not None:
            newer = [
                d.id for d in self.dossier.documents if (d.published_on or "") > since.isoformat()
            ]
            yield self._say("new_since", newer)

    def _say(self, form: str, records: Iterable[RecordId]) -> Sentence:
        return say(form, records, self.view)

    def _say_items(self, items: Iterable[Item]) -> tuple[Sentence, ...]:
        return tuple(sentence for item in items for sentence in self._say_item(item))

    def _say_item(self, item: Item) -> Iterable[Sentence]:
        yield self._say(item.form, item.records)
        if item.form == "figure":
            # What the table has for the reported number stands right under it.
            beside = [
                estimate.id
                for estimate in self.dossier.estimates
                if estimate.scenario == OBSERVED and item.records[0] in estimate.inputs
            ]
            if beside:
                yield self._say("figure_beside", beside)

    def _no_evidence(self, part: str) -> Sentence:
        return self._say(f"no_evidence_{part}", [d.id for d in self.dossier.documents])

    def _key_points(self, items: Sequence[Item]) -> Section | None:
        left = dict(KEY_POINTS_OF_A_KIND)
        # What the desk itself concludes comes first: it is what the rest is read for.
        chosen = [
            self._say("judgement", [one.id]) for one in self.dossier.judgements[: left["judgement"]]
        ]
        for item in items:
            if (
                item.thin
                or item.hearsay
                or not left.get(item.form)
                or len(chosen) == MAX_KEY_POINTS
            ):
                continue
            sentence = self._say(item.form, item.records)
            if not any(_same_passage(sentence, other) for other in chosen):
                left[item.form] -= 1
                chosen.append(sentence)
        return Section("key", HEADINGS["key"], tuple(chosen)) if chosen else None

    def _part(self, key: str, items: Sequence[Item], lead: Iterable[Sentence] = ()) -> Section:
        own = [item for item in items if item.part == key]
        groups = [
            *([self._offices()] if key == "principals" else []),
            *self._groups(key, own),
        ]
        kept = tuple(group for group in groups if group.sentences)
        opening = tuple(lead)
        if not kept and not opening:
            opening = (self._no_evidence(key),)
        drawn = tuple(pictures.iter_pictures(key, self.dossier, self.view, self.state_names))
        return Section(key, HEADINGS[key], opening, kept, pictures=drawn)

    def _groups(self, key: str, items: Sequence[Item]) -> list[Group]:
        by_group: dict[str, list[Item]] = {}
        for item in items:
            by_group.setdefault(item.group, []).append(item)
        order = _GROUP_ORDER.get(key)
        if order is None:
            ranked = sorted(by_group, key=lambda g: (-_pull(by_group[g]), g))
            headings = ranked[:MAX_GROUPS]
        else:
            headings = [heading for heading in order if heading in by_group]
        groups = []
        for heading in headings:
            limit = MAX_LINES if heading in _LONG_GROUPS else MAX_LINES_A_GROUP
            label = self.state_names.get(heading, heading) if order is None else heading
            groups.append(self._group(label, by_group[heading], limit))
        rest = [
            item for heading in by_group if heading not in headings for item in by_group[heading]
        ]
        told = [group for group in groups if any(_tells(s) for s in group.sentences)]
        labels = {group.heading for group in told}
        for heading in headings:
            label = self.state_names.get(heading, heading) if order is None else heading
            if label not in labels:
                rest.extend(by_group[heading])
        if rest:
            told.append(Group("Left to the desk", tuple(self._more(rest))))
        return told

    def _group(self, heading: str, items: Sequence[Item], limit: int) -> Group:
        chosen = _mixed([item for item in items if not item.thin], limit)
        left = [item for item in items if item not in chosen]
        in_order = sorted(chosen, key=lambda item: order_key(item.on))
        return Group(heading, (*self._say_items(in_order), *self._more(left)))

    def _more(self, items: Sequence[Item]) -> Iterable[Sentence]:
        """Yield one sentence a kind of record that is left to the desk."""
        kinds = {"incident": "act", "reported_act": "act"}
        by_kind: dict[str, list[RecordId]] = {}
        for item in items:
            by_kind.setdefault(kinds.get(item.form, item.form), []).append(item.records[0])
        for kind, records in by_kind.items():
            yield self._say(f"more_{kind}s", records)

    def _estimates(self) -> Iterable[Sentence]:
        supposed = [e for e in self.dossier.estimates if e.scenario != OBSERVED]
        for estimate in supposed[:MAX_LINES]:
            yield self._say("estimate", [estimate.id])

    def _judgements(self) -> Iterable[Sentence]:
        for one in self.dossier.judgements[:MAX_LINES_A_GROUP]:
            yield self._say("judgement", [one.id])
            yield self._say("judgement_confidence", [one.id])
        for stand in self.dossier.positions[:MAX_PAIRS]:
            yield self._say("position", [stand.id])
        for alike in [e for e in self.dossier.estimates if e.quantity == VOTES_ALIKE][:MAX_PAIRS]:
            yield self._say("votes_alike", [alike.id])

    def _balances(self) -> Iterable[Sentence]:
        for one, other in combinations(self.parties, 2):
            between = [
                incident.id for incident in self.dossier.incidents if _joins(incident, one, other)
            ]
            if between:
                yield self._say("balance", between)
        strongest = sorted(self.dossier.signals, key=lambda s: (-s.strength, s.id))
        for signal in sorted(strongest[:MAX_SIGNALS], key=lambda s: order_key(s.on)):
            yield self._say("signal", [signal.id])

    def _coalitions(self) -> Iterable[Sentence]:
        largest = sorted(self.dossier.coalitions, key=lambda one: (-len(one.members), one.id))
        for one in largest[:MAX_COALITIONS]:
            yield self._say("coalition", [one.id])

    def _joint_measures(self) -> Iterable[Sentence]:
        """Yield who took the same measure; a measure of one party alone is no coalition."""
        measures: dict[tuple[str, tuple[str, ...]], list[Incident]] = {}
        for incident in self.dossier.incidents:
            events = self.view.read_all(incident.events, Event)
            done = incident.status in ("happened", "ongoing")
            if incident.type in ("SANCTION", "AID") and done and surely_coded(events):
                recipients = tuple(a.id or a.name for a in incident.recipients)
                if recipients and incident.actors:
                    measures.setdefault((incident.type, recipients), []).append(incident)
        shared = [
            joined
            for joined in measures.values()
            if len({a.state or a.id for i in joined for a in i.actors if a.id}) > 1
        ]
        for joined in sorted(shared, key=len, reverse=True)[:MAX_LINES_A_GROUP]:
            yield self._say("joined", [incident.id for incident in joined])

    def _offices(self) -> Group:
        """Say who holds which office: the people most often named, the parties' own first."""
        counts: Counter[str] = Counter()
        best: dict[str, Mention] = {}
        for mention in self.dossier.mentions:
            link = self.dossier.link(mention.id)
            if link is None or len(link.actors) != 1 or not (link.office or link.former):
                continue
            actor = link.actors[0]
            if actor.type != "person" or actor.id is None:
                continue
            counts[actor.id] += 1
            held = best.get(actor.id)
            if held is None or _fuller(mention, held):
                best[actor.id] = mention
        ranked = sorted(best, key=lambda who: (not self._is_ours(best[who]), -counts[who], who))
        said = tuple(self._say("office", [best[who].id]) for who in ranked[:MAX_OFFICES])
        more = [best[who].id for who in ranked[MAX_OFFICES:]]
        rest = (self._say("more_names", more),) if more else ()
        return Group("In office", (*said, *rest))

    def _is_ours(self, mention: Mention) -> bool:
        link = self.dossier.link(mention.id)
        return link is not None and any(actor.state in self.parties for actor in link.actors)

    def _contested(self) -> Section:
        def newest(record: RecordId) -> str:
            return str(self.view.reported_on(record) or "")

        disputes = sorted(self.dossier.disputes, key=lambda d: (newest(d.id), d.id), reverse=True)
        pairs = tuple(
            Pair(
                self._say("claim", [d.claims[0]]),
                self._say("claim", [d.claims[1]]),
                self._say("dispute", [d.id]),
            )
            for d in disputes[:MAX_PAIRS]
        )
        lead: tuple[Sentence, ...] = ()
        if not pairs:
            lead = (self._no_evidence("contested"),)
        elif len(disputes) > MAX_PAIRS:
            lead = (self._say("more_disputes", [d.id for d in disputes[MAX_PAIRS:]]),)
        return Section("contested", HEADINGS["contested"], lead, pairs=pairs)

    def _sources(self) -> Section:
        """List the documents, each origin once with its copies, the newest first."""
        groups: dict[DocumentId, list[Document]] = {}
        for document in self.dossier.documents:
            groups.setdefault(document.origin, []).append(document)
        lines = []
        for origin, group in groups.items():
            first = next((d for d in group if d.id == origin), group[0])
            lines.append((first, [first.id, *(d.id for d in group if d is not first)]))
        lines.sort(key=lambda line: (line[0].published_on or "", line[0].id), reverse=True)
        said = tuple(self._say("source", records) for _, records in lines)
        return Section("sources", HEADINGS["sources"], said)

    def _cited(self, page: Page) -> dict[DocumentId, Document]:
        cited: dict[DocumentId, Document] = {}
        for sentence in page.iter_sentences():
            for reference in sentence.references:
                if reference.passage is not None:
                    identity = reference.passage.document
                    cited.setdefault(identity, self.view.document(identity))
        return cited


def _pull(items: Sequence[Item]) -> float:
    """Return what a group weighs by its best lines: a long tail of weak ones adds nothing."""
    return sum(item.weight for item in items[:MAX_LINES_A_GROUP] if not item.thin)


def _tells(sentence: Sentence) -> bool:
    return not sentence.form.startswith("more_")


def _same_passage(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences of different forms rest on the same words of a document."""
    if one.form == other.form:
        return False
    spans = [
        [r.passage for r in sentence.references if r.passage is not None]
        for sentence in (one, other)
    ]
    return any(left.overlaps(right) for left in spans[0] for right in spans[1])


def _mixed(items: Sequence[Item], limit: int) -> list[Item]:
    """Return the weightiest items, no kind of which fills the list where there are others."""
    share = -(-limit * 3 // 5)
    counts: Counter[str] = Counter()
    first: list[Item] = []
    for item in items:
        if counts[item.form] < share:
            counts[item.form] += 1
            first.append(item)
    chosen = first[:limit]
    chosen.extend([item for item in items if item not in chosen][: limit - len(chosen)])
    return chosen


def title(frame: Frame, state_names: Mapping[str, str]) -> str:
    """Return the heading of a brief: about whom, and as of when."""
    about = listed([with_article(state_names.get(code, code)) for code in frame.about], 4)
    day = day_words(frame.as_of)
    return f"{capitalised(about)}: brief as of {day}" if about else f"Brief as of {day}"


def _joins(incident: Incident, one: str, other: str) -> bool:
    doers = {actor.state for actor in incident.actors}
    done_to = {actor.state for actor in incident.recipients}
    return (one in doers and other in done_to) or (other in doers and one in done_to)


def _fuller(mention: Mention, held: Mention) -> bool:
    """Tell whether `mention` names somebody more fully: with a title, with more words."""

    def fullness(found: Mention) -> tuple[bool, bool, int]:
        return found.form == "name", bool(found.role), len(found.span.text)

    return fullness(mention) > fullness(held)
