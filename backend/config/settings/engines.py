"""What the engines are handed once, at start."""

from typing import Any

from . import env
from .base import BASE_DIR, DATA_DIR, private_file

# One dictionary for matching and search.
_TERMS = BASE_DIR / "backend" / "catalog" / "data" / "terms.tsv"
_models = env.text("MODEL_DIR", about="Folder for the built encoder; empty: DATA_DIR/models")

MATCHING: dict[str, Any] = {
    "model": env.text(
        "MODEL",
        "bundled",
        about="Encoder: bundled, null (tests), or a sentence-transformers path or name",
    ),
    "cache_dir": BASE_DIR / _models if _models else DATA_DIR / "models",
    "threads": env.number("MODEL_THREADS", 0, about="Threads of the encoder; 0: as many as cores")
    or None,
    "terms": _TERMS,
}

_hosts = env.words(
    "ELASTICSEARCH_URL", about="Comma-separated addresses; empty: an index file in DATA_DIR"
)
_replicas = env.text(
    "ELASTICSEARCH_REPLICAS",
    about="Copies of each shard of indices yet to be built; empty: one where there is a second node",
)
SEARCH: dict[str, Any] = {
    "backend": "elasticsearch" if _hosts else "embedded",
    "path": DATA_DIR / "index.sqlite3" if _hosts else private_file(DATA_DIR / "index.sqlite3"),
    "hosts": _hosts,
    "prefix": env.text("ELASTICSEARCH_PREFIX", "tiqiao", about="Begins the name of every index"),
    "api_key": env.text("ELASTICSEARCH_API_KEY", about="API key of the cluster"),
    "ca": env.text(
        "ELASTICSEARCH_CA", about="File with the authority that signed the cluster's certificates"
    ),
    "shards": env.number("ELASTICSEARCH_SHARDS", 1, about="Shards of indices yet to be built"),
    "replicas": env.whole("ELASTICSEARCH_REPLICAS", _replicas) if _replicas else None,
    "timeout": float(env.number("ELASTICSEARCH_TIMEOUT", 5, about="Seconds to wait for an answer")),
    # Of the bundled model, on needs and achievements: above it lie half of the fitting pairs and one
    # unrelated pair in forty; a higher one loses more of the first than of the second.
    "similarity_floor": 0.2 if MATCHING["model"] == "bundled" else -1.0,
}
SEARCH_SLOW_MS = env.number(
    "SEARCH_SLOW_MS",
    1000,
    about="A search that takes longer is logged by its shape, without its words",
)
