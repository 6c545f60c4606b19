"""Events of webhooks in words."""

from __future__ import annotations

from django import template

from backend.webhooks.kinds import event_words

register = template.Library()
register.filter("event_words", event_words)
