"""The steps of joining in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import APPLICATION, JOIN_REQUEST

WORDS: Words = {
    "join.asked": lambda event: _("Asked to join"),
    "mail_domain.claimed": lambda event: (
        _("Named %(domain)s as a mail domain") % {"domain": event.payload["domain"]}
    ),
    "mail_domain.confirmed": lambda event: (
        _("The mail domain %(domain)s was confirmed") % {"domain": event.payload["domain"]}
    ),
    "mail_domain.removed": lambda event: (
        _("The mail domain %(domain)s was removed") % {"domain": event.payload["domain"]}
    ),
    "application.made": lambda event: _("Applied for verification"),
    "organisation.suspended": lambda event: _("The organisation was suspended"),
    "organisation.reinstated": lambda event: _("The suspension was lifted"),
    **JOIN_REQUEST.trail_words(),
    **APPLICATION.trail_words(),
}
