"""What the engines are handed once, at start."""

from typing import Any

from . import env
from .base import BASE_DIR, DATA_DIR

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
}

_hosts = env.words(
    "ELASTICSEARCH_URL", about="Comma-separated addresses; empty: an index file in DATA_DIR"
)
SEARCH: dict[str, Any] = {
    "backend": "elasticsearch" if _hosts else "embedded",
    "path": DATA_DIR / "index.sqlite3",
    "hosts": _hosts,
    "prefix": env.text("ELASTICSEARCH_PREFIX", "tiqiao", about="Begins the name of every index"),
    "api_key": env.text("ELASTICSEARCH_API_KEY", about="API key of the cluster"),
    "timeout": float(env.number("ELASTICSEARCH_TIMEOUT", 5, about="Seconds to wait for an answer")),
}
