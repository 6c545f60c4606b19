"""Who reviews what: as evenly as bans and pins allow, as a flow of least cost."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

import networkx as nx

E = TypeVar("E", bound=Hashable)
R = TypeVar("R", bound=Hashable)


class NotEnough(ValueError):
    """Some entries have fewer reviewers without a conflict than they need."""

    def __init__(self, entries: Iterable[object]) -> None:
        super().__init__("not enough reviewers")
        self.entries = list(entries)


def assign(
    entries: Collection[E],
    reviewers: Collection[R],
    *,
    each: int,
    banned: Collection[tuple[E, R]] = (),
    pinned: Collection[tuple[E, R]] = (),
) -> set[tuple[E, R]]:
    """``each`` reviewers for every entry, pins among them, bans never; loads as even as can be.

    The cost of one more entry rises with what a reviewer has, so the flow of least cost is the most
    even one. Raises NotEnough.
    """
    banned, pinned = set(banned), set(pinned) - set(banned)
    held = {entry: {r for e, r in pinned if e == entry} for entry in entries}
    free = {
        entry: [r for r in reviewers if (entry, r) not in banned and r not in held[entry]]
        for entry in entries
    }
    wanted = {entry: max(0, each - len(held[entry])) for entry in entries}
    if short := [entry for entry in entries if len(free[entry]) < wanted[entry]]:
        raise NotEnough(short)
    loads = {r: sum(1 for _e, p in pinned if p == r) for r in reviewers}
    graph = nx.MultiDiGraph()
    graph.add_node("all", demand=sum(wanted.values()))
    for entry, number in wanted.items():
        graph.add_node(("entry", entry), demand=-number)
        for r in free[entry]:
            graph.add_edge(("entry", entry), ("reviewer", r), capacity=1, weight=0)
    for r, load in loads.items():
        possible = sum(1 for found in free.values() if r in found)
        for number in range(possible):
            graph.add_edge(("reviewer", r), "all", capacity=1, weight=load + number)
    _cost, flow = nx.network_simplex(graph)
    chosen = {
        (entry, r)
        for entry in entries
        for r in free[entry]
        if sum(flow[("entry", entry)].get(("reviewer", r), {}).values())
    }
    return chosen | pinned
