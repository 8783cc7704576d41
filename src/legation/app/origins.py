"""Turn groups of documents that repeat one report into rows.

In: a `View`. Out: one row for each report that several documents carry.
Not here: which documents repeat one report (`resolve.origins`), printing (`app.tables`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from legation.records import Document, DocumentId

if TYPE_CHECKING:
    from legation.app.views import View

Line = dict[str, Any]

_TOLD = ("id", "title", "publisher", "published_on")


def iter_origin_lines(view: View) -> Iterator[Line]:
    """Yield one line for each report in two documents or more, by day.

    `title`, `publisher` and `published_on` are those of the earliest; `outlets` are all that
    carried it, the first before the others; `copies` tell why each was joined to it.
    """
    from legation.resolve.origins import why_one

    known = {reading.document.id: reading.document for reading in view.readings}
    groups: defaultdict[DocumentId, list[Document]] = defaultdict(list)
    for document in known.values():
        if document.origin != document.id and document.origin in known:
            groups[document.origin].append(document)
    for first in sorted((known[identity] for identity in groups), key=_by_day):
        copies = sorted(groups[first.id], key=_by_day)
        outlets = dict.fromkeys(one.publisher for one in (first, *copies) if one.publisher)
        yield {
            "kind": "origin",
            **_told(first),
            "documents": 1 + len(copies),
            "outlets": list(outlets),
            "copies": [{**_told(copy), "why": why_one(first, copy)} for copy in copies],
        }


def _by_day(document: Document) -> tuple[str, DocumentId]:
    return document.published_on or "9999", document.id


def _told(document: Document) -> Line:
    return {name: getattr(document, name) for name in _TOLD}
