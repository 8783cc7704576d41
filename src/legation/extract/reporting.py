"""Say by which claim a stretch of text is reported.

In: the claims of one document. Out: `Reporting`, a lookup from spans to the innermost claim.
Not here: finding claims (`extract.claims`).
"""

from __future__ import annotations

from collections.abc import Iterable

from legation.records import Claim, Span

# Contents are rarely longer than a sentence; a bucket of this size holds a handful of claims.
BUCKET_CHARACTERS = 512


class Reporting:
    """Claims by the stretches of text that they give."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Index the contents of `claims`."""
        self._buckets: dict[int, list[tuple[int, Span, Claim]]] = {}
        for claim in claims:
            length = sum(part.end - part.start for part in claim.content)
            for part in claim.content:
                first, last = part.start // BUCKET_CHARACTERS, part.end // BUCKET_CHARACTERS
                for bucket in range(first, last + 1):
                    self._buckets.setdefault(bucket, []).append((length, part, claim))
        for held in self._buckets.values():
            held.sort(key=lambda entry: entry[0])

    def innermost(self, span: Span) -> Claim | None:
        """Return the claim with the shortest content that holds `span`, if any."""
        held = self._buckets.get(span.start // BUCKET_CHARACTERS, ())
        return next((claim for _, part, claim in held if part.holds(span)), None)
