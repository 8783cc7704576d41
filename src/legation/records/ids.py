"""Make the ids of records: the same thing read twice gets the same id.

In: what tells a record apart. Out: a short id such as `clm-5d0c…`.
Not here: ids of actors (they come from the shelf: ISO codes, Wikidata, `legation:` slugs).
"""

from __future__ import annotations

import hashlib

DocumentId = str
MentionId = str
RecordId = str

# Sixteen hexadecimal digits are 64 bits: for a desk of ten million records the chance
# of any collision is about 3 in a million (birthday bound n²/2^65).
DIGITS = 16

PREFIX = {
    "document": "doc",
    "mention": "men",
    "moment": "mom",
    "figure": "fig",
    "claim": "clm",
    "event": "evt",
    "vote": "vot",
    "incident": "inc",
    "contact": "con",
    "dispute": "dis",
    "signal": "sig",
    "position": "pos",
    "question": "que",
    "judgement": "jud",
    "estimate": "est",
    "review": "rev",
    "issue": "iss",
}
KINDS = tuple(PREFIX)


def make_id(kind: str, *parts: object) -> RecordId:
    """Return the id of a record of `kind` that `parts` tell apart from all others of its kind."""
    # The unit separator cannot occur in a cleaned text, so ("ab", "c") and ("a", "bc") differ.
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{PREFIX[kind]}-{digest[:DIGITS]}"
