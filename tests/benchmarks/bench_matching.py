"""Passages embedded per second against stock sentence-transformers in fp32, in one run."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matching import facade, runtime
from matching.encoders.bundled_model import bundled_model
from matching.encoders.processor import multiplies_bfloat16, processor_name
from matching.fitting.texts import bilingual_sentences

_ROUNDS = 3
_STOCK_BATCH = 32  # sentence-transformers' default


def passages() -> list[str]:
    """Listings of mixed lengths, from a title to a page, of our own sentences."""
    sentences = [chinese for _, chinese in bilingual_sentences()]
    lengths = (1, 1, 1, 2, 4, 8, 16)
    return [
        "".join(sentences[(i + k) % len(sentences)] for k in range(lengths[i % len(lengths)]))
        for i in range(168)
    ]


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def run(cache_dir: Path = Path(".cache") / "models") -> dict[str, Any]:
    """Medians over interleaved rounds, so that a busy machine slows both alike."""
    from sentence_transformers import SentenceTransformer

    facade.configure(cache_dir=cache_dir)
    texts = passages()
    folder = bundled_model(cache_dir / "models")
    stock = SentenceTransformer(str(folder), device="cpu")
    prefixed = [f"passage: {text}" for text in texts]
    facade.embed(texts[:8], "passage")
    stock.encode(prefixed[:8])
    ours, theirs, queries = [], [], []
    for number in range(_ROUNDS):
        ours.append(_seconds(lambda: facade.embed(texts, "passage")))
        theirs.append(
            _seconds(
                lambda: stock.encode(prefixed, batch_size=_STOCK_BATCH, show_progress_bar=False)
            )
        )
        for text in texts[:20]:
            fresh = f"{text}{number}"
            queries.append(_seconds(lambda fresh=fresh: facade.embed_query(fresh)))
    mine, other = len(texts) / statistics.median(ours), len(texts) / statistics.median(theirs)
    return {
        "processor": processor_name(),
        "bfloat16": multiplies_bfloat16(),
        "encoder": runtime.encoder().version,
        "passages": len(texts),
        "passages_per_second": round(mine, 1),
        "stock_fp32_passages_per_second": round(other, 1),
        "ratio": round(mine / other, 2),
        "query_ms": round(1000 * statistics.median(queries), 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
