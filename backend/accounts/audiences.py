"""Audience tokens: the one notion of who may read what.

A reader holds tokens; a text carries tokens; one in common means it may be read. Selectors, object
rules and the search index all compare these same strings.
"""

from __future__ import annotations

from collections.abc import Iterable

PUBLIC = "public"
REGISTERED = "registered"
OPERATOR = "operator"
EVERYONE = frozenset({PUBLIC})
OWN = ("org:", "user:")  # begin tokens that are of one organisation or person


def organisation_token(organisation_id: int) -> str:
    """Held by every active member of the organisation."""
    return f"org:{organisation_id}"


def user_token(user_id: int) -> str:
    """Held by one person."""
    return f"user:{user_id}"


def tokens_held(*, user_id: int, organisation_ids: Iterable[int], operator: bool) -> frozenset[str]:
    """Everything a signed-in person holds."""
    tokens = {PUBLIC, REGISTERED, user_token(user_id)}
    tokens.update(organisation_token(pk) for pk in organisation_ids)
    if operator:
        tokens.add(OPERATOR)
    return frozenset(tokens)
