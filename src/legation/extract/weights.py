"""Load what was learnt: one file with the encoder, its vocabulary and the heads.

In: `weights/reader.zip`, or another file of its kind. Out: `Weights`.
Not here: learning them (`evaluate.training`), computing with them (`encoder`, `claimheads`).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.records import LegationError

ENCODER, VOCABULARY, CARD = "encoder.onnx", "vocabulary.txt", "card.json"
SHIPPED = "reader.zip"

Arrays = Mapping[str, NDArray[Any]]


class WeightsError(LegationError):
    """The file of weights is missing, broken, or was made for another version."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was learnt."""

    encoder: bytes
    """An ONNX model: piece numbers to piece vectors."""
    vocabulary: tuple[str, ...]
    """The pieces of words that it knows, in the order of their numbers."""
    heads: Mapping[str, Arrays]
    """By head, such as `claims`: arrays by name."""
    card: Mapping[str, Any]
    """What it learnt from, when, with which recipe, and its settings."""


@cache
def load_weights(path: Path | None = None) -> Weights:
    """Load the shipped weights, or those at `path` (once a process).

    Raises:
        WeightsError: The file cannot be used.
    """
    if path is not None:
        return _load(path)
    with as_file(files("legation.extract") / "weights" / SHIPPED) as shipped:
        return _load(shipped)


def _load(path: Path) -> Weights:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            heads = {
                Path(name).stem: dict(np.load(io.BytesIO(archive.read(name)), allow_pickle=False))
                for name in names
                if name.endswith(".npz")
            }
            return Weights(
                archive.read(ENCODER),
                tuple(archive.read(VOCABULARY).decode("utf-8").splitlines()),
                heads,
                json.loads(archive.read(CARD)),
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        msg = (
            f"{path}: no file of weights ({error}); install the package again, or name a file "
            "that `legation train` wrote"
        )
        raise WeightsError(msg) from error


def write_weights(path: Path, weights: Weights) -> None:
    """Write a file of weights; the same weights give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        put(CARD, (json.dumps(weights.card, indent=1, sort_keys=True) + "\n").encode())
        put(VOCABULARY, "".join(f"{piece}\n" for piece in weights.vocabulary).encode())
        put(ENCODER, weights.encoder)
        for name, arrays in sorted(weights.heads.items()):
            buffer = io.BytesIO()
            np.savez(buffer, **{key: arrays[key] for key in sorted(arrays)})  # type: ignore[arg-type]
            put(f"{name}.npz", buffer.getvalue())
