"""Writes of saved searches, finds and follows."""

from .finding import listings_find, questions_prepare
from .following import follow_begin, follow_end
from .saving import feed_renew, search_change, search_forget, search_save

__all__ = [
    "feed_renew",
    "follow_begin",
    "follow_end",
    "listings_find",
    "questions_prepare",
    "search_change",
    "search_forget",
    "search_save",
]
