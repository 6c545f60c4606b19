"""The steps of a contract record in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

WORDS: Words = {
    "contract.proposed": lambda event: (
        _("Contract record drafted")
        if event.payload["revision"] == 1
        else _("Contract record redrafted")
    ),
    "contract.returned": lambda event: _("Contract record returned for changes"),
    "contract.confirmed": lambda event: _("Contract confirmed and recorded"),
}
