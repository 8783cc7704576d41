"""A question file is read whole, or refused with file, line and cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.app.closing import with_outcome
from legation.app.questions import load_questions
from legation.assess.questions.inquiry import Inquiry, QuestionError
from legation.assess.questions.linting import lint
from legation.assess.questions.phrases import PhraseError, lower, phrase
from legation.assess.questions.questionfile import load_inquiry
from legation.assess.sentences import Sentences
from legation.reference.tomlplaces import Places

SAMPLE = Path(__file__).parent.parent / "samples" / "questions" / "china-lethal-aid.toml"

FILE = """\
text = "Will Beijing sell arms?"
actor = "CHN"
about = ["RUS"]
opened_on = 2022-02-24
closes_on = 2022-12-31

[[hypothesis]]
id = "yes"
text = "it does"
prior = 0.2
reason = "seldom"

[[hypothesis]]
id = "none"
text = "none of these"
prior = 0.8
reason = "mostly"

[[indicator]]
id = "says-so"
text = "it says so"
reason = "it would"
likelihood = { yes = 2.0, none = 0.5 }

[[indicator.match]]
kind = "claim"
speaker = ["$actor"]
words = ["will sell"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "q.toml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_the_sample_question_is_read_whole() -> None:
    (inquiry,) = load_questions([SAMPLE])
    assert [one.id for one in inquiry.leaves] == ["lethal", "support", "neutral", "none"]
    assert sum(inquiry.prior) == pytest.approx(1, abs=1e-12)
    assert inquiry.opened_on == date(2022, 2, 24)
    assert lint(inquiry) == []
    assert all(one.reason for one in inquiry.hypotheses)
    assert all(one.reason for one in inquiry.indicators)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("prior = 0.2", "prior = 0.3", 13, "sum to 1.1, not to 1"),
        ("prior = 0.2", "prior = 0.0", 10, "nothing is impossible or certain"),
        ("prior = 0.2", 'prior = "a fifth"', 10, "write a number from 0 to 1"),
        ("yes = 2.0", "yes = 0.0", 23, "can neither exclude nor prove"),
        ("yes = 2.0", "yes = inf", 23, "can neither exclude nor prove"),
        ("yes = 2.0", "yes = nan", 23, "can neither exclude nor prove"),
        ("yes = 2.0", "yess = 2.0", 23, "did you mean 'yes'?"),
        ("yes = 2.0, ", "", 23, "nothing for yes; write 1.0 if unsure"),
        ("closes_on = 2022-12-31", "closes_on = 2022-01-01", 5, "set a later day"),
        ("opened_on = 2022-02-24", 'opened_on = "24 February"', 4, "write 2022-03-18 without"),
        ('id = "none"', 'id = "other"', 7, "none of these is always possible"),
        ('kind = "claim"', 'kind = "clam"', 26, "did you mean 'claim'?"),
        ("speaker =", "speakr =", 27, "did you mean 'speaker'?"),
        ('speaker = ["$actor"]', 'act = ["insist"]', 27, "'insist' is no act"),
        ('speaker = ["$actor"]', 'means = ["ammunition"]', 27, "asked of events only"),
        ('speaker = ["$actor"]', "certainty = [0.9, 0.1]", 27, "the lowest and the highest"),
        ('speaker = ["$actor"]', 'speaker = ["Ruritania"]', 27, "nobody is known as 'Ruritania'"),
        ('speaker = ["$actor"]', 'names = [\n"CHN",\n"Ruritania"]', 29, "as 'Ruritania'"),
        ('actor = "CHN"', 'actor = "CHM"', 2, "nobody is known as 'CHM'"),
        ('about = ["RUS"]', 'about = ["RUS", "CHM"]', 3, "nobody is known as 'CHM'"),
        ('words = ["will sell"]', 'words = ["... sell"]', 28, "write a word to look for"),
        ('words = ["will sell"]', 'not_words = [".."]', 28, "write a word to look for"),
        ('reason = "seldom"', 'reason = "-"\npart_of = ["none"]', 12, "write words in quotes"),
        ("yes = 2.0", f"yes = 1{'0' * 400}", 23, "beyond all use"),
        ("yes = 2.0", "yes = 1e13", 23, "a ratio above 1e+12 is a certainty"),
        ("yes = 2.0", f"yes = 1{'0' * 5000}", None, "is not TOML"),
        ("yes = 2.0", f"yes = {'[' * 5000}", None, "is not TOML"),
        ('text = "it says so"', "", 19, "has no text; add it"),
        ("[[indicator.match]]", "[indicator.match]", None, None),
        ("[[hypothesis]]", "[hypothesis]", 1, "is not TOML"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_file_line_and_cure(
    tmp_path: Path, old: str, new: str, line: int | None, says: str | None
) -> None:
    assert old in FILE
    path = written(tmp_path, FILE.replace(old, new))
    if says is None:  # one table instead of an array of one is the same
        assert load_questions([path])[0].indicators[0].patterns
        return
    with pytest.raises(QuestionError) as caught:
        load_questions([path])
    assert says in str(caught.value)
    if says != "is not TOML":
        assert f"{path}, line {line}:" in str(caught.value)


def test_a_mark_of_the_encoding_is_no_mistake(tmp_path: Path) -> None:
    (inquiry,) = load_questions([written(tmp_path, "\ufeff" + FILE.replace("\n", "\r\n"))])
    assert inquiry.indicators[0].line == 19
    with pytest.raises(QuestionError, match="line 5:"):
        load_questions([written(tmp_path, "\ufeff" + FILE.replace("2022-12-31", "2021-12-31"))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('closes_on = 2022-12-31', 'closes_on = 2022-12-31\n{told}'),
        ('"closes_on"=2022-12-31 # then\n[a]\n', '"closes_on"=2022-12-31 # then\n{told}[a]\n'),
        ('  closes_on\t= 2022-12-31\r\n[a]\r\n', '  closes_on\t= 2022-12-31\r\n{told}[a]\r\n'),
        (
            't = """\ncloses_on = 1\nresolved_as = 2\n"""\ncloses_on = 2022-12-31\n[a]',
            't = """\ncloses_on = 1\nresolved_as = 2\n"""\ncloses_on = 2022-12-31\n{told}[a]',
        ),
        (
            'resolved_as = """\nyes"""\ncloses_on = 2022-12-31\nresolved_on = 2022-01-01 # so\n[a]',
            "closes_on = 2022-12-31\n{told}[a]",
        ),
        ("\ufeffcloses_on = 2022-12-31\n", "\ufeffcloses_on = 2022-12-31\n{told}"),
    ],
)  # fmt: skip
def test_an_outcome_is_put_in_and_all_else_stays(text: str, expected: str) -> None:
    told = 'resolved_as = "it \\"holds\\""\nresolved_on = 2022-12-30\n'
    told = told.replace("\n", "\r\n") if "\r\n" in text else told
    once = with_outcome(text, 'it "holds"', date(2022, 12, 30))
    assert once == expected.replace("{told}", told)
    assert with_outcome(once, 'it "holds"', date(2022, 12, 30)) == once


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="legation question new"):
        load_inquiry(tmp_path / "nothing.toml")


def test_a_parent_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    parts = FILE.replace(
        '[[hypothesis]]\nid = "yes"\ntext = "it does"\nprior = 0.2',
        '[[hypothesis]]\nid = "arms"\ntext = "arms"\nreason = "-"\n\n'
        '[[hypothesis]]\nid = "yes"\npart_of = "arms"\ntext = "it does"\nprior = 0.2',
    )
    inquiry = load_inquiry(written(tmp_path, parts))
    assert [one.id for one in inquiry.leaves] == ["yes", "none"]
    assert inquiry.leaves_of("arms") == (0,)
    assert [one.prior for one in inquiry.hypotheses] == pytest.approx([0.2, 0.2, 0.8])


def changed(tmp_path: Path, old: str, new: str) -> Inquiry:
    assert old in FILE
    return load_inquiry(written(tmp_path, FILE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("yes = 2.0, none = 0.5", "yes = 1.0, none = 1.0", "cannot tell the hypotheses apart"),
        ("yes = 2.0, none = 0.5", "yes = 200.0, none = 0.5", "one mistaken report would decide"),
        ('words = ["will sell"]', 'words = ["will sell"]\nnot_words = ["sell"]', "never matches"),
        (
            'words = ["will sell"]',
            'words = ["will sell"]\nnot_speaker = ["$actor"]',
            "must and must not",
        ),
        ('speaker = ["$actor"]\nwords = ["will sell"]', "", "matches every claim"),
        (
            'words = ["will sell"]',
            'words = ["will sell"]\n[indicator.absent]\nshare = { none = 0.5 }\nreason = "-"',
            "contradicts itself",
        ),
    ],
)
def test_what_looks_wrong_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    told = [one.says for one in lint(changed(tmp_path, old, new))]
    assert any(says in one for one in told), told


def test_a_pattern_that_fits_nothing_of_the_desk_is_told(tmp_path: Path) -> None:
    inquiry = load_inquiry(written(tmp_path, FILE))
    assert any("no record of this desk" in one.says for one in lint(inquiry, {}))
    assert not any("no record" in one.says for one in lint(inquiry, {("says-so", 0): 1}))


@pytest.mark.parametrize(
    ("text", "passage", "found"),
    [
        ("weapon*", "the weaponry of", True),
        ("weapon", "the weapons of", False),
        ("not ... seen ... military", "We have not, so far, seen any\nsuch military help", True),
        ("not ... seen", "not seen", True),
        ("n't seen", "we haven’t seen", True),
        ("military equipment", "military\n  Equipment", True),
        ("has sent ... arms", "has sent " + "very " * 20 + "arms", False),
        ("sent", "assented", False),
        ("n’t seen", "we haven't seen", True),
        ("they ... n't ... seen", "they really haven’t yet seen", True),
        ("dual–use", "dual-use goods", True),
        ("not … seen", "not yet seen", True),
        ("send ... weapons", "send all sorts of dual-use-weapons", True),
        ("send ... weapons", "send “weapons”", True),
        ("send ... use", "send misuse", False),
        ("Straße*", "die Straßen", True),
        ("İzmir", "in İzmir", True),
    ],
)
def test_phrases_fit_words_in_order(text: str, passage: str, found: bool) -> None:
    one = phrase(text)
    assert (one.find(passage) is not None) is found
    assert one.may_stand_in(lower(passage)) or not found


def test_chains_of_hyphens_and_dots_take_no_time_to_speak_of() -> None:
    """Each could be parted into words in more ways than there are seconds in a century."""
    chain = "weapons considering " + "a-" * 400 + " " + "b.'" * 400
    assert phrase("consider* ... weapon*").find(chain) is None
    assert phrase("a ... a ... weapon*").find(chain) is None
    assert Sentences("x" + "." * 50_000 + " Y").around(0, 1) == (0, 50_002)


@given(
    st.text(alphabet="aBß İn't’-. ", min_size=1, max_size=8),
    st.text(alphabet="aAbBßİ n't’-.\n", max_size=30),
)
def test_a_quick_look_passes_over_no_phrase(text: str, passage: str) -> None:
    try:
        one = phrase(text)
    except PhraseError:
        return
    assert len(lower(passage)) == len(passage)
    if one.find(passage) is not None:
        assert one.may_stand_in(lower(passage))


@given(st.text(alphabet="ab .*'…", max_size=12))
def test_any_words_make_a_phrase_or_a_clear_error(text: str) -> None:
    if all(part.split() for part in text.replace("…", "...").split("...")) and any(
        c.isalnum() for c in text
    ):
        phrase(text).find("a b ab aab b'a")
    else:
        with pytest.raises(PhraseError, match="holds no word"):
            phrase(text)


def test_lines_are_found_in_tables_arrays_and_long_texts() -> None:
    text = 'a = 1\nb = """\n[x]\nc = 2\n"""\n[t]\nd = 3\n[[r]]\ne = 4\n[[r]]\ne = 5\n[r.s]\nf = 6\n'
    places = Places(text)
    assert [
        places.line("a"), places.line("t", "d"), places.line("r", 0, "e"), places.line("r", 1, "e"),
        places.line("r", 1, "s", "f"), places.line("r", 1, "no"), places.line("c"),
    ] == [1, 7, 9, 11, 13, 10, 1]  # fmt: skip
