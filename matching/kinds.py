"""The kinds of listings, as ``facade.configure`` was told them; signals and ranker name none."""

from __future__ import annotations

from collections.abc import Mapping

from .contracts import KindTraits

# What the files of judged pairs call theirs, for whoever fits and evaluates without a market around.
OF_FILES: dict[str, KindTraits] = {
    "need": KindTraits(seeks=True),
    "achievement": KindTraits(),
    "expert": KindTraits(tells_readiness=False),
}
_kinds: dict[str, KindTraits] = dict(OF_FILES)


def use_kinds(kinds: Mapping[str, KindTraits]) -> None:
    """Take these in place of all others."""
    _kinds.clear()
    _kinds.update(kinds)


def known_kind(name: object) -> str:
    """The kind of this name. Raises ValueError where there is none."""
    if not isinstance(name, str) or name not in _kinds:
        raise ValueError(f"no kind is called {name!r}")
    return name


def seeks(kind: str) -> bool:
    """Whether listings of the kind say what is wanted."""
    return kind in _kinds and _kinds[kind].seeks


def tells_readiness(kind: str) -> bool:
    """Whether readers expect a readiness level of the kind."""
    return kind not in _kinds or _kinds[kind].tells_readiness
