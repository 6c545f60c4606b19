"""Industry chains by code, as a tree: chain → stage → link → technology.

A chain has two digits, a stage of it adds a letter (U upstream, M midstream, D downstream), a link
two digits, a technology two more. Whatever lies in a chain has a code that begins as the chain's own, so
filters, facets and figures walk the tree by beginnings alone, as they do with regions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_FILE = Path(__file__).parent / "data" / "chains.json"
LENGTHS = (2, 3, 5, 7)  # of the codes of a chain, a stage, a link, a technology
CHAIN, STAGE, LINK, TECHNOLOGY = range(1, 5)  # levels


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A chain, stage, link or technology."""

    code: str
    chinese: str
    english: str

    @property
    def level(self) -> int:
        """1 chain, 2 stage, 3 link, 4 technology."""
        return LENGTHS.index(len(self.code)) + 1

    @property
    def name(self) -> str:
        """Its own name in the reader's language."""
        return self.chinese if (get_language() or "").startswith("zh") else self.english


@dataclass(frozen=True, slots=True)
class Edition:
    """The chains as one edition of the file has them, in its order."""

    version: str
    source: str
    nodes: dict[str, ChainNode]


@cache
def edition() -> Edition:
    """The edition in force."""
    held = json.loads(_FILE.read_text(encoding="utf-8"))
    nodes = {code: ChainNode(code, chinese, english) for code, chinese, english in held["rows"]}
    return Edition(held["version"], held["source"], nodes)


def chain_node(code: str) -> ChainNode | None:
    """The node with this code; None where there is none."""
    return edition().nodes.get(code)


def chain_path(code: str) -> tuple[str, ...]:
    """The codes from the chain down to the node itself; empty for an empty code."""
    return tuple(code[:n] for n in LENGTHS if n <= len(code))


def chains_below(code: str) -> list[ChainNode]:
    """The nodes one step down; the chains below an empty code."""
    length = LENGTHS[LENGTHS.index(len(code)) + 1] if code else LENGTHS[0]
    nodes = edition().nodes.values()
    return [one for one in nodes if len(one.code) == length and one.code.startswith(code)]


def chain_label(code: str) -> str:
    """The way to a node in the reader's language: 管道装备 · 管件制造; empty for an empty code."""
    if not code:
        return ""
    named = [chain_node(step) for step in chain_path(code) if len(step) != LENGTHS[STAGE - 1]]
    return " · ".join(node.name for node in named if node is not None) or code


def chain_own_label(code: str) -> str:
    """A node's own name in the reader's language."""
    node = chain_node(code)
    return node.name if node is not None else code


def chain_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices of a select: each chain with itself, its links and technologies."""
    groups = []
    for chain in chains_below(""):
        rows = [(chain.code, chain.name)]
        for node in edition().nodes.values():
            if node.level >= LINK and node.code.startswith(chain.code):
                stage = chain_own_label(node.code[:3])
                own = (
                    node.name
                    if node.level == LINK
                    else f"{chain_own_label(node.code[:5])} · {node.name}"
                )
                rows.append((node.code, f"{stage} · {own}"))
        groups.append((chain.name, rows))
    return groups


def validate_chain(code: str) -> None:
    """Refuse a code outside the edition in force."""
    if code not in edition().nodes:
        raise ValidationError(
            _("No industry chain or link has the code %(code)s."), params={"code": code}
        )
