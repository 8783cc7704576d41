"""The notation of the corpus of claims: read to the character, or refused with a cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.evaluate.passages import Passage, PassageError, iter_passages

NESTED = """\
# a remark
== t-001 wire 2022-03-14
[s1 Oslo] [c1 said] [t1 [s2 Aides] [c2 believe] [t2 the \\[May\\] bid is “dead”]], a [x help].

[t3 “We will go,”] [s3 she] [c3 told] [a3 him], [t3 “and stay.”]
@1 assert .97 who=NOR
@2 believe .85 who="Aides" unnamed off neg
@3 assert .97 who="Li Na"|CHN to="Wang Yi" on=2022-03-14
"""


def only(text: str) -> Passage:
    (passage,) = iter_passages(text)
    return passage


def words(passage: Passage, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [passage.text[start:end] for start, end in places]


def test_brackets_are_left_out_and_point_at_the_words() -> None:
    passage = only(NESTED)
    assert passage.text.split("\n\n") == [
        "Oslo said Aides believe the [May] bid is “dead”, a help.",
        "“We will go,” she told him, “and stay.”",
    ]
    first, second, third = passage.notes
    assert words(passage, first.content) == ["Aides believe the [May] bid is “dead”"]
    assert words(passage, second.cue) == ["believe"]
    assert (first.parent, second.parent, third.parent) == (None, 1, None)
    assert words(passage, third.content) == ["“We will go,”", "“and stay.”"]
    assert words(passage, passage.lookalikes) == ["help"]


def test_what_stands_behind_the_at_sign_is_kept() -> None:
    _, second, third = only(NESTED).notes
    assert (second.act, second.certainty, second.negated) == ("believe", 0.85, True)
    assert (second.named, second.on_record) == (False, False)
    assert third.who == ("Li Na", "CHN")
    assert (third.to, third.on, third.named) == (("Wang Yi",), "2022-03-14", True)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[s1 He] [c1 said] [t1 so.\n@1 assert .97 who=he", "never closed"),
        ("[s1 He] said] so.\n@1 assert .97 who=he", "was not opened"),
        ("[q1 He] said so.", "write '[s1 '"),
        ("[s1 He] [c1 said] [t1 so].", "no line '@1"),
        ("[s1 He] [c1 said] so.\n@1 assert .97 who=he", "no content"),
        ("[s1 He] said [t1 so].\n@1 assert .97 who=he", "no cue"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97", "write 'act certainty who=…'"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 neg", "who= is missing"),
        ("[s1 He] [c1 said] [t1 so].\n@1 state .97 who=he", "act 'state'"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert 1.7 who=he", "not from 0 to 1"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert high who=he", "no number"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 who=-", "does not fit"),
        ("[c1 Reportedly] [t1 so].\n@1 assert .97 who=he", "does not fit"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 who=he loud", "'loud'"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 who=he on=2022-13-40", "2022-13-40"),
        ('[s1 He] [c1 said] [t1 so].\n@1 assert .97 who="he', "close the quotation"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 who=he\n@1 deny .1 who=he", "told twice"),
        ("[s1 He] [c1 said] [t1 so].\n@1 assert .97 who=he\nMore text.", "after the @ lines"),
        ("[s1  ] [c1 said] [t1 so].\n@1 assert .97 who=he", "empty bracket"),
        ("@1 assert .97 who=he", "without text"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_cure(body: str, says: str) -> None:
    with pytest.raises(PassageError) as caught:
        list(iter_passages(f"== t-001 wire 2022-03-14\n{body}\n", "file.txt"))
    assert str(caught.value).startswith("file.txt:")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("No header.", "before the first passage"),
        ("== t-001 wire\nText.", "is no header"),
        ("== t-001 sermon 2022-03-14\nText.", "register 'sermon'"),
        ("== t-001 wire 2022-03-14\nA.\n== t-001 wire 2022-03-14\nB.", "stands twice"),
    ],
)
def test_headers_are_checked(text: str, says: str) -> None:
    with pytest.raises(PassageError, match=says):
        list(iter_passages(text))


@given(
    st.text(alphabet=st.characters(exclude_characters="[]\\\n\r@=#~", categories=["L", "P", "Zs"]))
)
def test_text_without_brackets_comes_back_as_it_is(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    body = [line for line in lines if line] or ["x"]
    passage = only("== t-001 wire 2022-03-14\n" + "\n".join(body))
    assert passage.text == "\n\n".join(body)
