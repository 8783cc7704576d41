"""Choose the picture of each part and caption it.

In: a dossier. Out: `Picture`s: a specification, a caption that cites, words for the blind.
Not here: the drawing (`briefing.charts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from legation.briefing import charts
from legation.briefing.dossier import Dossier
from legation.briefing.page import Picture
from legation.briefing.questionchart import chances_now
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.briefing.weigh import TIMELINE_DAYS
from legation.records import Incident, Question, RecordId
from legation.records.edtf import earliest_day


def iter_pictures(
    part: str, dossier: Dossier, view: View, state_names: Mapping[str, str]
) -> Iterator[Picture]:
    """Yield the pictures of one part; where there is nothing to draw, the caption says so."""
    match part:
        case "moment":
            dated = [i for i in dossier.incidents if _is_recent(i, dossier)]
            spec = charts.timeline(dated, dossier.as_of)
            yield _picture("timeline", spec, [i.id for i in dated], dossier, view)
        case "means":
            spec = charts.sums_reported(dossier.figures, lambda f: view.actors(f.parties))
            yield _picture("figures", spec, [f.id for f in dossier.figures], dossier, view)
        case "relationship":
            for one in dossier.judgements:
                chances = chances_now(one, view.read(one.question, Question))
                caption = say("judgement_drawn", [one.id], view)
                yield Picture(f"judgement-{one.id}", chances, caption, _alt(chances))
            done = [i for i in dossier.incidents if i.status in ("happened", "ongoing")]
            both = [i for i in done if i.actors and i.recipients]
            spec = charts.who_to_whom(both, state_names)
            yield _picture("matrix", spec, [i.id for i in both], dossier, view)
        case "watching":
            first = [c for c in dossier.claims if _is_first(c.span.document, dossier)]
            spec = charts.voices(first, view.actors)
            yield _picture("voices", spec, [c.id for c in first], dossier, view)
        case "principals":
            dated_contacts = [c for c in dossier.contacts if c.on is not None]
            spec = charts.contacts_over_time(dated_contacts, dossier.as_of)
            yield _picture("contacts", spec, [c.id for c in dated_contacts], dossier, view)


def _is_recent(incident: Incident, dossier: Dossier) -> bool:
    first = earliest_day(incident.on)
    return first is not None and first >= dossier.as_of - timedelta(days=TIMELINE_DAYS)


def _is_first(document: RecordId, dossier: Dossier) -> bool:
    record = dossier.record(document)
    origin = getattr(record, "origin", document)
    return origin == document or dossier.record(origin) is None


def _picture(
    name: str,
    spec: Mapping[str, Any] | None,
    records: Sequence[RecordId],
    dossier: Dossier,
    view: View,
) -> Picture:
    if spec is None:
        documents = [d.id for d in dossier.documents]
        return Picture(name, None, say(f"no_{name}", documents, view), "")
    caption = say(f"{name}_drawn", records, view)
    return Picture(name, spec, caption, _alt(spec))


def _alt(spec: Mapping[str, Any]) -> str:
    """Return the data that is drawn as words, for those who cannot see the picture."""
    rows = spec["data"]["values"]
    parts = []
    for row in rows[:14]:
        if "kind" in row:
            parts.append(f"{row['first']} {row['kind']}")
        elif "recipient" in row:
            parts.append(f"{row['actor']} toward {row['recipient']}: {row['count']}")
        elif "words" in row:
            parts.append(f"{row['label']}: {row['words']}")
        elif "hypothesis" in row:
            parts.append(f"{row['hypothesis']}: {row['told']}")
        elif "who" in row:
            parts.append(f"{row['who']} {row['act']}: {row['count']}")
        else:
            parts.append(f"{row['on']} {row['type']}: {row['pair']}")
    rest = f"; and {len(rows) - 14} more" if len(rows) > 14 else ""
    return f"{'; '.join(parts)}{rest}."
