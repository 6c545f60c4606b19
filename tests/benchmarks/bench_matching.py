"""How fast texts are embedded, against stock sentence-transformers in fp32 in the same run, and how
fast candidates are ranked.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from matching import facade, runtime
from matching.contracts import Comparator, Encoding, Indicator, Kind, Profile
from matching.encoders.bundled_model import bundled_model
from matching.encoders.processor import multiplies_bfloat16, processor_name
from matching.fitting.texts import bilingual_sentences

_ROUNDS = 3
_CANDIDATES = 200
_STOCK_BATCH = 32  # sentence-transformers' default


def passages() -> list[str]:
    """Listings of mixed lengths, from a title to a page, of our own sentences."""
    sentences = [chinese for _, chinese in bilingual_sentences()]
    lengths = (1, 1, 1, 2, 4, 8, 16)
    return [
        "".join(sentences[(i + k) % len(sentences)] for k in range(lengths[i % len(lengths)]))
        for i in range(168)
    ]


def _profiles(kind: Kind, count: int) -> list[Profile]:
    """Encoded listings of about 600 characters, with the fields that conditions compare."""
    sentences = [chinese for _, chinese in bilingual_sentences()]

    def some(number: int, step: int, length: int) -> str:
        return "".join(sentences[(number * step + k) % len(sentences)] for k in range(length))

    wanted = Indicator("密度", Comparator.GE, Decimal("1.80"), "g/cm³")
    fields: dict[str, Any] = {"industry": "C3091", "field": "new-materials", "region": "130902"}
    fields |= {"trl": 5, "price_max": Decimal(500_000), "modes": frozenset({"licence"})}
    profiles = [
        Profile(
            f"{kind}-{number}",
            kind,
            {
                "title": some(number, 1, 1),
                "summary": some(number, 7, 4),
                "text": some(number, 3, 8),
            },
            indicators=[wanted],
            **fields,
        )
        for number in range(count)
    ]
    encodings = facade.encode([p.texts for p in profiles], [p.kind for p in profiles])
    return [replace(p, encoding=e) for p, e in zip(profiles, encodings, strict=True)]


def _ranking() -> dict[str, Any]:
    """One need against 200 candidates whose vectors are there, late interaction included."""
    needs, offers = _profiles("need", 40), _profiles("achievement", _CANDIDATES)
    first = _seconds(lambda: facade.rank(needs[0], offers, explain=0))
    taken = [_seconds(lambda n=need: facade.rank(n, offers, explain=0)) for need in needs]
    stored = [len(facade.pack_encoding(offer.encoding)) for offer in offers if offer.encoding]
    return {
        "rank_200_ms_median": round(1000 * statistics.median(taken), 1),
        "rank_200_ms_p95": round(1000 * statistics.quantiles(taken, n=20)[-1], 1),
        "rank_200_first_ms": round(1000 * first, 1),
        "stored_encoding_bytes": round(statistics.median(stored)),
        "token_vector_bytes": round(
            statistics.median(_token_bytes(o.encoding) for o in offers if o.encoding)
        ),
    }


def _token_bytes(encoding: Encoding) -> int:
    """As stored: the scale takes two bytes of a row."""
    rows = len(encoding.tokens)
    return encoding.tokens.nbytes + encoding.token_ids.nbytes + (2 + 2) * rows


def _resident_mib() -> float:
    """Memory of this process, as the kernel counts it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    told = next(line for line in lines if line.startswith("VmRSS"))
    return int(told.split()[1]) / 1024


def _queries(name: str, texts: Sequence[str]) -> dict[str, float]:
    """Of each text wall time, and the processor time of the one core it takes, which neighbours on a
    busy machine do not lengthen.
    """
    walls, cores = [], []
    # The first of each length lays out the kernels for it.
    for text in texts:
        facade.embed_query(f"{text}。")
    for text in texts:
        started = time.thread_time()
        walls.append(_seconds(lambda text=text: facade.embed_query(text)))
        cores.append(time.thread_time() - started)
    return {
        f"{name}_ms": round(1000 * statistics.median(walls), 1),
        f"{name}_core_ms": round(1000 * statistics.median(cores), 1),
    }


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def run(cache_dir: Path = Path(".cache") / "models") -> dict[str, Any]:
    """Medians over interleaved rounds, so that a busy machine slows both alike."""
    from sentence_transformers import SentenceTransformer

    facade.configure(cache_dir=cache_dir)
    before = _resident_mib()
    facade.warm_up()
    ranking = _ranking() | {"engine_mib": round(_resident_mib() - before)}
    texts = passages()
    folder = bundled_model(cache_dir / "models")
    stock = SentenceTransformer(str(folder), device="cpu")
    prefixed = [f"passage: {text}" for text in texts]
    stock.encode(prefixed[:8])
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(_seconds(lambda: facade.embed(texts, "passage")))
        theirs.append(
            _seconds(
                lambda: stock.encode(prefixed, batch_size=_STOCK_BATCH, show_progress_bar=False)
            )
        )
    mine, other = len(texts) / statistics.median(ours), len(texts) / statistics.median(theirs)
    return {
        "processor": processor_name(),
        "bfloat16": multiplies_bfloat16(),
        "encoder": runtime.encoder().version,
        "passages": len(texts),
        "passages_per_second": round(mine, 1),
        "stock_fp32_passages_per_second": round(other, 1),
        "ratio": round(mine / other, 2),
        # As people ask, in some 16 sub-words; and in 40 characters.
        **_queries("query", [chinese for _, chinese in bilingual_sentences()][:60]),
        **_queries("long_query", [f"{text[:40]}{n}" for n, text in enumerate(texts[:60])]),
        **ranking,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
