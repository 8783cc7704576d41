"""What everything rests on: places that fit, ids that stay, lines that come back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.records import KINDS, Document, Reading, RecordError, Span, SpanError, make_id
from legation.records.ids import PREFIX
from legation.records.lines import TYPES, Kept, dump, kind_of, load
from strategies import documents, iter_spans, readings, records, spans, texts, words

# Drawing a whole reading takes many choices; the machine may be busy.
PATIENT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

CLAIM = {
    "kind": "claim",
    "id": "clm-1",
    "span": {"document": "doc-1", "start": 0, "end": 6, "text": "Moscow"},
    "source": [],
    "cue": [],
    "content": [],
    "act": "deny",
    "negated": False,
    "certainty": 0.03,
    "form": "indirect",
    "speakers": ["men-1"],
    "addressees": [],
    "named": True,
    "on_record": True,
    "parent": None,
    "on": "2022-03-14",
    "method": "claims/1",
    "confidence": None,
}


@given(st.data())
def test_a_span_reads_what_stands_at_its_offsets(data: st.DataObject) -> None:
    document = data.draw(documents())
    span = data.draw(spans(document))
    assert span.text == document.text[span.start : span.end]
    assert span.fits(document.text)
    assert len(span.text) == span.end - span.start


@given(texts, st.integers(-3, 130), st.integers(-3, 130))
def test_a_span_is_cut_where_the_text_has_it_and_nowhere_else(
    text: str, start: int, end: int
) -> None:
    if 0 <= start < end <= len(text):
        assert Span.cut("doc-1", text, start, end).text == text[start:end]
    else:
        with pytest.raises(SpanError):
            Span.cut("doc-1", text, start, end)


@given(texts, texts)
def test_a_text_that_changed_underneath_is_noticed(text: str, other: str) -> None:
    whole = Span.cut("doc-1", text, 0, len(text))
    assert whole.fits(other) == other.startswith(text)


@PATIENT
@given(readings())
def test_every_span_of_every_record_stands_in_its_document(reading: Reading) -> None:
    for record in reading.iter_found():
        for span in iter_spans(record):
            assert span.document == reading.document.id
            assert reading.document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("kind", TYPES)
def test_a_record_of_any_kind_comes_back_from_its_line_equal(kind: str) -> None:
    @PATIENT
    @given(records(kind))
    def holds(record: Kept) -> None:
        line = json.loads(json.dumps(dump(record), allow_nan=False))
        assert load(line) == record
        assert next(iter(line)) == "kind"
        assert line["kind"] == kind_of(record) == kind

    holds()


def test_every_kind_has_its_type_and_its_prefix() -> None:
    assert set(TYPES) == {*KINDS, "link"}
    assert set(PREFIX) == set(KINDS)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"act": None}, "claim.act: None is not a string"),
        ({"act": 5}, "claim.act: 5 is not a string"),
        ({"negated": 0}, "claim.negated: 0 is not true or false"),
        ({"certainty": "high"}, "claim.certainty: 'high' is not a finite number"),
        ({"certainty": True}, "claim.certainty: True is not a finite number"),
        ({"certainty": float("nan")}, "claim.certainty: nan is not a finite number"),
        ({"certainty": float("inf")}, "claim.certainty: inf is not a finite number"),
        ({"certainty": 10**400}, "claim.certainty: 1000"),
        ({"speakers": None}, "claim.speakers: None is not a list"),
        ({"speakers": "men-1"}, "claim.speakers: 'men-1' is not a list"),
        ({"speakers": [1]}, "claim.speakers: 1 is not a string"),
        ({"span": None}, "claim.span: None is not an object"),
        ({"span": {"document": "doc-1"}}, "claim.span: the field 'start' is missing"),
        ({"source": [{**CLAIM["span"], "end": 0}]}, "claim.source: span 0:0 is empty"),  # type: ignore[dict-item]
        ({"span": {**CLAIM["span"], "start": 0.0}}, "claim.span.start: 0.0 is not a whole"),  # type: ignore[dict-item]
        ({"mood": "grim"}, "claim: unknown field 'mood'"),
        ({"kind": "clam"}, "kind: 'clam' is no kind of record"),
        ({"kind": ["claim"]}, "kind: ['claim'] is no kind of record"),
    ],
)
def test_a_line_that_is_no_record_is_refused_by_its_field(
    change: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(RecordError) as refusal:
        load({**CLAIM, **change})
    assert str(refusal.value).startswith(complaint)


@pytest.mark.parametrize("field", [name for name in CLAIM if name != "kind"])
def test_every_field_must_be_there(field: str) -> None:
    with pytest.raises(RecordError, match=f"claim: the field '{field}' is missing"):
        load({name: value for name, value in CLAIM.items() if name != field})


@pytest.mark.parametrize("line", [None, 5, "claim", [], {}])
def test_what_is_no_object_with_a_kind_is_refused(line: object) -> None:
    with pytest.raises(RecordError):
        load(line)


def test_a_whole_number_is_taken_where_a_number_is_wanted() -> None:
    assert load({**CLAIM, "certainty": 1}) == load({**CLAIM, "certainty": 1.0})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"certainty": float("nan")}, "certainty: nan"),
        ({"speakers": ["men-1"]}, "speakers: .* is not a tuple"),
        ({"span": "Moscow"}, "span: 'Moscow' is not a Span"),
    ],
)
def test_a_record_that_no_line_can_hold_is_refused(change: dict[str, Any], complaint: str) -> None:
    record: Any = load(CLAIM)
    with pytest.raises(RecordError, match=complaint):
        dump(replace(record, **change))


def test_what_is_no_record_is_not_dumped() -> None:
    with pytest.raises(RecordError, match="a str is no record"):
        dump("claim")  # type: ignore[arg-type]


@given(texts, words, words, st.none() | words, st.none() | words)
def test_the_id_of_a_document_hangs_on_its_text_and_address_only(
    text: str, title: str, publisher: str, day: str | None, language: str | None
) -> None:
    def make(**others: Any) -> str:
        return Document.make(text=text, **others).id

    url = "https://example.org/1"
    assert make(url=url) == make(
        url=url, title=title, publisher=publisher, published_on=day, language=language
    )
    unaddressed = make(title=title, publisher=publisher)
    assert unaddressed == make(
        title=title, publisher=publisher, published_on=day, language=language
    )
    assert make(url=url) != make(url=f"{url}2")


@given(st.lists(words.filter(lambda word: "\x1f" not in word), min_size=2, max_size=4))
def test_ids_are_the_same_again_and_different_for_different_parts(parts: list[str]) -> None:
    identity = make_id("claim", *parts)
    assert identity == make_id("claim", *parts)
    assert identity.startswith("clm-")
    assert len(identity) == len("clm-") + 16
    assert identity != make_id("event", *parts)
    joined = ["".join(parts[:2]), *parts[2:]]
    assert identity != make_id("claim", *joined)
