"""The generations of an index in Elasticsearch: one index each, and aliases that say which is which."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from search_index.contracts import Generation, IndexUnavailable, Role
from search_index.elastic.scoring import SIMILARITIES
from search_index.store import Encoder

from .connection import Connection, reported
from .store import ElasticVolume, written_by

logger = logging.getLogger(__name__)

# For how many seconds reads believe what they last saw. The generation before stays readable.
FRESH = 2.0
# A new generation is searched once it has so few segments, or after so many seconds.
SEGMENTS = 5
MERGING = 600.0


class ElasticRegister:
    """Indices ``<prefix>-listings-<schema>-<number>``, with the aliases ``<prefix>-listings`` (in
    force), ``…-next`` and ``…-previous``.

    ``shards`` and ``replicas`` are of indices yet to be created; no ``replicas`` is one where there
    is a second node.
    """

    def __init__(
        self, connection: Connection, prefix: str, *, shards: int = 1, replicas: int | None = None
    ) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", prefix):
            raise ValueError(f"an index prefix is of a-z, 0-9, - and _, not {prefix!r}")
        self._connection = connection
        self._base = f"{prefix}-listings"
        self._aliases: dict[Role, str] = {
            "current": self._base,
            "next": f"{self._base}-next",
            "previous": f"{self._base}-previous",
        }
        self._shards = shards
        self._replicas = replicas
        self._seen: tuple[float, Mapping[Role, Generation]] | None = None

    @cached_property
    def schema(self) -> str:
        """The hash of the mapping that this program writes."""
        from .documents import schema_hash

        return schema_hash()

    def held(self, *, fresh: bool) -> Mapping[Role, Generation]:
        """The generations by role."""
        seen = self._seen
        now = time.monotonic()
        if fresh or seen is None or now - seen[0] > FRESH or "current" not in seen[1]:
            seen = self._seen = (now, self._roles(self._indices()))
        return seen[1]

    def first(self, encoder: Encoder) -> None:
        """Give the alias back to the one index without any, or create the first index."""
        indices = self._indices()
        held = self._roles(indices)
        with_role = {generation.name for generation in held.values()}
        lost = [name for name in indices if name not in with_role]
        if "current" in held:
            return  # another process was first
        if lost:
            # Every step leaves each index a role, so this one lost its alias by hand.
            newest = max(lost, key=_number)
            logger.warning("alias %s was gone: given back to %s", self._base, newest)
            self._change([_add(newest, self._base)])
        else:
            self._create("current", encoder, indices)

    def begin(self, encoder: Encoder) -> None:
        """Create the next index; it is refreshed only when it is whole."""
        self._create("next", encoder, self._indices())

    def promote(self) -> None:
        """One change of the cluster's state: readers see the index before or the one after."""
        from .documents import REFRESH

        held = self.held(fresh=True)
        coming = held["next"].name
        self._merge(coming)
        with reported():
            indices = self._connection.patient.indices
            indices.put_settings(index=coming, settings={"refresh_interval": REFRESH})
            indices.refresh(index=coming)
        actions = [_add(coming, self._base), _remove(coming, self._aliases["next"])]
        if "current" in held:
            leaving = held["current"].name
            actions += [_remove(leaving, self._base), _add(leaving, self._aliases["previous"])]
        if "previous" in held:
            actions.append({"remove_index": {"index": held["previous"].name}})
        self._change(actions)

    def _merge(self, index: str) -> None:
        """A search reads every segment, and filling leaves dozens: few take half the time."""
        from elasticsearch import ConnectionTimeout

        patient = self._connection.client.options(request_timeout=MERGING, retry_on_timeout=False)
        with reported():
            try:
                patient.indices.forcemerge(index=index, max_num_segments=SEGMENTS)
            except ConnectionTimeout:
                logger.info("%s is large: its segments are merged while it is searched", index)

    def revert(self) -> None:
        """The same, with the kept index."""
        held = self.held(fresh=True)
        coming, leaving = held["previous"].name, held["current"].name
        kept = self._aliases["previous"]
        self._change(
            [
                _remove(coming, kept),
                _add(coming, self._base),
                _remove(leaving, self._base),
                _add(leaving, kept),
            ]
        )

    def discard(self) -> None:
        """Delete the next index."""
        begun = self.held(fresh=True).get("next")
        if begun is not None:
            self._change([{"remove_index": {"index": begun.name}}])

    def volume(self, generation: Generation) -> ElasticVolume:
        """The documents of its index."""
        encoder = Encoder(generation.encoder_version, generation.dimension)
        return ElasticVolume(self._connection, generation.name, encoder)

    def clear(self) -> None:
        """Delete every index of this name."""
        self._seen = None
        # By name: a cluster may refuse a pattern.
        names = list(self._indices())
        if names:
            with reported():
                self._connection.patient.indices.delete(index=names)

    def _indices(self) -> dict[str, Any]:
        """Index → its aliases and what its mapping remembers, of every generation."""
        with reported():
            answer = self._connection.client.indices.get(
                index=f"{self._base}-*",
                expand_wildcards="open",
                filter_path=["*.aliases", "*.mappings._meta"],
            )
        ours = re.compile(rf"{re.escape(self._base)}-[0-9a-f]{{8}}-\d+")
        return {name: facts for name, facts in answer.body.items() if ours.fullmatch(name)}

    def _roles(self, indices: Mapping[str, Any]) -> dict[Role, Generation]:
        found: dict[Role, Generation] = {}
        for role, alias in self._aliases.items():
            names = [name for name, facts in indices.items() if alias in facts["aliases"]]
            if len(names) > 1:
                raise IndexUnavailable(f"alias {alias} points at {', '.join(sorted(names))}")
            for name in names:
                found[role] = _generation(name, indices[name])
        return found

    def _create(self, role: Role, encoder: Encoder, indices: Mapping[str, Any]) -> None:
        from elasticsearch import BadRequestError

        from . import documents

        number = max(map(_number, indices), default=0) + 1
        name = f"{self._base}-{self.schema}-{number}"
        replicas = (
            {"auto_expand_replicas": "0-1"}
            if self._replicas is None
            else {"number_of_replicas": self._replicas}
        )
        settings = {
            "number_of_shards": self._shards,
            "similarity": SIMILARITIES,
            "refresh_interval": "-1" if role == "next" else documents.REFRESH,
            **replicas,
        }
        self._seen = None
        with reported():
            try:
                self._connection.patient.indices.create(
                    index=name,
                    mappings=documents.mapping(encoder),
                    settings=settings,
                    aliases={self._aliases[role]: {}, written_by(name): {}},
                )
            except BadRequestError as error:
                # Another process, which saw the same indices, was first: the name is the same.
                if error.error != "resource_already_exists_exception":
                    raise

    def _change(self, actions: Sequence[Mapping[str, Any]]) -> None:
        self._seen = None
        with reported():
            self._connection.patient.indices.update_aliases(actions=actions)


def _number(index: str) -> int:
    return int(index.rpartition("-")[2])


def _generation(name: str, facts: Mapping[str, Any]) -> Generation:
    memory = facts["mappings"]["_meta"]
    schema = name.rsplit("-", 2)[1]
    return Generation(name, schema, _number(name), memory["encoder"], memory["dimension"])


def _add(index: str, alias: str) -> dict[str, Any]:
    return {"add": {"index": index, "alias": alias}}


def _remove(index: str, alias: str) -> dict[str, Any]:
    return {"remove": {"index": index, "alias": alias, "must_exist": True}}
