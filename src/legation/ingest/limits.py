"""How much of one document is read.

In: nothing. Out: the limits, each with its reason.
Not here: refusing (`refused`).
"""

from __future__ import annotations

# A long book has a million characters; nobody publishes a longer report as one text, and
# parsing keeps about 1 kB of memory a character.
MAX_CHARACTERS = 2_000_000

# UTF-8 takes at most four bytes a character; pages may use the rest for markup.
MAX_BYTES = 4 * MAX_CHARACTERS

# JSON may write one character as six bytes (`\u00e9`); the other fields are short.
MAX_LINE_BYTES = 6 * MAX_CHARACTERS + 100_000

# DEFLATE expands at most 1,032 times; the 3,281 White House releases, as JSONL, expand 3.1
# times. Only beyond the first bytes, so that a small file of blanks stays a small file.
MAX_EXPANSION = 200
EXPANSION_FREE_BYTES = 64_000_000

# A file of which this many first lines are broken is not JSONL, and says so once.
MAX_BROKEN_LINES = 50


def in_words(n_bytes: int) -> str:
    """Return a size as a person reads it: `50.0 MB`."""
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if n_bytes >= size:
            return f"{n_bytes / size:,.1f} {unit}"
    return f"{n_bytes} bytes"
