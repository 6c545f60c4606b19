"""Structured lines on standard error."""

from typing import Any

import structlog

from . import env

_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
METRICS_TOKEN = env.text(
    "METRICS_TOKEN", about="Bearer token that /metrics asks for; empty: there is no such page"
)
TRACES_URL = env.text(
    "TRACES_URL",
    about="Where spans go by OTLP over HTTP (http://collector:4318/v1/traces), with the extra "
    "`tracing`; empty: nothing is traced",
)
_level = env.text("LOG_LEVEL", "INFO", about="DEBUG, INFO, WARNING or ERROR")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.KeyValueRenderer(
                    key_order=["timestamp", "level", "event"], drop_missing=True
                ),
            ],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _level},
    "loggers": {
        "elastic_transport": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "sentence_transformers": {"level": "WARNING"},
    },
}

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
