"""Say why something from outside is not used.

In: the place as the user gave it, and a reason. Out: `RefusedError`, `Issue`.
Not here: deciding that it is not used (each reader does).
"""

from __future__ import annotations

from legation.records import DocumentId, Issue, LegationError, make_id

STAGE = "ingest"


class RefusedError(LegationError):
    """A document, a line or a file cannot be used; the message says why and how to mend it.

    The message does not name the place: whoever catches it knows the place.
    """


def make_issue(place: str, reason: str, document: DocumentId | None = None) -> Issue:
    """Return the issue that `place` has for `reason`.

    With a `document` it is a warning about a document that was read; without, the document
    was set aside.
    """
    place = printable(place)
    whole = f"{place}: {printable(reason)}"
    identity = make_id("issue", STAGE, document or "", whole)
    return Issue(identity, document, None, None, STAGE, whole, place)


def printable(words: str) -> str:
    r"""Return `words` with bytes of a file name that are not UTF-8 written as `\udc..`."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
