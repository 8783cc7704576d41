"""Documents come out of files, folders and archives as a user sees them."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ingest import RefusedError, iter_documents
from legation.ingest.dates import parse_day
from legation.ingest.decoding import clean, decode
from legation.ingest.header import find_title
from legation.ingest.read import PublishedError
from legation.records import Document, Issue

CRISIS = Path(__file__).parents[2] / "shared" / "data" / "crisis"
STORY = "The minister met his colleague on Friday. They spoke for nearly two hours in the capital."
PAGE = f"""<!DOCTYPE html><html><head><title>Talks end in Geneva</title>
<meta property="og:site_name" content="The Daily Sample">
<meta property="article:published_time" content="2022-03-18T14:00:00+01:00">
<link rel="canonical" href="https://sample.example/2022/talks"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks end in Geneva</h1>
<p>{STORY}</p><p>“We agreed to talk,” the Swiss minister said.</p></article>
<section class="comments"><p>I do not believe a word of this report.</p></section>
<footer>Copyright 2019</footer></body></html>"""


def read(
    *sources: Path | str, published: date | None = None, stdin: bytes = b""
) -> tuple[list[Document], list[Issue]]:
    found = list(iter_documents(map(str, sources), published=published, stdin=io.BytesIO(stdin)))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one for one in found if isinstance(one, Issue)]


def only(*sources: Path | str, stdin: bytes = b"") -> Document:
    documents, issues = read(*sources, stdin=stdin)
    assert [issue for issue in issues if issue.document is None] == []
    assert len(documents) == 1
    return documents[0]


def lines(objects: Iterable[object]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in objects)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (STORY.encode(), STORY),
        (b"One.\r\nTwo.\rThree.\n", "One.\nTwo.\nThree.\n"),
        (b"\xef\xbb\xbf  Xi spoke.  \n", "  Xi spoke.  \n"),
        ("“Café” — naïve".encode(), "“Café” — naïve"),
        ("“Café”".encode("utf-16"), "“Café”"),
        ("“Café”".encode("utf-32"), "“Café”"),
        (b"Xi\x00 spoke" + b" to him" * 40, "Xi spoke" + " to him" * 40),
        ("The president’s call — “two hours” — cost €5.".encode("cp1252"), None),
        ("Señor Sánchez met the naïve minister in Besançon.".encode("latin-1"), None),
    ],
)
def test_the_text_of_a_file_is_its_text(tmp_path: Path, content: bytes, text: str | None) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    assert only(file).text == (text or content.decode("cp1252"))


@given(st.text(max_size=300))
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once).removeprefix("\ufeff") == once.removeprefix("\ufeff")
    assert "\r" not in once
    assert "\x00" not in once
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "P", "Zs"]), max_size=300))
def test_utf8_reads_back_without_doubt(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    assert (decoded.text, decoded.doubt) == (clean(text), None)


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes((STORY + " It’s over.").encode("cp1252"))
    documents, issues = read(file, published=date(2022, 3, 18))
    assert documents[0].text.endswith("It’s over.")
    assert [issue.document for issue in issues] == [documents[0].id]
    assert "not UTF-8; read as cp1252" in issues[0].reason


def test_a_header_block_gives_fields_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(
        "Title: Call lasts two hours\nPublisher: Legation sample\nPublished: 18 March 2022\n"
        "Source: https://www.example.org/call\n\n" + STORY + "\n"
    )
    document = only(file)
    assert document.text == STORY + "\n"
    assert document.title == "Call lasts two hours"
    assert document.publisher == "Legation sample"
    assert document.published_on == "2022-03-18"
    assert document.url == "https://www.example.org/call"


@pytest.mark.parametrize(
    ("header", "url", "source"),
    [
        (["Source: https://example.org/a"], "https://example.org/a", None),
        (["Source: Statements, 7 March 2022"], None, "Statements, 7 March 2022"),
        (
            ["Source: https://example.org/a", "Further source: Hearing", "Further source: Record"],
            "https://example.org/a",
            "Hearing; Record",
        ),
        (["Source: Hearing", "Source: https://example.org/a"], "https://example.org/a", "Hearing"),
        (["Further source: https://example.org/b"], None, "https://example.org/b"),
        (
            ["Source: https://example.org/a", "URL: https://example.org/b"],
            "https://example.org/b",
            "https://example.org/a",
        ),
        (
            ["URL: https://example.org/b", "Source: https://example.org/a"],
            "https://example.org/b",
            "https://example.org/a",
        ),
        (["Source:"], None, None),
    ],
)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_header_tells_where_a_text_has_it_from(
    tmp_path: Path, header: list[str], url: str | None, source: str | None, ending: str
) -> None:
    file = tmp_path / f"report.{ending}"
    file.write_text("\n".join(["Publisher: Legation sample", *header, "", STORY]))
    document = only(file)
    assert (document.url, document.source) == (url, source)


def test_a_line_of_jsonl_tells_its_source_where_that_is_text(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    told = [{"text": f"{STORY} 1", "source": "Hearing"}, {"text": STORY, "source": {"id": 7}}]
    file.write_bytes(lines(told))
    documents, _ = read(file)
    assert [document.source for document in documents] == ["Hearing", None]


def test_a_source_told_more_fully_does_not_make_another_document() -> None:
    first = Document.make(text=STORY, title="Call")
    assert Document.make(text=STORY, title="Call", source="Hearing").id == first.id


@pytest.mark.parametrize(
    "top", ["Update: talks go on", "Title: A story", "Published: 2022-03-18\nIt began on Friday."]
)
def test_what_only_looks_like_a_header_stays_text(tmp_path: Path, top: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"{top}\n\n{STORY}")
    assert only(file).text == f"{top}\n\n{STORY}"


def test_front_matter_of_markdown_gives_fields(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(
        '---\ntitle: "Call lasts two hours"\ndate: 2022-03-18\ntags: [call]\n'
        f"url: https://example.org/a\n---\n\n## Summary\n\n{STORY}\n"
    )
    document = only(file)
    assert document.title == "Call lasts two hours"
    assert (document.published_on, document.publisher) == ("2022-03-18", "example.org")
    assert document.text == f"## Summary\n\n{STORY}\n"


def test_a_heading_of_markdown_is_the_title(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(f"# Call lasts two hours #\n{STORY}\n")
    document = only(file)
    assert document.title == "Call lasts two hours"
    assert document.text.startswith("# Call")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Call lasts two hours\n\n{STORY}", "Call lasts two hours"),
        (f"\n\n  What is in it for Beijing?\n\n{STORY}", "What is in it for Beijing?"),
        (f"Call lasts two hours\n{STORY * 2}", "Call lasts two hours"),
        (STORY, ""),
        (f"He left.\n\n{STORY}", ""),
        ("“He left.”\n\nThen all was calm", ""),
        ("The president on Friday spoke with the leader of\nChina about the war there.\n", ""),
        ("word " * 40 + "\n\n" + STORY, ""),
        ("", ""),
    ],
)
def test_a_short_first_line_that_is_no_sentence_is_the_title(text: str, title: str) -> None:
    assert find_title(text) == title


def test_a_page_gives_its_article(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    document = only(file)
    assert STORY in document.text
    assert "“We agreed to talk,”" in document.text
    assert "believe a word" not in document.text
    assert document.title == "Talks end in Geneva"
    assert document.publisher == "The Daily Sample"
    assert document.published_on == "2022-03-18"
    assert document.url == "https://sample.example/2022/talks"
    assert capfd.readouterr() == ("", "")


def test_a_page_without_a_date_of_its_own_stays_undated(tmp_path: Path) -> None:
    file = tmp_path / "page.htm"
    file.write_text(
        f"<html><head><title>Talks</title></head><body><article><p>{STORY}</p>"
        "<p>On 24 February 2022 the war began, and no talks were held before it.</p>"
        "</article></body></html>"
    )
    assert only(file).published_on is None


@pytest.mark.parametrize(
    ("head", "encoding"),
    [('<meta charset="windows-1252">', "cp1252"), ('<meta charset="iso-8859-1">', "cp1252")],
)
def test_a_page_says_its_encoding(tmp_path: Path, head: str, encoding: str) -> None:
    file = tmp_path / "page.html"
    page = f"<html><head>{head}<title>T</title></head><body><p>{STORY} “Si.”</p></body></html>"
    file.write_bytes(page.encode(encoding))
    assert "“Si.”" in only(file).text


def test_a_line_of_jsonl_is_a_document(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    file.write_bytes(
        lines(
            [
                {
                    "id": "66988",
                    "date": "2022-03-18",
                    "title": "A call",
                    "url": "http://en.kremlin.ru/events/66988",
                    "place": None,
                    "text": STORY,
                },
                {"date": "2022-03-19T10:00:00Z", "text": f"A headline\n\n{STORY}"},
            ]
        )
    )
    first, second = read(file)[0]
    assert (first.title, first.publisher) == ("A call", "en.kremlin.ru")
    assert (first.published_on, first.text) == ("2022-03-18", STORY)
    assert (second.title, second.published_on) == ("A headline", "2022-03-19")
    assert (second.publisher, second.url) == (None, None)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_every_kind_may_be_packed(tmp_path: Path, name: str) -> None:
    content = {
        "a.html": PAGE.encode(),
        "a.jsonl": lines([{"text": STORY, "date": "2022-03-18"}]),
    }.get(name, STORY.encode())
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    plain, packed = only(tmp_path / name), only(tmp_path / f"{name}.gz")
    assert plain == packed


@pytest.mark.parametrize(
    "content",
    [
        STORY.encode(),
        PAGE.encode(),
        lines([{"text": STORY}]),
        gzip.compress(lines([{"text": STORY}])),
        b"<?xml version='1.0'?>\n<!-- saved -->\n" + PAGE.encode(),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(content: bytes) -> None:
    assert STORY in only("-", stdin=content).text


def test_a_folder_is_read_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden.txt", ".git/x.txt", "photo.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{STORY} {name}")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    documents, issues = read(tmp_path, published=date(2022, 3, 18))
    assert [one.text.rsplit(" ", 1)[1] for one in documents] == ["a/c.txt", "a/z.txt", "b.txt"]
    assert [issue.place for issue in issues] == [str(tmp_path / "photo.jpg")]
    assert "unknown kind of file (ending .jpg)" in issues[0].reason


def test_the_same_document_comes_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    assert len(read(tmp_path, tmp_path / "a.txt")[0]) == 1


def test_an_id_does_not_depend_on_path_or_container(tmp_path: Path) -> None:
    record = {"text": STORY, "url": "https://example.org/1", "date": "2022-03-18"}
    (tmp_path / "one.jsonl").write_bytes(lines([record]))
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(lines([{"text": "x" * 90}, record])))
    ids = {only(tmp_path / "one.jsonl").id, read(tmp_path / "two.jsonl.gz")[0][-1].id}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("own", "given_on", "expected", "doubt"),
    [
        ("2022-03-18", "2022-01-01", "2022-03-18", None),
        (None, "2022-01-01", "2022-01-01", None),
        (None, None, None, "no date of publication"),
        ("2022-02-30", None, None, "a day that the calendar does not have"),
        ("2022-02-30", "2022-01-01", "2022-01-01", "2022-01-01 is taken instead"),
        ("yesterday", None, None, "'yesterday' is not a date"),
        ("2999-01-01", "2022-01-01", "2022-01-01", "lies in the future"),
    ],
)
def test_a_document_has_its_own_date_else_the_one_given(
    tmp_path: Path, own: str | None, given_on: str | None, expected: str | None, doubt: str | None
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines([{"text": STORY, "date": own}]))
    documents, issues = read(file, published=date.fromisoformat(given_on) if given_on else None)
    assert documents[0].published_on == expected
    assert [issue.document for issue in issues] == ([documents[0].id] if doubt else [])
    assert doubt is None or doubt in issues[0].reason


def test_a_given_date_in_the_future_is_refused_at_once() -> None:
    with pytest.raises(PublishedError, match="--published 2999-01-01 lies in the future"):
        iter_documents([], published=date(2999, 1, 1))


@pytest.mark.parametrize(
    "words",
    [
        "2022-03-18",
        "2022-3-18",
        "2022-03-18T23:59:00-05:00",
        "2022-03-18 10:00",
        "2022/03/18",
        "20220318",
        "18 March 2022",
        "18th Mar. 2022",
        "March 18, 2022",
        "Friday, March 18, 2022 at 9:00",
        "Fri, 18 Mar 2022 10:00:00 GMT",
    ],
)
def test_dates_are_read_as_they_are_written(words: str) -> None:
    assert parse_day(words) == date(2022, 3, 18)


@pytest.mark.parametrize("words", ["03/04/2022", "2022", "2022-03", "18 Marz 2022", "soon", ""])
def test_what_names_no_day_is_refused(words: str) -> None:
    with pytest.raises(RefusedError, match="YYYY-MM-DD"):
        parse_day(words)


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day} {day:%B} {day.year:04}") == day


@pytest.mark.parametrize(
    ("text", "language"),
    [(STORY, "en"), ("Xi, Putin.", None), ("Xi Jinping, Vladimir Putin, Narendra Modi, Li.", None)],
)
def test_the_language_is_told_where_the_text_is_long_enough(
    tmp_path: Path, text: str, language: str | None
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text)
    assert only(file).language == language


class _Endless(io.RawIOBase):
    """Lines without end, counted: whoever wants them all never comes back."""

    n_lines = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self.n_lines += 1
        line = json.dumps({"text": f"{STORY} {self.n_lines}"}).encode() + b"\n"
        buffer[: len(line)] = line
        return len(line)


def test_an_archive_is_read_as_it_comes() -> None:
    stream = _Endless()
    found = iter_documents(["-"], published=date(2022, 3, 18), stdin=io.BufferedReader(stream))
    for _ in range(50):
        assert isinstance(next(found), Document)
    assert stream.n_lines < 500


@pytest.mark.skipif(not CRISIS.is_dir(), reason=f"{CRISIS} is not there")
def test_the_kremlin_archive_is_read_whole() -> None:
    documents, issues = read(CRISIS / "kremlin.jsonl.gz")
    assert (len(documents), issues) == (816, [])
    assert {one.publisher for one in documents} == {"en.kremlin.ru"}
    assert all(one.published_on and one.language in ("en", None) for one in documents)


@pytest.mark.skipif(not CRISIS.is_dir(), reason=f"{CRISIS} is not there")
def test_offsets_in_an_article_are_those_of_its_file() -> None:
    file = CRISIS / "article.txt"
    documents, issues = read(file, published=date(2022, 3, 18))
    assert documents[0].text == file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert (documents[0].published_on, issues) == ("2022-03-18", [])
    assert documents[0].title == documents[0].text.split("\n")[0].strip()
