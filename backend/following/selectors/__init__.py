"""Reads of what one keeps and follows, and who is concerned by what is new."""

from .answering import searches_answered
from .following import (
    chains_followed,
    feed_of,
    finds_of,
    finds_readable,
    followers_of_chain,
    followers_of_chains_above,
    followers_of_listing,
    followers_of_organisation,
    follows_about,
    follows_of,
    saved_search_of,
    saved_searches_of,
)

__all__ = [
    "chains_followed",
    "feed_of",
    "finds_of",
    "finds_readable",
    "followers_of_chain",
    "followers_of_chains_above",
    "followers_of_listing",
    "followers_of_organisation",
    "follows_about",
    "follows_of",
    "saved_search_of",
    "saved_searches_of",
    "searches_answered",
]
