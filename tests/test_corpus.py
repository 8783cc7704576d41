"""The corpus of claims holds what it says, and every bracket of it is sound."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

from legation.evaluate.agreement import agreement
from legation.evaluate.contested import iter_cases
from legation.evaluate.corpus import load_corpus, load_second, part_of, tally
from legation.evaluate.passages import Passage, PassageError
from legation.evaluate.releases import iter_labelled, line_of

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpora" / "claims"
RELEASES = ROOT.parent / "shared" / "data" / "crisis" / "whitehouse.jsonl.gz"
REGISTERS = frozenset(
    "wire headline readout briefing communique background column broadcast social "
    "translated".split()
)

needs_releases = pytest.mark.skipif(
    not RELEASES.exists(), reason="needs the releases in ../shared/data/crisis"
)


@cache
def own() -> list[Passage]:
    return load_corpus(CORPUS, None)


@cache
def whole() -> list[Passage]:
    return load_corpus(CORPUS, RELEASES)


def test_our_own_passages_are_many_and_of_many_kinds() -> None:
    counts = tally(own())
    assert counts["passages"] >= 900
    assert {passage.register for passage in own()} >= REGISTERS
    assert len({passage.text for passage in own()}) == counts["passages"]


@needs_releases
def test_all_that_was_asked_for_is_there() -> None:
    counts = tally(whole())
    assert counts["passages of releases"] >= 500
    assert counts["nested"] >= 300
    assert counts["denied or negated"] >= 250
    assert counts["pronoun or description as source"] >= 200
    assert counts["split, inverted or longer quotations"] >= 150
    assert counts["no source"] >= 150
    assert sum(bool(one.lookalikes) and not one.notes for one in whole()) >= 200


@needs_releases
def test_half_of_the_test_part_is_real_text() -> None:
    test = [passage for passage in whole() if part_of(passage) == "test"]
    real = sum(bool(passage.title) for passage in test)
    assert len(test) >= 250
    assert 0.45 <= real / len(test) <= 0.55


@needs_releases
def test_two_people_agree_on_a_tenth() -> None:
    told = agreement(whole(), load_second(CORPUS, RELEASES))
    assert told.n_passages >= 250
    assert told.agr > 0.9


def test_pairs_over_time_are_at_least_sixty() -> None:
    cases = [
        case for path in sorted((CORPUS / "contested").glob("*.txt")) for case in iter_cases(path)
    ]
    relations = [relation for case in cases for relation in case.pairs.values()]
    assert sum(relation != "denied" for relation in relations) >= 60
    assert relations.count("denied") >= 50


def test_the_parts_do_not_move() -> None:
    known = {passage.id: part_of(passage) for passage in own()}
    assert known["awire-001"] == part_of(Passage("awire-001", "wire", "2022-01-01", "x", (), ()))
    cases: dict[str, set[str]] = {}
    for name, part in known.items():
        if name.startswith(("g0", "g1")):
            cases.setdefault(name[:4], set()).add(part)
    assert all(len(parts) == 1 for parts in cases.values())


def test_a_pair_that_names_no_claim_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "g.txt"
    file.write_text(
        "== g900a wire 2022-01-01\n[s1 A] [c1 said] [t1 so].\n@1 assert .97 who=A\n"
        "~ g900a.1 g900b.1 denied\n",
        encoding="utf-8",
    )
    with pytest.raises(PassageError, match=r"g\.txt:4: there is no claim g900b\.1"):
        list(iter_cases(file))


def test_a_release_that_reads_otherwise_is_refused() -> None:
    release = {"id": "r", "date": "2022-03-18", "title": "T", "text": "MS. PSAKI:  We\nsaid so."}
    passage = Passage("r1", "release", "2022-03-18", "MS. PSAKI: We said so.", (), ((11, 13),))
    line = line_of(passage, release, 0, len(release["text"]))
    (back,) = iter_labelled([line], {"r": [release]})
    assert back.text == "MS. PSAKI:  We said so."
    assert back.text[slice(*back.lookalikes[0])] == "We"
    assert json.loads(line)["sha256"] == hashlib.sha256(release["text"].encode()).hexdigest()
    with pytest.raises(PassageError, match="another hash"):
        list(iter_labelled([line], {"r": [{**release, "text": "MS. PSAKI:  We\nsay so!."}]}))
    with pytest.raises(PassageError, match="not among those given"):
        list(iter_labelled([line], {}))
    with pytest.raises(PassageError, match="reads otherwise"):
        line_of(passage, {**release, "text": "Something else."}, 0, 15)
