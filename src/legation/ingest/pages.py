"""Find the article in a page of HTML.

In: a page as text or bytes. Out: `Fields` with the article's text and what the page says of it.
Not here: fetching it (`fetch`).
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from legation.ingest.decoding import Decoded, clean, decode, refuse_binary
from legation.ingest.header import Fields, find_title
from legation.ingest.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

# Where HTML says its encoding (HTML Living Standard 13.2.3.2: within the first 1,024 bytes;
# some pages have a long comment first).
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CHARSET_BYTES = 4_096

# The Encoding Standard reads these labels as Windows-1252, which they mostly are.
_WESTERN_LABELS = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"}

_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|article|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_page(head: str) -> bool:
    """Tell whether a text that begins with `head` is HTML."""
    return _LOOKS_LIKE_HTML.match(head) is not None


def read_page(content: bytes, url: str | None = None, charset: str | None = None) -> Fields:
    """Return the article of a page; `charset` is what the server says of its encoding.

    Raises:
        RefusedError: It is no text, or holds no article.
    """
    decoded = _decode_page(content, charset)
    page = _load_extraction()(
        decoded.text,
        url=url,
        include_comments=False,
        with_metadata=True,
        # The first publication, from the page's own fields: a date somewhere in the
        # text or in the footer is not the article's.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = clean(page.text) if page is not None and page.text else ""
    if not text.strip():
        msg = "the page holds no text of an article; save the article itself, or its text"
        raise RefusedError(msg)
    return Fields(
        text,
        (page.title or "").strip() or find_title(text),
        _site_name(page.sitename, url or page.url),
        url or page.url,
        page.date,
        None,
        (decoded.doubt,) if decoded.doubt else (),
    )


def _site_name(name: str | None, url: str | None) -> str | None:
    """Return the name of the site; None when it is only a piece of the address."""
    return None if name and url and f"{name}/" in f"{url}/" else name


def _decode_page(content: bytes, charset: str | None) -> Decoded:
    declared = _META_CHARSET.search(content[:_CHARSET_BYTES])
    labels = (charset, declared and declared[1].decode("ascii"))
    for label in filter(None, labels):
        name = "cp1252" if label.lower() in _WESTERN_LABELS else label
        try:
            text = content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue  # the page is wrong about itself: look at the bytes
        refuse_binary(content if "16" not in name and "32" not in name else text.encode())
        return Decoded(clean(text), None)
    return decode(content)


@cache
def _load_extraction() -> Callable[..., Any]:
    # Half a second: only where there is a page
    from trafilatura import bare_extraction

    # What it finds wrong with a page becomes our `RefusedError`; only `app` writes to the screen
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction
