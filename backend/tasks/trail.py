"""The steps of a task in words, for the trail of what it is about. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.trail import Words

from .lifecycle import TASK, telling

WORDS: Words = {"task.assigned": telling(_("Task: %(what)s")), **TASK.trail_words()}
