"""Other runtimes over the encoder's own batches: passages a second, and how near their vectors stay.

    uv pip install --target FOLDER openvino onnxruntime onnx
    PYTHONPATH=FOLDER python -m tests.benchmarks.runtimes

They are no dependencies of the product, which keeps to PyTorch: see matching/README.md.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import facade, runtime
from matching.encoders.bundled_model import bundled_model
from matching.encoders.sentence import SentenceEncoder, _next_batch
from tests.benchmarks.bench_matching import passages

_ROUNDS = 5
_CORES = 2
_NAMES = ("input_ids", "attention_mask")
_CACHE = Path(".cache") / "models"

# Sub-words and mask (texts, length) → the last layer (texts, length, width).
Run = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float32]]
Batches = Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]


def batches(encoder: SentenceEncoder, texts: Sequence[str]) -> Batches:
    """Sub-words and masks, in the batches that the encoder makes."""
    rows = encoder._tokenise(encoder._model(), list(texts))["input_ids"]
    lengths = [len(row) for row in rows]
    order, made, at = sorted(range(len(rows)), key=lambda i: -lengths[i]), [], 0
    while at < len(order):
        chosen = _next_batch(order, at, lengths)
        at += len(chosen)
        ids = np.ones((len(chosen), lengths[chosen[0]]), np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(chosen):
            ids[place, : lengths[row]], mask[place, : lengths[row]] = rows[row], 1
        made.append((ids, mask))
    return made


def product(encoder: SentenceEncoder) -> Run:
    """As the product runs it: bfloat16 where the processor has it, weights laid out once."""

    def run(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        rows = [row[:length].tolist() for row, length in zip(ids, mask.sum(axis=1), strict=True)]
        return encoder._forward(encoder._model(), rows)[1]

    return run


def exported(folder: Path) -> tuple[Path, Path]:
    """The bundled model as ONNX, and the same with weights in int8, quantised dynamically."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(
        bundled_model(_CACHE), dtype=torch.float32, attn_implementation="eager"
    ).eval()

    class Last(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            return self.model(input_ids=ids, attention_mask=mask).last_hidden_state

    plain, small = folder / "plain.onnx", folder / "int8.onnx"
    example = torch.ones((2, 8), dtype=torch.long)
    free = {name: {0: "texts", 1: "length"} for name in (*_NAMES, "last")}
    torch.onnx.export(
        Last(), (example, example), str(plain), input_names=list(_NAMES), output_names=["last"],
        dynamic_axes=free, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantization: Any = import_module("onnxruntime.quantization")
    quantization.quantize_dynamic(
        plain, small, weight_type=quantization.QuantType.QInt8, per_channel=True
    )
    return plain, small


def onnx(file: Path) -> Run:
    """By ONNX Runtime."""
    library: Any = import_module("onnxruntime")
    options = library.SessionOptions()
    options.intra_op_num_threads = _CORES
    session = library.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return lambda ids, mask: session.run(None, dict(zip(_NAMES, (ids, mask), strict=True)))[0]


def openvino(file: Path, precision: str) -> Run:
    """By OpenVINO."""
    library: Any = import_module("openvino")
    settings = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": _CORES}
    compiled = library.Core().compile_model(str(file), "CPU", settings)
    request = compiled.create_infer_request()

    def run(ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = request.infer(dict(zip(_NAMES, (ids, mask), strict=True)))[0]
        return found.copy()

    return run


def runs(encoder: SentenceEncoder, folder: Path) -> Iterator[tuple[str, Run]]:
    """All of them by name."""
    plain, small = exported(folder)
    yield "ONNX Runtime, fp32", onnx(plain)
    yield "ONNX Runtime, int8", onnx(small)
    yield "OpenVINO, fp32", openvino(plain, "f32")
    yield "OpenVINO, bfloat16", openvino(plain, "bf16")
    yield "OpenVINO, int8", openvino(small, "bf16")
    yield "product", product(encoder)


def _means(run: Run, given: Batches) -> NDArray[np.float64]:
    """Unit mean vectors of all texts."""
    found = []
    for ids, mask in given:
        summed = (np.asarray(run(ids, mask), np.float64) * mask[:, :, None]).sum(axis=1)
        found.append(summed / np.linalg.norm(summed, axis=1, keepdims=True))
    return np.concatenate(found)


def _seconds(run: Run, given: Batches) -> float:
    started = time.perf_counter()
    for ids, mask in given:
        run(ids, mask)
    return time.perf_counter() - started


def main() -> None:
    """Prints a line for each."""
    facade.configure(cache_dir=_CACHE, threads=_CORES)
    encoder: Any = runtime.encoder().encoder
    given = batches(encoder, [f"passage: {text}" for text in passages()])
    count = sum(len(ids) for ids, _ in given)
    with tempfile.TemporaryDirectory() as folder:
        tried = dict(runs(encoder, Path(folder)))
        vectors = {name: _means(run, given) for name, run in tried.items()}  # and all is warm
        taken: dict[str, list[float]] = {name: [] for name in tried}
        # In turns: a busy machine is busy for all.
        for _ in range(_ROUNDS):
            for name, run in tried.items():
                taken[name].append(_seconds(run, given))
    exact = vectors["ONNX Runtime, fp32"]
    for name, seconds in taken.items():
        near = (vectors[name] * exact).sum(axis=1).mean()
        pace = count / statistics.median(seconds)
        print(f"{name:20}{pace:8.1f} passages a second, cosine {near:.4f}")


if __name__ == "__main__":
    main()
