"""An index on one of the two backends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .contracts import Backend
from .contracts.terms import General, Meaning

if TYPE_CHECKING:
    from .store import Register


BackendName = Literal["embedded", "elasticsearch"]


def open_index(
    *,
    backend: BackendName,
    path: Path | None = None,
    hosts: Sequence[str] = (),
    prefix: str = "tiqiao",
    api_key: str = "",
    ca: str = "",
    shards: int = 1,
    replicas: int | None = None,
    timeout: float = 5,
    similarity_floor: float = -1.0,
    secret: str = "",
    meanings: Sequence[Meaning] = (),
    general: General = dict,
) -> Backend:
    """An index of its own, beside the configured one; arguments as ``configure``'s."""
    # Imported here: one backend's libraries must not burden the other's users.
    from .dictionary import Dictionary
    from .engine import Engine
    from .generations import Generations

    register: Register
    if backend == "embedded":
        from .embedded.register import EmbeddedRegister

        if path is None:
            raise ValueError("the embedded search backend needs a path")
        register = EmbeddedRegister(path, timeout)
    elif backend == "elasticsearch":
        from .elastic.connection import Connection
        from .elastic.register import ElasticRegister

        if not hosts:
            raise ValueError("the elasticsearch search backend needs at least one host")
        if ca and not Path(ca).is_file():
            raise ValueError(f"ca names no file: {ca}")
        connection = Connection(hosts, api_key=api_key, ca=ca, timeout=timeout)
        register = ElasticRegister(connection, prefix, shards=shards, replicas=replicas)
    else:
        raise ValueError(f"unknown search backend {backend!r}: embedded or elasticsearch")
    return Engine(
        Generations(register, backend),
        floor=similarity_floor,
        secret=secret.encode(),
        dictionary=Dictionary(meanings, general),
    )
