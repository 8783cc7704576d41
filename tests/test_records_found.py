"""What holds for every record that the whole way finds in a text, whatever the text looks like."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.app.pipeline import Reader, load_reader
from legation.app.settings import Settings
from legation.records import Document, Reading
from legation.records.contract import contract_fields, iter_export
from legation.records.lines import dump, load
from legation.store.desk import open_desk
from strategies import CHARACTERS, iter_spans

# Our own sentences, with what makes offsets slip: characters outside the basic plane, combining
# accents, odd blanks and line ends, typographic quotes, headings, lists.
SENTENCES = [
    "Moscow denied on Friday that it had asked Beijing for weapons.",
    "“We do not believe China would help,” a senior U.S. official said \u2014 on background.",
    "Trade between the two topped $140 billion last year 🇨🇳🇷🇺, according to Xi's office.",
    "President Joe Biden called Xi Jinping\u00a0for two hours; the two leaders spoke of Taiwan.",
    "Cafe\u0301 talks: Josep Borrell met Sergei Lavrov, who “warned” of consequences.",
    "China abstained when the U.N. Security Council voted on 25 February 2022.",
    "He said she told them that they may, perhaps, promise aid in the spring.",
    "ABOUT THE CALL",
    "- Some 1,200 people were evacuated;\n- 3 million euros were pledged by Japan.",
    "Officials said officials said officials said so.",
]
BETWEEN = [" ", "\n", "\n\n", "\r\n\r\n", "\u2028", "\t", "  \u00a0"]

written = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(SENTENCES), st.text(CHARACTERS, max_size=30)),
        st.sampled_from(BETWEEN),
    ),
    min_size=1,
    max_size=6,
).map(lambda parts: "".join(f"{words}{blank}" for words, blank in parts))

ARTICLE = "".join(
    f"{sentence}{BETWEEN[n % len(BETWEEN)]}" for n, sentence in enumerate(SENTENCES * 3)
)

PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def reader() -> Reader:
    return load_reader(Settings().pipeline)


def read(text: str) -> Reading:
    return reader()(Document.make(text=text, title="Talks", published_on="2022-03-18"))


def check(reading: Reading) -> None:
    document = reading.document
    found = list(reading.iter_found())
    for record in found:
        for span in iter_spans(record):
            assert span.document == document.id
            assert document.text[span.start : span.end] == span.text
        assert load(json.loads(json.dumps(dump(record), allow_nan=False))) == record
    ids = [record.id for record in found]
    assert len(set(ids)) == len(ids)
    mentions = [mention.id for mention in reading.mentions]
    assert [link.mention for link in reading.links] == mentions
    for line in iter_export([reading], with_text=True):
        assert tuple(line) == contract_fields(line["kind"], with_text=True)
        json.dumps(line, allow_nan=False)
        for name in ("actors", "recipients", "speakers", "addressees", "parties"):
            assert all(actor["name"] for actor in line.get(name, []))


def test_the_article_of_these_tests_holds_records_of_every_kind() -> None:
    reading = read(ARTICLE)
    check(reading)
    kinds = (
        reading.mentions,
        reading.moments,
        reading.figures,
        reading.claims,
        reading.events,
        reading.votes,
    )
    assert all(kinds)


@PATIENT
@given(written)
def test_whatever_is_found_stands_where_it_says_and_makes_good_lines(text: str) -> None:
    check(read(text))


@PATIENT
@given(written)
def test_reading_again_finds_the_same_under_the_same_ids(text: str) -> None:
    assert read(text) == read(text)


def test_ids_do_not_hang_on_when_or_in_which_company_a_document_is_read() -> None:
    other = reader()(Document.make(text=ARTICLE, title="Talks", published_on=None))
    dated = read(ARTICLE)
    assert [one.id for one in other.iter_found()] == [one.id for one in dated.iter_found()]
    assert read(ARTICLE) == dated


def test_a_desk_gives_back_what_was_found(tmp_path: Path) -> None:
    reading = read(ARTICLE)
    with open_desk(tmp_path / "desk.sqlite") as desk:
        desk.save(reading)
        assert desk.reading(reading.document.id) == reading
        assert desk.issues() == list(reading.issues)
        again = replace(reading, document=replace(reading.document))
        desk.save(again)
        assert list(desk.iter_readings()) == [reading]


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "\u2028", "…", "🇨🇳", "a" * 50_000])
def test_a_text_with_nothing_in_it_holds_nothing_and_breaks_nothing(text: str) -> None:
    check(read(text))
