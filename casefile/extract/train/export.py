"""The network as an int8 ONNX file that onnxruntime reads on any machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from casefile.extract.train.network import NameNetwork, with_table

INPUTS = ("pieces", "spellings", "hints", "mask")
OPSET = 17


def export(network: NameNetwork, target: Path) -> None:
    """Write ``network`` as it is, in 32-bit floats."""
    with_table(network)
    example = tuple(torch.ones((2, 9), dtype=torch.long) for _ in INPUTS)
    torch.onnx.export(
        network,
        example,
        str(target),
        input_names=list(INPUTS),
        output_names=["scores"],
        dynamic_axes={name: {0: "rows", 1: "length"} for name in (*INPUTS, "scores")},
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Write the model of ``source`` with 8-bit weights, one scale for each output channel.

    Seven bits of the eight are used: processors without the newer integer instructions add two products in 16 bits,
    which overflow at eight.
    """
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    model = onnx.load(str(target))
    onnx.checker.check_model(model)
