"""PLV's columns are read, the crosswalk is applied, and the measures are those of the papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.evaluate.plv import PLV_QUADS, PlvCode, PlvError, PlvSentence, iter_plv, score_plv
from legation.evaluate.training.plvlearn import cut_folds

HEAD = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta\n"


def row(marked: str, source: str, target: str, root: str, quad: str = "3") -> str:
    plain = marked.replace("<s>", "").replace("</s>", "").replace("<t>", "").replace("</t>", "")
    return f"{plain}\t{marked}\t{source}\t{target}\t{root}\t{quad}\n"


def test_actors_stand_where_they_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text(
        HEAD
        + row("<s>Oslo</s> blamed <t>Riga</t>.", "Oslo", "Riga", "ACCUSE")
        + row("Oslo blamed Riga.", "Oslo", "Riga", "ACCUSE"),
        encoding="utf-8",
    )
    marked, unmarked = iter_plv(path)
    assert marked == unmarked == PlvSentence("Oslo blamed Riga.", (0, 4), (12, 16), "ACCUSE", 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sentence\tgold_root\n", "no column 'marked_sentence'"),
        (HEAD + row("<s>Oslo</s> met <t>Riga</t>.", "Oslo", "Riga", "MEET"), "'MEET' is none of"),
        (
            HEAD + row("<s>Oslo</s> met <t>Riga</t>.", "Oslo", "Riga", "CONSULT", "9"),
            "write 1 to 4",
        ),
        (HEAD + row("They met.", "Oslo", "Riga", "CONSULT"), "marks no source"),
    ],
)
def test_a_broken_file_is_named_with_its_cure(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlvError) as raised:
        list(iter_plv(path))
    assert told in str(raised.value)


def sentence(root: str, n: int = 0) -> PlvSentence:
    return PlvSentence(f"{root} {n}", (0, 1), (2, 3), root, PLV_QUADS[root])


def test_the_measures_are_worked_out_by_hand() -> None:
    gold = [sentence("AID"), sentence("AID", 1), sentence("ASSAULT"), sentence("CONSULT")]
    score = score_plv(gold, [PlvCode.of(root) for root in ("AID", "ASSAULT", "ASSAULT", "CONSULT")])
    # AID: p 1, r 1/2; ASSAULT: p 1/2, r 1; CONSULT: 1
    assert score.root.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert score.quad.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    # cooperation: 2 of 3 found, conflict: 1 of 1 with one too many
    assert score.binary.macro_f1 == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert score.root.low <= score.root.macro_f1 <= score.root.high


def test_folds_keep_a_text_together_and_spread_roots() -> None:
    roots = ["AID"] * 20 + ["ASSAULT"] * 10
    gold = [sentence(root, i // 2) for i, root in enumerate(roots)]
    folds = cut_folds(gold, 5, seed=1)
    by_text: dict[str, set[int]] = {}
    for one, fold in zip(gold, folds, strict=True):
        by_text.setdefault(one.text, set()).add(fold)
    assert all(len(some) == 1 for some in by_text.values())
    assert all(folds[:20].count(fold) == 4 for fold in range(5))


def test_an_actor_who_is_not_named_has_no_place(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text(HEAD + row("<s>Oslo</s> fell silent.", "Oslo", "a recipient", "YIELD", "2"))
    (one,) = iter_plv(path)
    assert (one.source, one.target) == ((0, 4), None)
