"""Choose records and turn them into rows in the form of the export.

In: a `View` and what is asked for. Out: dicts, each a line of the JSONL contract.
Not here: the contract itself (`records.contract`), printing (`app.tables`).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from legation.records import Actor, Claim, Document, DocumentId

if TYPE_CHECKING:
    from legation.app.tables import Row
    from legation.app.views import View
    from legation.records.lines import Record
    from legation.store.desk import Desk

Line = dict[str, Any]

# Kinds that belong to no document and are joined from none.
KEPT = ("signal", "position", "question", "judgement", "estimate", "review")

# Who does or says something, by the fields of the contract; all other actors are concerned.
_DOING = ("actor", "actors", "speakers", "parties")
_HOST = re.compile(r"https?://(?:www\.)?([^/?#\s]+)\S*", re.IGNORECASE)
_DATED = ("on", "value", "period", "published_on", "first_reported_on")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row must be like to be shown; the empty value of a field asks for nothing."""

    actor: tuple[Actor, ...] = ()
    about: tuple[Actor, ...] = ()
    since: date | None = None
    until: date | None = None
    type: str | None = None
    act: str | None = None
    text: str | None = None


def iter_lines(
    view: View, desk: Desk | None, kinds: Iterable[str], *, with_text: bool = False
) -> Iterator[Line]:
    """Yield the records of `kinds` as lines of the contract: documents, found, joined, kept.

    Args:
        view: What can be known on its day.
        desk: Where records that belong to no document are kept; None: there are none.
        kinds: Of `records.KINDS`.
        with_text: Give documents their whole text.
    """
    from legation.records.contract import iter_export
    from legation.reference.outlets import outlet_ids

    chosen = frozenset(kinds)
    joined: list[Record] = [*view.incidents, *view.contacts, *view.disputes]
    if desk is not None:
        for kind in KEPT:
            if kind in chosen:
                joined += desk.records(kind, as_of=view.as_of)
        if "issue" in chosen:
            joined += desk.issues()
    return iter_export(
        view.readings, joined, kinds=chosen, with_text=with_text, outlets=outlet_ids()
    )


def iter_actor_lines(view: View) -> Iterator[Line]:
    """Yield one line for each actor who is named, the most named first."""
    mentions: Counter[Actor] = Counter()
    documents: defaultdict[Actor, set[DocumentId]] = defaultdict(set)
    offices: dict[Actor, str] = {}
    for reading in view.readings:
        for link in reading.links:
            for actor in link.actors:
                if actor.id is None:
                    continue
                mentions[actor] += 1
                documents[actor].add(reading.document.id)
                if link.office is not None:
                    offices[actor] = link.office.name
    for actor, n_mentions in mentions.most_common():
        yield {
            "kind": "actor",
            "id": actor.id,
            "name": actor.name,
            "type": actor.type,
            "state": actor.state,
            "office": offices.get(actor),
            "mentions": n_mentions,
            "documents": len(documents[actor]),
        }


def iter_wanted(lines: Iterable[Line], wanted: Wanted, view: View) -> Iterator[Line]:
    """Yield the lines that are as `wanted` asks."""
    passages = _Passages(view) if wanted.about else None
    documents = {reading.document.id: reading.document for reading in view.readings}
    claims = {claim.id: claim for reading in view.readings for claim in reading.claims}
    for line in lines:
        told, acts = dict(line), {line.get("act")}
        sides: list[Line] = []
        if line["kind"] == "dispute":
            met = [claims[name] for name in line["claims"]]
            told |= _as_one(met, line, documents)
            acts = {claim.act for claim in met}
            sides = [speaker for claim in met for speaker in _speakers(claim, view)]
        if wanted.type is not None and wanted.type.casefold() != str(told.get("type")).casefold():
            continue
        if wanted.act is not None and wanted.act not in acts:
            continue
        if wanted.text is not None and wanted.text.casefold() not in _words(told):
            continue
        if wanted.actor and not _any_is([*_actors(line, _DOING), *sides], wanted.actor):
            continue
        named = [*_actors(line), *sides, *(passages.actors(line) if passages else ())]
        if passages and not _any_is(named, wanted.about):
            continue
        if _falls_within(told, wanted, documents):
            yield line


def _as_one(
    met: Sequence[Claim], line: Mapping[str, Any], documents: Mapping[DocumentId, Document]
) -> Line:
    """Return what a dispute can be asked for: its claims' words and days, its relation as type."""
    days = [claim.on or documents[claim.span.document].published_on for claim in met]
    known = sorted(day for day in days if day is not None and len(day) == len("2022-03-18"))
    return {
        "text": " ".join(claim.span.text for claim in met),
        "type": line["relation"],
        "on": f"{known[0]}/{known[-1]}" if known else None,
    }


def tell_people(lines: Iterable[Row], view: View) -> Iterator[Line]:
    """Yield the lines with what a table shows beside them: when it was reported, who disagrees."""
    from legation.briefing.amounts import figure_amount

    documents = {reading.document.id: reading.document for reading in view.readings}
    claims = {claim.id: claim for reading in view.readings for claim in reading.claims}
    figures = {figure.id: figure for reading in view.readings for figure in reading.figures}
    for line in lines:
        told = dict(line)
        if line.get("document") in documents:
            told["reported"] = documents[line["document"]].published_on
            told["title"] = documents[line["document"]].title
        match line["kind"]:
            case "document":
                told["sources"] = _sources(line)
            case "origin":
                told["why"] = list(dict.fromkeys(copy["why"] for copy in line["copies"]))
            case "claim":
                told["acts"] = f"not {line['act']}" if line["negated"] else line["act"]
            case "figure":
                told["amount"] = figure_amount(figures[line["id"]])
            case "dispute":
                for side, name in zip(("first", "second"), line["claims"], strict=True):
                    claim = claims[name]
                    said_on = claim.on or documents[claim.span.document].published_on
                    told[side] = claim.span.text
                    told[f"{side}_on"] = said_on
                    told[f"{side}_who"] = _speakers(claim, view)
                    told[f"{side}_given"] = "not " * claim.negated + claim.act
        yield told


def _speakers(claim: Claim, view: View) -> list[Line]:
    """Return who speaks, as the export gives actors."""
    actors = [actor for mention in claim.speakers for actor in view.links[mention].actors]
    return [asdict(actor) for actor in dict.fromkeys(actors)]


def _sources(line: Mapping[str, Any]) -> list[str]:
    """Return where a document is from, each once: of an address the host, which is what one reads.

    The whole address stands in every other form of the list.
    """
    named = [line["url"], *(line["source"] or "").split("; ")]
    hosts = ((_HOST.fullmatch(one), one) for one in named if one)
    return list(dict.fromkeys(match[1] if match else one for match, one in hosts))


def _words(line: Mapping[str, Any]) -> str:
    told = (line.get("title"), line.get("text"), line.get("name"), line.get("reason"))
    return " ".join(str(one) for one in told if one).casefold()


def _actors(line: Mapping[str, Any], fields: Iterable[str] | None = None) -> Iterator[Line]:
    """Yield the actors in some fields of a line, or in all of them."""
    if line["kind"] == "actor":
        yield {"id": line["id"], "state": line["state"]}
    for field in line if fields is None else fields:
        value = line.get(field)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "state" in one and "id" in one:
                yield one


def _any_is(actors: Iterable[Mapping[str, Any]], wanted: tuple[Actor, ...]) -> bool:
    """Tell whether one is meant: the actor itself, or somebody who speaks for a state meant."""
    ids = {actor.id for actor in wanted}
    states = {actor.id for actor in wanted if actor.type == "state"}
    return any(one["id"] in ids or one["state"] in states for one in actors)


class _Passages:
    """Who is named between two places of a document."""

    def __init__(self, view: View) -> None:
        self._links = view.links
        self._mentions = {reading.document.id: reading.mentions for reading in view.readings}

    def actors(self, line: Mapping[str, Any]) -> Iterator[Line]:
        whole = line["kind"] in {"document", "origin"}
        start, end = (0, math.inf) if whole else (line.get("start"), line.get("end"))
        if start is None or end is None:
            return
        for mention in self._mentions.get(line["id"] if whole else line["document"], ()):
            if mention.span.start < start or mention.span.end > end:
                continue
            for actor in self._links[mention.id].actors:
                yield {"id": actor.id, "state": actor.state}


def _falls_within(
    line: Mapping[str, Any], wanted: Wanted, documents: Mapping[DocumentId, Document]
) -> bool:
    """Tell whether a line's own date, else its document's, may fall into the days wanted."""
    from legation.records.edtf import bounds

    if wanted.since is None and wanted.until is None:
        return True
    value = next((line[field] for field in _DATED if line.get(field)), None)
    if value is None and line.get("document") in documents:
        value = documents[line["document"]].published_on
    if value is None:
        return False
    first, last = bounds(value)
    if wanted.since is not None and last is not None and last < wanted.since:
        return False
    return not (wanted.until is not None and first is not None and first > wanted.until)
