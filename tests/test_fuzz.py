"""Whatever the text, its reading holds together; and a reading that does not is told apart."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.app.pipeline import Reader, load_reader
from legation.evaluate.mutations import ENDLESS_WORDS, mutated
from legation.evaluate.soundness import find_faults
from legation.extract import claims, rowheads
from legation.extract.parse import DEFAULT_PIPELINE
from legation.records import Document, Figure, Reading, Span
from readings import linked, reading, with_claim
from strategies import CHARACTERS

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "march-2022"
SEED, N_TEXTS = 7, 150

# What the reader of claims looks for, in pieces that any text may come between.
PIECES = (
    "Oslo said “we ",
    "will wait,” ",
    "and denied asking ",
    "for help. ",
    "According to two officials, ",
    "Xi told Biden that he believes ",
    "the minister, who warned of “",
    '" he said: "',
    "$5 million on Friday",
    "\n\n",
    "\r\n",
    "\nMS. PSAKI: ",
    "\nQ  ",
    "voted against the resolution",
    ":",
    " — ",
)
texts = st.lists(st.text(CHARACTERS, max_size=40) | st.sampled_from(PIECES), max_size=14).map(
    "".join
)


@cache
def reader() -> Reader:
    return load_reader(DEFAULT_PIPELINE)


@cache
def sample() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt")))


def read(text: str) -> Reading:
    return reader()(Document.make(text=text, published_on="2022-03-18"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_the_reading_of_any_text_holds_together(text: str) -> None:
    assert find_faults(read(text)) == []


@pytest.mark.slow
def test_the_readings_of_broken_texts_hold_together() -> None:
    found = {
        number: faults
        for number in range(1, N_TEXTS + 1)
        if (faults := find_faults(read(mutated(sample(), SEED, number))))
    }
    assert found == {}


def test_a_broken_text_is_made_again_by_its_number() -> None:
    made = [mutated(sample(), SEED, number) for number in range(1, N_TEXTS + 1)]
    assert mutated(sample(), SEED, N_TEXTS) == made[-1]
    assert len(set(made)) == N_TEXTS
    assert max(len(text.split()) for text in made) >= ENDLESS_WORDS // 2


def test_where_contents_run_across_each_other_no_claim_stands_inside_itself() -> None:
    one = reading("Oslo said Bergen asked them all.")
    one = with_claim(one, "Oslo", "said", "Bergen asked them all")
    one = with_claim(one, "Bergen", "asked", "Oslo said")
    said, asked = claims._with_parents(list(one.claims))
    assert asked.parent == said.id
    assert said.parent is None


def test_the_cues_of_an_endless_sentence_are_reckoned_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Oslo said that Bergen denied that Rome warned it, and Paris promised to ask why."
    together = read(text).claims
    monkeypatch.setattr(rowheads, "MOST_PAIRS", 1)
    assert len(together) > 2
    assert read(text).claims == together


@pytest.mark.parametrize("n_digits", [40, 400, 4_000])
def test_a_run_of_digits_longer_than_any_count_is_no_figure(n_digits: int) -> None:
    assert read(f"Oslo sent {'9' * n_digits} tanks, about {'8' * n_digits} billion.").figures == ()


def test_a_possessive_ending_alone_is_nobody() -> None:
    # The parser takes this "’s" for the subject of "denied".
    one = read("against 31 February asked that’s 31 February denied that, to")
    assert "’s" not in [mention.span.text for mention in one.mentions]


# --- readings that do not hold together


def sound() -> Reading:
    one = reading("[Oslo|l s] says that [Bergen|l s] believes the strait is open.")
    one = with_claim(one, "Oslo", "says", "Bergen believes the strait is open")
    one = with_claim(one, "Bergen", "believes", "the strait is open", act="believe")
    outer, inner = one.claims
    return linked(replace(one, claims=(outer, replace(inner, parent=outer.id))))


def with_inner(**changed: Any) -> Reading:
    one = sound()
    return replace(one, claims=(one.claims[0], replace(one.claims[1], **changed)))


def with_mention(**changed: Any) -> Reading:
    one = sound()
    return replace(one, mentions=(replace(one.mentions[0], **changed), *one.mentions[1:]))


def other_place() -> Span:
    inner = sound().claims[1].span
    return replace(inner, start=inner.start + 1, end=inner.end + 1)


def with_figure(value: float) -> Reading:
    one = sound()
    span, unknown = one.claims[0].span, "clm-0"
    figure = Figure(
        "fig-0", span, value, None, value, "tank", None, ("men-0",), "2022-13", unknown, "test", 1.5
    )
    return replace(one, figures=(figure,))


def crossed() -> Reading:
    one = sound()
    outer, inner = one.claims
    return replace(one, claims=(replace(outer, parent=inner.id), inner))


def test_a_sound_reading_has_no_faults() -> None:
    assert find_faults(sound()) == []


@pytest.mark.parametrize(
    ("broken", "kinds"),
    [
        (with_inner(cue=()), ["claim has no cue"]),
        (with_inner(content=()), ["claim does not run from its first part to its last"]),
        (with_inner(span=sound().claims[0].span), ["claim does not run from its first part"]),
        (with_inner(span=other_place()), ["span has other words than the text"]),
        (with_inner(certainty=1.2), ["certainty is not 0 to 1"]),
        (with_inner(confidence=-0.1), ["confidence is not 0 to 1"]),
        (with_inner(on="yesterday"), ["on is not EDTF"]),
        (with_inner(act="shout"), ["act is not in the list"]),
        (with_inner(form="sung"), ["form is not in the list"]),
        (with_inner(speakers=("men-0",)), ["speaker is no mention of the reading"]),
        (with_inner(addressees=("men-0",)), ["addressee is no mention of the reading"]),
        (with_inner(parent="clm-0"), ["parent is no other claim of the reading"]),
        (with_inner(parent=sound().claims[1].id), ["claim stands inside itself"]),
        (with_inner(id=sound().claims[0].id), ["id is there twice"]),
        (with_mention(id="men-0"), ["mention has no link", "link is of no mention"]),
        (crossed(), ["claim stands inside itself", "claim stands inside itself"]),
        (replace(sound(), links=()), ["mention has no link", "mention has no link"]),
        (
            with_figure(float("inf")),
            [
                "value is not finite",
                "low is not finite",
                "period is not EDTF",
                "party is no mention of the reading",
                "claim is no other claim of the reading",
                "confidence is not 0 to 1",
            ],
        ),
    ],
)
def test_what_does_not_hold_together_is_named(broken: Reading, kinds: list[str]) -> None:
    told = find_faults(broken)
    for kind in set(kinds):
        assert sum(fault.startswith(kind) for fault in told) == kinds.count(kind)


def test_a_place_that_is_blank_or_outside_the_text_is_named() -> None:
    document = sound().document
    blank = Span.cut(document.id, document.text, 4, 5)
    outside = Span(document.id, len(document.text), len(document.text) + 1, "x")
    assert any(fault.startswith("cue is blank") for fault in find_faults(with_inner(cue=(blank,))))
    assert any(
        fault.startswith("cue is not inside the text")
        for fault in find_faults(with_inner(cue=(outside,)))
    )
