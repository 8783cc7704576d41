"""Pages come over the network, within limits, and every failure is told; the server is real."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from legation.ingest import Fetched, FetchError, UrlFetcher, iter_documents
from legation.records import Document, Issue

STORY = "The minister met his colleague on Friday. They spoke for nearly two hours."
PAGE = (
    "<html><head><title>Talks</title><meta property='article:published_time' "
    f"content='2022-03-18'></head><body><article><p>{STORY}</p>"
    "<p>“We agreed to talk,” he said.</p></article></body></html>"
)

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A server on the loopback: what each path answers, and what it was asked."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append({"path": self.path, **dict(self.headers)})
            here.answers[self.path](self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its signature)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


def answer(
    content: bytes, media: str | None = "text/html; charset=utf-8", status: int = 200, **more: str
) -> Answer:
    def give(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if media is not None:
            request.send_header("Content-Type", media)
        for name, value in more.items():
            request.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in more:
            request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return give


def read(*urls: str) -> tuple[list[Document], list[Issue]]:
    found = list(iter_documents(urls, published=date(2022, 3, 18)))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one for one in found if isinstance(one, Issue)]


def test_a_page_becomes_a_document_with_its_address(site: Site) -> None:
    site.answers["/talks"] = answer(PAGE.encode())
    documents, issues = read(site.url("/talks#top"))
    assert issues == []
    assert STORY in documents[0].text
    assert documents[0].url == site.url("/talks")
    assert documents[0].published_on == "2022-03-18"
    assert documents[0].publisher == "127.0.0.1"
    assert site.asked[0]["User-Agent"].startswith("legation/")


@pytest.mark.parametrize(
    ("path", "content", "media"),
    [
        ("/a", PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
        ("/a", PAGE.encode(), None),
        ("/a.txt", STORY.encode(), "text/plain"),
        ("/a.md", f"# Talks\n\n{STORY}".encode(), "text/plain; charset=utf-8"),
        ("/a.jsonl", b'{"text": "' + STORY.encode() + b'"}\n', "application/octet-stream"),
        ("/a", b'{"text": "' + STORY.encode() + b'"}\n', "application/x-ndjson"),
        ("/a.jsonl.gz", gzip.compress(b'{"text": "' + STORY.encode() + b'"}\n'), None),
        ("/a.txt.gz", gzip.compress(STORY.encode()), "application/gzip"),
    ],
)
def test_every_kind_may_come_over_the_network(
    site: Site, path: str, content: bytes, media: str | None
) -> None:
    site.answers[path] = answer(content, media)
    documents, issues = read(site.url(path))
    assert issues == []
    assert STORY in documents[0].text


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.answers["/a"] = answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert STORY in read(site.url("/a"))[0][0].text


def test_a_redirect_is_followed_and_its_end_is_the_address(site: Site) -> None:
    site.answers["/old"] = answer(b"", status=301, Location="/new")
    site.answers["/new"] = answer(PAGE.encode())
    assert read(site.url("/old"))[0][0].url == site.url("/new")


@pytest.mark.parametrize(
    ("give", "message"),
    [
        (answer(b"", status=404), "the server answers 404 Not Found"),
        (answer(b"", status=503), "the server answers 503"),
        (answer(b"", status=301, Location="/a"), "the server answers 301"),
        (answer(b"", status=302, Location="file:///etc/passwd"), "the server answers 302"),
        (answer(b"", status=302, Location="ftp://127.0.0.1/x"), "unknown url type: ftp"),
        (answer(b"x" * 2_000), "longer than 1.0 kB"),
        (answer(gzip.compress(b"x" * 9_000), Content_Encoding="gzip"), "longer than 1.0 kB"),
        (answer(gzip.compress(b"x")[:-9], Content_Encoding="gzip"), "gzip ends in the middle"),
        (answer(b"no gzip", Content_Encoding="gzip"), "gzip is damaged"),
        (answer(b"x", Content_Encoding="br"), "packs its answer as 'br'"),
        (answer(b"short", Content_Length="500"), "broke off"),
        (lambda request: request.wfile.write(b"nonsense\r\n\r\n"), "cannot be fetched"),
        (lambda _: None, "cannot be fetched"),
        (lambda _: time.sleep(0.8), "no answer within 0.3 seconds"),
    ],
)
def test_what_goes_wrong_is_told(site: Site, give: Answer, message: str) -> None:
    site.answers["/a"] = give
    with pytest.raises(FetchError) as caught:
        UrlFetcher(timeout_s=0.3, max_bytes=1_000).fetch(site.url("/a"))
    assert message in str(caught.value)


def test_an_answer_that_drips_is_given_up(site: Site) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(50):
            try:
                request.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    site.answers["/a"] = drip
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.4 seconds"):
        UrlFetcher(timeout_s=5, deadline_s=0.4).fetch(site.url("/a"))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[broken", "http://127.0.0.1:port/", "http:///x"]
)
def test_an_address_that_leads_nowhere_is_told(url: str) -> None:
    documents, issues = read(url)
    assert documents == []
    assert issues[0].place == url
    assert "check the address" in issues[0].reason


@pytest.mark.parametrize("media", ["application/pdf", "image/png"])
def test_what_is_no_text_is_named(site: Site, media: str) -> None:
    site.answers["/a"] = answer(b"\x89PNG\r\n", media)
    assert f"the server sends {media}" in read(site.url("/a"))[1][0].reason


def test_one_bad_address_does_not_stop_the_others(site: Site) -> None:
    site.answers["/a"] = answer(b"", status=500)
    site.answers["/b"] = answer(PAGE.encode())
    documents, issues = read(site.url("/a"), site.url("/b"))
    assert (len(documents), len(issues)) == (1, 1)
    assert issues[0].reason.startswith(f"{site.url('/a')}: the server answers 500")


def test_any_fetcher_will_do() -> None:
    class Archive:
        def fetch(self, url: str) -> Fetched:
            return Fetched(url, STORY.encode(), "text/plain", None)

    found = list(iter_documents(["https://example.org/a"], fetcher=Archive()))
    assert isinstance(found[0], Document)
    assert (found[0].text, found[0].url) == (STORY, "https://example.org/a")
