"""The cue lexicon is whole, in range, and says what everyday English says."""

from __future__ import annotations

import pytest

from legation.records import ACTS
from legation.reference import rows
from legation.reference.cues import FRAMES, POS, load_cues
from legation.reference.rows import RowError, iter_rows


def test_the_lexicon_holds_at_least_330_cues() -> None:
    assert len(load_cues()) >= 330


def test_every_cue_is_well_formed() -> None:
    for (lemma, pos), cue in load_cues().items():
        assert (cue.lemma, cue.pos) == (lemma, pos)
        assert pos in POS
        assert cue.act in ACTS
        assert 0 <= cue.certainty <= 1
        assert cue.frames, lemma
        assert set(cue.frames) <= set(FRAMES)


def test_every_act_has_a_cue() -> None:
    assert {cue.act for cue in load_cues().values()} == set(ACTS)


@pytest.mark.parametrize(
    ("lemma", "pos", "act", "least", "most"),
    [
        ("say", "verb", "assert", 0.95, 0.99),
        ("deny", "verb", "deny", 0.0, 0.05),
        ("rule out", "verb", "deny", 0.0, 0.1),
        ("believe", "verb", "believe", 0.8, 0.9),
        ("suspect", "verb", "believe", 0.55, 0.75),
        ("doubt", "verb", "doubt", 0.1, 0.3),
        ("warn", "verb", "warn", 0.6, 0.8),
        ("vow", "verb", "promise", 0.8, 0.95),
        ("refuse", "verb", "decline", 0.0, 0.1),
        ("call for", "verb", "demand", 0.5, 0.7),
        ("warning", "noun", "warn", 0.6, 0.8),
        ("denial", "noun", "deny", 0.0, 0.05),
        ("concerned", "adjective", "believe", 0.5, 0.7),
        ("according to", "phrase", "assert", 0.9, 0.97),
    ],
)
def test_a_cue_has_the_act_and_the_strength_of_its_word(
    lemma: str, pos: str, act: str, least: float, most: float
) -> None:
    cue = load_cues()[lemma, pos]
    assert cue.act == act
    assert least <= cue.certainty <= most


def test_a_firmer_word_is_never_less_certain() -> None:
    cues = load_cues()
    ladder = ["deny", "doubt", "speculate", "suspect", "think", "believe", "say", "confirm"]
    strengths = [cues[word, "verb"].certainty for word in ladder]
    assert strengths == sorted(strengths)


class _File:
    """Stands for the package folder: any file of it reads as `text`."""

    def __init__(self, text: str) -> None:
        self.text = text

    def joinpath(self, *_parts: str) -> _File:
        return self

    def read_text(self, encoding: str) -> str:
        assert encoding == "utf-8"
        return self.text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("word\tpos\n", "the columns must be lemma act"),
        ("lemma\tact\nsay\n", "has 1 cells, the header names 2"),
        ("lemma\tact\nsay\tsing\n", "line 2: act is 'sing'; write one of assert"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_cure(
    text: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "files", lambda _package: _File(text))
    with pytest.raises(RowError, match=complaint):
        _read_acts()


def _read_acts() -> list[str]:
    return [row.one_of("act", ACTS) for row in iter_rows("cues.tsv", ("lemma", "act"))]


@pytest.mark.parametrize("cell", ["1.5", "-0.1", "much", "nan"])
def test_a_number_out_of_range_is_refused(cell: str) -> None:
    row = rows.Row("cues.tsv, line 9", {"certainty": cell})
    with pytest.raises(RowError, match=r"line 9: certainty is .* from 0 to 1"):
        row.number("certainty", 0, 1)
