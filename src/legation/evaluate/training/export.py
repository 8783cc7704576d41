"""Export what was learnt into the one file that is shipped.

In: the trained encoder and heads. Out: the encoder as ONNX in eight bits, the heads as arrays.
Not here: learning (`learn`), writing the file (`extract.weights`).

PyTorch's older exporter is used on purpose: its graph is one that onnxruntime fuses well. A graph
laid out by hand with onnxruntime's operators for BERT ran at 0.9 of its speed, unsigned weights
at half.
"""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn


class _Vectors(nn.Module):
    """The encoder with piece numbers as its only input: one sentence, nothing padded."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(input_ids=pieces).last_hidden_state
        return vectors


def export_encoder(encoder: nn.Module) -> bytes:
    """Return the encoder as ONNX with weights in eight bits; one input `pieces`, shape (1, n)."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    encoder.eval()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            _Vectors(encoder),
            (torch.ones(1, 9, dtype=torch.long),),
            str(whole),
            input_names=["pieces"],
            output_names=["vectors"],
            dynamic_axes={"pieces": {1: "n"}, "vectors": {1: "n"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
        return small.read_bytes()


def weights_of(module: nn.Module) -> dict[str, NDArray[Any]]:
    """Return a module's arrays by name."""
    return {
        name: np.ascontiguousarray(value.detach().numpy().astype(np.float32))
        for name, value in module.state_dict().items()
    }
