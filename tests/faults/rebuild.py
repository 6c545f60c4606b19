"""Rebuilds the index and ends as a killed process does: ``python -m tests.faults.rebuild STEP``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from backend.discovery.services import rebuilding  # noqa: E402
from search_index import facade as search_index  # noqa: E402

# Small, so that there is a half-way.
rebuilding.BATCH = 10


def die(*_args: Any, **_options: Any) -> None:
    """No clean-up, no goodbye."""
    os._exit(9)


def dying(act: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """``act`` that is followed by death when it was called ``times`` times."""
    left = times

    def wrapped(*args: Any, **options: Any) -> Any:
        nonlocal left
        found = act(*args, **options)
        left -= 1
        if not left:
            die()
        return found

    return wrapped


STEPS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "begun": (search_index, "begin", dying(search_index.begin)),
    "half filled": (search_index, "index_next", dying(search_index.index_next, 2)),
    "filled": (rebuilding, "_fill", dying(rebuilding._fill)),
    "compared": (rebuilding, "_require_whole", dying(rebuilding._require_whole)),
    "swapped": (search_index, "promote", dying(search_index.promote)),
    "looked over": (rebuilding, "index_check", die),
}


if __name__ == "__main__":
    module, name, replacement = STEPS[sys.argv[1]]
    setattr(module, name, replacement)
    rebuilding.index_rebuild(resume=True)
