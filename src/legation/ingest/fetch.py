"""Fetch a page from the network.

In: an http or https address. Out: `Fetched`: its bytes, and what the server says of them.
Not here: what the bytes mean (`read`, `pages`); politeness, caching and robots rules.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from typing import Protocol

from legation import __version__
from legation.ingest.limits import MAX_BYTES, in_words
from legation.ingest.refused import RefusedError

_CHUNK = 1 << 16
_AGENT = f"legation/{__version__}"
_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5"


class FetchError(RefusedError):
    """An address could not be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    url: str
    """Where the answer came from in the end, after redirects."""
    content: bytes
    content_type: str | None
    """Media type in lower case, without parameters; None when the server gives none."""
    charset: str | None


class Fetcher(Protocol):
    """Whoever can get a page: the network, an archive, a test."""

    def fetch(self, url: str) -> Fetched:
        """Return what `url` holds.

        Raises:
            FetchError: It cannot be had; the message does not name the address.
        """
        ...


class UrlFetcher:
    """Fetch over http and https with the standard library; one request at a time, no retries.

    Proxies are taken from the environment, as urllib does.

    Args:
        timeout_s: Longest silence of the server, seconds.
        deadline_s: Longest time for the whole answer, seconds.
        max_bytes: Longest answer, after unpacking.
    """

    def __init__(
        self, *, timeout_s: float = 20.0, deadline_s: float = 60.0, max_bytes: int = MAX_BYTES
    ) -> None:
        self._timeout_s = timeout_s
        self._deadline_s = deadline_s
        self._max_bytes = max_bytes
        self._opener = _web_only_opener()

    def fetch(self, url: str) -> Fetched:
        """Return what `url` holds, redirects followed.

        Raises:
            FetchError: No answer, an answer that is an error, too late or too long.
        """
        headers = {"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        try:
            request = urllib.request.Request(url, headers=headers)  # noqa: S310 the opener knows http(s) only
            with self._opener.open(request, timeout=self._timeout_s) as answer:
                content = self._read(answer)
                packed = (answer.headers.get("Content-Encoding") or "").strip().lower()
                return Fetched(
                    answer.geturl().partition("#")[0],
                    self._unpack(content, packed),
                    answer.headers.get_content_type() if answer.headers["Content-Type"] else None,
                    answer.headers.get_content_charset(),
                )
        except urllib.error.HTTPError as error:
            error.close()
            msg = f"the server answers {error.code} {error.reason}; check the address in a browser"
            raise FetchError(msg) from error
        except TimeoutError as error:
            msg = f"no answer within {self._timeout_s:g} seconds; try again later"
            raise FetchError(msg) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                msg = f"no answer within {self._timeout_s:g} seconds; try again later"
            else:
                msg = f"cannot be reached ({error.reason}); check the address and the network"
            raise FetchError(msg) from error
        except (http.client.HTTPException, OSError, ValueError) as error:
            words = str(error) or type(error).__name__
            msg = f"cannot be fetched ({words}); check the address and the network"
            raise FetchError(msg) from error

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        ends_at = time.monotonic() + self._deadline_s
        content = bytearray()
        while chunk := answer.read1(_CHUNK):
            content += chunk
            if len(content) > self._max_bytes:
                raise self._too_long()
            if time.monotonic() > ends_at:
                msg = f"the answer took longer than {self._deadline_s:g} seconds; try again later"
                raise FetchError(msg)
        declared = answer.headers.get("Content-Length") or ""
        if declared.isdigit() and len(content) < int(declared):
            msg = f"the answer broke off after {in_words(len(content))}; try again"
            raise FetchError(msg)
        return bytes(content)

    def _unpack(self, content: bytes, packed: str) -> bytes:
        if packed in ("", "identity"):
            return content
        if packed not in ("gzip", "x-gzip"):
            msg = (
                f"the server packs its answer as {packed!r}, which was not asked for; save the page"
            )
            raise FetchError(msg)
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            whole = unpacker.decompress(content, self._max_bytes + 1)
        except zlib.error as error:
            msg = f"the answer's gzip is damaged ({error}); try again"
            raise FetchError(msg) from error
        if len(whole) > self._max_bytes:
            raise self._too_long()
        if not unpacker.eof:
            msg = "the answer's gzip ends in the middle; try again"
            raise FetchError(msg)
        return whole

    def _too_long(self) -> FetchError:
        limit = in_words(self._max_bytes)
        return FetchError(f"the answer is longer than {limit}; save the part you need as a file")


def _web_only_opener() -> urllib.request.OpenerDirector:
    # `build_opener` would add file: and ftp:, to which a page could redirect us
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
